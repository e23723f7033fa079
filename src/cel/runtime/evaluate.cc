// The entry to the machine, with a way around it for the most common program: one comparison of a
// variable with a constant.
#include "cel/runtime/evaluate.h"

#include "cel/runtime/machine.h"
#include "cel/runtime/relate.h"

namespace stagegraph::cel {
namespace {

template <Op kOp>
bool relate_variable(const Program& program, const Activation& activation, Value& answer) {
  const Instruction& at = program.code[0];
  return relate_plain<kOp>(activation.banks[at.a][at.c], program.constants[at.b], answer);
}

// The first instruction, where it compares a variable with a constant and both are plain.
bool compare_first(const Program& program, const Activation& activation, Value& answer) {
  switch (program.code[0].op) {
    case Opcode::kVarEqual:
      return relate_variable<Op::kEqual>(program, activation, answer);
    case Opcode::kVarNotEqual:
      return relate_variable<Op::kNotEqual>(program, activation, answer);
    case Opcode::kVarLess:
      return relate_variable<Op::kLess>(program, activation, answer);
    case Opcode::kVarLessEqual:
      return relate_variable<Op::kLessEqual>(program, activation, answer);
    case Opcode::kVarGreater:
      return relate_variable<Op::kGreater>(program, activation, answer);
    case Opcode::kVarGreaterEqual:
      return relate_variable<Op::kGreaterEqual>(program, activation, answer);
    default:
      return false;
  }
}

// Most criteria are one such comparison and kReturn: no machine need be set up for that.
bool answer_at_once(const Program& program, Activation& activation, Value& answer) {
  constexpr uint64_t kInstructions = 2;
  if (program.code.size() != kInstructions || activation.steps < kInstructions) return false;
  if (!compare_first(program, activation, answer)) return false;
  activation.steps -= kInstructions;
  return true;
}

}  // namespace

Value evaluate(const Program& program, Activation& activation) {
  Value answer;
  return answer_at_once(program, activation, answer) ? answer : run(program, activation, 0);
}

}  // namespace stagegraph::cel
