// SPDX-License-Identifier: Apache-2.0
// The entry to the machine, with a way around it for the most common program: one comparison of a
// variable with a constant.
#include "cel/runtime/evaluate.h"

#include "cel/common/writing.h"
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

uint64_t budget_of(const Activation& activation) {
  return activation.budget == 0 ? activation.steps : activation.budget;
}

// Null, or the error of a spent budget.
Value pay(Activation& activation, uint64_t steps, uint64_t budget, const std::string* source) {
  Runtime runtime(*activation.arena, activation.steps);
  runtime.budget = budget;
  runtime.source = source;
  const bool is_paid = runtime.charge(steps);
  activation.steps = runtime.steps_left;
  return is_paid ? Value::null() : runtime.spent();
}

}  // namespace

Value evaluate(const Program& program, Activation& activation) {
  Value answer;
  return answer_at_once(program, activation, answer) ? answer : run(program, activation, 0);
}

Value evaluate_to_write(const Program& program, Activation& activation) {
  const uint64_t budget = budget_of(activation);
  const Value value = evaluate(program, activation);
  if (!has_parts(value)) return value;
  Value failed = pay(activation, writing_steps(value, activation.steps), budget, &program.source);
  return failed.is_error() ? failed : value;
}

Value pay_for_text(uint64_t bytes, Activation& activation) {
  return pay(activation, text_writing_steps(bytes), budget_of(activation), nullptr);
}

}  // namespace stagegraph::cel
