// SPDX-License-Identifier: Apache-2.0
// What a ruleset declares and never uses.
#pragma once

#include "ruleset/model.h"
#include "ruleset/reading/findings.h"

namespace stagegraph::graph {

// A warning for an event that no stage handles, notes for criteria, quotas, actions, tables and
// roles. A name in a string of any expression counts as used.
void find_unused(const ruleset::Ruleset& ruleset, ruleset::Findings& findings);

}  // namespace stagegraph::graph
