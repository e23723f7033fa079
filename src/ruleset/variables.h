// SPDX-License-Identifier: Apache-2.0
// What may be unknown, in one numbering: the facts, then the payload fields, then the due instant,
// then the counters of quotas. The facts come first, so that a fact has one number in both. An
// unknown value (cel/value.h) carries these numbers.
#pragma once

#include "ruleset/model.h"

namespace stagegraph::ruleset {

inline VariableIndex variable_of(FactIndex fact) { return VariableIndex(fact.value()); }
inline VariableIndex variable_of(const Ruleset& ruleset, FieldIndex field) {
  return VariableIndex(ruleset.facts.size() + field.value());
}
inline VariableIndex due_variable(const Ruleset& ruleset) {
  return VariableIndex(ruleset.facts.size() + ruleset.payload.size());
}
inline VariableIndex variable_of(const Ruleset& ruleset, QuotaIndex quota) {
  return VariableIndex(due_variable(ruleset).value() + 1 + quota.value());
}

inline cel::Value unknown(VariableIndex variable) { return cel::Value::unknown(variable.value()); }

}  // namespace stagegraph::ruleset
