// SPDX-License-Identifier: Apache-2.0
// What arms deadlines and moves their due instants: entries, facts, activity.
#pragma once

#include <algorithm>
#include <vector>

#include "engine/evaluator.h"
#include "engine/record/record.h"

namespace stagegraph::engine {

class Deadlines {
 public:
  // Works on the record as it becomes. Both must outlive this.
  Deadlines(const StepContext& step, Evaluator& evaluator) : step_(step), evaluator_(evaluator) {}

  // The stage was entered at `now`: arms its own deadlines. kNone, or the deadline whose due
  // instant lies outside the calendar.
  ruleset::DeadlineIndex enter(ruleset::StageIndex stage, time::Instant now);
  // Arms one deadline of a stage that was entered at `entered`, due at `now` at the earliest. False
  // where its due instant lies outside the calendar.
  bool begin(ruleset::DeadlineIndex deadline, time::Instant entered, time::Instant now);
  // Ends the timers of a stage that is left, and the requests for more time.
  void leave(ruleset::StageIndex stage);

  // Facts may have changed: clocks stop and run again, what counts from a fact is counted anew,
  // a new owner may begin afresh, and requests whose facts have changed are void. Names of the
  // latter go to `voided`.
  void follow_facts(time::Instant now, std::vector<ruleset::TransitionIndex>& voided);

  // An event that counts as activity: idle deadlines begin again, others get more time. Whether
  // any did.
  bool note_activity(ruleset::EventIndex event, time::Instant now);

 private:
  time::Instant anchor_of(const ruleset::Deadline& deadline, time::Instant entered);
  void follow_anchor(ruleset::DeadlineIndex index, time::Instant now);
  void follow_pause(ruleset::DeadlineIndex index, time::Instant now);
  // A reason says that a deadline is lost: nothing is dropped without a word.
  void note_unless_armed(ruleset::DeadlineIndex index, bool is_armed);
  void void_requests(std::vector<ruleset::TransitionIndex>& voided);
  bool is_any_changed(const std::vector<ruleset::FactIndex>& facts) const;

  const StepContext& step_;
  Evaluator& evaluator_;
};

template <typename Of>
bool has_index(const std::vector<IndexOf<Of>>& indices, IndexOf<Of> index) {
  return std::find(indices.begin(), indices.end(), index) != indices.end();
}

}  // namespace stagegraph::engine
