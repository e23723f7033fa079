// SPDX-License-Identifier: Apache-2.0
// A cadence gives a touch at a time. The plan of a stage holds the next one at two instants: as
// written (`planned`), and as allowed once quiet hours and the cap have pushed it on (`next`).
// Steps count from the entry or from the last touch, the repeating `then` from its own start.
#include "engine/cadences.h"

#include <algorithm>

#include "engine/deadlines.h"
#include "engine/timers.h"
#include "time/bounds.h"
#include "time/wall.h"

namespace stagegraph::engine {

using namespace time;
using namespace ruleset;

const Cadence& Cadences::cadence_of(PlanIndex plan) const {
  return step_.ruleset.cadences[step_.ruleset.stages[step_.ruleset.plans[plan]].cadence];
}

const CadenceStep& Cadences::step_at(const Cadence& cadence, uint32_t position) const {
  return position < cadence.steps.size() ? cadence.steps[position] : cadence.then;
}

void Cadences::enter(StageIndex stage, Instant now) {
  const PlanIndex plan = step_.ruleset.stages[stage].plan;
  if (plan == kNone) return;
  step_.record.plan(plan) = {.base = now, .last = now};
  plan_next(plan, now);
}

void Cadences::leave(StageIndex stage) {
  const PlanIndex plan = step_.ruleset.stages[stage].plan;
  if (plan != kNone) step_.record.plan(plan) = {};
}

bool Cadences::note_activity(EventIndex event) {
  bool any = false;
  for (StageIndex s = step_.record.stage; s != kNone; s = step_.ruleset.stages[s].parent) {
    const PlanIndex plan = step_.ruleset.stages[s].plan;
    if (plan == kNone || step_.record.plans()[plan].next == kNever) continue;
    if (!has_index(cadence_of(plan).stop_after, event)) continue;
    step_.record.plan(plan).next = step_.record.plan(plan).planned = kNever;
    any = true;
  }
  return any;
}

// The instant of the step at the plan's position; kNever where there is none.
Instant Cadences::planned(const Cadence& cadence, const Plan& plan, Instant entered) const {
  if (plan.position < cadence.steps.size()) {
    const CadenceStep& step = cadence.steps[plan.position];
    return step.after ? instant_after(step_.ruleset, entered, *step.after)
                      : instant_after(step_.ruleset, plan.last, *step.after_previous);
  }
  if (!cadence.every) return kNever;
  // From the last of the steps each time: a month after January 31 is the end of February, two
  // months after it March 31.
  const uint32_t count = plan.position - static_cast<uint32_t>(cadence.steps.size());
  if (cadence.then_at_most && count >= *cadence.then_at_most) return kNever;
  return instant_after(step_.ruleset, plan.base, times(*cadence.every, int64_t{count} + 1));
}

// When an answer to the last touch is waited for no longer: as long as the touch before had.
Instant Cadences::after_last(const Cadence& cadence, const Plan& plan) const {
  if (cadence.every) return instant_after(step_.ruleset, plan.last, *cadence.every);
  const CadenceStep& last = cadence.steps.back();
  return instant_after(step_.ruleset, plan.last, last.after ? *last.after : *last.after_previous);
}

PlanStep Cadences::next_step(PlanIndex plan) const {
  const Cadence& cadence = cadence_of(plan);
  return cadence.unanswered_after && step_.record.plans()[plan].touches >= *cadence.unanswered_after
             ? PlanStep::kGiveUp
             : PlanStep::kTouch;
}

void Cadences::plan_next(PlanIndex index, Instant now) {
  const Cadence& cadence = cadence_of(index);
  Plan& plan = step_.record.plan(index);
  plan.planned = planned(cadence, plan, step_.record.marks()[step_.ruleset.plans[index]].entered());
  if (next_step(index) == PlanStep::kGiveUp) {
    if (plan.planned == kNever) plan.planned = after_last(cadence, plan);
    plan.next = std::max(plan.planned, now);
    return;
  }
  plan.next = plan.planned == kNever ? kNever : allowed(std::max(plan.planned, now));
}

// Quiet hours and the cap push each other on: a few rounds reach an instant that both allow.
Instant Cadences::allowed(Instant at) const {
  constexpr int kRounds = 8;
  for (int i = 0; i < kRounds; ++i) {
    const Instant moved = after_quiet_hours(after_cap(at));
    if (moved == at) break;
    at = moved;
  }
  return is_in_calendar(at) ? at : kNever;
}

Instant Cadences::after_quiet_hours(Instant at) const {
  const Contact& contact = step_.ruleset.contact;
  if (!contact.has_quiet_hours || at == kNever) return at;
  const Zone& zone = *step_.ruleset.zone;
  const CivilTime time = civil_from_seconds(time::wall_seconds(at, zone));
  const int32_t of_day =
      time.hour * kSecondsPerHour + time.minute * kSecondsPerMinute + time.second;
  const bool overnight = contact.quiet_begin > contact.quiet_end;
  const bool late = of_day >= contact.quiet_begin;
  const bool early = of_day < contact.quiet_end;
  if (overnight ? !late && !early : !late || !early) return at;
  const Days today = days_from_civil(time.year, time.month, time.day);
  const Days end = today + (overnight && late ? 1 : 0);
  return zone.to_utc(time::midnight_of(end) + std::chrono::seconds(contact.quiet_end));
}

// Where the oldest of the last touches that count against the cap is out of the window.
Instant Cadences::after_cap(Instant at) const {
  if (step_.record.contacts().empty() || step_.record.contacts().front() == kNever) return at;
  return std::max(at, instant_after(step_.ruleset, step_.record.contacts().front(),
                                    step_.ruleset.contact.window));
}

// Unknown is no yes.
bool Cadences::can_use(const std::string& name) {
  for (const Channel& channel : step_.ruleset.contact.channels) {
    if (channel.name == name) return evaluator_.evaluate(channel.when).is_true();
  }
  return true;
}

std::vector<std::string_view> Cadences::usable(const std::vector<std::string>& via) {
  std::vector<std::string_view> channels;
  for (const std::string& channel : via) {
    if (can_use(channel)) channels.push_back(channel);
  }
  return channels;
}

void Cadences::touch(PlanIndex index, Instant now) {
  const Cadence& cadence = cadence_of(index);
  Plan& plan = step_.record.plan(index);
  const CadenceStep& step = step_at(cadence, plan.position);
  const std::vector<std::string_view> channels = usable(step.via);
  if (channels.empty()) {
    step_.decision.reasons.push_back({"no_channel", "none of the step's channels can be used"});
  } else {
    request(step, channels, plan.planned);
    ++plan.touches;
    plan.last = now;
    step_.record.add_contact(now);
  }
  if (plan.position < cadence.steps.size()) plan.base = plan.planned;
  ++plan.position;
  plan_next(index, now);
}

void Cadences::request(const CadenceStep& step, std::span<const std::string_view> channels,
                       Instant due) {
  Arena& arena = step_.decision.arena;
  auto fallback = arena.make_array<cel::Value>(channels.size() - 1);
  for (size_t i = 0; i < fallback.size(); ++i) {
    fallback[i] = cel::Value::interned(channels[i + 1]);
  }
  auto arguments = arena.make_array<cel::Value>(5);
  arguments[0] = cel::Value::string(arena.copy(step_.record.id()));
  arguments[1] = cel::Value::interned(channels[0]);
  arguments[2] = cel::Value::list(arena.make<cel::List>(cel::List{fallback}));
  arguments[3] = cel::Value::interned(step.script);
  arguments[4] = cel::Value::timestamp(to_timestamp(due));
  step_.decision.actions.push_back({&step.touch, arguments, due});
}

}  // namespace stagegraph::engine
