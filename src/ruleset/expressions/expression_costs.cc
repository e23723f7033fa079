// The most steps that expressions can take, against the budget of a decision.
#include <fmt/format.h>

#include <algorithm>

#include "ruleset/expressions/expressions.h"
#include "ruleset/fact_extent.h"

namespace stagegraph::ruleset {

namespace {

using cel::add_sizes;
using cel::kUnbounded;
using cel::TypeKind;

// Each is worked out by compiling the expression some twenty times.
constexpr uint32_t kMaxRemedies = 20;

bool is_text(const Fact& fact) { return fact.type.kind == TypeKind::kString; }

bool has_size(const Fact& fact) {
  return is_text(fact) || fact.type.kind == TypeKind::kList || fact.type.kind == TypeKind::kMap;
}

// "1,234,567"
std::string grouped(uint64_t number) {
  std::string digits = std::to_string(number);
  for (size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, ",");
  return digits;
}

}  // namespace

// A call of a table takes as much as all of its expressions together; which of several tables a
// call asks is not known here, so the most costly stands for each.
uint64_t Expressions::steps_of(const Compiled& compiled, const NodeSteps& nodes,
                               CostOf cost) const {
  uint64_t steps = (compiled.*cost).steps;
  uint64_t table = 0;
  for (NodeIndex node : compiled.reads.nodes) {
    if (is_table(node)) {
      table = std::max(table, nodes.all[node]);
    } else {
      steps = add_sizes(steps, nodes.all[node]);
    }
  }
  return add_sizes(steps, cel::multiply_sizes((compiled.*cost).host_calls, table));
}

Expressions::NodeSteps Expressions::node_steps(const Needs<Node>& needs,
                                               const std::vector<NodeIndex>& order,
                                               CostOf cost) const {
  NodeSteps nodes{IndexedVector<uint64_t, Node>(needs.size()),
                  IndexedVector<uint64_t, Node>(needs.size())};
  IndexedVector<std::vector<ExpressionIndex>, Node> expressions(needs.size());
  for (DefineIndex i : ruleset_.defines.indices()) {
    ExpressionIndex expression = ruleset_.defines[i].expression;
    if (expression != kNone) expressions[node_of(i)].push_back(expression);
  }
  for (ExpressionIndex i : compiled_.indices()) {
    TableIndex table = compiled_[i].scope.table;
    if (table != kNone) expressions[node_of(table)].push_back(i);
  }
  for (NodeIndex node : order) {
    for (ExpressionIndex i : expressions[node]) {
      nodes.own[node] = add_sizes(nodes.own[node], (compiled_[i].*cost).steps);
      nodes.all[node] = add_sizes(nodes.all[node], steps_of(compiled_[i], nodes, cost));
    }
  }
  return nodes;
}

// As steps_of, but what is needed by several counts once. Takes longer, and so comes second.
uint64_t Expressions::exact_steps(const Compiled& compiled, const NodeSteps& nodes,
                                  const Needs<Node>& needs, CostOf cost) const {
  IndexedVector<bool, Node> seen(needs.size(), false);
  std::vector<NodeIndex> open = compiled.reads.nodes;
  uint64_t steps = (compiled.*cost).steps;
  while (!open.empty()) {
    NodeIndex node = open.back();
    open.pop_back();
    if (is_table(node)) return steps_of(compiled, nodes, cost);
    if (seen[node]) continue;
    seen[node] = true;
    steps = add_sizes(steps, nodes.own[node]);
    open.insert(open.end(), needs[node].begin(), needs[node].end());
  }
  return steps;
}

void Expressions::check_costs(const Needs<Node>& needs, const std::vector<NodeIndex>& order) {
  NodeSteps declared = node_steps(needs, order, &Compiled::cost);
  NodeSteps assumed = node_steps(needs, order, &Compiled::assumed_cost);
  for (ExpressionIndex i : compiled_.indices()) check_cost(i, declared, assumed, needs);
}

void Expressions::check_cost(ExpressionIndex expression, const NodeSteps& declared,
                             const NodeSteps& assumed, const Needs<Node>& needs) {
  const Compiled& compiled = compiled_[expression];
  uint64_t budget = environment_.limits.steps;
  for (bool is_assumed : {false, true}) {
    CostOf cost = is_assumed ? &Compiled::assumed_cost : &Compiled::cost;
    const NodeSteps& nodes = is_assumed ? assumed : declared;
    uint64_t steps = steps_of(compiled, nodes, cost);
    if (steps <= budget) return;
    steps = exact_steps(compiled, nodes, needs, cost);
    if (steps <= budget) return;
    if (steps != kUnbounded || is_assumed) return report_cost(expression, steps, is_assumed);
  }
}

void Expressions::report_cost(ExpressionIndex expression, uint64_t steps, bool is_assumed) {
  const Compiled& compiled = compiled_[expression];
  const cel::Cost& own = is_assumed ? compiled.assumed_cost : compiled.cost;
  const Location& location = ruleset_.expressions[expression].location;
  std::string count = steps == kUnbounded ? std::string("any number of") : grouped(steps);
  uint64_t others = own.steps == kUnbounded ? 0 : steps - own.steps;
  findings_.add(
      is_assumed ? Severity::kWarning : Severity::kError, "cost", location.range, location.path,
      fmt::format("this can take {} steps, and a decision has {}{}", count,
                  grouped(environment_.limits.steps), remedy(compiled, others, is_assumed)));
}

uint64_t Expressions::size_in_use(FactIndex fact) const {
  const Fact& declared = ruleset_.facts[fact];
  if (declared.max_size) return *declared.max_size;
  return is_text(declared) ? kAssumedCodePoints : kAssumedElements;
}

// The largest size of the fact, below `size`, with which the expression keeps within the budget.
uint64_t Expressions::largest_fit(const Compiled& compiled, FactIndex fact, uint64_t others,
                                  uint64_t size) {
  enter(compiled.scope);
  cel::Environment environment = environment_for(compiled.source.text());
  auto variable = std::find_if(environment.variables.begin(), environment.variables.end(),
                               [&](const cel::Variable& v) { return v.slot == slot_of(fact); });
  auto fits = [&](uint64_t tried) {
    variable->extent = extent_with_size(ruleset_.facts[fact].type, tried);
    cel::Compiled result = cel::compile(compiled.source.text(), environment);
    return add_sizes(result.assumed_cost.steps, others) <= environment.limits.steps;
  };
  if (variable == environment.variables.end() || !fits(0)) return 0;
  uint64_t low = 0;
  while (size - low > 1) {
    uint64_t middle = low + (size - low) / 2;
    if (fits(middle)) {
      low = middle;
    } else {
      size = middle;
    }
  }
  return low;
}

// Which fact should be how large: the one whose size has to shrink the least.
std::string Expressions::remedy(const Compiled& compiled, uint64_t others, bool is_assumed) {
  FactIndex best = kNone;
  uint64_t best_size = 0;
  double best_share = 0;
  if (++cost_remedies_ <= kMaxRemedies) {
    for (FactIndex fact : compiled.reads.facts) {
      if (!has_size(ruleset_.facts[fact])) continue;
      uint64_t size = size_in_use(fact);
      uint64_t fit = largest_fit(compiled, fact, others, size);
      double share = static_cast<double>(fit) / static_cast<double>(std::max<uint64_t>(size, 1));
      if (share <= best_share) continue;
      best = fact;
      best_size = fit;
      best_share = share;
    }
  }
  if (best == kNone) return "; it must work on less, or be split";
  const Fact& fact = ruleset_.facts[best];
  std::string_view unit = is_text(fact) ? "characters" : "elements";
  if (is_assumed && !fact.max_size) {
    return fmt::format("; '{}' has no 'max' and is taken to have {} {}: 'max: {}' would do",
                       fact.name, size_in_use(best), unit, best_size);
  }
  return fmt::format("; with 'max: {}' instead of {} {} of '{}' it would do", best_size,
                     size_in_use(best), unit, fact.name);
}

}  // namespace stagegraph::ruleset
