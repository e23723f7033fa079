// SPDX-License-Identifier: Apache-2.0
// An expression's own cost is known from compiling it (cel/cost.h). Named expressions that it needs
// add theirs once, since their values are kept, and each call of a table adds the table's. A quick
// sum that counts what is needed twice twice comes first, the exact one only where that is too
// much.
#include "ruleset/expressions/expression_costs.h"

#include <fmt/format.h>

#include <algorithm>

#include "ruleset/fact_extent.h"

namespace stagegraph::ruleset {

namespace {

using cel::add_sizes;
using cel::kUnbounded;
using cel::TypeKind;

// Remedies are worked out by compiling the expression again, some twenty times for each fact. This
// many bytes of expressions are compiled for it.
constexpr size_t kMaxTried = 200'000;
// What is compiled for the variables of an expression, in bytes of expressions.
constexpr size_t kTriedForEach = 100;
// Needs of named expressions that are followed to count each of them once.
constexpr size_t kMaxVisits = 2'000'000;

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

// The most steps of named expressions and tables, by node.
struct NodeSteps {
  IndexedVector<uint64_t, Node> own;
  IndexedVector<uint64_t, Node> all;  // with those that each needs, as often as they are needed
};
using CostOf = const cel::Cost CompiledExpression::*;

class CostCheck {
 public:
  CostCheck(const Ruleset& ruleset, const Nodes& nodes, const CompiledExpressions& compiled,
            const NodeOrder& order, const EnvironmentOf& environment_of, uint64_t budget,
            Findings& findings)
      : ruleset_(ruleset),
        nodes_(nodes),
        compiled_(compiled),
        order_(order),
        environment_of_(environment_of),
        budget_(budget),
        findings_(findings) {}

  void run() {
    NodeSteps declared = node_steps(&CompiledExpression::cost);
    NodeSteps assumed = node_steps(&CompiledExpression::assumed_cost);
    for (ExpressionIndex i : compiled_.indices()) {
      check_cost(i, declared, assumed);
      if (visits_ > kMaxVisits) return report_unknown(i);
    }
  }

 private:
  // A call of a table takes as much as all of its expressions together; which of several tables a
  // call asks is not known here, so the most costly stands for each.
  uint64_t steps_of(const CompiledExpression& compiled, const NodeSteps& by_node,
                    CostOf cost) const {
    uint64_t steps = (compiled.*cost).steps;
    uint64_t table = 0;
    for (NodeIndex node : compiled.reads.nodes) {
      if (nodes_.is_table(node)) {
        table = std::max(table, by_node.all[node]);
      } else {
        steps = add_sizes(steps, by_node.all[node]);
      }
    }
    return add_sizes(steps, cel::multiply_sizes((compiled.*cost).host_calls, table));
  }

  NodeSteps node_steps(CostOf cost) const {
    NodeSteps by_node{IndexedVector<uint64_t, Node>(nodes_.size()),
                      IndexedVector<uint64_t, Node>(nodes_.size())};
    IndexedVector<std::vector<ExpressionIndex>, Node> expressions(nodes_.size());
    for (DefineIndex i : ruleset_.defines.indices()) {
      ExpressionIndex expression = ruleset_.defines[i].expression;
      if (expression != kNone) expressions[nodes_.of(i)].push_back(expression);
    }
    for (ExpressionIndex i : compiled_.indices()) {
      TableIndex table = compiled_[i].scope.table;
      if (table != kNone) expressions[nodes_.of(table)].push_back(i);
    }
    for (NodeIndex node : order_.order) {
      for (ExpressionIndex i : expressions[node]) {
        by_node.own[node] = add_sizes(by_node.own[node], (compiled_[i].*cost).steps);
        by_node.all[node] = add_sizes(by_node.all[node], steps_of(compiled_[i], by_node, cost));
      }
    }
    return by_node;
  }

  // As steps_of, but what is needed by several counts once. Takes longer, and so comes second. Past
  // kMaxVisits it is 0.
  uint64_t exact_steps(const CompiledExpression& compiled, const NodeSteps& by_node, CostOf cost) {
    IndexedVector<bool, Node> seen(nodes_.size(), false);
    constexpr size_t kMarksOfOneVisit = 64;
    visits_ += nodes_.size() / kMarksOfOneVisit;
    std::vector<NodeIndex> open = compiled.reads.nodes;
    uint64_t steps = (compiled.*cost).steps;
    while (!open.empty()) {
      NodeIndex node = open.back();
      open.pop_back();
      if (nodes_.is_table(node)) return steps_of(compiled, by_node, cost);
      if (seen[node]) continue;
      seen[node] = true;
      visits_ += order_.needs[node].size();
      if (visits_ > kMaxVisits) return 0;
      steps = add_sizes(steps, by_node.own[node]);
      open.insert(open.end(), order_.needs[node].begin(), order_.needs[node].end());
    }
    return steps;
  }

