// Macros, expanded while parsing. A macro introduces variables, so that it cannot be a function:
// the parser hands over each call, and one that is a macro comes back as a loop, a binding or a
// block. Its arguments are parsed already and become children of the new node. A name that is no
// macro, or has another number of arguments, stays a call.
#include "cel/syntax/macros.h"

#include <algorithm>
#include <array>

namespace stagegraph::cel {
namespace {

class Expander {
 public:
  Expander(Ast& ast, const MacroCall& macro, std::vector<Issue>& issues)
      : ast_(ast), macro_(macro), issues_(issues) {}

  size_t count() const { return macro_.children.size(); }
  NodeId child(size_t i) const { return macro_.children[i]; }

  NodeId bad(NodeId at, std::string message) {
    const Node& node = ast_.at(at);
    if (node.kind != NodeKind::kBad) {
      issues_.push_back({.code = "syntax",
                         .message = std::move(message),
                         .begin = node.begin,
                         .end = node.end,
                         .replacement = {}});
    }
    return ast_.add(shell(NodeKind::kBad), {});
  }

  Node shell(NodeKind kind) const {
    Node node;
    node.kind = kind;
    node.begin = macro_.call.begin;
    node.end = macro_.call.end;
    node.name_begin = macro_.call.name_begin;
    return node;
  }

  // A plain name, or nothing after reporting.
  std::optional<std::string_view> variable(NodeId id, NodeId& failed) {
    const Node& node = ast_.at(id);
    if (node.kind == NodeKind::kIdent && !node.leading_dot) return node.name;
    failed = bad(id, "the variable of '" + std::string(macro_.call.name) +
                         "' must be a plain name, as in items." + std::string(macro_.call.name) +
                         "(x, x > 0)");
    return std::nullopt;
  }

  NodeId has() {
    Node node = ast_.at(child(0));
    if (node.kind != NodeKind::kSelect || node.is_test || node.is_optional) {
      return bad(child(0), "has() takes a field, as in has(event.reason)");
    }
    node.is_test = true;
    node.begin = macro_.call.begin;
    node.end = macro_.call.end;
    NodeId operand = ast_.child(node, 0);
    return ast_.add(node, std::array{operand});
  }

  // `variables` names, then an optional filter, then the body.
  NodeId loop(LoopKind kind, size_t variables) {
    Node node = shell(NodeKind::kLoop);
    NodeId failed = 0;
    auto first = variable(child(1), failed);
    if (!first) return failed;
    node.name = *first;
    if (variables == 2) {
      auto second = variable(child(2), failed);
      if (!second) return failed;
      if (*second == *first) return bad(child(2), "the two variables need different names");
      node.name2 = *second;
    }
    node.loop = kind;
    node.has_filter = count() == variables + 3;
    std::vector<NodeId> parts = {child(0)};
    for (size_t i = variables + 1; i < count(); ++i) parts.push_back(child(i));
    return ast_.add(node, parts);
  }

  // range.sortBy(x, key) as cel.bind(@range, range, @range.@sortBy(@range.map(x, key))).
  NodeId sort_by() {
    Node range = shell(NodeKind::kIdent);
    range.name = "@range";
    Node keys = shell(NodeKind::kLoop);
    keys.loop = LoopKind::kList;
    NodeId failed = 0;
    auto name = variable(child(1), failed);
    if (!name) return failed;
    keys.name = *name;
    NodeId keys_id = ast_.add(keys, std::array{ast_.add(range, {}), child(2)});
    Node sort = shell(NodeKind::kCall);
    sort.name = "@sortBy";
    sort.is_member = true;
    NodeId sort_id = ast_.add(sort, std::array{ast_.add(range, {}), keys_id});
    Node bound = shell(NodeKind::kBind);
    bound.name = range.name;
    return ast_.add(bound, std::array{child(0), sort_id});
  }

  NodeId bind() {
    Node node = shell(NodeKind::kBind);
    NodeId failed = 0;
    auto name = variable(child(1), failed);
    if (!name) return failed;
    node.name = *name;
    return ast_.add(node, std::array{child(2), child(3)});
  }

  NodeId opt_map(bool flat) {
    Node node = shell(NodeKind::kOptMap);
    NodeId failed = 0;
    auto name = variable(child(1), failed);
    if (!name) return failed;
    node.name = *name;
    node.is_flat = flat;
    return ast_.add(node, std::array{child(0), child(2)});
  }

  NodeId block() {
    const Node list = ast_.at(child(1));
    if (list.kind != NodeKind::kList) return bad(child(1), "cel.block takes a list of values");
    std::vector<NodeId> parts(ast_.children(list).begin(), ast_.children(list).end());
    parts.push_back(child(2));
    return ast_.add(shell(NodeKind::kBlock), parts);
  }

