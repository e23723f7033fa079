// SPDX-License-Identifier: Apache-2.0
// Time passes by repeating one question: what is the first thing due on the record as the last
// decision left it? Each thing is decided at its own instant, so that one call and many calls give
// the same decisions and the same record.
//
// Invariants:
// - current_ is the record as the last decision kept left it, and next_due of it is never later
//   than what first_due finds. It may be earlier: then an automatic transition is not tried yet.
// - Every decision kept moves on: it disarms, marks or removes what was due, or makes it wait for
//   facts to change. rounds.h finds what goes round in a circle at one instant.
// - A call is bounded by the context's limits. It always takes one thing, so that calling again
//   goes on.
// - Reminders change nothing but the count of what has passed. So an earlier reminder of the same
//   deadline can be dropped once a later one is given, and the record stays right.
#include "engine/advance.h"

#include <algorithm>

#include "engine/compatible.h"
#include "engine/deliver.h"
#include "engine/due.h"
#include "engine/edits.h"
#include "engine/rounds.h"
#include "engine/step.h"
#include "engine/timers.h"
#include "engine/workspace.h"
#include "ruleset/dispatch.h"
#include "time/business.h"

namespace stagegraph::engine {

using namespace time;
using namespace ruleset;

namespace {

constexpr size_t kSmallArena = 16 << 10;

bool is_unclear(Outcome outcome) {
  return outcome == Outcome::kNeeds || outcome == Outcome::kError;
}

// For as long as this lives, the context is that of a parked event: its actor, and no id, as that
// was noted when it was parked.
class Impersonation {
 public:
  Impersonation(Context& context, const ParkedEvent& parked)
      : context_(context),
        actor_{std::string(parked.actor), {parked.roles.begin(), parked.roles.end()}} {
    swap();
  }
  ~Impersonation() { swap(); }
  Impersonation(const Impersonation&) = delete;
  Impersonation& operator=(const Impersonation&) = delete;

 private:
  void swap() {
    std::swap(context_.actor, actor_);
    std::swap(context_.event_id, id_);
    std::swap(context_.expected_sequence, sequence_);
  }

  Context& context_;
  Actor actor_;
  std::string id_;
  int64_t sequence_ = -1;
};

// One call of advance: the decisions so far, and the record as the last of them left it.
class Advance {
 public:
  Advance(const Record& record, Instant now, Context& context,
          std::vector<std::unique_ptr<Decision>>& decisions, size_t& count)
      : ruleset_(record.ruleset()),
        now_(now),
        context_(context),
        decisions_(decisions),
        count_(count),
        current_(&record),
        first_(&record) {}

  // False: more is due than one call takes.
  bool run() {
    follow_edits();
    while (current_->next_due <= now_) {
      const Due due = first_due(ruleset_, *current_);
      if (due.at > current_->next_due) {
        if (is_full()) return false;
        if (take_automatic()) continue;
      }
      if (due.at > now_) break;
      if (is_full()) return false;
      take(due);
    }
    return true;
  }

 private:
  bool is_full() const {
    const Context::AdvanceLimits& limits = context_.advance_limits;
    return count_ >= limits.decisions || bytes_ >= limits.bytes || steps_ >= limits.steps;
  }

  // Facts may have been set by hand since the last step, or no step has tried what is automatic
  // yet: that comes first.
  void follow_edits() {
    const bool is_tried = !current_->has_changes() && current_->next_due > current_->clock;
    if (current_->has_changes()) {  // also where nothing follows them: they are seen once
      caught_up_ = std::make_unique<Decision>();
      catch_up(*current_, context_, *caught_up_);
      current_ = first_ = &caught_up_->record;
    }
    if (!is_tried) take_automatic();
  }

  // False: none is enabled. One that fails is a decision too, which says why, and has been tried.
  bool take_automatic() {
    if (automatic_for(ruleset_, current_->stage).empty()) return false;
    Decision& decision = next();
    begin(*current_, current_->clock, decision);
    {
      Step step(*current_, context_, decision);
      if (!step.start_automatic()) return false;
      step.commit(true, {});
    }
    keep(decision);
    return true;
  }

  Decision& next() {
    if (count_ == decisions_.size()) decisions_.push_back(std::make_unique<Decision>());
    return *decisions_[count_];
  }

  void keep(Decision& decision) {
    if (decision.arena.held() > kSmallArena) decision.compact();
    current_ = &decision.record;
    bytes_ += decision.bytes();
    steps_ += decision.steps;
    ++count_;
  }

  void take(const Due& due) {
    switch (due.kind) {
      case DueKind::kParkedEvent:
        return deliver_parked(due.position);
      case DueKind::kExpiry:
        return expire(due);
      case DueKind::kReminder:
        return remind(due);
      case DueKind::kDeadline:
        return fire(due);
      case DueKind::kPlan:
        return run_plan_step(due);
    }
  }

  // A decision at `at` with what `act` does in its step.
  template <typename Act>
  Decision& make(Instant at, const Cause& cause, Act&& act) {
    Decision& decision = next();
    begin(*current_, at, decision);
    decision.cause = cause;
    {
      Step step(*current_, context_, decision);
      act(step, decision);
      step.commit(true, {});
    }
    keep(decision);
    return decision;
  }

  void fire(const Due& due) {
    const Cause cause{.kind = CauseKind::kDeadline, .deadline = due.deadline};
    make(due.at, cause, [&](Step& step, Decision& decision) {
      if (const std::string why = endless(due); !why.empty()) {
        step.stop_round(why);
        decision.record.timer(due.deadline).blocked = true;
      } else if (!step.fire(due.deadline, is_skipped(due))) {
        decision.record.timer(due.deadline).blocked = true;
      }
    });
  }

