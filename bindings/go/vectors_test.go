// SPDX-License-Identifier: Apache-2.0

package stagegraph

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"time"
)

// tests/vectors/README.md describes the file.
const folder = "../../tests/vectors"

type told = map[string]any

func untell(t *testing.T, value any) any {
	pair := value.([]any)
	if pair[0] == "unknown" {
		return nil
	}
	switch pair[0] {
	case "list":
		items := []any{}
		for _, item := range pair[1].([]any) {
			items = append(items, untell(t, item))
		}
		return items
	case "map":
		return map[string]any(untellAll(t, pair[1]))
	case "bool":
		return pair[1]
	}
	words := pair[1].(string)
	switch pair[0] {
	case "text":
		return words
	case "decimal":
		return Decimal(words)
	case "date":
		return Date(words)
	case "double":
		real, err := strconv.ParseFloat(words, 64)
		need(t, err)
		return real
	}
	whole, err := strconv.ParseInt(words, 10, 64)
	need(t, err)
	switch pair[0] {
	case "instant":
		return time.UnixMicro(whole).UTC()
	case "duration":
		return time.Duration(whole * 1000)
	}
	return whole
}

func untellAll(t *testing.T, value any) Values {
	values := Values{}
	if value != nil {
		for name, member := range value.(told) {
			values[name] = untell(t, member)
		}
	}
	return values
}

