// SPDX-License-Identifier: Apache-2.0
// The interface of src/cel: the text of an expression becomes a checked program, and a program with
// the values of its variables becomes a value. Knows nothing of rulesets.
//
//   text -> parse (syntax/) -> check (checker/) -> compile (compiler/) -> Program
//   Program + Activation -> evaluate (runtime/, functions/) -> Value
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "cel/common/clone.h"
#include "cel/common/display.h"
#include "cel/common/environment.h"
#include "cel/common/extent.h"
#include "cel/common/type.h"
#include "cel/common/value.h"
#include "cel/runtime/equality.h"
#include "cel/runtime/evaluate.h"

namespace stagegraph::cel {

class Program;  // immutable: many threads may use one at once

struct Compiled {
  std::shared_ptr<const Program> program;  // null when there are issues of severity error
  Type type;
  std::vector<Issue> issues;
  std::vector<Issue> warnings;  // of a program that there is nevertheless
  Cost cost;                    // kUnbounded where it grows with variables of no known extent
  Cost assumed_cost;            // with the environment's assumed sizes in their place
};

// Parses, checks and compiles. Reports every finding, not only the first.
Compiled compile(std::string_view source, const Environment& environment,
                 const CompileOptions& options = {});

const Type& type_of(const Program& program);
std::string_view source_of(const Program& program);
// The variables it reads itself, sorted. Named expressions appear with kLazyBank.
std::span<const Slot> reads_of(const Program& program);
// Whether it calls functions of the host.
bool calls_host(const Program& program);
// The literal it folded to, if it is one.
std::optional<Value> constant_of(const Program& program);

}  // namespace stagegraph::cel
