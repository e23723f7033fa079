// SPDX-License-Identifier: Apache-2.0
// Actions: those that the host declares, and lists of things to do.
#pragma once

#include <vector>

#include "ruleset/load/loader.h"

namespace stagegraph::ruleset {

struct ActionRules {
  bool host_only = false;  // no set, clear or start
};

// The actions of `set`, then those of `do`.
std::vector<Action> read_actions(Loader& loader, const DocPlace& set, const DocPlace& list,
                                 const Scope& scope, const ActionRules& rules = {});

void load_actions(Loader& loader, const DocPlace& section);

}  // namespace stagegraph::ruleset
