// What +, -, *, / and % do. Operands may be anything: unknowns and errors are absorbed here.
#pragma once

#include "cel/common/runtime.h"
#include "cel/common/value.h"
#include "cel/syntax/ast.h"

namespace stagegraph::cel {

Value arithmetic(Runtime& runtime, Op op, const Value& a, const Value& b);
Value negate(Runtime& runtime, const Value& a);

}  // namespace stagegraph::cel
