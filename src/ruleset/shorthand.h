// The short form of conditions: { amount: ">= 500", need: [now, later], product: known }.
#pragma once

#include <optional>

#include "ruleset/loader.h"
#include "ruleset/source_map.h"

namespace stagegraph {

// The CEL that a map of tests stands for, all of which must hold; nothing where one has findings.
std::optional<SourceText> lower_shorthand(Loader& loader, const Spot& spot, const Scope& scope);

}  // namespace stagegraph
