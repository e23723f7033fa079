#include "cel/compiler/emitter.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace stagegraph::cel {
namespace {

Op mirrored(Op op) {
  switch (op) {
    case Op::kLess:
      return Op::kGreater;
    case Op::kLessEqual:
      return Op::kGreaterEqual;
    case Op::kGreater:
      return Op::kLess;
    case Op::kGreaterEqual:
      return Op::kLessEqual;
    default:
      return op;
  }
}

bool is_comparison(Op op) { return op >= Op::kEqual && op <= Op::kGreaterEqual; }

}  // namespace

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
  if (!is_comparison(node.op) || middle != start + 1 || size() != start + 2) return false;
  Instruction left = at(start);
  Instruction right = at(start + 1);
  Op op = node.op;
  if (left.op == Opcode::kConst) {
    std::swap(left, right);
    op = mirrored(op);
  }
  if (left.op != Opcode::kLoad || right.op != Opcode::kConst) return false;
  if (right.c > std::numeric_limits<uint16_t>::max()) return false;
  truncate(start);
  auto opcode = static_cast<Opcode>(static_cast<int>(Opcode::kVarEqual) + static_cast<int>(op) -
                                    static_cast<int>(Op::kEqual));
  add(node, opcode, -1, left.a, static_cast<uint16_t>(right.c), left.c);
  return true;
}

}  // namespace stagegraph::cel