func need(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func same(t *testing.T, what string, got, wanted any) {
	t.Helper()
	if !reflect.DeepEqual(got, wanted) {
		t.Errorf("%s\ngot    %#v\nwanted %#v", what, got, wanted)
	}
}

// inUTC makes instants of one moment equal.
func inUTC(value any) any {
	switch typed := value.(type) {
	case time.Time:
		return typed.UTC()
	case Values:
		for name := range typed {
			typed[name] = inUTC(typed[name])
		}
	case map[string]any:
		inUTC(Values(typed))
	}
	return value
}

func due(at time.Time) any {
	if at.IsZero() {
		return nil
	}
	return strconv.FormatInt(at.UnixMicro(), 10)
}

func words(value any) []string {
	texts := []string{}
	for _, text := range value.([]any) {
		texts = append(texts, text.(string))
	}
	return texts
}

type story struct {
	t      *testing.T
	rules  *Ruleset
	record *Record
}

func load1(test told) (*Ruleset, error) {
	language, _ := test["language"].(string)
	migrate, _ := test["migrate"].(bool)
	options := &Options{Language: language, Migrate: migrate}
	name := test["rules"].(string)
	path := filepath.Join(folder, name)
	if test["from_file"] == true {
		return Load(path, options)
	}
	source, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return LoadText(string(source), name, options)
}

func (s *story) take(step told) error {
	at := time.Time{}
	if micros, ok := step["at"].(string); ok {
		at = untell(s.t, []any{"instant", micros}).(time.Time)
	}
	name, _ := step["name"].(string)
	given := s.given(step)
	switch step["do"] {
	case "make":
		stage, _ := step["stage"].(string)
		record, err := s.rules.NewRecord(step["id"].(string), stage, at, untellAll(s.t, step["facts"]))
		return s.made(record, err, step["expect"])
	case "read":
		record, err := s.rules.RecordFromJSON(step["json"].(string))
		return s.made(record, err, step["expect"])
	case "begin":
		decision, err := s.rules.Begin(step["id"].(string), at, untellAll(s.t, step["facts"]), given)
		return s.decided(decision, err, step["expect"])
	case "decide":
		decision, err := s.rules.Decide(s.record, step["event"].(string), at, given)
		return s.decided(decision, err, step["expect"])
	case "approve":
		decision, err := s.rules.Approve(s.record, name, at, given)
		return s.decided(decision, err, step["expect"])
	case "reject":
		decision, err := s.rules.Reject(s.record, name, at, given)
		return s.decided(decision, err, step["expect"])
	case "migrate":
		source, err := s.record.JSON()
		need(s.t, err)
		decision, err := s.rules.Migrate(source, at)
		return s.decided(decision, err, step["expect"])
	case "advance":
		decisions, err := s.rules.Advance(s.record, at, given)
		wanted, _ := step["expect"].([]any)
		same(s.t, "decisions", len(decisions), len(wanted))
		for i, decision := range decisions {
			need(s.t, s.decided(decision, nil, wanted[i]))
		}
		return err
	case "quota":
		return s.quota(step, at)
	case "time":
		read, err := s.rules.ParseTime(step["text"].(string))
		if err == nil {
			same(s.t, "instant", due(read), step["expect"].(told)["micros"])
		}
		return err
	case "ruleset":
		return s.ruleset(step["expect"].(told))
	}
	s.t.Fatalf("no step %v", step["do"])
	return nil
}

func (s *story) given(step told) *Given {
	given := &Given{Payload: untellAll(s.t, step["payload"])}
	given.EventID, _ = step["event_id"].(string)
	given.Trace, _ = step["trace"].(bool)
	given.CountersComplete, _ = step["counters_complete"].(bool)
	if sequence, ok := step["expected_sequence"].(json.Number); ok {
		expected, _ := sequence.Int64()
		given.ExpectedSequence = &expected
	}
	if actor, ok := step["actor"].(told); ok {
		given.Actor = Actor{ID: actor["id"].(string), Roles: words(actor["roles"])}
	}
	if counters, ok := step["counters"].(told); ok {
		given.Counters = map[string]map[string]int64{}
		for quota, keys := range counters {
			given.Counters[quota] = map[string]int64{}
			for key, used := range keys.(told) {
				given.Counters[quota][key], _ = used.(json.Number).Int64()
			}
		}
	}
	return given
}

func (s *story) made(record *Record, err error, expect any) error {
	if err != nil {
		return err
	}
	s.record = record
	wanted := expect.(told)
	source, err := record.JSON()
	need(s.t, err)
	facts, err := record.Facts()
	need(s.t, err)
	sequence, _ := wanted["sequence"].(json.Number).Int64()
	same(s.t, "record", source, wanted["json"])
	same(s.t, "id", record.ID, wanted["id"])
	same(s.t, "sequence", record.Sequence, sequence)
	if wanted["stage"] == nil {
		return nil // of another version
	}
	same(s.t, "stage", record.Stage, wanted["stage"])
	same(s.t, "next due", due(record.NextDue), wanted["next_due"])
	same(s.t, "facts", inUTC(facts), inUTC(untellAll(s.t, wanted["facts"])))
	return nil
}

func (s *story) decided(d *Decision, err error, expect any) error {
	if err != nil {
		return err
	}
	wanted := expect.(told)
	same(s.t, "decision", d.JSON, wanted["json"])
	same(s.t, "outcome", string(d.Outcome), wanted["outcome"])
	same(s.t, "at", due(d.At), wanted["at"])
	same(s.t, "stage", d.Stage, wanted["stage"])
	same(s.t, "from", d.From, wanted["from"])
	to, _ := wanted["to"].(string)
	same(s.t, "to", d.To, to)
	same(s.t, "changes", d.ChangesRecord, wanted["changes_record"])
	same(s.t, "next due", due(d.NextDue), wanted["next_due"])
	same(s.t, "needs", d.Needs, words(wanted["needs"]))
	same(s.t, "set", inUTC(d.Set), inUTC(untellAll(s.t, wanted["set"])))
	reasons := []any{}
	for _, reason := range d.Reasons {
		reasons = append(reasons, told{"code": reason.Code, "text": reason.Text})
	}
	same(s.t, "reasons", reasons, wanted["reasons"])
	actions := wanted["actions"].([]any)
	same(s.t, "actions", len(d.Actions), len(actions))
	for i, action := range d.Actions {
		same(s.t, "action", action.ID, actions[i].(told)["id"])
		same(s.t, "action", action.Name, actions[i].(told)["name"])
		same(s.t, "arguments", action.Arguments, untellAll(s.t, actions[i].(told)["arguments"]))
	}
	counters := []any{}
	for _, c := range d.Counters {
		var value any
		if c.Value != nil {
			value = json.Number(strconv.FormatInt(*c.Value, 10))
		}
		limit := json.Number(strconv.FormatInt(c.Limit, 10))
		counters = append(counters, told{"quota": c.Quota, "under": c.Under, "value": value, "limit": limit})
	}
	same(s.t, "counters", counters, wanted["counters"])
	return s.made(d.Record, nil, wanted["record"])
}

func (s *story) quota(step told, at time.Time) error {
	name, wanted := step["quota"].(string), step["expect"].(told)
	key, known, err := s.rules.QuotaKey(name, s.record)
	need(s.t, err)
	limit, err := s.rules.QuotaLimit(name)
	need(s.t, err)
	counts, err := s.rules.QuotaCounts(name, s.record, at)
	same(s.t, "known", known, wanted["key"] != nil)
	same(s.t, "key", key, wanted["key"])
	same(s.t, "limit", json.Number(strconv.FormatInt(limit, 10)), wanted["limit"])
	same(s.t, "counts", counts, wanted["counts"])
	return err
}

func (s *story) ruleset(wanted told) error {
	r := s.rules
	found, err := r.Check()
	same(s.t, "findings", len(found), len(wanted["findings"].([]any)))
	same(s.t, "ruleset", []any{r.Name, r.Version, r.Title, r.Fingerprint, r.Behaviour, r.TimeZone},
		[]any{wanted["name"], wanted["version"], wanted["title"], wanted["fingerprint"],
			wanted["behaviour"], wanted["time_zone"]})
	return err
}

// failed compares an error with the one that a vector names, if any.
func failed(t *testing.T, err error, expect any) {
	t.Helper()
	if expect == nil {
		need(t, err)
		return
	}
	var failure *Error
	if !errors.As(err, &failure) {
		t.Fatalf("wanted %v, got %v", expect, err)
	}
	wanted := expect.(told)
	same(t, "status", string(failure.Status), wanted["status"])
	if wanted["message"] != nil {
		same(t, "message", strings.ReplaceAll(failure.Message, folder+"/", ""), wanted["message"])
	}
	found := []any{}
	for _, d := range failure.Diagnostics {
		entry := told{"code": d.Code, "severity": d.Severity, "message": d.Message, "file": d.File,
			"path": d.Path, "suggestion": nil, "line": json.Number(strconv.Itoa(d.Line)),
			"column": json.Number(strconv.Itoa(d.Column))}
		if d.Suggestion != nil {
			entry["suggestion"] = d.Suggestion.Text
		}
		found = append(found, entry)
	}
	same(t, "diagnostics", found, wanted["diagnostics"])
}

func TestVectors(t *testing.T) {
	source, err := os.ReadFile(filepath.Join(folder, "vectors.json"))
	need(t, err)
	var vectors told
	need(t, parse(string(source), &vectors))
	for _, each := range vectors["cases"].([]any) {
		test := each.(told)
		t.Run(test["name"].(string), func(t *testing.T) {
			rules, err := load1(test)
			failed(t, err, test["error"])
			if err != nil {
				return
			}
			defer rules.Close()
			s := &story{t: t, rules: rules}
			for _, step := range test["steps"].([]any) {
				failed(t, s.take(step.(told)), step.(told)["error"])
			}
		})
	}
}