  NodeId generated_name(std::string prefix) {
    for (size_t i = 1; i < count(); ++i) {
      const Node& number = ast_.at(child(i));
      if (number.kind != NodeKind::kLiteral || !number.value.is(Kind::kInt)) {
        return bad(child(i), "this takes whole numbers written out");
      }
      prefix += (i > 1 ? ":" : "") + std::to_string(number.value.as_int());
    }
    Node node = shell(NodeKind::kIdent);
    node.name = ast_.text.copy(prefix);
    return ast_.add(node, {});
  }

 private:
  Ast& ast_;
  const MacroCall& macro_;
  std::vector<Issue>& issues_;
};

struct LoopMacro {
  std::string_view name;
  LoopKind kind;
  size_t variables;
  bool may_filter;
  std::string_view usage;
};

// Of two names for one loop the first is the one that is printed.
constexpr auto kLoops = std::to_array<LoopMacro>({
    {"all", LoopKind::kAll, 1, false, "items.all(x, x > 0)"},
    {"exists", LoopKind::kExists, 1, false, "items.exists(x, x > 0)"},
    {"exists_one", LoopKind::kExistsOne, 1, false, "items.exists_one(x, x > 0)"},
    {"existsOne", LoopKind::kExistsOne, 1, false, "items.existsOne(x, x > 0)"},
    {"map", LoopKind::kList, 1, true, "items.map(x, x * 2)"},
    {"filter", LoopKind::kFilter, 1, false, "items.filter(x, x > 0)"},
    {"all", LoopKind::kAll, 2, false, "items.all(i, x, x > i)"},
    {"exists", LoopKind::kExists, 2, false, "items.exists(i, x, x > i)"},
    {"existsOne", LoopKind::kExistsOne, 2, false, "items.existsOne(i, x, x > i)"},
    {"transformList", LoopKind::kList, 2, true, "items.transformList(i, x, x * i)"},
    {"transformMap", LoopKind::kMapEntries, 2, true, "items.transformMap(key, value, value * 2)"},
    {"transformMapEntry", LoopKind::kMergedMaps, 2, true,
     "items.transformMapEntry(key, value, {value: key})"},
});

struct Usage {
  std::string_view name;
  std::string_view usage;
};

// Of macros that are no loops, and of known(), which is written like one.
constexpr auto kOtherUsages = std::to_array<Usage>({
    {"has", "has(order.note)"},
    {"sortBy", "items.sortBy(x, x.name)"},
    {"optMap", "maybe.optMap(x, x * 2)"},
    {"optFlatMap", "maybe.optFlatMap(x, x.?name)"},
    {"bind", "cel.bind(x, a + b, x * x)"},
    {"known", "known(amount)"},
});

std::optional<NodeId> expand_member(Expander& expander, std::string_view name) {
  size_t arguments = expander.count() - 1;
  for (const LoopMacro& macro : kLoops) {
    bool fits =
        arguments == macro.variables + 1 || (macro.may_filter && arguments == macro.variables + 2);
    if (macro.name == name && fits) return expander.loop(macro.kind, macro.variables);
  }
  if (name == "sortBy" && arguments == 2) return expander.sort_by();
  if (name == "optMap" && arguments == 2) return expander.opt_map(false);
  if (name == "optFlatMap" && arguments == 2) return expander.opt_map(true);
  return std::nullopt;
}

std::optional<NodeId> expand_cel(Expander& expander, std::string_view name, bool test_macros) {
  size_t arguments = expander.count() - 1;
  if (name == "bind" && arguments == 3) return expander.bind();
  if (!test_macros) return std::nullopt;
  if (name == "block" && arguments == 2) return expander.block();
  if (name == "index" && arguments == 1) return expander.generated_name("@index");
  if (name == "iterVar" && arguments == 2) return expander.generated_name("@it:");
  return std::nullopt;
}

}  // namespace

std::string_view macro_usage(std::string_view name) {
  for (const LoopMacro& macro : kLoops) {
    if (macro.name == name) return macro.usage;
  }
  for (const Usage& other : kOtherUsages) {
    if (other.name == name) return other.usage;
  }
  return {};
}

std::string_view loop_name(LoopKind kind, size_t variables) {
  auto at = std::find_if(kLoops.begin(), kLoops.end(), [&](const LoopMacro& macro) {
    return macro.kind == kind && macro.variables == variables;
  });
  return at == kLoops.end() ? std::string_view() : at->name;
}

std::optional<NodeId> expand_macro(Ast& ast, const MacroCall& macro, bool test_macros,
                                   std::vector<Issue>& issues) {
  Expander expander(ast, macro, issues);
  std::string_view name = macro.call.name;
  if (!macro.call.is_member) {
    if (name != "has" || expander.count() != 1) return std::nullopt;
    return expander.has();
  }
  const Node& target = ast.at(macro.children[0]);
  bool is_cel = target.kind == NodeKind::kIdent && target.name == "cel";
  if (is_cel) {
    if (auto expanded = expand_cel(expander, name, test_macros)) return expanded;
  }
  return expand_member(expander, name);
}

}  // namespace stagegraph::cel
