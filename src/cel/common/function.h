// A function of the language, as the checker finds it and programs call it.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "cel/common/runtime.h"
#include "cel/common/type.h"
#include "cel/common/value.h"

namespace stagegraph::cel {

// Of a call, the receiver first.
using Arguments = std::span<const Value>;

// Gets plain values only: unknowns and errors never reach it. It looks at the kinds itself, since
// arguments may be dyn, and gives Runtime::no_overload for kinds it does not take.
using Implementation = Value (*)(Runtime& runtime, Arguments arguments);

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
  std::vector<Overload> overloads;
};

}  // namespace stagegraph::cel
