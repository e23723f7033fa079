// SPDX-License-Identifier: Apache-2.0
// Nodes (named expressions and tables) are taken in the order of their needs, so that each finds
// what it needs complete and adds that to its own. Expressions then add what their nodes read.
#include "ruleset/expressions/expression_reads.h"

#include <fmt/format.h>

#include <algorithm>

#include "ruleset/expressions/text_search.h"
#include "ruleset/join.h"

namespace stagegraph::ruleset {

namespace {

// Of all expressions together: beyond it, a ruleset is made to waste memory.
constexpr size_t kMaxReads = 4'000'000;
// Named expressions and tables are evaluated inside one another.
constexpr uint32_t kMaxDepth = 64;

template <typename Of>
void merge(std::vector<IndexOf<Of>>& into, const std::vector<IndexOf<Of>>& from) {
  if (from.empty()) return;
  std::vector<IndexOf<Of>> both;
  std::set_union(into.begin(), into.end(), from.begin(), from.end(), std::back_inserter(both));
  into = std::move(both);
}

using ReadsByNode = IndexedVector<Reads, Node>;

class ReadsResolver {
 public:
  ReadsResolver(const yaml::Document& document, Ruleset& ruleset, const Nodes& nodes,
                const CompiledExpressions& compiled, Findings& findings)
      : document_(document),
        ruleset_(ruleset),
        nodes_(nodes),
        compiled_(compiled),
        findings_(findings) {}

  std::optional<NodeOrder> run() && {
    Needs<Node> needs = node_needs();
    DependencyOrder<Node> order = order_by_dependencies(needs);
    for (const std::vector<NodeIndex>& cycle : order.cycles) report_cycle(findings_, nodes_, cycle);
    if (!order.cycles.empty() || !check_depth(needs, order.order)) return std::nullopt;
    ReadsByNode by_node = own_reads(needs);
    size_t total = 0;
    for (NodeIndex node : order.order) {
      add_through(by_node[node], by_node);
      if (is_too_large(total, by_node[node], location_of(nodes_.place(node)))) return std::nullopt;
    }
    for (ExpressionIndex i : compiled_.indices()) {
      Expression& expression = ruleset_.expressions[i];
      Reads all = compiled_[i].reads;
      add_through(all, by_node);
      check_place(compiled_[i], expression, all);
      if (is_too_large(total, all, expression.location)) return std::nullopt;
      expression.facts = std::move(all.facts);
      expression.payload = std::move(all.payload);
    }
    return NodeOrder{std::move(needs), std::move(order.order)};
  }

 private:
  Needs<Node> node_needs() const {
    Needs<Node> needs(nodes_.size());
    for (DefineIndex i : ruleset_.defines.indices()) {
      ExpressionIndex expression = ruleset_.defines[i].expression;
      if (expression != kNone) needs[nodes_.of(i)] = compiled_[expression].reads.nodes;
    }
    for (const CompiledExpression& compiled : compiled_) {
      if (compiled.scope.table == kNone) continue;
      merge(needs[nodes_.of(compiled.scope.table)], compiled.reads.nodes);
    }
    return needs;
  }

  ReadsByNode own_reads(const Needs<Node>& needs) const {
    ReadsByNode by_node(needs.size());
    for (DefineIndex i : ruleset_.defines.indices()) {
      ExpressionIndex expression = ruleset_.defines[i].expression;
      if (expression != kNone) by_node[nodes_.of(i)] = compiled_[expression].reads;
    }
    for (const CompiledExpression& compiled : compiled_) {
      if (compiled.scope.table == kNone) continue;
      Reads& table = by_node[nodes_.of(compiled.scope.table)];
      merge(table.facts, compiled.reads.facts);
      table.now |= compiled.reads.now;
    }
    for (NodeIndex i : needs.indices()) by_node[i].nodes = needs[i];
    return by_node;
  }

  static void add_through(Reads& reads, const ReadsByNode& by_node) {
    for (NodeIndex node : reads.nodes) {
      const Reads& other = by_node[node];
      merge(reads.facts, other.facts);
      merge(reads.payload, other.payload);
      reads.now |= other.now;
      reads.event |= other.event;
    }
  }

  bool is_too_large(size_t& total, const Reads& reads, const Location& location) {
    total += reads.facts.size() + reads.payload.size();
    if (total <= kMaxReads) return false;
    findings_.add(Severity::kError, "too-large", location.range, location.path,
                  "all expressions together read too many facts, directly and through others");
    return true;
  }

  bool check_depth(const Needs<Node>& needs, const std::vector<NodeIndex>& order) {
    IndexedVector<uint32_t, Node> depths(needs.size(), 1);
    bool fits = true;
    for (NodeIndex node : order) {
      for (NodeIndex need : needs[node]) depths[node] = std::max(depths[node], depths[need] + 1);
      fits &= depths[node] <= kMaxDepth;
      if (depths[node] != kMaxDepth + 1) continue;
      findings_.error_at_head(
          "too-deep", nodes_.place(node),
          fmt::format("'{}' needs another, which needs another, and so on, more "
                      "than {} times over",
                      nodes_.name(node), kMaxDepth));
    }
    return fits;
  }

  void check_place(const CompiledExpression& compiled, const Expression& expression,
                   const Reads& all) {
    const Scope& scope = compiled.scope;
    auto report_at = [&](std::string_view code, std::string_view word, std::string message) {
      auto [begin, end] = find_word(compiled.source.text(), word);
      findings_.add(Severity::kError, code, compiled.source.locate(document_, begin, end),
                    expression.location.path, std::move(message));
    };
    if (!scope.clock && all.now) {
      report_at("time-alone", "now",
                "'now' cannot be read here: this is evaluated when something happens, not as time "
                "passes. Use a deadline for what is to happen at an instant");
    }
    if (scope.events == Scope::Events::kAbsent && (all.event || !all.payload.empty())) {
      report_at("no-event", nodes_.name(compiled.reads.nodes[0]),
                "this looks at 'event' through a named expression, and there is no event here");
    }
  }

  const yaml::Document& document_;
  Ruleset& ruleset_;
  const Nodes& nodes_;
  const CompiledExpressions& compiled_;
  Findings& findings_;
};

}  // namespace

std::optional<NodeOrder> resolve_reads(const yaml::Document& document, Ruleset& ruleset,
                                       const Nodes& nodes, const CompiledExpressions& compiled,
                                       Findings& findings) {
  return ReadsResolver(document, ruleset, nodes, compiled, findings).run();
}

void report_cycle(Findings& findings, const Nodes& nodes, const std::vector<NodeIndex>& cycle) {
  std::vector<std::string> names;
  for (NodeIndex node : cycle) names.push_back(nodes.name(node));
  names.push_back(names[0]);
  findings.error_at_head(
      "cycle", nodes.place(cycle[0]),
      fmt::format("these need one another: {}. Take the reference out of one of them",
                  join_some(names, " -> ")));
}

}  // namespace stagegraph::ruleset
