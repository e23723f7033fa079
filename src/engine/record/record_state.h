// SPDX-License-Identifier: Apache-2.0
// What copies of a record share: its facts, timers and so on, in one piece of memory with its
// texts, so that a copy is one memcpy and a decision touches few cache lines.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "base/arena.h"
#include "base/counted.h"
#include "engine/record/record_parts.h"

namespace stagegraph::engine {

// Its arrays begin behind it, aligned as on 64 bits wherever it is built.
class alignas(8) RecordState {
 public:
  Holders holders;

  // All of one size under a ruleset, zero or unarmed at first, but for the facts: those are null.
  static Counted<RecordState> make(std::shared_ptr<const ruleset::Ruleset> ruleset,
                                   std::string_view id);
  // Makes `spare` a copy, in its own memory where that is large enough. Where memory runs out,
  // `spare` may only be copied to again.
  static void copy(const RecordState& other, Counted<RecordState>& spare);
  // Becomes a copy in place, for which it needs no memory; false where it would.
  bool copy_in_place(const RecordState& other);
  static void destroy(RecordState* state);

  RecordState(const RecordState&) = delete;
  RecordState& operator=(const RecordState&) = delete;

  bool has_changes = false;  // any of changed()
  const std::shared_ptr<const ruleset::Ruleset> ruleset;

  // Asks for memory before it is read: of a decision that changes the record, facts, marks and
  // timers; of one that does not, what counts who shares it. With several threads counting is
  // atomic, and a processor that waits for the count's memory reads nothing else meanwhile.
  [[gnu::always_inline]] void prefetch(bool whole) const {  // else compilers see no effect in it
    constexpr size_t kLine = 64;
    constexpr size_t kLines = 8;  // of a record of some ten facts and stages
    const auto* memory = reinterpret_cast<const std::byte*>(this);
    __builtin_prefetch(memory);
    __builtin_prefetch(memory + kLine);
    if (!whole) return;
#pragma GCC unroll 8
    for (size_t line = 2; line < kLines; ++line) __builtin_prefetch(memory + line * kLine);
  }

  std::string_view id() const {
    return {reinterpret_cast<const char*>(tail() + at_.text), id_size_};
  }

  IndexedSpan<cel::Value, ruleset::Fact> facts() { return array<cel::Value>(0, at_.timers); }
  IndexedSpan<const cel::Value, ruleset::Fact> facts() const {
    return array<cel::Value>(0, at_.timers);
  }
  IndexedSpan<StageMark, ruleset::Stage> marks() {
    return array<StageMark>(at_.marks, at_.changed);
  }
  IndexedSpan<const StageMark, ruleset::Stage> marks() const {
    return array<StageMark>(at_.marks, at_.changed);
  }
  IndexedSpan<Timer, ruleset::Deadline> timers() { return array<Timer>(at_.timers, at_.plans); }
  IndexedSpan<const Timer, ruleset::Deadline> timers() const {
    return array<Timer>(at_.timers, at_.plans);
  }
  IndexedSpan<Plan, ruleset::Plan> plans() { return array<Plan>(at_.plans, at_.contacts); }
  IndexedSpan<const Plan, ruleset::Plan> plans() const {
    return array<Plan>(at_.plans, at_.contacts);
  }
  std::span<time::Instant> contacts() { return array<time::Instant>(at_.contacts, at_.marks); }
  std::span<const time::Instant> contacts() const {
    return array<time::Instant>(at_.contacts, at_.marks);
  }
  IndexedSpan<uint8_t, ruleset::Fact> changed() { return array<uint8_t>(at_.changed, at_.text); }
  IndexedSpan<const uint8_t, ruleset::Fact> changed() const {
    return array<uint8_t>(at_.changed, at_.text);
  }

  std::span<const Delivered> history() const { return extra(&Extras::history); }
  std::span<const Request> requests() const { return extra(&Extras::requests); }
  std::span<const ParkedEvent> parked_events() const { return extra(&Extras::parked_events); }
  std::string_view foreign_behaviour() const {  // empty: the ruleset's own
    return extras_ == nullptr ? std::string_view() : extras_->foreign_behaviour;
  }

