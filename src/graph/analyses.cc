// SPDX-License-Identifier: Apache-2.0
// Runs the analyses one after the other and puts what they found in the order of the file.
#include "graph/analyses.h"

#include <utility>

#include "graph/auto_cycles.h"
#include "graph/deadline_cycles.h"
#include "graph/reach.h"
#include "graph/shadowed.h"
#include "graph/stage_graph.h"
#include "graph/unused.h"

namespace stagegraph::graph {

using namespace ruleset;

void analyse(const Ruleset& ruleset, Diagnostics& diagnostics) {
  Findings findings(ruleset.file);
  const StageGraph graph = build_stage_graph(ruleset);
  // Errors first: what is found beyond a limit is dropped.
  find_auto_cycles(ruleset, findings);
  find_deadline_cycles(ruleset, findings);
  const TransitionMarks shadowed = find_shadowed(ruleset, findings);
  find_unreachable(ruleset, graph, shadowed, findings);
  find_dead_ends(ruleset, graph, shadowed, findings);
  find_unused(ruleset, findings);

  const Diagnostics found = findings.take();
  diagnostics.insert(diagnostics.end(), found.begin(), found.end());
}

Expected<CheckedRuleset> load_and_analyse(std::string_view text, std::string_view file,
                                          const LoadOptions& options) {
  auto loaded = load_ruleset(text, file, options);
  if (!loaded) return std::move(loaded.error());
  CheckedRuleset checked{*loaded, (*loaded)->diagnostics};
  analyse(*checked.ruleset, checked.diagnostics);
  if (has_errors(checked.diagnostics)) {
    return Error{Status::kInvalidRuleset, "the ruleset has errors", std::move(checked.diagnostics)};
  }
  return checked;
}

}  // namespace stagegraph::graph
