#include "cel/machine.h"
#include "cel/relate.h"

namespace stagegraph::cel {
namespace {

template <Op kOp>
bool relate_variable(const Program& program, const Activation& activation, Value& answer) {
  const Instruction& at = program.code[0];
  return relate_plain<kOp>(activation.banks[at.a][at.c], program.constants[at.b], answer);
}

// Most criteria compare one variable with a constant: no machine need be set up for that.
bool answer_at_once(const Program& program, Activation& activation, Value& answer) {
  if (program.code.size() != 2 || activation.steps < 2) return false;
  bool is_answered = false;
  switch (program.code[0].op) {
    case Opcode::kVarEqual:
      is_answered = relate_variable<Op::kEqual>(program, activation, answer);
      break;
    case Opcode::kVarNotEqual:
      is_answered = relate_variable<Op::kNotEqual>(program, activation, answer);
      break;
    case Opcode::kVarLess:
      is_answered = relate_variable<Op::kLess>(program, activation, answer);
      break;
    case Opcode::kVarLessEqual:
      is_answered = relate_variable<Op::kLessEqual>(program, activation, answer);
      break;
    case Opcode::kVarGreater:
      is_answered = relate_variable<Op::kGreater>(program, activation, answer);
      break;
    case Opcode::kVarGreaterEqual:
      is_answered = relate_variable<Op::kGreaterEqual>(program, activation, answer);
      break;
    default:
      return false;
  }
  if (is_answered) activation.steps -= 2;
  return is_answered;
}

}  // namespace

Value evaluate(const Program& program, Activation& activation) {
  Value answer;
  return answer_at_once(program, activation, answer) ? answer : run(program, activation, 0);
}

}  // namespace stagegraph::cel
