// The door of src/cel: an expression's text in, a checked program out; a program and the values of
// its variables in, a value out. Knows nothing of rulesets.
//
//   text -> parse (lexer, parser, macros) -> check (types, names) -> compile -> Program
//   Program + Activation -> evaluate -> Value
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/arena.h"
#include "base/expected.h"
#include "cel/extent.h"
#include "cel/type.h"
#include "cel/value.h"

namespace stagegraph {
class Zone;
}

namespace stagegraph::cel {

// ---------------------------------------------------------------- what an expression may name

// Values of variables come from banks: arrays of the caller's, so that a record's facts are read
// where they lie. A variable is a bank and an index; the bank kLazyBank holds not values but
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

// A finding about an expression; offsets are bytes in its source.
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
// among the arguments is the result without a call; otherwise `call` gets all of them, those that
// `bind` has resolved too. Parameters may be type parameters ("A").
struct HostFunction {
  std::string name;
  std::vector<Type> parameters;
  Type result;
  HostCall call = nullptr;
  // Gives the immediate; or an issue. It may set `result` to a more exact type.
  std::function<std::optional<Issue>(std::span<const Argument> arguments, int64_t& immediate,
                                     Type& result)>
      bind;
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
  std::string container;       // names are looked up in it first, then in its parents
  bool profile = true;         // decimals, dates, enums, literal retyping, known()
  const Zone* zone = nullptr;  // for dates and months of the profile; null: UTC
  Limits limits;
  Sizes assumed;  // of variables without an extent, for Compiled::assumed_cost
};

// ---------------------------------------------------------------- programs

class Program;  // immutable; may be used by many threads at once

// A bound that no evaluation exceeds.
struct Cost {
  uint64_t steps = kUnbounded;  // without those of named expressions and host functions
  uint64_t host_calls = 0;
  Extent result;
};

struct Compiled {
  std::shared_ptr<const Program> program;  // null when there are issues of severity error
  Type type;
  std::vector<Issue> issues;
  Cost cost;          // kUnbounded where it grows with variables of no known extent
  Cost assumed_cost;  // with the environment's assumed sizes in their place
};

struct CompileOptions {
  bool check = true;             // false: conformance's unchecked mode, everything is dyn
  bool optimise = true;          // false: no constants worked out ahead, no parts shared
  std::optional<Type> expected;  // the expression must have this type
};

// Parses, checks and compiles; reports every finding, not only the first.
Compiled compile(std::string_view source, const Environment& environment,
                 const CompileOptions& options = {});

const Type& type_of(const Program& program);
std::string_view source_of(const Program& program);
// The variables it reads itself, sorted; named expressions appear with kLazyBank.
std::span<const Slot> reads_of(const Program& program);
// Whether it calls functions of the host.
bool calls_host(const Program& program);
// The literal it folded to, if it is one.
std::optional<Value> constant_of(const Program& program);

// ---------------------------------------------------------------- evaluation

// Named expressions and their values of this round. The owner starts a new round whenever a
// variable has changed.
struct LazyBank {
  std::span<const Program* const> programs;
  std::span<Value> values;
  std::span<uint32_t> rounds;  // the value is valid when its round is the current one
  uint32_t round = 1;
};

struct Activation {
  std::array<const Value*, kBanks> banks{};
  LazyBank* lazy = nullptr;
  void* host = nullptr;    // handed to host functions
  Arena* arena = nullptr;  // never null; results and temporaries; must outlive the result
  // Budget; the rest is left here, and while a host function runs, which may spend of it.
  uint64_t steps = 1'000'000;
  uint64_t budget = 0;  // that `steps` is the rest of, for messages; 0: all of it
};

// Never throws but for memory. Failures are values of kind error; a spent budget too. Nothing is
// allocated for bool, int, uint, double, timestamp, duration, decimal and string comparison.
// Texts written in the expression come back interned: they live as long as the program.
Value evaluate(const Program& program, Activation& activation);

// ---------------------------------------------------------------- values

// CEL's ==: numbers by value whatever their kind, lists and maps deeply. Both known and no errors.
bool equals(const Value& a, const Value& b);

// A deep copy whose text and lists live in `arena` (interned text stays where it is).
Value clone(const Value& value, Arena& arena);

// What string(x) gives for scalars; lists and maps as CEL literals. For messages and templates.
// Timestamps in the zone (null: UTC).
std::string display(const Value& value, const Zone* zone = nullptr);

}  // namespace stagegraph::cel
