// SPDX-License-Identifier: Apache-2.0
// A record: where one customer stands under one ruleset. Small, copyable, and all that a decision
// needs to know of the past.
#pragma once

#include <limits>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "base/expected.h"
#include "cel/cel.h"
#include "engine/record/outcome.h"
#include "engine/record/record_state.h"
#include "ruleset/model.h"

namespace stagegraph::engine {

// The last change that a record can count.
inline constexpr int64_t kMaxSequence = std::numeric_limits<int64_t>::max() - 1;

// Copies share everything but the scalars until one of them is written to; a copy that is written
// to again and again keeps the memory of its last own state for the next. So a decision that
// changes nothing copies nothing, and one that does allocates nothing after the first.
class Record {
 public:
  // In the ruleset's initial stage, its facts at their defaults. It has entered nothing yet and
  // nothing is armed: `place` (engine.h) follows, or reading the rest from JSON.
  static Record create(std::shared_ptr<const ruleset::Ruleset> ruleset, std::string_view id,
                       time::Instant at);

  Record() = default;
  Record(const Record& other) { assign(other); }
  Record& operator=(const Record& other) {
    if (this != &other) assign(other);
    return *this;
  }
  Record(Record&&) = default;
  Record& operator=(Record&&) = default;

  // Becomes equal to `other` without sharing with it: for a record that outlives many decisions,
  // which then keep their memory to themselves.
  void take_copy(const Record& other);

  [[gnu::always_inline]] void prefetch(bool whole) const { state_->prefetch(whole); }

  const ruleset::Ruleset& ruleset() const { return *state_->ruleset; }
  const std::shared_ptr<const ruleset::Ruleset>& shared_ruleset() const { return state_->ruleset; }
  std::string_view id() const { return state_->id(); }

  const cel::Value& fact(ruleset::FactIndex fact) const { return state_->facts()[fact]; }
  IndexedSpan<const cel::Value, ruleset::Fact> facts() const { return state_->facts(); }
  // Checks type and range; copies text. Fails with kInvalidInput.
  Expected<Done> set_fact(ruleset::FactIndex fact, const cel::Value& value);
  void clear_fact(ruleset::FactIndex fact);

  // The engine's to write; everybody's to read.
  ruleset::StageIndex stage = kNone;
  time::Instant clock{};  // instant of the last change
  int64_t sequence = 0;   // counts the changes
  time::Instant next_due = time::kNever;

  IndexedSpan<const StageMark, ruleset::Stage> marks() const { return state_->marks(); }
  IndexedSpan<const Timer, ruleset::Deadline> timers() const { return state_->timers(); }
  IndexedSpan<const Plan, ruleset::Plan> plans() const { return state_->plans(); }
  // Oldest first.
  std::span<const Delivered> history() const { return state_->history(); }
  std::span<const Request> requests() const { return state_->requests(); }
  std::span<const ParkedEvent> parked_events() const { return state_->parked_events(); }
  // The instants of the last touches, as many as the ruleset's cap; kNever where there were fewer.
  std::span<const time::Instant> contacts() const { return state_->contacts(); }
  StageMark& mark(ruleset::StageIndex level) { return own().marks()[level]; }
  Timer& timer(ruleset::DeadlineIndex deadline) { return own().timers()[deadline]; }
  Plan& plan(ruleset::PlanIndex plan) { return own().plans()[plan]; }

  // These copy text and values.
  void add_request(const Request& request);
  void add_approver(size_t request, const Approver& approver);
  void remove_request(size_t request);
  void park(const ParkedEvent& event);
  void unpark(size_t event);
  void add_contact(time::Instant at);

  // Whether the fact's value has changed since the deadlines last looked.
  bool is_changed(ruleset::FactIndex fact) const { return state_->changed()[fact] != 0; }
  bool has_changes() const { return state_->has_changes; }
  void mark_changed(ruleset::FactIndex fact);
  // No step has looked at the record yet: has_changes(), though no fact has.
  void mark_untried() { own().has_changes = true; }
  void forget_changes();

  void remember(std::string_view event_id, Outcome outcome);
  void forget(std::string_view event_id);
  void restore_delivered(std::string_view event_id, Outcome outcome, int64_t sequence);
  const Delivered* find_delivered(std::string_view event_id) const;

  // Of the ruleset that last decided it. Other than ruleset().behaviour when the record was
  // read from another version's JSON.
  std::string_view behaviour() const;
  void set_behaviour(std::string_view behaviour);
  // A record of another version is carried as it was read, and written as that.
  std::string_view carried() const { return state_->carried(); }
  void carry(std::string_view json) { own().carry(json); }
  size_t bytes() const { return state_->bytes(); }  // of memory, which copies may share
  // Members of its JSON that this release does not know; written back as they were.
  std::string_view unknown_members() const { return state_->unknown_members(); }
  void keep_members(std::string_view members) { own().keep_members(members); }
  bool is_of_other_version() const { return !state_->foreign_behaviour().empty(); }

 private:
  using State = RecordState;

  void assign(const Record& other) {
    copy_scalars(other);
    if (state_ == other.state_) return;
    retire();
    state_ = other.state_;
  }
  void copy_scalars(const Record& other) {
    stage = other.stage;
    clock = other.clock;
    sequence = other.sequence;
    next_due = other.next_due;
  }
  State& own() { return state_.is_only() ? *state_ : unshare(); }
  State& unshare();
  // Lets go of the state; where nobody else has it, its memory serves the next one.
  void retire() {
    if (state_.is_only()) spare_ = std::move(state_);
  }

  Counted<State> state_;
  Counted<State> spare_;  // nobody else's; its content is of no interest
};

}  // namespace stagegraph::engine
