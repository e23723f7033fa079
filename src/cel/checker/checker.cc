// The walk that gives each node a type and a meaning.
//
// Types are inferred with type variables (unify.h) from the leaves to the root. Nodes whose first
// child is the operand (a.b, a + b, a.f(b)) form a spine: the walk goes down the spine, checks its
// lowest node, and comes back up in a loop, so that long chains do not recurse. Before it goes down
// it asks at each node whether the chain from there is one declared name, the longest first.
//
// Invariant: when check(id) returns, the annotation of `id` and of all nodes below it has its type.
// Variables in these types are resolved at the end of run(), when all constraints are known.
#include "cel/checker/checker.h"

#include <array>

#include "cel/checker/check_names.h"

namespace stagegraph::cel {
namespace {

Type type_of_literal(const Value& value) {
  switch (value.kind()) {
    case Kind::kBool:
      return scalar(TypeKind::kBool);
    case Kind::kInt:
      return scalar(TypeKind::kInt);
    case Kind::kUint:
      return scalar(TypeKind::kUint);
    case Kind::kDouble:
      return scalar(TypeKind::kDouble);
    case Kind::kString:
      return scalar(TypeKind::kString);
    case Kind::kBytes:
      return scalar(TypeKind::kBytes);
    default:
      return scalar(TypeKind::kNull);
  }
}

class Checker final : NameChecks {
 public:
  using NameChecks::NameChecks;
  Checked run();