  std::string endless(const Due& due) const {
    return endless_round(due, *current_, *first_, {decisions_.data(), count_});
  }

  bool is_skipped(const Due& due) const {
    const Deadline& deadline = ruleset_.deadlines[due.deadline];
    if (deadline.late != LatePolicy::kSkipAfter) return false;
    Expected<Reached> last =
        reach(due.at, *deadline.skip_after, *ruleset_.zone, calendar_of(ruleset_, deadline));
    return last && last->at < now_;
  }

  void remind(const Due& due) {
    const Cause cause{
        .kind = CauseKind::kReminder, .deadline = due.deadline, .reminder = due.reminder};
    Decision& made = make(due.at, cause, [&](Step& step, Decision& decision) {
      step.remind(due.deadline, due.reminder);
      Timer& timer = decision.record.timer(due.deadline);
      timer.mark_reminded(due.reminder);
      find_next_reminder(ruleset_, ruleset_.deadlines[due.deadline], timer);
    });
    drop_earlier_reminder(made);
  }

  // Nobody wants five reminders of one deadline at once: the last stands for them. The record is
  // the same either way, as a reminder changes nothing but the count of what has passed.
  void drop_earlier_reminder(Decision& last) {
    const Instant start = last.record.timers()[last.cause.deadline].start;
    for (size_t i = 0; i + 1 < count_; ++i) {
      const Decision& earlier = *decisions_[i];
      if (earlier.cause.kind != CauseKind::kReminder ||
          earlier.cause.deadline != last.cause.deadline ||
          earlier.record.timers()[last.cause.deadline].start != start) {
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

  void run_plan_step(const Due& due) {
    const CadenceIndex cadence = ruleset_.stages[ruleset_.plans[due.plan]].cadence;
    const Cause cause{.kind = CauseKind::kCadence, .cadence = cadence};
    make(due.at, cause, [&](Step& step, Decision& decision) {
      // A move that fails is not tried again and again: the cadence has come to its end.
      if (!step.run_plan_step(due.plan)) decision.record.plan(due.plan).next = kNever;
    });
  }

  void expire(const Due& due) {
    const Request& request = current_->requests()[due.position];
    const Cause cause{
        .kind = CauseKind::kExpiry, .deadline = request.deadline, .transition = request.transition};
    make(due.at, cause, [&](Step&, Decision& decision) {
      decision.outcome = Outcome::kStayed;
      decision.reasons.push_back({"expired", "nobody decided in time"});
      decision.record.remove_request(due.position);
    });
  }

  void deliver_parked(size_t position) {
    const Record before(*current_);
    const ParkedEvent& parked = before.parked_events()[position];
    Record ready(before);
    ready.unpark(position);
    Payload payload(ruleset_);
    // Its values were of the right types when it was parked, under the same ruleset.
    (void)payload.restore(ruleset_.events[parked.event], parked.payload);
    const Impersonation sender(context_, parked);
    Decision& decision = next();
    begin(ready, before.clock, decision);
    decision.cause = {.kind = CauseKind::kEvent,
                      .event = parked.event,
                      .event_id = decision.arena.copy(parked.id)};
    const bool done = static_cast<bool>(
        deliver(ready, parked.event, &payload, Arrival::kParked, context_, decision));
    if (!done || decision.record.sequence == before.sequence) {
      // It changed nothing: it is gone all the same, and can be sent again where it was not clear
      // what to do with it.
      if (is_unclear(decision.outcome)) decision.record.forget(parked.id);
      Step step(ready, context_, decision);
      step.commit(true, {});
    }
    keep(decision);
  }

  const Ruleset& ruleset_;
  const Instant now_;
  Context& context_;
  std::vector<std::unique_ptr<Decision>>& decisions_;
  size_t& count_;
  const Record* current_;
  const Record* first_;                  // current_ before the first decision
  std::unique_ptr<Decision> caught_up_;  // the record with facts set by hand
  uint64_t bytes_ = 0;                   // of the decisions kept
  uint64_t steps_ = 0;                   // that they spent
};

}  // namespace

Expected<Done> advance(const Ruleset& ruleset, const Record& record, Instant now, Context& context,
                       std::vector<std::unique_ptr<Decision>>& decisions, size_t& count) {
  count = 0;
  switch (compatibility(ruleset, record)) {
    case Compatibility::kOtherReader:
    case Compatibility::kOtherRuleset:
      return wrong_ruleset(ruleset, record);
    case Compatibility::kOtherVersion:
      if (decisions.empty()) decisions.push_back(std::make_unique<Decision>());
      require_migration(ruleset, record, now, *decisions.front());
      decisions.front()->cause.kind = CauseKind::kMigration;
      count = 1;
      return Done{};
    case Compatibility::kSameVersion:
      break;
  }
  if (kMaxSequence - record.sequence < static_cast<int64_t>(context.advance_limits.decisions)) {
    return Error{Status::kInvalidInput,
                 "record '" + std::string(record.id()) + "' is at sequence " +
                     std::to_string(record.sequence) +
                     ": too few numbers are left for what may come due",
                 {}};
  }
  Advance run(record, now, context, decisions, count);
  if (run.run()) return Done{};
  return Error{Status::kLimitExceeded,
               "record '" + std::string(record.id()) +
                   "' has more due by then than one call takes. " + "Apply the " +
                   std::to_string(count) + " decisions so far and advance it again",
               {}};
}

}  // namespace stagegraph::engine
