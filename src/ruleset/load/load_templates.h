// SPDX-License-Identifier: Apache-2.0
// Values with ${expressions} in them.
#pragma once

#include <optional>

#include "ruleset/load/loader.h"

namespace stagegraph::ruleset {

// A literal of the type, or text with ${...} in it.
std::optional<Template> read_template(Loader& loader, const DocPlace& place, const cel::Type& type,
                                      const Scope& scope);

}  // namespace stagegraph::ruleset
