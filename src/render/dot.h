// SPDX-License-Identifier: Apache-2.0
// Graphviz: groups as boxes in boxes.
#pragma once

#include <string>

#include "ruleset/model.h"

namespace stagegraph::render {

// Deterministic. Ends with a line feed.
std::string render_dot(const ruleset::Ruleset& ruleset);

}  // namespace stagegraph::render
