// SPDX-License-Identifier: Apache-2.0
// A record's state in one piece of memory: this object, then the arrays, then the texts.
//
//   RecordState | facts | timers | plans | contacts | marks | changed | id, texts of facts ... | room
//
// Invariants:
// - All states of one ruleset have the same layout, so arrays are copied by one memcpy. A copied
//   text is then moved by the distance of the two pieces of memory.
// - Without extras every text lies in this piece. With them, a text that found no room, and every
//   list and map, lies in the extras' heap.
// - Texts are only appended. An overwritten one stays until is_wasteful says that the dead text
//   outweighs what is read, then compacted() copies what lives.
// - Nobody writes to a state that others share: Record sees to that.
#include "engine/record/record_state.h"

#include <algorithm>
#include <cstring>
#include <memory>
#include <new>
#include <utility>

namespace stagegraph::engine {

using namespace time;
using namespace ruleset;

namespace {

constexpr size_t kTextRoom = 16;  // for each fact that can hold any

bool is_borrowed(const cel::Value& value) {
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

ParkedEvent copy_event(const ParkedEvent& event, Arena& heap) {
  ParkedEvent copy = event;
  copy.id = heap.copy(event.id);
  copy.actor = heap.copy(event.actor);
  copy.roles = copy_array(event.roles, heap);
  copy.payload = copy_values(event.payload, heap);
  return copy;
}

size_t usual_room(const Ruleset& ruleset) {
  return kTextRoom * ruleset.dispatch.borrowing_facts.size();
}

size_t text_size(const cel::Value& value) {
  return is_borrowed(value) && value.is(cel::Kind::kString) ? value.as_text().size() : 0;
}

// Trivially copyable things need no more than to be made in memory that is aligned for them.
template <typename T>
void begin_array(std::span<T> array, const T& value = {}) {
  static_assert(std::is_trivially_copyable_v<T> && alignof(T) <= alignof(RecordState));
  std::uninitialized_fill(array.begin(), array.end(), value);
}

}  // namespace

// What needs the strictest alignment comes first, so that nothing needs to be padded.
RecordState::Layout RecordState::layout_of(const Ruleset& ruleset) {
  const auto after = [](uint32_t begin, size_t count, size_t size) {
    return static_cast<uint32_t>(begin + count * size);
  };
  Layout at;
  at.timers = after(0, ruleset.facts.size(), sizeof(cel::Value));
  at.plans = after(at.timers, ruleset.deadlines.size(), sizeof(Timer));
  at.contacts = after(at.plans, ruleset.plans.size(), sizeof(Plan));
  at.marks = after(at.contacts, ruleset.contact.at_most, sizeof(Instant));
  at.changed = after(at.marks, ruleset.stages.size(), sizeof(StageMark));
  at.text = after(at.changed, ruleset.facts.size(), 1);
  return at;
}

Counted<RecordState> RecordState::make(std::shared_ptr<const Ruleset> ruleset,
                                       std::string_view id) {
  Counted<RecordState> state = make(std::move(ruleset), id.size());
  state->begin_arrays();
  state->begin_texts(id);
  return state;
}

Counted<RecordState> RecordState::make(std::shared_ptr<const Ruleset> ruleset, size_t text) {
  static_assert(sizeof(RecordState) % alignof(cel::Value) == 0);
  const Layout layout = layout_of(*ruleset);
  const size_t room = std::min<size_t>(text + usual_room(*ruleset), UINT32_MAX);
  void* memory = ::operator new(sizeof(RecordState) + layout.text + room);
  return Counted<RecordState>(
      new (memory) RecordState(std::move(ruleset), layout, static_cast<uint32_t>(room)));
}

void RecordState::destroy(RecordState* state) {
  state->~RecordState();
  ::operator delete(static_cast<void*>(state));
}

void RecordState::begin_texts(std::string_view id) {
  text_used_ = 0;
  id_size_ = static_cast<uint32_t>(keep(id).size());
}

void RecordState::begin_arrays() {
  begin_array<cel::Value>(facts());
  begin_array<StageMark>(marks());
  begin_array<Timer>(timers());
  begin_array<Plan>(plans());
  begin_array<Instant>(contacts(), kNever);
  begin_array<uint8_t>(changed());
}

// The texts as they lie, with what is no longer read between them.
inline void RecordState::copy_from(const RecordState& other) {
  std::memcpy(tail(), other.tail(), at_.text + other.text_used_);
  text_used_ = other.text_used_;
  live_ = other.live_;
  has_changes = other.has_changes;
  id_size_ = other.id_size_;
  if (extras_ != nullptr || other.extras_ != nullptr) return copy_rest(other);
  // Without extras all texts are in this piece of memory.
  const ptrdiff_t distance = distance_from(other);
  for (FactIndex f : ruleset->dispatch.borrowing_facts) {
    cel::Value& value = facts()[f];
    if (value.is_borrowed_text()) value.move_text(distance);
  }
}

void RecordState::copy(const RecordState& other, Counted<RecordState>& spare) {
  if (!spare || !spare->has_room_for(other)) {
    spare = make(other.ruleset, std::max<size_t>(other.live_text(), other.text_used_));
  }
  spare->copy_from(other);
}

bool RecordState::copy_in_place(const RecordState& other) {
  const bool has_extras = extras_ != nullptr || other.extras_ != nullptr;
  if (has_extras || !has_room_for(other)) return false;
  copy_from(other);
  return true;
}

Counted<RecordState> RecordState::compacted(const RecordState& other) {
  Counted<RecordState> tidy = make(other.ruleset, other.live_text());
  tidy->copy_one_by_one(other);
  return tidy;
}

bool RecordState::has_room_for(const RecordState& other) const {
  return ruleset == other.ruleset && text_capacity_ >= other.text_used_;
}

size_t RecordState::live_text() const {
  size_t live = id_size_;
  for (FactIndex f : ruleset->dispatch.borrowing_facts) live += text_size(facts()[f]);
  return live;
}

void RecordState::copy_rest(const RecordState& other) {
  copy_extras(other);
  const ptrdiff_t distance = distance_from(other);
  for (FactIndex f : ruleset->dispatch.borrowing_facts) {
    cel::Value& value = facts()[f];
    if (other.holds(value)) {
      value.move_text(distance);
    } else {
      value = keep(value);
    }
  }
}

// Of what lies in the same place of both.
ptrdiff_t RecordState::distance_from(const RecordState& other) const {
  return static_cast<ptrdiff_t>(reinterpret_cast<uintptr_t>(tail()) -
                                reinterpret_cast<uintptr_t>(other.tail()));
}

void RecordState::copy_one_by_one(const RecordState& other) {
  std::memcpy(tail(), other.tail(), at_.text);
  has_changes = other.has_changes;
  copy_extras(other);
  begin_texts(other.id());
  for (FactIndex f : ruleset->dispatch.borrowing_facts) facts()[f] = keep(facts()[f]);
  live_ = static_cast<uint32_t>(std::min<size_t>(used(), UINT32_MAX));
}

void RecordState::copy_extras(const RecordState& other) {
  if (extras_ != nullptr) extras_->heap.reset();
  if (extras_ == nullptr && other.extras_ == nullptr) return;
  Extras& mine = extras();
  mine.foreign_behaviour = mine.heap.copy(other.foreign_behaviour());
  mine.carried = mine.heap.copy(other.carried());
  mine.unknown_members = mine.heap.copy(other.unknown_members());
  mine.history.assign(other.history().begin(), other.history().end());
  mine.requests.assign(other.requests().begin(), other.requests().end());
  mine.parked_events.assign(other.parked_events().begin(), other.parked_events().end());
  for (Request& request : mine.requests) request = copy_request(request, mine.heap);
  for (ParkedEvent& event : mine.parked_events) event = copy_event(event, mine.heap);
  for (Delivered& delivered : mine.history) delivered.id = mine.heap.copy(delivered.id);
}

RecordState::Extras& RecordState::extras() {
  if (extras_ == nullptr) extras_ = std::make_unique<Extras>();
  return *extras_;
}

bool RecordState::holds(const cel::Value& value) const {
  if (!value.is(cel::Kind::kString)) return false;
  const auto at = reinterpret_cast<uintptr_t>(value.as_text().data());
  const auto begin = reinterpret_cast<uintptr_t>(tail() + at_.text);
  return begin <= at && at < begin + text_used_;
}

std::string_view RecordState::keep(std::string_view text) {
  if (text_capacity_ - text_used_ < text.size()) return extras().heap.copy(text);
  char* to = reinterpret_cast<char*>(tail() + at_.text + text_used_);
  if (!text.empty()) std::memcpy(to, text.data(), text.size());
  text_used_ += static_cast<uint32_t>(text.size());
  return {to, text.size()};
}

cel::Value RecordState::keep(const cel::Value& value) {
  if (!is_borrowed(value)) return value;
  if (value.is(cel::Kind::kString)) return cel::Value::string(keep(value.as_text()));
  return cel::clone(value, extras().heap);
}

size_t RecordState::used() const {
  return text_used_ + (extras_ == nullptr ? 0 : extras_->heap.used());
}

size_t RecordState::bytes() const {
  const size_t piece = sizeof(RecordState) + at_.text + text_capacity_;
  return extras_ == nullptr ? piece : piece + sizeof(Extras) + extras_->heap.held();
}

bool RecordState::is_wasteful() const {
  constexpr size_t kSlack = 4096;
  return used() >= 2 * size_t{live_} + kSlack;
}

void RecordState::store(FactIndex fact, const cel::Value& value) { facts()[fact] = keep(value); }

void RecordState::set_foreign_behaviour(std::string_view behaviour) {
  extras().foreign_behaviour = extras().heap.copy(behaviour);
}

void RecordState::add_request(const Request& request) {
  extras().requests.push_back(copy_request(request, extras().heap));
}

void RecordState::add_approver(size_t index, const Approver& approver) {
  Request& request = extras().requests[index];
  Arena& heap = extras().heap;
  std::span<Approver> all = heap.make_array<Approver>(request.approvers.size() + 1);
  std::copy(request.approvers.begin(), request.approvers.end(), all.begin());
  all.back() = {heap.copy(approver.id), approver.roles};
  request.approvers = all;
}

void RecordState::remove_request(size_t index) {
  extras().requests.erase(extras().requests.begin() + static_cast<ptrdiff_t>(index));
}

void RecordState::park(const ParkedEvent& event) {
  extras().parked_events.push_back(copy_event(event, extras().heap));
}

void RecordState::unpark(size_t event) {
  extras().parked_events.erase(extras().parked_events.begin() + static_cast<ptrdiff_t>(event));
}

void RecordState::add_delivered(const Delivered& delivered) {
  std::vector<Delivered>& history = extras().history;
  const Delivered kept{extras().heap.copy(delivered.id), delivered.outcome, delivered.sequence};
  if (history.size() == kHistoryLimit) history.erase(history.begin());
  history.push_back(kept);
}

void RecordState::remove_delivered(std::string_view event_id) {
  std::erase_if(extras().history,
                [&](const Delivered& delivered) { return delivered.id == event_id; });
}

}  // namespace stagegraph::engine
