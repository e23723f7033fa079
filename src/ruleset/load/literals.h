// SPDX-License-Identifier: Apache-2.0
// Values that authors write as they are.
#pragma once

#include <optional>

#include "ruleset/load/loader.h"

namespace stagegraph::ruleset {

// A literal of the type, its text in the ruleset's arena.
std::optional<cel::Value> read_literal(Loader& loader, const DocPlace& place,
                                       const cel::Type& type);

}  // namespace stagegraph::ruleset
