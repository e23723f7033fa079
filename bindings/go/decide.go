// SPDX-License-Identifier: Apache-2.0

package stagegraph

/*
#include <stagegraph/stagegraph.h>
*/
import "C"

import "time"

// Actor is who sends an event.
type Actor struct {
	ID    string   `json:"id"`
	Roles []string `json:"roles"`
}

// Given is what surrounds one call. Nothing of it holds for the next.
type Given struct {
	Actor            Actor
	Payload          Values                      // of Decide
	EventID          string                      // the same id again is a duplicate
	ExpectedSequence *int64                      // another one is a conflict
	Counters         map[string]map[string]int64 // what is in use, by quota and key
	CountersComplete bool                        // what is not among the counters is 0
	Trace            bool                        // JSON has each condition that was looked at
}

// Decision is the answer to one thing that happened.
type Decision struct {
	JSON          string `json:"-"` // the whole decision, the same bytes in every language
	At            time.Time
	Cause         map[string]any // such as {"event": "accept", "id": "e-1"}
	Outcome       Outcome
	Stage         string `json:"-"` // afterwards
	From          string
	To            string // empty where it did not move
	Transition    string
	Reasons       []Reason
	Needs         []string // facts and fields that are not known
	Set           Values   // the facts that changed. nil for one that became unknown
	Actions       []Action
	Timers        []Timer
	Counters      []Counter
	NextDue       time.Time // zero where nothing will change by itself
	Sequence      int64
	ChangesRecord bool    // whether the record has to be stored, whatever the outcome
	Record        *Record `json:"-"`
}

// Reason says why an event was refused or denied.
type Reason struct{ Code, Text string }

// Action is for the host to do. Done twice, it is recognised by its ID. Instants, dates and durations
// among the arguments are text.
type Action struct {
	ID, Name  string
	Arguments Values
	Due       time.Time // zero unless a cadence planned it
}

// Timer is a deadline that is armed.
type Timer struct {
	Name  string
	Due   time.Time
	Flags []string
}

// Counter is a count that the decision relied on. Value is nil where none was given.
type Counter struct {
	Quota, Under string
	Value        *int64
	Limit        int64
}

// Decide answers an event. A refusal is a decision. Where something is due before, the status of the
// error is StatusOverdue: Advance the record to the microsecond before first.
func (r *Ruleset) Decide(record *Record, event string, at time.Time, given *Given) (*Decision, error) {
	return r.deliver(record, "event", event, at, given)
}

// Approve answers somebody's approval of what the record waits for. The name is a deadline or a
// transition. An empty one stands for the only request.
func (r *Ruleset) Approve(record *Record, name string, at time.Time, given *Given) (*Decision, error) {
	return r.deliver(record, "approve", name, at, given)
}

// Reject answers somebody's rejection, as Approve.
func (r *Ruleset) Reject(record *Record, name string, at time.Time, given *Given) (*Decision, error) {
	return r.deliver(record, "reject", name, at, given)
}

func (r *Ruleset) deliver(record *Record, what, name string, at time.Time, given *Given) (*Decision, error) {
	var decision *Decision
	err := r.with(given, what, name, at, func(event *C.stg_event, context *C.stg_context) error {
		done, err := record.handle.use()
		if err != nil {
			return err
		}
		defer done()
		var made *C.stg_decision
		var failure *C.stg_error
		status := C.stg_decide_event(r.pointer, record.pointer, event, context, &made, &failure)
		decision, err = r.decision(made, check(status, failure))
		return err
	})
	return decision, err
}

// Begin begins a record in the initial stage: its enter actions run.
func (r *Ruleset) Begin(id string, at time.Time, facts Values, given *Given) (*Decision, error) {
	record, err := r.NewRecord(id, "", at, facts)
	if err != nil {
		return nil, err
	}
	defer record.Close()
	now, _ := micros(at)
	var decision *Decision
	err = r.with(given, "approve", "", at, func(event *C.stg_event, context *C.stg_context) error {
		var made *C.stg_decision
		var failure *C.stg_error
		status := C.stg_context_set_event(context, event, &failure)
		if status == C.STG_STATUS_OK {
			status = C.stg_begin(r.pointer, record.pointer, C.int64_t(now), context, &made, &failure)
		}
		decision, err = r.decision(made, check(status, failure))
		return err
	})
	return decision, err
}

// Advance lets time pass up to and including an instant. There is a decision for each thing that came
// due, in order, and the last one has the record.
func (r *Ruleset) Advance(record *Record, at time.Time, given *Given) ([]*Decision, error) {
	now, err := micros(at)
	if err != nil {
		return nil, err
	}
	decisions := []*Decision{}
	err = r.with(given, "", "", at, func(_ *C.stg_event, context *C.stg_context) error {
		done, err := record.handle.use()
		if err != nil {
			return err
		}
		defer done()
		var list *C.stg_decisions
		var failure *C.stg_error
		status := C.stg_advance(r.pointer, record.pointer, C.int64_t(now), context, &list, &failure)
		if err := check(status, failure); err != nil {
			return err
		}
		defer C.stg_decisions_free(list)
		for i := C.uint32_t(0); i < C.stg_decisions_count(list); i++ {
			decision, err := r.read(C.stg_decisions_get(list, i))
			if err != nil {
				return err
			}
			decisions = append(decisions, decision)
		}
		return nil
	})
	return decisions, err
}

