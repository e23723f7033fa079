#include "engine/record.h"

#include <algorithm>
#include <cstring>
#include <memory>
#include <optional>
#include <utility>

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
std::span<T> take_array(std::byte*& memory, size_t count) {
  static_assert(std::is_trivially_copyable_v<T>);
  T* first = reinterpret_cast<T*>(memory);
  std::uninitialized_value_construct_n(first, count);
  memory += sizeof(T) * count;
  return {first, count};
}

template <typename T>
std::span<const T> copy_array(std::span<const T> from, Arena& heap) {
  std::span<T> to = heap.make_array<T>(from.size());
  std::copy(from.begin(), from.end(), to.begin());
  return to;
}

std::span<const cel::Value> copy_values(std::span<const cel::Value> from, Arena& heap) {
  std::span<cel::Value> to = heap.make_array<cel::Value>(from.size());
  for (size_t i = 0; i < from.size(); ++i) to[i] = cel::clone(from[i], heap);
  return to;
}

Request copy_request(const Request& request, Arena& heap) {
  Request copy = request;
  copy.by = heap.copy(request.by);
  std::span<Approver> approvers = heap.make_array<Approver>(request.approvers.size());
  for (size_t i = 0; i < approvers.size(); ++i) {
    approvers[i] = {heap.copy(request.approvers[i].id), request.approvers[i].roles};
  }
  copy.approvers = approvers;
  copy.payload = copy_values(request.payload, heap);
  return copy;
}

Held copy_held(const Held& event, Arena& heap) {
  Held copy = event;
  copy.id = heap.copy(event.id);
  copy.actor = heap.copy(event.actor);
  copy.roles = copy_array(event.roles, heap);
  copy.payload = copy_values(event.payload, heap);
  return copy;
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
  if (!is_same(state_->facts[fact], *typed)) mark_changed(fact);
  own().store(fact, *typed);
  compact_if_wasteful();
  return Done{};
}

void Record::clear_fact(Index fact) {
  if (!state_->facts[fact].is_unknown()) mark_changed(fact);
  own().facts[fact] = cel::Value::unknown(fact);
}

void Record::mark_changed(Index fact) {
  State& state = own();
  state.changed[fact] = 1;
  state.has_changes = true;
}

void Record::forget_changes() {
  if (!state_->has_changes) return;
  State& state = own();
  std::fill(state.changed.begin(), state.changed.end(), uint8_t{0});
  state.has_changes = false;
}

void Record::add_request(const Request& request) {
  State& state = own();
  state.requests.push_back(copy_request(request, state.heap));
}

void Record::add_approver(size_t index, const Approver& approver) {
  State& state = own();
  Request& request = state.requests[index];
  std::span<Approver> all = state.heap.make_array<Approver>(request.approvers.size() + 1);
  std::copy(request.approvers.begin(), request.approvers.end(), all.begin());
  all.back() = {state.heap.copy(approver.id), approver.roles};
  request.approvers = all;
}

void Record::remove_request(size_t index) {
  State& state = own();
  state.requests.erase(state.requests.begin() + static_cast<ptrdiff_t>(index));
}

void Record::add_held(const Held& event) {
  State& state = own();
  state.held.push_back(copy_held(event, state.heap));
}

void Record::remove_held(size_t index) {
  State& state = own();
  state.held.erase(state.held.begin() + static_cast<ptrdiff_t>(index));
}

void Record::add_contact(Micros at) {
  State& state = own();
  if (state.contacts.empty()) return;
  std::copy(state.contacts.begin() + 1, state.contacts.end(), state.contacts.begin());
  state.contacts.back() = at;
}

void Record::State::store(Index fact, const cel::Value& value) {
  facts[fact] = copy_of(value, heap);
}

// Arrays of trivially copyable things, one after the other, those of bytes last.
void Record::State::lay_out(std::shared_ptr<const Ruleset> rules) {
  const size_t facts_count = rules->facts.size();
  block_size = facts_count * (sizeof(cel::Value) + 1) + rules->stages.size() * sizeof(StageMark) +
               rules->deadlines.size() * sizeof(Timer) + rules->plans.size() * sizeof(Plan) +
               rules->contact.at_most * sizeof(Micros);
  block = std::make_unique<std::byte[]>(block_size);
  std::byte* memory = block.get();
  facts = take_array<cel::Value>(memory, facts_count);
  marks = take_array<StageMark>(memory, rules->stages.size());
  timers = take_array<Timer>(memory, rules->deadlines.size());
  plans = take_array<Plan>(memory, rules->plans.size());
  contacts = take_array<Micros>(memory, rules->contact.at_most);
  changed = take_array<uint8_t>(memory, facts_count);
  std::fill(contacts.begin(), contacts.end(), kNever);
  ruleset = std::move(rules);
}

void Record::State::copy_slots(const State& other) {
  if (ruleset != other.ruleset) lay_out(other.ruleset);
  std::memcpy(block.get(), other.block.get(), block_size);
  history = other.history;
  requests = other.requests;
  held = other.held;
  has_changes = other.has_changes;
  heap.reset_for(other.heap.used());
}

// Copies what requests, held events and the history point at.
void Record::State::adopt_texts() {
  for (Request& request : requests) request = copy_request(request, heap);
  for (Held& event : held) event = copy_held(event, heap);
  for (Delivered& delivered : history) delivered.id = heap.copy(delivered.id);
}

// The texts as they lie, with the garbage between them: false where that cannot be done, as the
// heap has several blocks or holds lists and maps.
bool Record::State::copy_heap(const State& other) {
  const std::optional<std::string_view> source = other.heap.content();
  if (!source || !requests.empty() || !held.empty()) return false;
  const std::string_view target = heap.copy(*source);
  const auto moved = [&](std::string_view text) {
    return text.empty()
               ? text
               : target.substr(static_cast<size_t>(text.data() - source->data()), text.size());
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
  adopt_texts();
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

void Record::forget(std::string_view event_id) {
  std::vector<Delivered>& history = own().history;
  std::erase_if(history, [&](const Delivered& delivered) { return delivered.id == event_id; });
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
