// SPDX-License-Identifier: Apache-2.0
// The functions of host.h as expressions see them: their names and types, the stages, deadlines and
// tables that their arguments name.
#pragma once

#include <vector>

#include "cel/cel.h"
#include "ruleset/model.h"
#include "ruleset/reading/names.h"

namespace stagegraph::ruleset {

// What the expression that is being compiled has to do with the ruleset.
struct HostBinding {
  const Ruleset* ruleset = nullptr;
  const Names* names = nullptr;
  StageIndex holder = kNone;       // the stage whose siblings bare names mean
  std::vector<TableIndex> tables;  // that it asks; found when it is checked
};

// `binding` must outlive what is compiled with the functions, and is written to by it.
std::vector<cel::HostFunction> host_functions(HostBinding& binding);

// What table("t") gives: a map from outputs to values, or a list of such maps.
cel::Type result_type(const Table& table);

}  // namespace stagegraph::ruleset