// Migrate puts a record of an earlier version, as JSON, under these rules.
func (r *Ruleset) Migrate(record string, at time.Time) (*Decision, error) {
	now, err := micros(at)
	if err != nil {
		return nil, err
	}
	var decision *Decision
	err = r.with(nil, "", "", at, func(_ *C.stg_event, context *C.stg_context) error {
		data, size := bytesOf(record)
		var made *C.stg_decision
		var failure *C.stg_error
		status := C.stg_record_migrate(r.pointer, data, size, C.int64_t(now), context, &made, &failure)
		decision, err = r.decision(made, check(status, failure))
		return err
	})
	return decision, err
}

// with lends a call a context with what is given, and the event where one is named.
func (r *Ruleset) with(given *Given, what, name string, at time.Time, call func(*C.stg_event, *C.stg_context) error) error {
	done, err := r.handle.use()
	if err != nil {
		return err
	}
	defer done()
	if given == nil {
		given = &Given{}
	}
	context, err := r.pool.take(r.pointer)
	if err != nil {
		return err
	}
	defer r.pool.give(context)
	if err := r.surround(context, given); err != nil {
		return err
	}
	var event *C.stg_event
	defer func() { C.stg_event_free(event) }()
	if what != "" {
		if event, err = r.event(given, what, name, at); err != nil {
			return err
		}
	}
	return call(event, context)
}

func (r *Ruleset) event(given *Given, what, name string, at time.Time) (*C.stg_event, error) {
	told := map[string]any{what: name, "at": at, "roles": given.Actor.Roles, "actor": given.Actor.ID}
	if what != "event" && name == "" {
		told[what] = nil
	}
	if given.EventID != "" {
		told["id"] = given.EventID
	}
	if len(given.Payload) > 0 {
		told["payload"] = given.Payload
	}
	words, err := object(told)
	if err != nil {
		return nil, err
	}
	data, size := bytesOf(words)
	var event *C.stg_event
	var failure *C.stg_error
	err = check(C.stg_event_from_json(r.pointer, data, size, &event, &failure), failure)
	return event, err
}

func (r *Ruleset) surround(context *C.stg_context, given *Given) error {
	var failure *C.stg_error
	status := C.stg_context_set_migrate(context, r.pool.migrate, &failure)
	if status == C.STG_STATUS_OK && given.Trace {
		status = C.stg_context_set_trace(context, 1, &failure)
	}
	if status == C.STG_STATUS_OK && given.CountersComplete {
		status = C.stg_context_set_counters_complete(context, 1, &failure)
	}
	if status == C.STG_STATUS_OK && given.ExpectedSequence != nil {
		status = C.stg_context_set_expected_sequence(context, C.int64_t(*given.ExpectedSequence), &failure)
	}
	if err := check(status, failure); err != nil {
		return err
	}
	for quota, keys := range given.Counters {
		index, err := r.quota(quota)
		if err != nil {
			return err
		}
		for key, used := range keys {
			data, size := bytesOf(key)
			status := C.stg_context_set_counter(context, index, data, size, C.int64_t(used), &failure)
			if err := check(status, failure); err != nil {
				return err
			}
		}
	}
	return nil
}

// decision reads a decision that the caller owns, and frees it.
func (r *Ruleset) decision(made *C.stg_decision, failed error) (*Decision, error) {
	defer C.stg_decision_free(made)
	if failed != nil {
		return nil, failed
	}
	return r.read(made)
}

func (r *Ruleset) read(made *C.stg_decision) (*Decision, error) {
	var buffer *C.stg_buffer
	var copied *C.stg_record
	var failure *C.stg_error
	status := C.stg_decision_to_json(made, &buffer, &failure)
	words, err := written(buffer, check(status, failure))
	if err != nil {
		return nil, err
	}
	if err := check(C.stg_record_clone(C.stg_decision_record(made), &copied, &failure), failure); err != nil {
		return nil, err
	}
	d := &Decision{ChangesRecord: C.stg_decision_changes_record(made) != 0}
	d.Record = newRecord(copied, r.schema)
	if err := parse(words, d); err != nil {
		return nil, err
	}
	d.JSON, d.Stage, d.Set = words, d.Record.Stage, r.schema.read(d.Set)
	d.NextDue = d.Record.NextDue
	for _, action := range d.Actions {
		for name, value := range action.Arguments {
			if kind := r.schema.arguments[action.Name][name]; kind == "decimal" || kind == "double" {
				action.Arguments[name] = readable(kind, value)
			} else {
				action.Arguments[name] = readable("", value)
			}
		}
	}
	return d, nil
}
