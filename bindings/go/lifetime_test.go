// SPDX-License-Identifier: Apache-2.0

package stagegraph

import (
	"errors"
	"math"
	"runtime"
	"sync"
	"testing"
	"time"
)

var start = time.Date(2026, 3, 2, 10, 0, 0, 1000, time.UTC)

func account(t *testing.T) *Ruleset {
	t.Helper()
	rules, err := Load(folder+"/account.yaml", nil)
	need(t, err)
	return rules
}

func TestUseAfterClose(t *testing.T) {
	rules := account(t)
	record, err := rules.NewRecord("A", "", start, nil)
	need(t, err)
	rules.Close()
	rules.Close()
	if _, err := rules.NewRecord("B", "", start, nil); !errors.Is(err, ErrClosed) {
		t.Errorf("got %v", err)
	}
	if _, err := record.JSON(); err != nil {
		t.Errorf("a record outlives its ruleset: %v", err)
	}
	record.Close()
	if _, err := record.Facts(); !errors.Is(err, ErrClosed) {
		t.Errorf("got %v", err)
	}
	open := account(t)
	defer open.Close()
	if _, err := open.Decide(record, "tell", start, nil); !errors.Is(err, ErrClosed) {
		t.Errorf("got %v", err)
	}
}

func TestManyGoroutinesAndAClose(t *testing.T) {
	rules := account(t)
	record, err := rules.NewRecord("A", "", start, nil)
	need(t, err)
	wanted, err := rules.Decide(record, "tell", start, nil)
	need(t, err)
	var all sync.WaitGroup
	for worker := 0; worker < 8; worker++ {
		all.Add(1)
		go func(last bool) {
			defer all.Done()
			for i := 0; i < 300; i++ {
				decision, err := rules.Decide(record, "tell", start, nil)
				if errors.Is(err, ErrClosed) {
					return
				}
				if err != nil || decision.JSON != wanted.JSON {
					t.Errorf("got %v, %v", decision, err)
					return
				}
				if last && i == 150 {
					rules.Close()
				}
			}
		}(worker == 7)
	}
	all.Wait()
}

func TestWhatIsForgottenIsFreed(t *testing.T) {
	rules := account(t)
	record, err := rules.NewRecord("A", "", start, nil)
	need(t, err)
	kept := record.handle
	record = nil
	for i := 0; i < 100; i++ {
		runtime.GC()
		kept.mutex.Lock()
		closed := kept.closed
		kept.mutex.Unlock()
		if closed {
			return
		}
		time.Sleep(time.Millisecond)
	}
	t.Error("the record is still there")
}

func TestNothingSticks(t *testing.T) {
	rules := account(t)
	defer rules.Close()
	record, err := rules.NewRecord("A", "", start, nil)
	need(t, err)
	given := &Given{Actor: Actor{ID: "wu", Roles: []string{"sales"}}, EventID: "e-1"}
	first, err := rules.Decide(record, "claim", start, given)
	need(t, err)
	second, err := rules.Decide(record, "claim", start, nil)
	need(t, err)
	same(t, "outcomes", []Outcome{first.Outcome, second.Outcome}, []Outcome{OutcomeNeeds, OutcomeDenied})
}

func TestValuesThatDoNotFit(t *testing.T) {
	rules := account(t)
	defer rules.Close()
	for name, value := range map[string]any{
		"ratio": math.NaN(), "word": "\xff", "count": uint64(math.MaxUint64), "tags": make(chan int),
		"seen": time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC), "dates": map[int]Date{1: "2026-03-02"},
	} {
		_, err := rules.NewRecord("A", "", start, Values{name: value})
		var failure *Error
		if !errors.As(err, &failure) || failure.Status != StatusInvalidInput {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := rules.NewRecord("A", "", time.Date(0, 1, 1, 0, 0, 0, 0, time.UTC), nil); err == nil {
		t.Error("the year 0 is taken")
	}
}

func TestKindsOfGo(t *testing.T) {
	rules := account(t)
	defer rules.Close()
	kind := struct{ word *string }{new(string)}
	*kind.word = "w"
	at := start.Add(999 * time.Nanosecond)
	record, err := rules.NewRecord("A", "", at, Values{
		"word": kind.word, "count": uint8(7), "ratio": float32(0.5), "tags": []string{"a"}, "seen": &at,
		"dates": map[string]Date{"b": "2026-03-02"}, "price": 12, "wait": 1500 * time.Millisecond,
	})
	need(t, err)
	facts, err := record.Facts()
	need(t, err)
	same(t, "facts", inUTC(facts), Values{
		"word": "w", "count": int64(7), "ratio": 0.5, "tags": []any{"a"}, "seen": start,
		"dates": map[string]any{"b": Date("2026-03-02")}, "price": Decimal("12"), "wait": 1500 * time.Millisecond,
	})
}

func TestAnUnknownQuota(t *testing.T) {
	rules := account(t)
	defer rules.Close()
	_, err := rules.QuotaLimit("account")
	failed(t, err, told{"status": "unknown-name", "message": "quota 'account' is not in this ruleset",
		"diagnostics": []any{}})
}
