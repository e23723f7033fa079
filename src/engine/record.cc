#include "engine/record.h"

#include <algorithm>
#include <cstring>
#include <memory>
#include <optional>
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

// A trivially copyable T's lifetime begins as it is made; the memory is aligned for all of them.
template <typename T>
std::span<T> array_at(std::byte* memory, size_t count) {
  static_assert(std::is_trivially_copyable_v<T> && sizeof(T) % alignof(cel::Value) == 0);
  T* first = reinterpret_cast<T*>(memory);
  std::uninitialized_default_construct_n(first, count);
  return {first, count};
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
  state.lay_out(std::move(ruleset));
  state.id = state.heap.copy(id);
  for (Index f = 0; f < rules.facts.size(); ++f) state.store(f, initial_value(rules, f));
  record.stage = rules.initial;
  record.clock = at;
  return record;
}

Expected<Done> Record::place(Index target, Micros entered) {
  State& state = own();
  const Ruleset& rules = *state.ruleset;
  stage = initial_leaf(rules, target);
  clock = entered;
  std::fill(state.marks.begin(), state.marks.end(), StageMark{});
  std::fill(state.timers.begin(), state.timers.end(), Timer{});
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

// Three arrays of trivially copyable things, one after the other.
void Record::State::lay_out(std::shared_ptr<const Ruleset> rules) {
  const size_t facts_size = rules->facts.size() * sizeof(cel::Value);
  const size_t marks_size = rules->stages.size() * sizeof(StageMark);
  const size_t timers_size = rules->deadlines.size() * sizeof(Timer);
  block_size = facts_size + marks_size + timers_size;
  block = std::make_unique<std::byte[]>(block_size);
  facts = array_at<cel::Value>(block.get(), rules->facts.size());
  marks = array_at<StageMark>(block.get() + facts_size, rules->stages.size());
  timers = array_at<Timer>(block.get() + facts_size + marks_size, rules->deadlines.size());
  ruleset = std::move(rules);
}

void Record::State::copy_slots(const State& other) {
  if (ruleset != other.ruleset) lay_out(other.ruleset);
  std::memcpy(block.get(), other.block.get(), block_size);
  history = other.history;
  heap.reset_for(other.heap.used());
}

// The texts as they lie, with the garbage between them: false where that cannot be done, as the
// heap has several blocks or holds lists and maps.
bool Record::State::copy_heap(const State& other) {
  const std::optional<std::string_view> source = other.heap.content();
  if (!source) return false;
  const std::string_view target = heap.copy(*source);
  const auto moved = [&](std::string_view text) {
    return text.empty() ? text
                        : target.substr(static_cast<size_t>(text.data() - source->data()),
                                        text.size());
  };
  for (Index f : ruleset->dispatch.borrowing_facts) {
    if (!is_on_heap(facts[f])) continue;
    if (!facts[f].is(cel::Kind::kString)) return false;
    facts[f] = cel::Value::string(moved(facts[f].as_text()));
  }
  for (Delivered& delivered : history) delivered.id = moved(delivered.id);
  id = moved(other.id);
  foreign_fingerprint = moved(other.foreign_fingerprint);
  live_bytes = other.live_bytes;
  return true;
}

void Record::State::copy_from(const State& other) {
  copy_slots(other);
  if (!copy_heap(other)) compact_from(other);
}

// Text by text, so that garbage stays behind.
void Record::State::compact_from(const State& other) {
  copy_slots(other);
  for (Index f : ruleset->dispatch.borrowing_facts) facts[f] = copy_of(facts[f], heap);
  for (Delivered& delivered : history) delivered.id = heap.copy(delivered.id);
  id = heap.copy(other.id);
  foreign_fingerprint = heap.copy(other.foreign_fingerprint);
  live_bytes = heap.used();
}

// The heap only grows while facts are overwritten.
void Record::compact_if_wasteful() {
  constexpr size_t kSlack = 4096;
  if (state_->heap.used() < 2 * state_->live_bytes + kSlack) return;
  auto tidy = Counted<State>::make();
  tidy->compact_from(*state_);
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
  return is_of_other_version() ? state_->foreign_fingerprint
                               : std::string_view(ruleset().fingerprint);
}

void Record::set_fingerprint(std::string_view fingerprint) {
  const bool is_own = fingerprint == ruleset().fingerprint;
  if (is_own && !is_of_other_version()) return;
  State& state = own();
  state.foreign_fingerprint = is_own ? std::string_view() : state.heap.copy(fingerprint);
}

}  // namespace stagegraph
