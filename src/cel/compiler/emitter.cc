// Instructions and the height of the stack. fuse_comparison() turns "load a variable, push a
// constant, compare" into one instruction.
#include "cel/compiler/emitter.h"

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

namespace stagegraph::cel {
namespace {

struct Comparison {
  Op op;
  Opcode variable_first;  // variable op constant
  Opcode constant_first;  // constant op variable
};

constexpr std::array<Comparison, 6> kComparisons = {{
    {Op::kEqual, Opcode::kVarEqual, Opcode::kVarEqual},
    {Op::kNotEqual, Opcode::kVarNotEqual, Opcode::kVarNotEqual},
    {Op::kLess, Opcode::kVarLess, Opcode::kVarGreater},
    {Op::kLessEqual, Opcode::kVarLessEqual, Opcode::kVarGreaterEqual},
    {Op::kGreater, Opcode::kVarGreater, Opcode::kVarLess},
    {Op::kGreaterEqual, Opcode::kVarGreaterEqual, Opcode::kVarLessEqual},
}};

const Comparison* find_comparison(Op op) {
  auto at = std::find_if(kComparisons.begin(), kComparisons.end(),
                         [&](const Comparison& comparison) { return comparison.op == op; });
  return at == kComparisons.end() ? nullptr : &*at;
}

}  // namespace

Opcode opcode_of(Op op) {
  switch (op) {
    case Op::kAdd:
      return Opcode::kAdd;
    case Op::kSubtract:
      return Opcode::kSubtract;
    case Op::kMultiply:
      return Opcode::kMultiply;
    case Op::kDivide:
      return Opcode::kDivide;
    case Op::kModulo:
      return Opcode::kModulo;
    case Op::kEqual:
      return Opcode::kEqual;
    case Op::kNotEqual:
      return Opcode::kNotEqual;
    case Op::kLess:
      return Opcode::kLess;
    case Op::kLessEqual:
      return Opcode::kLessEqual;
    case Op::kGreater:
      return Opcode::kGreater;
    case Op::kGreaterEqual:
      return Opcode::kGreaterEqual;
    case Op::kIn:
      return Opcode::kIn;
    case Op::kNegate:
      return Opcode::kNegate;
    case Op::kNot:
      return Opcode::kNot;
    case Op::kAnd:
      return Opcode::kAnd;
    case Op::kOr:
      return Opcode::kOr;
    case Op::kNone:
      break;
  }
  return Opcode::kFail;
}

uint32_t Emitter::add(const Node& node, Opcode op, int effect, uint8_t a, uint16_t b, uint32_t c) {
  program_.code.push_back({op, a, b, c});
  program_.ranges.push_back({node.begin, node.end});
  depth_ = static_cast<uint32_t>(static_cast<int64_t>(depth_) + effect);
  max_depth_ = std::max(max_depth_, depth_);
  return size() - 1;
}

uint32_t Emitter::constant(const Value& value) {
  program_.constants.push_back(value);
  return static_cast<uint32_t>(program_.constants.size() - 1);
}

void Emitter::truncate(uint32_t size) {
  program_.code.resize(size);
  program_.ranges.resize(size);
}

void Emitter::replace(const Node& node, uint32_t start, const Value& value) {
  truncate(start);
  add(node, Opcode::kConst, 0, 0, 0, constant(value));
}

bool Emitter::fuse_comparison(const Node& node, uint32_t start, uint32_t middle) {
  const Comparison* comparison = find_comparison(node.op);
  if (comparison == nullptr || middle != start + 1 || size() != start + 2) return false;
  Instruction left = at(start);
  Instruction right = at(start + 1);
  bool is_constant_first = left.op == Opcode::kConst;
  if (is_constant_first) std::swap(left, right);
  if (left.op != Opcode::kLoad || right.op != Opcode::kConst) return false;
  if (right.c > std::numeric_limits<uint16_t>::max()) return false;
  truncate(start);
  Opcode opcode = is_constant_first ? comparison->constant_first : comparison->variable_first;
  add(node, opcode, -1, left.a, static_cast<uint16_t>(right.c), left.c);
  return true;
}

}  // namespace stagegraph::cel
