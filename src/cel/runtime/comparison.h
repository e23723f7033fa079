// What ==, !=, <, <=, > and >= do. Operands may be anything: unknowns and errors are absorbed here.
#pragma once

#include <compare>
#include <optional>

#include "cel/common/runtime.h"
#include "cel/common/value.h"
#include "cel/syntax/ast.h"

namespace stagegraph::cel {

Value compare(Runtime& runtime, Op op, const Value& a, const Value& b);
// Numbers of any kinds. Unordered with NaN. Nothing when one of them is no number.
std::optional<std::partial_ordering> compare_numbers(const Value& a, const Value& b);

}  // namespace stagegraph::cel
