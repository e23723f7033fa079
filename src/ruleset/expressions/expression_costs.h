// SPDX-License-Identifier: Apache-2.0
// The most steps that expressions can take, against the budget of a decision.
#pragma once

#include <functional>

#include "cel/cel.h"
#include "ruleset/expressions/compiled.h"
#include "ruleset/expressions/expression_reads.h"
#include "ruleset/reading/findings.h"

namespace stagegraph::ruleset {

// What an expression is compiled with.
using EnvironmentOf = std::function<cel::Environment(const CompiledExpression&)>;

// Reports expressions that can take more steps than `budget`, which is what a decision has: as
// errors where the declared sizes of facts allow it, as warnings where only the sizes assumed of
// other facts do.
void check_costs(const Ruleset& ruleset, const Nodes& nodes, const CompiledExpressions& compiled,
                 const NodeOrder& order, const EnvironmentOf& environment_of, uint64_t budget,
                 Findings& findings);

}  // namespace stagegraph::ruleset