  // These copy text and values.
  void store(ruleset::FactIndex fact, const cel::Value& value);
  void set_foreign_behaviour(std::string_view behaviour);
  // The JSON of a record of another version, as it was read; empty for every other.
  std::string_view carried() const {
    return extras_ == nullptr ? std::string_view() : extras_->carried;
  }
  void carry(std::string_view json) { extras().carried = extras().heap.copy(json); }
  // Members that this release does not know, as they are written: `"mood":"glad","x":{}`.
  std::string_view unknown_members() const {
    return extras_ == nullptr ? std::string_view() : extras_->unknown_members;
  }
  void keep_members(std::string_view members) {
    extras().unknown_members = extras().heap.copy(members);
  }
  void add_request(const Request& request);
  void add_approver(size_t request, const Approver& approver);
  void remove_request(size_t request);
  void park(const ParkedEvent& event);
  void unpark(size_t event);
  void add_delivered(const Delivered& delivered);  // the oldest goes where there are too many
  void remove_delivered(std::string_view event_id);

  size_t bytes() const;  // of memory

  // Texts that were overwritten stay where they are, until they are more than what is still read.
  bool is_wasteful() const;
  static Counted<RecordState> compacted(const RecordState& other);

 private:
  // Where the arrays begin, in bytes from the end of this object; the texts come last, the id the
  // first of them.
  struct Layout {
    uint32_t timers = 0;
    uint32_t plans = 0;
    uint32_t contacts = 0;
    uint32_t marks = 0;
    uint32_t changed = 0;
    uint32_t text = 0;
  };

  // What few records have.
  struct Extras {
    Arena heap{128};  // lists and maps, and texts that found no room
    std::string_view foreign_behaviour;
    std::string_view carried;
    std::string_view unknown_members;
    std::vector<Delivered> history;
    std::vector<Request> requests;
    std::vector<ParkedEvent> parked_events;
  };

  RecordState(std::shared_ptr<const ruleset::Ruleset> rules, const Layout& layout,
              uint32_t capacity)
      : ruleset(std::move(rules)), at_(layout), text_capacity_(capacity) {}
  // With room for so many bytes of text, and some more.
  static Counted<RecordState> make(std::shared_ptr<const ruleset::Ruleset> ruleset, size_t text);
  ~RecordState() = default;

  static Layout layout_of(const ruleset::Ruleset& ruleset);
  void begin_arrays();
  void begin_texts(std::string_view id);

  std::byte* tail() { return reinterpret_cast<std::byte*>(this + 1); }
  const std::byte* tail() const { return reinterpret_cast<const std::byte*>(this + 1); }
  template <typename T>
  std::span<T> array(uint32_t from, uint32_t to) {
    return {reinterpret_cast<T*>(tail() + from), (to - from) / sizeof(T)};
  }
  template <typename T>
  std::span<const T> array(uint32_t from, uint32_t to) const {
    return {reinterpret_cast<const T*>(tail() + from), (to - from) / sizeof(T)};
  }

  Extras& extras();
  template <typename T>
  std::span<const T> extra(std::vector<T> Extras::*which) const {
    return extras_ == nullptr ? std::span<const T>() : (*extras_).*which;
  }
  std::string_view keep(std::string_view text);
  cel::Value keep(const cel::Value& value);
  bool holds(const cel::Value& value) const;  // a text in its own piece of memory
  ptrdiff_t distance_from(const RecordState& other) const;
  size_t used() const;  // bytes of text, lists and maps
  bool has_room_for(const RecordState& other) const;
  size_t live_text() const;
  void copy_from(const RecordState& other);
  void copy_rest(const RecordState& other);
  void copy_one_by_one(const RecordState& other);
  void copy_extras(const RecordState& other);

  // A small record is a fast one: with many of them, most of a decision is waiting for memory.
  const Layout at_;
  const uint32_t text_capacity_;
  uint32_t text_used_ = 0;
  uint32_t id_size_ = 0;
  uint32_t live_ = 0;  // of used(), when the texts were last copied one by one
  std::unique_ptr<Extras> extras_;
};

}  // namespace stagegraph::engine
