// SPDX-License-Identifier: Apache-2.0
// Mermaid: a stateDiagram-v2, to paste into a page.
#pragma once

#include <string>

#include "ruleset/model.h"

namespace stagegraph::render {

// Deterministic. Ends with a line feed.
std::string render_mermaid(const ruleset::Ruleset& ruleset);

}  // namespace stagegraph::render
