// SPDX-License-Identifier: Apache-2.0
// Conditions and other expressions in CEL, where the document has them.
#pragma once

#include <optional>

#include "ruleset/load/loader.h"

namespace stagegraph::ruleset {

// CEL, or a map of tests. kNone where there is none or it has findings.
ExpressionIndex read_condition(Loader& loader, const DocPlace& place, const Scope& scope);

// The same as text that is not compiled yet.
std::optional<SourceText> read_condition_text(Loader& loader, const DocPlace& place,
                                              const Scope& scope);

// CEL of the type.
ExpressionIndex read_expression(Loader& loader, const DocPlace& place, const cel::Type& type,
                                const Scope& scope);

}  // namespace stagegraph::ruleset
