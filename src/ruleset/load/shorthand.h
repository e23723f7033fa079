// SPDX-License-Identifier: Apache-2.0
// The short form of conditions: { amount: ">= 500", need: [now, later], product: known }.
#pragma once

#include <optional>

#include "ruleset/expressions/source_map.h"
#include "ruleset/load/loader.h"

namespace stagegraph::ruleset {

// The CEL that a map of tests stands for, all of which must hold; nothing where one has findings.
std::optional<SourceText> lower_shorthand(Loader& loader, const DocPlace& place,
                                          const Scope& scope);

}  // namespace stagegraph::ruleset
