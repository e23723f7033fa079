#include <algorithm>

#include "engine/compatible.h"
#include "engine/engine.h"
#include "engine/step.h"
#include "engine/timers.h"
#include "ruleset/dispatch.h"

namespace stagegraph {

namespace {

// One call of advance: the decisions so far, and the record as the last of them left it.
class Advance {
 public:
  Advance(const Record& record, Context& context, std::vector<std::unique_ptr<Decision>>& decisions,
          size_t& count)
      : ruleset_(record.ruleset()),
        context_(context),
        decisions_(decisions),
        count_(count),
        current_(&record) {}

  // Facts may have been changed by hand since the last step: automatic transitions come first.
  void settle() {
    if (automatic_for(ruleset_, current_->stage).empty()) return;
    Decision& decision = next();
    begin(*current_, current_->clock, decision);
    Step step(ruleset_, *current_, context_, decision);
    if (!step.settle()) return;
    if (decision.outcome != Outcome::kError && decision.outcome != Outcome::kNeeds) {
      step.commit(true, {});
    }
    keep(decision);
  }

  bool run(Micros now) {
    while (current_->next_due <= now) {
      if (count_ == kMaxDecisions) return false;
      const Due due = first_due(ruleset_, *current_);
      due.is_reminder ? remind(due) : fire(due);
    }
    return true;
  }

 private:
  Decision& next() {
    if (count_ == decisions_.size()) decisions_.push_back(std::make_unique<Decision>());
    return *decisions_[count_];
  }

  void keep(Decision& decision) {
    current_ = &decision.record;
    ++count_;
  }

  void fire(const Due& due) {
    Decision& decision = next();
    begin(*current_, due.at, decision);
    Step step(ruleset_, *current_, context_, decision);
    decision.cause = {CauseKind::kDeadline, due.deadline, {}, kNone, false};
    if (!step.fire(due.deadline)) decision.record.timer(due.deadline).blocked = true;
    step.commit(true, {});
    keep(decision);
  }

  void remind(const Due& due) {
    Decision& decision = next();
    begin(*current_, due.at, decision);
    Step step(ruleset_, *current_, context_, decision);
    const Index reminder = reminder_due(due);
    decision.cause = {CauseKind::kReminder, due.deadline, {}, reminder, false};
    step.remind(due.deadline, reminder);
    Timer& timer = decision.record.timer(due.deadline);
    pass_reminder(ruleset_, ruleset_.deadlines[due.deadline], reminder, timer);
    step.commit(true, {});
    keep(decision);
    drop_earlier_reminder(decision);
  }

  Index reminder_due(const Due& due) const {
    const Timer& timer = current_->timers()[due.deadline];
    const std::vector<Reminder>& reminders = ruleset_.deadlines[due.deadline].reminders;
    for (Index i = 0; i < reminders.size(); ++i) {
      if (timer.reminded >> i & 1) continue;
      if (reminder_instant(ruleset_, reminders[i], timer) == due.at) return i;
    }
    return kNone;  // not reached: the timer's next reminder is one of these
  }

  // Nobody wants five reminders of one deadline at once: the last stands for them. The record is
  // the same either way, as a reminder changes nothing but the count of what has passed.
  void drop_earlier_reminder(Decision& last) {
    const Micros start = last.record.timers()[last.cause.index].start;
    for (size_t i = 0; i + 1 < count_; ++i) {
      const Decision& earlier = *decisions_[i];
      if (earlier.cause.kind != CauseKind::kReminder || earlier.cause.index != last.cause.index ||
          earlier.record.timers()[last.cause.index].start != start) {
        continue;
      }
      last.cause.late = true;
      std::rotate(decisions_.begin() + static_cast<ptrdiff_t>(i),
                  decisions_.begin() + static_cast<ptrdiff_t>(i) + 1,
                  decisions_.begin() + static_cast<ptrdiff_t>(count_));
      --count_;
      return;
    }
  }

  const Ruleset& ruleset_;
  Context& context_;
  std::vector<std::unique_ptr<Decision>>& decisions_;
  size_t& count_;
  const Record* current_;
};

}  // namespace

Expected<Done> advance(const Ruleset& ruleset, const Record& record, Micros now, Context& context,
                       std::vector<std::unique_ptr<Decision>>& decisions, size_t& count) {
  count = 0;
  if (fit(ruleset, record) != Fit::kSame) return wrong_ruleset(ruleset, record);
  Advance run(record, context, decisions, count);
  run.settle();
  if (run.run(now)) return Done{};
  count = 0;
  return Error{Status::kLimitExceeded,
               "record '" + std::string(record.id()) + "' has more than " +
                   std::to_string(kMaxDecisions) +
                   " things due by then; advance it in smaller steps",
               {}};
}

}  // namespace stagegraph
