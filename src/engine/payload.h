// SPDX-License-Identifier: Apache-2.0
// The values an event carries, by payload field of the ruleset.
#pragma once

#include <cstdint>
#include <span>

#include "base/arena.h"
#include "base/expected.h"
#include "cel/cel.h"
#include "ruleset/model.h"

namespace stagegraph::engine {

// Text is the payload's own. Reused from event to event, it keeps its memory.
class Payload {
 public:
  explicit Payload(const ruleset::Ruleset& ruleset);
  // Fails with kInvalidInput when the value is not of the field's type.
  Expected<Done> set(ruleset::FieldIndex field, const cel::Value& value);
  // Sets all of them or, where one is not of its field's type, none.
  struct Given {
    ruleset::FieldIndex field;
    cel::Value value;
  };
  Expected<Done> set_all(std::span<const Given> given);
  void clear();
  const cel::Value* find(ruleset::FieldIndex field) const;  // null when not given
  // Fails with kUnknownName when a field is given that the event does not carry.
  Expected<Done> check(const ruleset::Event& event) const;
  // Sets what carried_values gave.
  Expected<Done> restore(const ruleset::Event& event, std::span<const cel::Value> carried);
  Arena& arena() { return arena_; }

 private:
  // Of the field's type, and the payload's own.
  Expected<cel::Value> own(ruleset::FieldIndex field, const cel::Value& value);
  void put(ruleset::FieldIndex field, const cel::Value& value) {
    values_[field] = value;
    given_[field] = 1;
  }

  const ruleset::Ruleset* ruleset_;
  IndexedVector<cel::Value, ruleset::PayloadField> values_;
  IndexedVector<uint8_t, ruleset::PayloadField> given_;
  Arena arena_;
};

// What an event carries, in the order in which it declares that, unknown where it was not given.
// Empty without a payload. Text remains the payload's.
std::span<const cel::Value> carried_values(const ruleset::Event& event, const Payload* payload,
                                           Arena& arena);

}  // namespace stagegraph::engine
