// The tree of an expression: nodes in one vector, children after one another in another, so that
// nothing is recursive but the walks that choose to be. A child always comes before its parent.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/arena.h"
#include "cel/common/value.h"

namespace stagegraph::cel {

using NodeId = uint32_t;

enum class NodeKind : uint8_t {
  kBad,          // stands where a syntax error was
  kLiteral,      // value
  kIdent,        // name
  kSelect,       // operand . name
  kIndex,        // operand [ index ]
  kUnary,        // op: operand
  kBinary,       // op: left, right
  kLogic,        // op kAnd or kOr: two or more operands
  kConditional,  // condition, then, else
  kCall,         // name: target if is_member, arguments
  kList,         // elements
  kMap,          // key, value, key, value, ...
  kRecord,       // name: field (a literal), value, ...
  kMaybe,        // ?x in a list or map: x is an optional
  // What macros expand to:
  kLoop,    // loop, names: range, [filter], body
  kBind,    // name: value, body
  kOptMap,  // name: optional, body (flat: body is an optional itself)
  kBlock,   // values of @index0, @index1, ..., body
};

enum class Op : uint8_t {
  kNone,
  kAdd,
  kSubtract,
  kMultiply,
  kDivide,
  kModulo,
  kEqual,
  kNotEqual,
  kLess,
  kLessEqual,
  kGreater,
  kGreaterEqual,
  kIn,
  kNegate,
  kNot,
  kAnd,
  kOr,
};

std::string_view symbol_of(Op op);  // "+", "&&"

enum class LoopKind : uint8_t {
  kNone,
  kAll,
  kExists,
  kExistsOne,
  kList,
  kFilter,
  kMapEntries,  // of the first variable and the body
  kMergedMaps,  // of the entries of the maps that the body gives
};

struct Node {
  NodeKind kind = NodeKind::kBad;
  Op op = Op::kNone;
  LoopKind loop = LoopKind::kNone;
  bool leading_dot = false;  // ident, call, record: from the root, not from the container
  bool is_member = false;    // call: the first child is the receiver
  bool is_optional = false;  // select, index: .?f and [?i]
  bool is_quoted = false;    // select: the name was written in back quotes
  bool is_test = false;      // select: has(x.f)
  bool is_flat = false;      // kOptMap
  bool has_filter = false;   // kLoop
  uint32_t begin = 0;        // bytes of the source, half open
  uint32_t end = 0;
  uint32_t name_begin = 0;  // of the field's or function's name, for messages
  uint32_t first = 0;       // into Ast::children
  uint32_t count = 0;
  std::string_view name;   // of a variable, field, function or record
  std::string_view name2;  // second variable of a loop
  Value value;             // of a literal
};

struct Ast {
  std::vector<Node> nodes;
  std::vector<NodeId> child_ids;
  NodeId root = 0;
  Arena text;  // decoded literals and names

  const Node& at(NodeId id) const { return nodes[id]; }
  Node& at(NodeId id) { return nodes[id]; }
  std::span<const NodeId> children(const Node& node) const {
    return {child_ids.data() + node.first, node.count};
  }
  NodeId child(const Node& node, uint32_t i) const { return child_ids[node.first + i]; }
  NodeId add(Node node, std::span<const NodeId> children);
};

// "a.b.c" when the node is such a chain of plain names, or empty.
std::string qualified_name(const Ast& ast, NodeId id);
// The identifier such a chain begins with, or the node itself if it is none.
NodeId root_of_chain(const Ast& ast, NodeId id);

}  // namespace stagegraph::cel
