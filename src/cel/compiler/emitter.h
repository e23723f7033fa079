// Writes instructions and keeps count of the stack.
#pragma once

#include "cel/runtime/program.h"
#include "cel/syntax/ast.h"

namespace stagegraph::cel {

// The instruction of an operator.
Opcode opcode_of(Op op);

class Emitter {
 public:
  explicit Emitter(Program& program) : program_(program) {}

  uint32_t size() const { return static_cast<uint32_t>(program_.code.size()); }
  Instruction& at(uint32_t index) { return program_.code[index]; }
  uint32_t depth() const { return depth_; }  // values on the stack here
  uint32_t max_depth() const { return max_depth_; }

  // `effect`: how many values more are on the stack afterwards. Gives the instruction's index.
  uint32_t add(const Node& node, Opcode op, int effect, uint8_t a = 0, uint16_t b = 0,
               uint32_t c = 0);
  void push(const Node& node, Opcode op, uint32_t c) { add(node, op, 1, 0, 0, c); }
  void push_constant(const Node& node, const Value& value) {
    push(node, Opcode::kConst, constant(value));
  }
  uint32_t constant(const Value& value);

  // The jump at `index` goes to what comes next.
  void target(uint32_t index) { at(index).c = size(); }

  void truncate(uint32_t size);
  // One constant in place of all since `start`.
  void replace(const Node& node, uint32_t start, const Value& value);

  // Turns "variable, constant" (or the reverse) since `start` into one comparison. `middle` is
  // where the right operand begins.
  bool fuse_comparison(const Node& node, uint32_t start, uint32_t middle);

 private:
  Program& program_;
  uint32_t depth_ = 0;
  uint32_t max_depth_ = 0;
};

}  // namespace stagegraph::cel
