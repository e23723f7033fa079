// What macros such as all() and map() do for each element.
#pragma once

#include <cstdint>

#include "cel/common/runtime.h"
#include "cel/common/value.h"
#include "cel/syntax/ast.h"

namespace stagegraph::cel {

// A loop's values on the stack, in this order. Up to two variables follow.
struct LoopFrame {
  Value range;
  Value index;   // how many elements have been taken
  Value result;  // so far
};
static_assert(sizeof(LoopFrame) == 3 * sizeof(Value));

// `frame.range` is set. What cannot be looped over ends the loop before its first element.
void begin_loop(Runtime& runtime, LoopKind kind, LoopFrame& frame);

// Sets the variables to the next element. False at the end.
bool next_element(LoopFrame& frame, Value* variables, size_t count);

// Takes the value of the body in. False when the result is decided.
bool step_loop(Runtime& runtime, LoopKind kind, LoopFrame& frame, const Value* variables,
               const Value& body);

enum class FilterAnswer : uint8_t { kTake, kSkip, kStop };
FilterAnswer filter_element(Runtime& runtime, LoopFrame& frame, const Value& answer);

Value end_loop(Runtime& runtime, LoopKind kind, const LoopFrame& frame);

}  // namespace stagegraph::cel
