// The tree of an expression and the names that chains of its nodes spell.
#include "cel/syntax/ast.h"

#include <array>

#include "cel/common/enum_table.h"

namespace stagegraph::cel {

namespace {

constexpr auto kSymbols = std::to_array<NamedRow<Op>>({
    {Op::kNone, ""},
    {Op::kAdd, "+"},
    {Op::kSubtract, "-"},
    {Op::kMultiply, "*"},
    {Op::kDivide, "/"},
    {Op::kModulo, "%"},
    {Op::kEqual, "=="},
    {Op::kNotEqual, "!="},
    {Op::kLess, "<"},
    {Op::kLessEqual, "<="},
    {Op::kGreater, ">"},
    {Op::kGreaterEqual, ">="},
    {Op::kIn, "in"},
    {Op::kNegate, "-"},
    {Op::kNot, "!"},
    {Op::kAnd, "&&"},
    {Op::kOr, "||"},
});
static_assert(stands_by_key(kSymbols, Op::kOr));

}  // namespace

std::string_view symbol_of(Op op) { return kSymbols[static_cast<size_t>(op)].name; }

NodeId Ast::add(Node node, std::span<const NodeId> children) {
  node.first = static_cast<uint32_t>(child_ids.size());
  node.count = static_cast<uint32_t>(children.size());
  child_ids.insert(child_ids.end(), children.begin(), children.end());
  nodes.push_back(node);
  return static_cast<NodeId>(nodes.size() - 1);
}

NodeId root_of_chain(const Ast& ast, NodeId id) {
  while (ast.at(id).kind == NodeKind::kSelect && !ast.at(id).is_optional && !ast.at(id).is_test) {
    id = ast.child(ast.at(id), 0);
  }
  return id;
}

std::string qualified_name(const Ast& ast, NodeId id) {
  NodeId root = root_of_chain(ast, id);
  if (ast.at(root).kind != NodeKind::kIdent) return {};
  std::vector<std::string_view> parts;
  for (; id != root; id = ast.child(ast.at(id), 0)) {
    if (ast.at(id).is_quoted) return {};
    parts.push_back(ast.at(id).name);
  }
  std::string name(ast.at(root).name);
  for (auto part = parts.rbegin(); part != parts.rend(); ++part) {
    name += '.';
    name += *part;
  }
  return name;
}

}  // namespace stagegraph::cel
