// SPDX-License-Identifier: Apache-2.0
// A cadence gives a touch at a time. The plan of a stage holds the next one at two instants: as
// written (`planned`), and as allowed once quiet hours and the cap have pushed it on (`next`).
// A step counts from the entry or from the last touch. The repeating `then` goes on from the last
// step: where that counts from the entry, so does `then`, with the step's own span and n times
// `every` in one sum, so that ends of months stay.
#include "engine/cadences.h"

#include <algorithm>

#include "engine/deadlines.h"
#include "engine/timers.h"
#include "time/bounds.h"
#include "time/business.h"
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

Instant Cadences::entered(PlanIndex plan) const {
  return step_.record.marks()[step_.ruleset.plans[plan]].entered();
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
  const uint32_t count = plan.position - static_cast<uint32_t>(cadence.steps.size());
  if (cadence.then_at_most && count >= *cadence.then_at_most) return kNever;
  const Span repeats = times(*cadence.every, int64_t{count} + 1);
  const Span first = cadence.steps.empty() ? Span{} : cadence.steps.back().after.value_or(Span{});
  const Expected<Reached> at =
      reach_both(plan.base, first, repeats, *step_.ruleset.zone, step_.ruleset.own_calendar());
  return at ? at->at : kNever;
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
  plan.planned = planned(cadence, plan, entered(index));
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
  const WallTime wall = zone.to_local(at);
  const Days today = day_of_wall(wall);
  const Duration of_day = wall - midnight_of(today);
  const Duration begin = std::chrono::seconds(contact.quiet_begin);
  const Duration end = std::chrono::seconds(contact.quiet_end);
  const bool overnight = begin > end;
  const bool late = of_day >= begin;
  const bool early = of_day < end;
  if (overnight ? !late && !early : !late || !early) return at;
  const WallTime over = midnight_of(today + (overnight && late ? 1 : 0)) + end;
  // In an hour that the clock shows again, its first end has passed.
  const Instant first = zone.first_moment(over);
  return first > at ? first : at + (over - wall);
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
  if (plan.position < cadence.steps.size()) plan.base = step.after ? entered(index) : plan.planned;
  const std::vector<std::string_view> channels = usable(step.via);
  if (channels.empty()) {
    step_.decision.reasons.push_back({"no_channel", "none of the step's channels can be used"});
  } else {
    request(step, channels, plan.planned);
    ++plan.touches;
    plan.last = now;
    step_.record.add_contact(now);
  }
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