  void check_cost(ExpressionIndex expression, const NodeSteps& declared, const NodeSteps& assumed) {
    const CompiledExpression& compiled = compiled_[expression];
    uint64_t budget = budget_;
    for (bool is_assumed : {false, true}) {
      CostOf cost = is_assumed ? &CompiledExpression::assumed_cost : &CompiledExpression::cost;
      const NodeSteps& by_node = is_assumed ? assumed : declared;
      uint64_t steps = steps_of(compiled, by_node, cost);
      if (steps <= budget) return;
      steps = exact_steps(compiled, by_node, cost);
      if (steps <= budget) return;
      if (steps != kUnbounded || is_assumed) return report_cost(expression, steps, is_assumed);
    }
  }

  void report_unknown(ExpressionIndex expression) {
    const Location& location = ruleset_.expressions[expression].location;
    findings_.add(Severity::kWarning, "cost", location.range, location.path,
                  fmt::format("from here on the named expressions need each other in too many ways "
                              "for their costs to be added up. A decision stops after {} steps. "
                              "Let fewer of them need many others",
                              grouped(budget_)));
  }

  void report_cost(ExpressionIndex expression, uint64_t steps, bool is_assumed) {
    const CompiledExpression& compiled = compiled_[expression];
    const cel::Cost& own = is_assumed ? compiled.assumed_cost : compiled.cost;
    const Location& location = ruleset_.expressions[expression].location;
    std::string count = steps == kUnbounded ? std::string("any number of") : grouped(steps);
    uint64_t others = own.steps == kUnbounded ? 0 : steps - own.steps;
    findings_.add(is_assumed ? Severity::kWarning : Severity::kError, "cost", location.range,
                  location.path,
                  fmt::format("this can take {} steps, and a decision has {}{}", count,
                              grouped(budget_), remedy(compiled, others, is_assumed)));
  }

  uint64_t size_in_use(FactIndex fact) const {
    const Fact& declared = ruleset_.facts[fact];
    if (declared.max_size) return *declared.max_size;
    return is_text(declared) ? kAssumedCodePoints : kAssumedElements;
  }

  // The largest size of the fact, below `size`, with which the expression keeps within the budget.
  uint64_t largest_fit(const CompiledExpression& compiled, FactIndex fact, uint64_t others,
                       uint64_t size) {
    cel::Environment environment = environment_of_(compiled);
    auto variable = std::find_if(environment.variables.begin(), environment.variables.end(),
                                 [&](const cel::Variable& v) { return v.slot == slot_of(fact); });
    auto fits = [&](uint64_t tried) {
      tried_ += compiled.source.text().size() + kTriedForEach * environment.variables.size();
      if (tried_ > kMaxTried) return false;
      variable->extent = extent_with_size(ruleset_.facts[fact].type, tried);
      cel::Compiled result = cel::compile(compiled.source.text(), environment);
      return add_sizes(result.assumed_cost.steps, others) <= budget_;
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
  std::string remedy(const CompiledExpression& compiled, uint64_t others, bool is_assumed) {
    FactIndex best = kNone;
    uint64_t best_size = 0;
    double best_share = 0;
    for (FactIndex fact : compiled.reads.facts) {
      if (tried_ > kMaxTried) break;
      if (!has_size(ruleset_.facts[fact])) continue;
      uint64_t size = size_in_use(fact);
      uint64_t fit = largest_fit(compiled, fact, others, size);
      double share = static_cast<double>(fit) / static_cast<double>(std::max<uint64_t>(size, 1));
      if (share <= best_share) continue;
      best = fact;
      best_size = fit;
      best_share = share;
    }
    if (best == kNone) return ". Make it work on less, or split it";
    const Fact& fact = ruleset_.facts[best];
    std::string_view unit = is_text(fact) ? "characters" : "elements";
    if (is_assumed && !fact.max_size) {
      return fmt::format(". '{}' has no 'max' and is assumed to have {} {}. Give it 'max: {}'",
                         fact.name, size_in_use(best), unit, best_size);
    }
    return fmt::format(". Limit '{}' to 'max: {}', in place of {} {}", fact.name, best_size,
                       size_in_use(best), unit);
  }

  const Ruleset& ruleset_;
  const Nodes& nodes_;
  const CompiledExpressions& compiled_;
  const NodeOrder& order_;
  const EnvironmentOf& environment_of_;
  uint64_t budget_;
  Findings& findings_;
  size_t tried_ = 0;   // bytes of expressions
  size_t visits_ = 0;  // of named expressions
};

}  // namespace

void check_costs(const Ruleset& ruleset, const Nodes& nodes, const CompiledExpressions& compiled,
                 const NodeOrder& order, const EnvironmentOf& environment_of, uint64_t budget,
                 Findings& findings) {
  CostCheck(ruleset, nodes, compiled, order, environment_of, budget, findings).run();
}

}  // namespace stagegraph::ruleset
