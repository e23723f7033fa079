#include "engine/due.h"

#include "engine/step.h"
#include "engine/timers.h"
#include "ruleset/dispatch.h"

namespace stagegraph::engine {

using namespace ruleset;

namespace {

class Earliest {
 public:
  explicit Earliest(const Ruleset& ruleset) : ruleset_(ruleset) {}

  void offer(const Due& due) {
    if (due.at != kNever && (first_.index == kNone || is_earlier(due))) first_ = due;
  }
  const Due& first() const { return first_; }

 private:
  uint32_t depth(DeadlineIndex deadline) const {
    return ruleset_.stages[ruleset_.deadlines[deadline].stage].depth;
  }

  bool is_earlier(const Due& due) const {
    if (due.at != first_.at) return due.at < first_.at;
    if (due.kind != first_.kind) return due.kind < first_.kind;
    const bool timed = due.kind == DueKind::kReminder || due.kind == DueKind::kDeadline;
    return timed && depth(due.index) < depth(first_.index);  // else as offered
  }

  const Ruleset& ruleset_;
  Due first_;
};

// Tries it: one that lacks a value, or fails, waits for facts to change, and events may bring them.
bool has_automatic(const Record& record) {
  const Ruleset& ruleset = record.ruleset();
  if (automatic_for(ruleset, record.stage).empty()) return false;
  Context context;
  Decision scratch;
  begin(record, record.clock, scratch);
  Step step(ruleset, record, context, scratch);
  return step.settle() && scratch.outcome != Outcome::kNeeds && scratch.outcome != Outcome::kError;
}

}  // namespace

Due first_due(const Ruleset& ruleset, const Record& record) {
  Earliest earliest(ruleset);
  for (Index h = 0; h < record.held().size(); ++h) {
    if (candidates_for(ruleset, record.stage, record.held()[h].event).empty()) continue;
    earliest.offer({record.clock, DueKind::kHeldEvent, h});
  }
  for (Index r = 0; r < record.requests().size(); ++r) {
    earliest.offer({record.requests()[r].expires, DueKind::kExpiry, r});
  }
  for (DeadlineIndex d : record.timers().indices()) {
    const Timer& timer = record.timers()[d];
    if (!timer.runs()) continue;
    earliest.offer({timer.next_reminder, DueKind::kReminder, d});
    earliest.offer({firing_instant(record, d), DueKind::kDeadline, d});
  }
  for (PlanIndex p : record.plans().indices()) {
    earliest.offer({record.plans()[p].next, DueKind::kPlan, p});
  }
  return earliest.first();
}

Micros next_instant(const Record& record) {
  const Micros next = earliest(record);
  return next > record.clock && has_automatic(record) ? record.clock : next;
}

}  // namespace stagegraph::engine
