// SPDX-License-Identifier: Apache-2.0

package stagegraph

/*
#include <stagegraph/stagegraph.h>
*/
import "C"

import "time"

// The host counts, and these say what counts under which key.

func (r *Ruleset) quota(name string) (C.uint32_t, error) {
	data, size := bytesOf(name)
	index := C.stg_ruleset_quota_index(r.pointer, data, size)
	if index == C.STG_NONE {
		return 0, &Error{Status: StatusUnknownName, Message: "quota '" + name + "' is not in this ruleset"}
	}
	return index, nil
}

// withQuota lends a call the index of a quota, and a context.
func (r *Ruleset) withQuota(name string, call func(C.uint32_t, *C.stg_context) error) error {
	return r.with(nil, "", "", time.Time{}, func(_ *C.stg_event, context *C.stg_context) error {
		index, err := r.quota(name)
		if err != nil {
			return err
		}
		return call(index, context)
	})
}

// QuotaLimit is the most that a quota allows under each key.
func (r *Ruleset) QuotaLimit(quota string) (int64, error) {
	var limit int64
	err := r.withQuota(quota, func(index C.uint32_t, _ *C.stg_context) error {
		limit = int64(C.stg_ruleset_quota_limit(r.pointer, index))
		return nil
	})
	return limit, err
}

// QuotaKey is the key under which a record counts. It is not known where one of its facts is not.
func (r *Ruleset) QuotaKey(quota string, record *Record) (key string, known bool, err error) {
	err = r.withQuota(quota, func(index C.uint32_t, _ *C.stg_context) error {
		done, err := record.handle.use()
		if err != nil {
			return err
		}
		defer done()
		var buffer *C.stg_buffer
		var is C.uint8_t
		var failure *C.stg_error
		status := C.stg_quota_key(r.pointer, index, record.pointer, &buffer, &is, &failure)
		key, err = written(buffer, check(status, failure))
		known = is != 0
		return err
	})
	return key, known, err
}

// QuotaCounts says whether a quota of records counts this record.
func (r *Ruleset) QuotaCounts(quota string, record *Record, at time.Time) (bool, error) {
	var counts C.uint8_t
	err := r.withQuota(quota, func(index C.uint32_t, context *C.stg_context) error {
		now, err := micros(at)
		if err != nil {
			return err
		}
		done, err := record.handle.use()
		if err != nil {
			return err
		}
		defer done()
		var failure *C.stg_error
		moment := C.int64_t(now)
		return check(C.stg_quota_counts(r.pointer, index, record.pointer, moment, context, &counts, &failure), failure)
	})
	return counts != 0, err
}

// QuotaWindow is since when a quota of events counts.
func (r *Ruleset) QuotaWindow(quota string, at time.Time) (time.Time, error) {
	var begin C.int64_t
	err := r.withQuota(quota, func(index C.uint32_t, _ *C.stg_context) error {
		now, err := micros(at)
		if err != nil {
			return err
		}
		var failure *C.stg_error
		return check(C.stg_quota_window(r.pointer, index, C.int64_t(now), &begin, &failure), failure)
	})
	return time.UnixMicro(int64(begin)).UTC(), err
}
