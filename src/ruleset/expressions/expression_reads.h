// SPDX-License-Identifier: Apache-2.0
// What expressions read through named expressions and tables, and whether they may.
#pragma once

#include <optional>
#include <vector>

#include "ruleset/expressions/compiled.h"
#include "ruleset/expressions/dependency_order.h"
#include "ruleset/reading/findings.h"
#include "yaml/node.h"

namespace stagegraph::ruleset {

// What each node needs, and the nodes in an order in which each comes after what it needs.
struct NodeOrder {
  Needs<Node> needs;
  std::vector<NodeIndex> order;
};

// Fills in Expression::facts and Expression::payload, those read through others too. Reports cycles
// and what is read where it does not exist. Nothing where later checks would make no sense.
std::optional<NodeOrder> resolve_reads(const yaml::Document& document, Ruleset& ruleset,
                                       const Nodes& nodes, const CompiledExpressions& compiled,
                                       Findings& findings);

void report_cycle(Findings& findings, const Nodes& nodes, const std::vector<NodeIndex>& cycle);

}  // namespace stagegraph::ruleset
