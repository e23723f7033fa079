// SPDX-License-Identifier: Apache-2.0
// What can be said about a ruleset from its shape alone, before any record is decided.
#pragma once

#include <memory>
#include <string_view>

#include "base/diagnostic.h"
#include "base/expected.h"
#include "ruleset/load/load.h"
#include "ruleset/model.h"

namespace stagegraph::graph {

// Appends what is found, by place in the file:
//   auto-cycle           error    automatic transitions that lead back to where they began
//   deadline-cycle       warning  deadlines that do so while no time passes
//   unreachable-stage    warning  no path leads there from the initial stage
//   shadowed-transition  warning  never chosen: one without `when` always comes first
//   unused-event         warning  declared and handled nowhere
//   dead-end             note     a stage that is not final and that nothing leads out of
//   unused-criterion, unused-quota, unused-action, unused-table, unused-role   note
// Time and memory are linear in the size of the ruleset, but for sorting.
void analyse(const ruleset::Ruleset& ruleset, Diagnostics& diagnostics);

struct CheckedRuleset {
  std::shared_ptr<const ruleset::Ruleset> ruleset;
  Diagnostics diagnostics;  // warnings and notes of loading, then those of the analyses
};

// Loads and analyses: what every door does with a ruleset's text. An error of either is an error
// here, with everything that was found.
Expected<CheckedRuleset> load_and_analyse(std::string_view text, std::string_view file,
                                          const ruleset::LoadOptions& options = {});

}  // namespace stagegraph::graph
