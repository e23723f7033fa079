// What expressions read through named expressions and tables, and whether they may.
#include <fmt/format.h>

#include <algorithm>

#include "ruleset/expressions/dependency_order.h"
#include "ruleset/expressions/expressions.h"
#include "ruleset/expressions/text_search.h"

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

}  // namespace

Needs<Expressions::Node> Expressions::node_needs() const {
  Needs<Node> needs(ruleset_.defines.size() + ruleset_.tables.size());
  for (DefineIndex i : ruleset_.defines.indices()) {
    ExpressionIndex expression = ruleset_.defines[i].expression;
    if (expression != kNone) needs[node_of(i)] = compiled_[expression].reads.nodes;
  }
  for (const Compiled& compiled : compiled_) {
    if (compiled.scope.table == kNone) continue;
    merge(needs[node_of(compiled.scope.table)], compiled.reads.nodes);
  }
  return needs;
}

IndexedVector<Expressions::Reads, Expressions::Node> Expressions::own_reads(
    const Needs<Node>& needs) const {
  IndexedVector<Reads, Node> nodes(needs.size());
  for (DefineIndex i : ruleset_.defines.indices()) {
    ExpressionIndex expression = ruleset_.defines[i].expression;
    if (expression != kNone) nodes[node_of(i)] = compiled_[expression].reads;
  }
  for (const Compiled& compiled : compiled_) {
    if (compiled.scope.table == kNone) continue;
    Reads& table = nodes[node_of(compiled.scope.table)];
    merge(table.facts, compiled.reads.facts);
    table.now |= compiled.reads.now;
  }
  for (NodeIndex i : needs.indices()) nodes[i].nodes = needs[i];
  return nodes;
}

void Expressions::add_through(Reads& reads, const IndexedVector<Reads, Node>& nodes) const {
  for (NodeIndex node : reads.nodes) {
    const Reads& other = nodes[node];
    merge(reads.facts, other.facts);
    merge(reads.payload, other.payload);
    reads.now |= other.now;
    reads.event |= other.event;
  }
}

bool Expressions::is_too_large(size_t& total, const Reads& reads, const Location& location) {
  total += reads.facts.size() + reads.payload.size();
  if (total <= kMaxReads) return false;
  findings_.add(Severity::kError, "too-large", location.range, location.path,
                "all expressions together read too many facts, directly and through others");
  return true;
}

bool Expressions::check_depth(const Needs<Node>& needs, const std::vector<NodeIndex>& order) {
  IndexedVector<uint32_t, Node> depths(needs.size(), 1);
  bool fits = true;
  for (NodeIndex node : order) {
    for (NodeIndex need : needs[node]) depths[node] = std::max(depths[node], depths[need] + 1);
    fits &= depths[node] <= kMaxDepth;
    if (depths[node] != kMaxDepth + 1) continue;
    findings_.error_at_head("too-deep", node_spot(node),
                            fmt::format("'{}' needs another, which needs another, and so on, more "
                                        "than {} times over",
                                        node_name(node), kMaxDepth));
  }
  return fits;
}

void Expressions::check_place(const Compiled& compiled, const Expression& expression,
                              const Reads& all) {
  const Scope& scope = compiled.scope;
  auto report_at = [&](std::string_view code, std::string_view word, std::string message) {
    auto [begin, end] = find_word(compiled.source.text(), word);
    findings_.add(Severity::kError, code, compiled.source.locate(document_, begin, end),
                  expression.location.path, std::move(message));
  };
  if (!scope.clock && all.now) {
    report_at("time-alone", "now",
              "this may not look at 'now': it is worked out when something happens, not as time "
              "passes; what is to happen at an instant is a deadline");
  }
  if (scope.events == Scope::Events::kAbsent && (all.event || !all.payload.empty())) {
    report_at("no-event", node_name(compiled.reads.nodes[0]),
              "this looks at 'event' through a named expression, and there is no event here");
  }
}

void Expressions::finish() {
  const Needs<Node> needs = node_needs();
  const DependencyOrder<Node> order = order_by_dependencies(needs);
  for (const std::vector<NodeIndex>& cycle : order.cycles) report_cycle(cycle);
  if (!order.cycles.empty() || !check_depth(needs, order.order)) return;
  IndexedVector<Reads, Node> nodes = own_reads(needs);
  size_t total = 0;
  for (NodeIndex node : order.order) {
    add_through(nodes[node], nodes);
    if (is_too_large(total, nodes[node], location_of(node_spot(node)))) return;
  }
  for (ExpressionIndex i : compiled_.indices()) {
    Expression& expression = ruleset_.expressions[i];
    Reads all = compiled_[i].reads;
    add_through(all, nodes);
    check_place(compiled_[i], expression, all);
    if (is_too_large(total, all, expression.location)) return;
    expression.facts = std::move(all.facts);
    expression.payload = std::move(all.payload);
  }
  check_costs(needs, order.order);
}

}  // namespace stagegraph::ruleset
