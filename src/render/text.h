// SPDX-License-Identifier: Apache-2.0
// The outline of a ruleset in words.
#pragma once

#include <string>

#include "ruleset/model.h"

namespace stagegraph::render {

// Deterministic. Ends with a line feed.
std::string render_text(const ruleset::Ruleset& ruleset);

}  // namespace stagegraph::render
