// SPDX-License-Identifier: Apache-2.0
// Literals that take the type of what stands beside them. A number's decimal value is read from its
// text in the source and not from the double that the parser made of it.
#include "cel/checker/check_profile.h"

#include <algorithm>

#include "base/suggest.h"
#include "cel/common/literals.h"

namespace stagegraph::cel {
namespace {

bool takes_literals(const Type& type) {
  return type.kind == TypeKind::kDouble || type.kind == TypeKind::kDecimal;
}

}  // namespace

// A number's digits as they are written, with its sign and without spaces.
std::string ProfileChecks::literal_text(NodeId id) const {
  const Node& node = ast_.at(id);
  std::string text(source_.substr(node.begin, node.end - node.begin));
  std::erase_if(text, [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; });
  return text;
}

bool ProfileChecks::can_retype(NodeId id, const Type& target) const {
  const Node& node = ast_.at(id);
  auto child_can = [&](NodeId child) { return can_retype(child, target); };
  switch (node.kind) {
    case NodeKind::kLiteral:
      if (node.value.is(Kind::kInt)) return true;
      if (!node.value.is(Kind::kDouble)) return false;
      return target.kind == TypeKind::kDouble || Decimal::parse(literal_text(id)).has_value();
    case NodeKind::kUnary:
      return node.op == Op::kNegate && child_can(ast_.child(node, 0));
    case NodeKind::kConditional:
      return child_can(ast_.child(node, 1)) && child_can(ast_.child(node, 2));
    case NodeKind::kList: {
      auto children = ast_.children(node);
      return std::all_of(children.begin(), children.end(), child_can);
    }
    default:
      return false;
  }
}

void ProfileChecks::retype(NodeId id, const Type& target) {
  Node& node = ast_.at(id);
  switch (node.kind) {
    case NodeKind::kLiteral: {
      bool to_decimal = target.kind == TypeKind::kDecimal;
      if (node.value.is(Kind::kInt)) {
        int64_t value = node.value.as_int();
        node.value = to_decimal ? Value::decimal(Decimal::from_int(value))
                                : Value::real(static_cast<double>(value));
      } else if (to_decimal) {
        node.value = Value::decimal(*Decimal::parse(literal_text(id)));
      }
      set(id, target);
      return;
    }
    case NodeKind::kList:
      for (NodeId child : ast_.children(node)) retype(child, target);
      set(id, list_of(target));
      return;
    default:
      for (uint32_t i = node.kind == NodeKind::kConditional ? 1 : 0; i < node.count; ++i) {
        retype(ast_.child(node, i), target);
      }
      set(id, target);
  }
}

bool ProfileChecks::retype_to(NodeId id, Type& type, const Type& target) {
  if (!environment_.profile || !options_.check) return false;
  const Type wanted = unifier_.resolve(target);
  const Type resolved = unifier_.resolve(type);
  bool list = wanted.kind == TypeKind::kList && ast_.at(id).kind == NodeKind::kList;
  const Type& element = list ? wanted.parameters[0] : wanted;
  if (!list && ast_.at(id).kind == NodeKind::kList) return false;
  if (!takes_literals(element) || resolved == wanted || !can_retype(id, element)) return false;
  retype(id, element);
  type = wanted;
  return true;
}

void ProfileChecks::check_members_of(NodeId a, const Type& type_a, NodeId b, const Type& type_b) {
  if (!environment_.profile || !options_.check) return;
  if (type_a.kind == TypeKind::kEnum) check_members(b, type_a);
  if (type_b.kind == TypeKind::kEnum) check_members(a, type_b);
}

void ProfileChecks::adapt(NodeId a, Type& type_a, NodeId b, Type& type_b) {
  if (!environment_.profile || !options_.check) return;
  if (!retype_to(b, type_b, type_a)) retype_to(a, type_a, type_b);
}

void ProfileChecks::adapt_membership(NodeId element, Type& element_type, NodeId range,
                                     Type& range_type) {
  if (!environment_.profile || !options_.check) return;
  Type wanted = unifier_.resolve(element_type);
  if (wanted.kind == TypeKind::kEnum) check_members(range, wanted);
  if (retype_to(range, range_type, list_of(wanted))) return;
  Type resolved = unifier_.resolve(range_type);
  if (resolved.kind != TypeKind::kList) return;
  if (resolved.parameters[0].kind == TypeKind::kEnum)
    check_members(element, resolved.parameters[0]);
  retype_to(element, element_type, resolved.parameters[0]);
}

namespace {

// Of very many or very long ones, the first.
std::string some_of(const std::vector<std::string>& members) {
  constexpr size_t kMostBytes = 500;
  std::string list;
  for (const std::string& member : members) {
    if (!list.empty()) list += ", ";
    if (list.size() + member.size() > kMostBytes) return list + "...";
    list += member;
  }
  return list;
}

}  // namespace

void ProfileChecks::check_members(NodeId id, const Type& enumeration) {
  const Node& node = ast_.at(id);
  if (node.kind == NodeKind::kConditional || node.kind == NodeKind::kList) {
    for (uint32_t i = node.kind == NodeKind::kConditional ? 1 : 0; i < node.count; ++i) {
      check_members(ast_.child(node, i), enumeration);
    }
    return;
  }
  if (node.kind != NodeKind::kLiteral || !node.value.is(Kind::kString)) return;
  std::string value(node.value.as_text());
  const std::vector<std::string>& members = enumeration.members.all();
  if (std::find(members.begin(), members.end(), value) != members.end()) return;
  if (is_full()) return;
  std::string_view nearest = nearest_name(value, members);
  std::optional<std::string> replacement;
  if (!nearest.empty()) replacement = quote(nearest);
  problem_at(
      id, node.begin, node.end, "enum-value",
      "\"" + value + "\" is none of the values " + some_of(members) + did_you_mean(value, members),
      std::move(replacement));
}

}  // namespace stagegraph::cel
