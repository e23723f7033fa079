// SPDX-License-Identifier: Apache-2.0
// Following facts set by hand makes a record of its own in a scratch decision, so that the question
// what is due next leaves the record as it is and `advance` decides from what the answer was.
#include "engine/edits.h"

#include <algorithm>

#include "engine/compatible.h"
#include "engine/step.h"
#include "engine/timers.h"
#include "ruleset/dispatch.h"

namespace stagegraph::engine {

using namespace time;
using namespace ruleset;

bool must_catch_up(const Record& record) {
  if (!record.has_changes()) return false;
  return record.ruleset().dispatch.leaves[record.stage].follows_facts ||
         !record.requests().empty() ||
         std::any_of(record.timers().begin(), record.timers().end(),
                     [](const Timer& timer) { return timer.blocked; });
}

void catch_up(const Record& record, Context& context, Decision& caught_up) {
  begin(record, record.clock, caught_up);
  Step step(record, context, caught_up);
  step.follow();
  caught_up.record.next_due = earliest(caught_up.record);
}

bool catch_up_in_time(const Record& record, Instant now, Context& context, Decision& caught_up) {
  if (record.is_of_other_version() || !must_catch_up(record)) return false;
  catch_up(record, context, caught_up);
  return caught_up.record.next_due >= now;
}

Automatic try_automatic(const Record& record) {
  if (automatic_for(record.ruleset(), record.stage).empty()) return Automatic::kNone;
  Context context;
  Decision scratch;
  begin(record, record.clock, scratch);
  Step step(record, context, scratch);
  if (!step.start_automatic()) return Automatic::kNone;
  const bool fails = scratch.outcome == Outcome::kNeeds || scratch.outcome == Outcome::kError;
  return fails ? Automatic::kFails : Automatic::kEnabled;
}

void leave_failing_automatic(Record& record) {
  if (try_automatic(record) == Automatic::kFails) record.mark_untried();
}

}  // namespace stagegraph::engine
