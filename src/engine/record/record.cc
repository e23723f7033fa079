// SPDX-License-Identifier: Apache-2.0
// Copy on write: every mutator goes through own(), which copies a shared state first, into the memory
// that the last own state left behind. What needs memory comes first: where there is none, the
// record is as it was.
#include "engine/record/record.h"

#include <algorithm>
#include <utility>

#include "engine/record/typing.h"
#include "ruleset/values.h"
#include "ruleset/variables.h"

namespace stagegraph::engine {

using namespace time;
using namespace ruleset;

namespace {

cel::Value initial_value(const Ruleset& ruleset, FactIndex fact) {
  const Fact& f = ruleset.facts[fact];
  return f.has_default ? f.default_value : unknown(variable_of(fact));
}

}  // namespace

Record Record::create(std::shared_ptr<const Ruleset> ruleset, std::string_view id, Instant at) {
  Record record;
  const Ruleset& rules = *ruleset;
  record.state_ = State::make(std::move(ruleset), id);
  State& state = *record.state_;
  for (FactIndex f : rules.facts.indices()) state.store(f, initial_value(rules, f));
  record.stage = rules.initial;
  record.clock = at;
  return record;
}

Expected<Done> Record::set_fact(FactIndex fact, const cel::Value& value) {
  const Fact& declared = ruleset().facts[fact];
  Expected<cel::Value> typed = conform(value, declared.type);
  if (!typed) {
    return Error{
        Status::kInvalidInput, "fact '" + declared.name + "': " + typed.error().message, {}};
  }
  if (auto problem = check_fact_range(declared, *typed)) {
    return Error{Status::kInvalidInput, "fact '" + declared.name + "': " + *problem, {}};
  }
  const bool changes = !is_same(this->fact(fact), *typed);
  Counted<State> before;  // the value may lie in it
  if (state_->is_wasteful()) {
    before = state_;
    state_ = State::compacted(*before);
  }
  own().store(fact, *typed);
  if (changes) mark_changed(fact);
  return Done{};
}

void Record::clear_fact(FactIndex fact) {
  if (!this->fact(fact).is_unknown()) mark_changed(fact);
  own().facts()[fact] = unknown(variable_of(fact));
}

void Record::mark_changed(FactIndex fact) {
  State& state = own();
  state.changed()[fact] = 1;
  state.has_changes = true;
}

void Record::forget_changes() {
  if (!state_->has_changes) return;
  State& state = own();
  std::fill(state.changed().begin(), state.changed().end(), uint8_t{0});
  state.has_changes = false;
}

void Record::add_request(const Request& request) { own().add_request(request); }

void Record::add_approver(size_t request, const Approver& approver) {
  own().add_approver(request, approver);
}

void Record::remove_request(size_t request) { own().remove_request(request); }

void Record::park(const ParkedEvent& event) { own().park(event); }

void Record::unpark(size_t event) { own().unpark(event); }

void Record::add_contact(Instant at) {
  const std::span<Instant> contacts = own().contacts();
  if (contacts.empty()) return;
  std::copy(contacts.begin() + 1, contacts.end(), contacts.begin());
  contacts.back() = at;
}

void Record::take_copy(const Record& other) {
  if (this == &other) return;
  const bool is_equal = state_ == other.state_;
  if (!is_equal && !(state_.is_only() && state_->copy_in_place(*other.state_))) {
    Counted<State> copy;
    State::copy(*other.state_, copy);
    state_ = std::move(copy);
  }
  copy_scalars(other);
}

Record::State& Record::unshare() {
  State::copy(*state_, spare_);
  state_ = std::move(spare_);
  return *state_;
}

void Record::remember(std::string_view event_id, Outcome outcome) {
  restore_delivered(event_id, outcome, sequence);
}

void Record::forget(std::string_view event_id) { own().remove_delivered(event_id); }

void Record::restore_delivered(std::string_view event_id, Outcome outcome, int64_t at_sequence) {
  own().add_delivered({event_id, outcome, at_sequence});
}

const Delivered* Record::find_delivered(std::string_view event_id) const {
  for (const Delivered& delivered : history()) {
    if (delivered.id == event_id) return &delivered;
  }
  return nullptr;
}

std::string_view Record::behaviour() const {
  return is_of_other_version() ? state_->foreign_behaviour()
                               : std::string_view(ruleset().behaviour);
}

void Record::set_behaviour(std::string_view behaviour) {
  const bool is_own = behaviour == ruleset().behaviour;
  if (is_own && !is_of_other_version()) return;
  own().set_foreign_behaviour(is_own ? std::string_view() : behaviour);
}

}  // namespace stagegraph::engine
