// A function of the language, as the checker finds it and programs call it, with the bounds of what
// a call charges and gives.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "cel/common/extent.h"
#include "cel/common/runtime.h"
#include "cel/common/type.h"
#include "cel/common/value.h"

namespace stagegraph::cel {

// Of a call, the receiver first.
using Arguments = std::span<const Value>;

// Gets plain values only: unknowns and errors never reach it. It looks at the kinds itself, since
// arguments may be dyn, and gives Runtime::no_overload for kinds it does not take.
using Implementation = Value (*)(Runtime& runtime, Arguments arguments);

// What is known of a call before it runs: how large its arguments can be.
struct BoundCall {
  std::span<const Extent> arguments;       // the receiver first
  std::span<const Value* const> literals;  // null where an argument is none
  const Type& type;                        // of the result
  const Sizes& undeclared;
};

// The most that a call charges besides its instruction and the reading of its arguments, and the
// most that its result holds.
using StepsBound = uint64_t (*)(const BoundCall& call);
using ExtentBound = Extent (*)(const BoundCall& call);

struct Overload {
  std::vector<Type> parameters;  // the receiver first
  Type result;
};

struct Function {
  std::string_view name;  // may be qualified: "math.abs"
  bool is_member = false;
  bool is_variadic = false;  // any number of arguments, at least one
  size_t arity = 0;          // the receiver included
  // Null of operators, which have instructions of their own.
  Implementation call = nullptr;
  StepsBound steps = nullptr;
  ExtentBound extent = nullptr;
  std::vector<Overload> overloads;
};

}  // namespace stagegraph::cel
