// SPDX-License-Identifier: Apache-2.0

package stagegraph

/*
#include <stagegraph/stagegraph.h>
*/
import "C"

import (
	"runtime"
	"time"
)

// Record is where one customer stands. It does not change: a decision has the record afterwards.
type Record struct {
	ID, Stage string
	Sequence  int64     // counts the changes
	NextDue   time.Time // when something can change by itself. Zero where nothing will

	handle  *handle
	pointer *C.stg_record
	schema  *schema
}

func newRecord(pointer *C.stg_record, schema *schema) *Record {
	r := &Record{
		ID:       text(C.stg_record_id(pointer)),
		Stage:    schema.stages[C.stg_record_stage(pointer)],
		Sequence: int64(C.stg_record_sequence(pointer)),
		handle:   &handle{free: func() { C.stg_record_free(pointer) }},
		pointer:  pointer,
		schema:   schema,
	}
	if due := C.stg_record_next_due(pointer); due != C.STG_NEVER {
		r.NextDue = time.UnixMicro(int64(due)).UTC()
	}
	runtime.SetFinalizer(r, (*Record).Close)
	return r
}

// Close frees the record, or leaves that to a call that uses it now.
func (r *Record) Close() error {
	r.handle.close()
	return nil
}

// JSON is the whole record, to be stored. The same record is always the same text.
func (r *Record) JSON() (string, error) {
	done, err := r.handle.use()
	if err != nil {
		return "", err
	}
	defer done()
	var buffer *C.stg_buffer
	var failure *C.stg_error
	return written(buffer, check(C.stg_record_to_json(r.pointer, &buffer, &failure), failure))
}

// Facts are those that have a value.
func (r *Record) Facts() (Values, error) {
	words, err := r.JSON()
	if err != nil {
		return nil, err
	}
	var state struct{ Facts Values }
	if err := parse(words, &state); err != nil {
		return nil, err
	}
	for name, value := range state.Facts {
		if value == nil {
			delete(state.Facts, name)
		}
	}
	return r.schema.read(state.Facts), nil
}

func (s *schema) read(facts Values) Values {
	for name, value := range facts {
		facts[name] = readable(s.facts[name], value)
	}
	return facts
}

// NewRecord makes a record in a stage since an instant, with its deadlines armed. An empty stage is
// the initial one. Its enter actions do not run: see Begin.
func (r *Ruleset) NewRecord(id, stage string, at time.Time, facts Values) (*Record, error) {
	entered, err := instant(at)
	if err != nil {
		return nil, err
	}
	told := map[string]any{"id": id, "entered": entered}
	if stage != "" {
		told["stage"] = stage
	}
	if facts != nil {
		told["facts"] = facts
	}
	words, err := object(told)
	if err != nil {
		return nil, err
	}
	return r.RecordFromJSON(words)
}

// RecordFromJSON reads a record as JSON writes it, or one of another system.
func (r *Ruleset) RecordFromJSON(words string) (*Record, error) {
	done, err := r.handle.use()
	if err != nil {
		return nil, err
	}
	defer done()
	data, size := bytesOf(words)
	var record *C.stg_record
	var failure *C.stg_error
	status := C.stg_record_from_json(r.pointer, data, size, &record, &failure)
	if err := check(status, failure); err != nil {
		return nil, err
	}
	return newRecord(record, r.schema), nil
}
