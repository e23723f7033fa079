#include "engine/cadences.h"

#include <algorithm>

#include "engine/deadlines.h"
#include "engine/timers.h"

namespace stagegraph::engine {

using namespace ruleset;

const Cadence& Cadences::cadence_of(PlanIndex plan) const {
  return ruleset_.cadences[ruleset_.stages[ruleset_.plans[plan]].cadence];
}

const CadenceStep& Cadences::step_at(const Cadence& cadence, uint32_t position) const {
  return position < cadence.steps.size() ? cadence.steps[position] : cadence.then;
}

void Cadences::enter(StageIndex stage, Micros now) {
  const PlanIndex plan = ruleset_.stages[stage].plan;
  if (plan == kNone) return;
  record_.plan(plan) = {.base = now, .last = now};
  plan_next(plan, now);
}

void Cadences::leave(StageIndex stage) {
  const PlanIndex plan = ruleset_.stages[stage].plan;
  if (plan != kNone) record_.plan(plan) = {};
}

bool Cadences::note_activity(EventIndex event) {
  bool any = false;
  for (StageIndex s = record_.stage; s != kNone; s = ruleset_.stages[s].parent) {
    const PlanIndex plan = ruleset_.stages[s].plan;
    if (plan == kNone || record_.plans()[plan].next == kNever) continue;
    if (!has_index(cadence_of(plan).stop_after, event)) continue;
    record_.plan(plan).next = record_.plan(plan).planned = kNever;
    any = true;
  }
  return any;
}

// The instant of the step at the plan's position; kNever where there is none.
Micros Cadences::planned(const Cadence& cadence, const Plan& plan, Micros entered) const {
  if (plan.position < cadence.steps.size()) {
    const CadenceStep& step = cadence.steps[plan.position];
    return step.after ? instant_after(ruleset_, entered, *step.after)
                      : instant_after(ruleset_, plan.last, *step.after_previous);
  }
  if (!cadence.every) return kNever;
  // From the last of the steps each time: a month after January 31 is the end of February, two
  // months after it March 31.
  const uint32_t count = plan.position - static_cast<uint32_t>(cadence.steps.size());
  if (cadence.then_at_most && count >= *cadence.then_at_most) return kNever;
  return instant_after(ruleset_, plan.base, times(*cadence.every, int64_t{count} + 1));
}

// When an answer to the last touch is waited for no longer: as long as the touch before had.
Micros Cadences::after_last(const Cadence& cadence, const Plan& plan) const {
  if (cadence.every) return instant_after(ruleset_, plan.last, *cadence.every);
  const CadenceStep& last = cadence.steps.back();
  return instant_after(ruleset_, plan.last, last.after ? *last.after : *last.after_previous);
}

PlanStep Cadences::next_step(PlanIndex plan) const {
  const Cadence& cadence = cadence_of(plan);
  return cadence.unanswered_after && record_.plans()[plan].touches >= *cadence.unanswered_after
             ? PlanStep::kGiveUp
             : PlanStep::kTouch;
}

void Cadences::plan_next(PlanIndex index, Micros now) {
  const Cadence& cadence = cadence_of(index);
  Plan& plan = record_.plan(index);
  plan.planned = planned(cadence, plan, record_.marks()[ruleset_.plans[index]].entered);
  if (next_step(index) == PlanStep::kGiveUp) {
    if (plan.planned == kNever) plan.planned = after_last(cadence, plan);
    plan.next = std::max(plan.planned, now);
    return;
  }
  plan.next = plan.planned == kNever ? kNever : allowed(std::max(plan.planned, now));
}

// Quiet hours and the cap push each other on; a few rounds settle it.
Micros Cadences::allowed(Micros at) const {
  constexpr int kRounds = 8;
  for (int i = 0; i < kRounds; ++i) {
    const Micros moved = after_quiet_hours(after_cap(at));
    if (moved == at) break;
    at = moved;
  }
  return at;
}

Micros Cadences::after_quiet_hours(Micros at) const {
  const Contact& contact = ruleset_.contact;
  if (!contact.has_quiet_hours || at == kNever) return at;
  const Zone& zone = *ruleset_.zone;
  const CivilTime time = civil_from_seconds(zone.to_local(to_timestamp(at).seconds));
  const int32_t of_day = (time.hour * 60 + time.minute) * 60 + time.second;
  const bool overnight = contact.quiet_begin > contact.quiet_end;
  const bool late = of_day >= contact.quiet_begin;
  const bool early = of_day < contact.quiet_end;
  if (overnight ? !late && !early : !late || !early) return at;
  const Days today = days_from_civil(time.year, time.month, time.day);
  const Days end = today + (overnight && late ? 1 : 0);
  return zone.to_utc(int64_t{end} * 86'400 + contact.quiet_end) * kMicrosPerSecond;
}

// Where the oldest of the last touches that count against the cap is out of the window.
Micros Cadences::after_cap(Micros at) const {
  if (record_.contacts().empty() || record_.contacts().front() == kNever) return at;
  return std::max(at, instant_after(ruleset_, record_.contacts().front(), ruleset_.contact.window));
}

// Unknown is no yes.
bool Cadences::can_use(const std::string& name) {
  for (const Channel& channel : ruleset_.contact.channels) {
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

void Cadences::touch(PlanIndex index, Micros now) {
  const Cadence& cadence = cadence_of(index);
  Plan& plan = record_.plan(index);
  const CadenceStep& step = step_at(cadence, plan.position);
  const std::vector<std::string_view> channels = usable(step.via);
  if (channels.empty()) {
    decision_.reasons.push_back({"no_channel", "none of the step's channels can be used"});
  } else {
    request(step, channels, plan.planned);
    ++plan.touches;
    plan.last = now;
    record_.add_contact(now);
  }
  if (plan.position < cadence.steps.size()) plan.base = plan.planned;
  ++plan.position;
  plan_next(index, now);
}

void Cadences::request(const CadenceStep& step, std::span<const std::string_view> channels,
                       Micros due) {
  Arena& arena = decision_.arena;
  auto fallback = arena.make_array<cel::Value>(channels.size() - 1);
  for (size_t i = 0; i < fallback.size(); ++i) {
    fallback[i] = cel::Value::interned(channels[i + 1]);
  }
  auto arguments = arena.make_array<cel::Value>(5);
  arguments[0] = cel::Value::string(arena.copy(record_.id()));
  arguments[1] = cel::Value::interned(channels[0]);
  arguments[2] = cel::Value::list(arena.make<cel::List>(cel::List{fallback}));
  arguments[3] = cel::Value::interned(step.script);
  arguments[4] = cel::Value::timestamp(to_timestamp(due));
  decision_.actions.push_back({&step.touch, arguments, due});
}

}  // namespace stagegraph::engine