 private:
  Type check(NodeId id) override;
  bool leans_left(const Node& node) const;
  Type check_alone(NodeId id, std::span<const NodeId> spine);
  Type check_with_operand(NodeId id, const Type& operand);
  Type check_select(NodeId id, const Type& operand);
  Type select_type(NodeId id, const Type& operand);
  Type check_logic(NodeId id);
  Type check_conditional(NodeId id);
  Type check_list(NodeId id);
  Type check_map(NodeId id);
  Type check_root(NodeId id);
  void join(const Type& type, Type& joined, bool& mixed);
};

}  // namespace

Checked Checker::run() {
  out_.notes.resize(ast_.nodes.size());
  Type type = check_root(ast_.root);
  for (Annotation& note : out_.notes) note.type = unifier_.finish(note.type);
  out_.type = unifier_.finish(type);
  return std::move(out_);
}

Type Checker::check_root(NodeId id) {
  Type type = check(id);
  if (!options_.expected) return type;
  const Type& expected = *options_.expected;
  retype_to(id, type, expected);
  if (expected.kind == TypeKind::kEnum) check_members(id, expected);
  if (unifier_.assign(type, expected)) return type;
  return problem(id, "type-mismatch",
                 "this must be of type " + to_string(expected) + ", but is " + show(type));
}

// Nodes whose first child is checked before them, in a loop: such chains may be long.
bool Checker::leans_left(const Node& node) const {
  switch (node.kind) {
    case NodeKind::kBinary:
    case NodeKind::kSelect:
    case NodeKind::kIndex:
    case NodeKind::kLoop:
    case NodeKind::kOptMap:
      return true;
    case NodeKind::kCall:
      return node.is_member && names_.qualified_function(ast_, node).empty();
    default:
      return false;
  }
}

Type Checker::check(NodeId id) {
  std::vector<NodeId> spine;
  Type type;
  while (!resolve_name(id, type)) {
    if (!leans_left(ast_.at(id))) {
      type = check_alone(id, spine);
      break;
    }
    spine.push_back(id);
    id = ast_.child(ast_.at(id), 0);
  }
  for (auto next = spine.rbegin(); next != spine.rend(); ++next) {
    type = check_with_operand(*next, type);
  }
  return type;
}

Type Checker::check_alone(NodeId id, std::span<const NodeId> spine) {
  const Node& node = ast_.at(id);
  switch (node.kind) {
    case NodeKind::kLiteral:
      return set(id, type_of_literal(node.value));
    case NodeKind::kIdent:
      return unknown_name(id, spine);
    case NodeKind::kUnary:
      return check_operator(id, node.op == Op::kNot ? "!_" : "-_", {check(ast_.child(node, 0))});
    case NodeKind::kLogic:
      return check_logic(id);
    case NodeKind::kConditional:
      return check_conditional(id);
    case NodeKind::kCall:
      return check_global_call(id);
    case NodeKind::kList:
      return check_list(id);
    case NodeKind::kMap:
      return check_map(id);
    case NodeKind::kRecord:
      return check_record(id);
    case NodeKind::kBind:
      return check_bind(id);
    case NodeKind::kBlock:
      return check_block(id);
    default:
      return set(id, scalar(TypeKind::kError));
  }
}

Type Checker::check_with_operand(NodeId id, const Type& operand) {
  const Node node = ast_.at(id);
  switch (node.kind) {
    case NodeKind::kSelect:
      return check_select(id, operand);
    case NodeKind::kLoop:
      return check_loop(id, operand);
    case NodeKind::kOptMap:
      return check_opt_map(id, operand);
    case NodeKind::kCall:
      return check_member_call(id, operand);
    case NodeKind::kIndex: {
      Type key = check(ast_.child(node, 1));
      return check_operator(id, node.is_optional ? "_[?_]" : "_[_]", {operand, key});
    }
    default: {
      Type right = check(ast_.child(node, 1));
      std::string name = "_" + std::string(symbol_of(node.op)) + "_";
      return check_operator(id, name, {operand, right});
    }
  }
}

Type Checker::select_type(NodeId id, const Type& operand) {
  switch (operand.kind) {
    case TypeKind::kMap:
      return operand.parameters[1];
    case TypeKind::kDyn:
    case TypeKind::kError:
    case TypeKind::kParameter:
      return Type();
    case TypeKind::kOptional:
      return select_type(id, unifier_.resolve(operand.parameters[0]));
    default:
      break;
  }
  const Node& node = ast_.at(id);
  auto end = static_cast<uint32_t>(node.name_begin + node.name.size());
  return problem_at(
      id, node.name_begin, end, "type-mismatch",
      "a value of type " + show(operand) + " has no field '" + std::string(node.name) + "'");
}

Type Checker::check_select(NodeId id, const Type& operand) {
  const Node& node = ast_.at(id);
  Type resolved = unifier_.resolve(operand);
  Type type = select_type(id, resolved);
  if (type.kind == TypeKind::kError) return set(id, type);
  if (node.is_test) return set(id, scalar(TypeKind::kBool));
  bool optional = node.is_optional || resolved.kind == TypeKind::kOptional;
  return set(id, optional ? optional_of(type) : type);
}

Type Checker::check_logic(NodeId id) {
  const Node node = ast_.at(id);
  for (NodeId child : ast_.children(node)) expect_bool(child, check(child));
  return set(id, scalar(TypeKind::kBool));
}

Type Checker::check_conditional(NodeId id) {
  const Node node = ast_.at(id);
  NodeId yes = ast_.child(node, 1);
  NodeId no = ast_.child(node, 2);
  expect_bool(ast_.child(node, 0), check(ast_.child(node, 0)));
  Type yes_type = check(yes);
  Type no_type = check(no);
  adapt(yes, yes_type, no, no_type);
  Type joined = unifier_.fresh();
  if (unifier_.assign(yes_type, joined) && unifier_.assign(no_type, joined)) {
    return set(id, unifier_.resolve(joined));
  }
  return problem(id, "type-mismatch",
                 "both results of '?:' must be of one type, but they are " + show(yes_type) +
                     " and " + show(no_type));
}

// Widens `joined` by `type`. What has nothing in common is dyn.
void Checker::join(const Type& type, Type& joined, bool& mixed) {
  size_t mark = unifier_.mark();
  if (!mixed && unifier_.assign(type, joined)) return;
  unifier_.roll_back(mark);
  mixed = true;
}

Type Checker::check_list(NodeId id) {
  const Node node = ast_.at(id);
  Type joined = unifier_.fresh();
  bool mixed = false;
  for (NodeId child : ast_.children(node)) join(check_element(child), joined, mixed);
  return set(id, capped(list_of(mixed ? Type() : unifier_.resolve(joined))));
}

Type Checker::check_map(NodeId id) {
  const Node node = ast_.at(id);
  std::array<Type, 2> joined = {unifier_.fresh(), unifier_.fresh()};
  std::array<bool, 2> mixed = {false, false};
  for (uint32_t i = 0; i < node.count; ++i) {
    join(check_element(ast_.child(node, i)), joined[i % 2], mixed[i % 2]);
  }
  return set(id, capped(map_of(mixed[0] ? Type() : unifier_.resolve(joined[0]),
                               mixed[1] ? Type() : unifier_.resolve(joined[1]))));
}

Checked check(Ast& ast, std::string_view source, const Environment& environment,
              const CompileOptions& options, std::vector<Issue>& issues) {
  return Checker(ast, source, environment, options, issues).run();
}

}  // namespace stagegraph::cel
