// Runs programs: one loop over instructions, one stack of values, no recursion.
#pragma once

#include "cel/runtime/evaluate.h"
#include "cel/runtime/program.h"

namespace stagegraph::cel {

// Runs from the instruction `start` to the next kReturn. evaluate() is run(program, activation, 0).
Value run(const Program& program, Activation& activation, uint32_t start);

}  // namespace stagegraph::cel
