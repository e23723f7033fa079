#include "engine/record.h"

#include <utility>

#include "engine/timers.h"
#include "engine/typing.h"
#include "ruleset/values.h"

namespace stagegraph {

namespace {

bool is_on_heap(const cel::Value& value) {
  switch (value.kind()) {
    case cel::Kind::kString:
      return !value.is_interned();
    case cel::Kind::kBytes:
    case cel::Kind::kList:
    case cel::Kind::kMap:
      return true;
    default:
      return false;
  }
}

cel::Value copy_of(const cel::Value& value, Arena& heap) {
  if (!is_on_heap(value)) return value;
  if (value.is(cel::Kind::kString)) return cel::Value::string(heap.copy(value.as_text()));
  return cel::clone(value, heap);
}

cel::Value initial_value(const Ruleset& ruleset, Index fact) {
  const Fact& f = ruleset.facts[fact];
  return f.has_default ? f.default_value : cel::Value::unknown(fact);
}

}  // namespace

Record Record::create(std::shared_ptr<const Ruleset> ruleset, std::string_view id, Micros at) {
  Record record;
  const Ruleset& rules = *ruleset;
  record.state_ = Counted<State>::make();
  State& state = *record.state_;
  state.ruleset = std::move(ruleset);
  state.id = id;
  state.facts.resize(rules.facts.size());
  for (Index f = 0; f < rules.facts.size(); ++f) state.store(f, initial_value(rules, f));
  state.marks.resize(rules.stages.size());
  state.timers.resize(rules.deadlines.size());
  record.stage = rules.initial;
  record.clock = at;
  return record;
}

Expected<Done> Record::place(Index target, Micros entered) {
  State& state = own();
  const Ruleset& rules = *state.ruleset;
  stage = initial_leaf(rules, target);
  clock = entered;
  state.marks.assign(state.marks.size(), {});
  state.timers.assign(state.timers.size(), {});
  for (Index s = stage; s != kNone; s = rules.stages[s].parent) {
    state.marks[s] = {entered, 1};
    if (rules.stages[stage].final) continue;
    for (Index d : rules.stages[s].deadlines) {
      if (arm(rules, d, entered, state.timers[d])) continue;
      return Error{Status::kInvalidInput,
                   "the due instant of '" + rules.deadlines[d].name + "' lies beyond the year 9999",
                   {}};
    }
  }
  next_due = earliest(*this);
  return Done{};
}

Expected<Done> Record::set_fact(Index fact, const cel::Value& value) {
  const Fact& declared = ruleset().facts[fact];
  Expected<cel::Value> typed = conform(value, declared.type);
  if (!typed) {
    return Error{
        Status::kInvalidInput, "fact '" + declared.name + "': " + typed.error().message, {}};
  }
  if (auto problem = check_fact_range(declared, *typed)) {
    return Error{Status::kInvalidInput, "fact '" + declared.name + "': " + *problem, {}};
  }
  own().store(fact, *typed);
  unblock(*this);
  compact_if_wasteful();
  return Done{};
}

void Record::clear_fact(Index fact) {
  own().facts[fact] = cel::Value::unknown(fact);
  unblock(*this);
}

void Record::State::store(Index fact, const cel::Value& value) {
  facts[fact] = copy_of(value, heap);
}

void Record::State::copy_from(const State& other) {
  if (ruleset != other.ruleset) ruleset = other.ruleset;
  id = other.id;
  foreign_fingerprint = other.foreign_fingerprint;
  marks = other.marks;
  timers = other.timers;
  history = other.history;
  facts = other.facts;
  heap.reset();
  for (cel::Value& fact : facts) {
    if (is_on_heap(fact)) fact = copy_of(fact, heap);
  }
  for (Delivered& delivered : history) delivered.id = heap.copy(delivered.id);
  live_bytes = heap.used();
}

// The heap only grows while facts are overwritten; a copy leaves the garbage behind.
void Record::compact_if_wasteful() {
  constexpr size_t kSlack = 4096;
  if (state_->heap.used() < 2 * state_->live_bytes + kSlack) return;
  auto tidy = Counted<State>::make();
  tidy->copy_from(*state_);
  state_ = std::move(tidy);
}

void Record::copy_scalars(const Record& other) {
  stage = other.stage;
  clock = other.clock;
  sequence = other.sequence;
  next_due = other.next_due;
}

// Lets go of the state; where nobody else has it, its memory serves the next one.
void Record::retire() {
  if (state_.is_only()) spare_ = std::move(state_);
}

void Record::assign(const Record& other) {
  copy_scalars(other);
  if (state_ == other.state_) return;
  retire();
  state_ = other.state_;
}

void Record::take_copy(const Record& other) {
  if (this == &other) return;
  copy_scalars(other);
  if (state_ == other.state_) return;
  retire();
  state_ = spare_ ? std::move(spare_) : Counted<State>::make();
  state_->copy_from(*other.state_);
}

Record::State& Record::own() {
  if (state_.is_only()) return *state_;
  Counted<State> mine = spare_ ? std::move(spare_) : Counted<State>::make();
  mine->copy_from(*state_);
  state_ = std::move(mine);
  return *state_;
}

void Record::remember(std::string_view event_id, Outcome outcome) {
  restore_delivered(event_id, outcome, sequence);
}

void Record::restore_delivered(std::string_view event_id, Outcome outcome, int64_t at_sequence) {
  State& state = own();
  if (state.history.size() == kHistoryLimit) state.history.erase(state.history.begin());
  state.history.push_back({state.heap.copy(event_id), outcome, at_sequence});
}

const Delivered* Record::find_delivered(std::string_view event_id) const {
  for (const Delivered& delivered : history()) {
    if (delivered.id == event_id) return &delivered;
  }
  return nullptr;
}

std::string_view Record::fingerprint() const {
  return is_of_other_version() ? std::string_view(state_->foreign_fingerprint)
                               : std::string_view(ruleset().fingerprint);
}

void Record::set_fingerprint(std::string_view fingerprint) {
  const bool is_own = fingerprint == ruleset().fingerprint;
  if (is_own && !is_of_other_version()) return;
  own().foreign_fingerprint = is_own ? std::string_view() : fingerprint;
}

}  // namespace stagegraph
