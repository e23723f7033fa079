// SPDX-License-Identifier: Apache-2.0
// A decision as JSON: the same decision is always the same bytes. docs/decisions-json.md
#pragma once

#include <string>

#include "engine/decision.h"

namespace stagegraph::engine {

void write_decision(const Decision& decision, std::string& out);

}  // namespace stagegraph::engine
