// SPDX-License-Identifier: Apache-2.0
// What the tests of src/cel share: a small environment of facts and short ways to ask.
#pragma once

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "cel/cel.h"

namespace stagegraph::cel {

// Facts of a record, all in bank 0. Unknown until given a value.
struct Facts {
  Environment environment;
  std::vector<Value> values;
  Arena arena;

  Facts& add(const std::string& name, Type type, Value value) {
    auto index = static_cast<uint32_t>(values.size());
    environment.variables.push_back({name, std::move(type), {0, index}});
    values.push_back(value);
    return *this;
  }
  Facts& add_unknown(const std::string& name, Type type) {
    return add(name, std::move(type), Value::unknown(static_cast<uint32_t>(values.size())));
  }

  Compiled compiled(const std::string& source) const { return compile(source, environment); }

  Value run(const Program& program) {
    Activation activation;
    activation.banks[0] = values.data();
    activation.arena = &arena;
    return evaluate(program, activation);
  }

  // The value as text, or "issue: code: message" of the first issue.
  std::string operator()(const std::string& source) {
    Compiled result = compiled(source);
    if (!result.issues.empty()) {
      return "issue: " + result.issues[0].code + ": " + result.issues[0].message;
    }
    Value value = run(*result.program);
    if (value.is_unknown()) return "unknown" + slots(value);
    return display(value);
  }

  static std::string slots(const Value& value) {
    if (value.unknown_set() == nullptr) return " " + std::to_string(value.unknown_slot());
    std::string out;
    for (uint32_t slot : value.unknown_set()->slots) out += " " + std::to_string(slot);
    return out;
  }
};

struct Row {
  const char* source;
  const char* expected;
};

// What an expression comes to in plain CEL; "error" where it does not compile or fails.
inline std::string outcome(const std::string& source) {
  Environment environment;
  environment.profile = false;
  Compiled compiled = compile(source, environment);
  if (compiled.program == nullptr) return "error";
  Arena arena;
  Activation activation;
  activation.arena = &arena;
  Value value = evaluate(*compiled.program, activation);
  return value.is_error() ? "error" : display(value);
}

inline void check_all(const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    INFO(row.source);
    CHECK(outcome(row.source) == row.expected);
  }
}

}  // namespace stagegraph::cel
