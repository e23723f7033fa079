// SPDX-License-Identifier: Apache-2.0
// Facts that were set by hand, and what follows them: they hold from the record's last change on.
#pragma once

#include "engine/context.h"
#include "engine/decision.h"
#include "engine/record/record.h"

namespace stagegraph::engine {

// Whether anything about the record follows facts that were set by hand since its last change.
bool must_catch_up(const Record& record);

// Makes `caught_up.record` the record with what follows them as of its last change: no decision of
// its own. `record` must outlive the call alone.
void catch_up(const Record& record, Context& context, Decision& caught_up);

// Makes it so where that alone says that nothing is due before `now`. False: the record is as overdue
// as it seems.
bool catch_up_in_time(const Record& record, time::Instant now, Context& context,
                      Decision& caught_up);

// Whether an automatic transition can be taken, or fails; kNone where none is enabled or where it is
// not known.
enum class Automatic : uint8_t { kNone, kEnabled, kFails };
Automatic try_automatic(const Record& record);

// A failing automatic transition that no step has met is left to the next `advance` to report.
void leave_failing_automatic(Record& record);

}  // namespace stagegraph::engine
