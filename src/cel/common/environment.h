// SPDX-License-Identifier: Apache-2.0
// What an expression may name and how it is compiled: variables and where their values lie, the
// host's functions, limits, and what is found wrong with it.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/arena.h"
#include "cel/common/extent.h"
#include "cel/common/type.h"
#include "cel/common/value.h"

namespace stagegraph::time {
class Zone;
class Zones;
}  // namespace stagegraph::time

namespace stagegraph::cel {

// Values of variables come from banks: arrays of the caller's, so that a record's facts are read
// where they lie. A variable is a bank and an index. The bank kLazyBank holds not values but
// programs (named expressions), each run at most once per evaluation round.
inline constexpr uint8_t kBanks = 3;
inline constexpr uint8_t kLazyBank = 255;

struct Slot {
  uint8_t bank = 0;
  uint32_t index = 0;
  friend auto operator<=>(const Slot&, const Slot&) = default;
};

// A variable's name may be qualified ("event.reason"): the longest prefix that is declared wins.
struct Variable {
  std::string name;
  Type type;
  Slot slot;
  std::optional<Extent> extent = std::nullopt;  // the most it holds, where that is known
};

// A constant argument of a host function, as its binder sees it.
struct Argument {
  bool is_literal = false;
  Value literal;  // when is_literal
  Type type;
  uint32_t begin = 0, end = 0;  // byte offsets in the source
};

// A finding about an expression. Offsets are bytes in its source.
struct Issue {
  std::string code;  // "syntax", "unknown-name", "type-mismatch", "enum-value", ...
  std::string message;
  uint32_t begin = 0;
  uint32_t end = 0;
  std::optional<std::string> replacement;  // text for [begin, end) that would mend it
};

using HostCall = Value (*)(void* host, int64_t immediate, std::span<const Value> arguments,
                           Arena& arena);

// A function that the caller gives to expressions. `bind` runs when an expression is checked: it
// resolves literal arguments (a stage's name, say) to the immediate, or reports why it cannot.
// Without `bind`, arguments are checked against `parameters` and nothing more. An unknown or error
// among the arguments is the result without a call. Otherwise `call` gets all of them, those that
// `bind` has resolved too. Parameters may be type parameters ("A").
struct HostFunction {
  std::string name;
  std::vector<Type> parameters;
  Type result;
  HostCall call = nullptr;
  // Gives the immediate or an issue. It may set `result` to a more exact type.
  std::function<std::optional<Issue>(std::span<const Argument> arguments, int64_t& immediate,
                                     Type& result)>
      bind;
};

// A host function as one call of it has bound it.
struct BoundHost {
  HostCall call = nullptr;
  int64_t immediate = 0;
};

struct Limits {
  uint32_t source_bytes = 64 * 1024;
  uint32_t depth = 250;  // of nesting
  uint32_t nodes = 16 * 1024;
  // Instructions, and bytes and elements worked on, by one evaluation.
  uint64_t steps = 1'000'000;
};

struct Environment {
  std::vector<Variable> variables;
  std::vector<HostFunction> functions;
  std::string container;             // names are looked up in it first, then in its parents
  bool profile = true;               // decimals, dates, enums, literal retyping, known()
  const time::Zone* zone = nullptr;  // for dates and months of the profile, null: UTC
  // The zones that texts may name. Those that stand in an expression are added when it is compiled.
  // Null: each program has its own.
  std::shared_ptr<time::Zones> zones;
  // What the regular expressions in all expressions of this environment have taken so far. Null:
  // each expression is alone.
  std::shared_ptr<uint64_t> regex_work;
  Limits limits;
  Sizes assumed;  // of variables without an extent, for Compiled::assumed_cost
};

struct CompileOptions {
  bool check = true;             // false: conformance's unchecked mode, everything is dyn
  bool optimise = true;          // false: no constants worked out ahead, no parts shared
  std::optional<Type> expected;  // the expression must have this type
};

}  // namespace stagegraph::cel
