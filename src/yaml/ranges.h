// SPDX-License-Identifier: Apache-2.0
// The second pass over the tree: where each node ends, and what only shows in the layout.
#pragma once

#include "yaml/builder.h"
#include "yaml/findings.h"
#include "yaml/node.h"

namespace stagegraph::yaml {

// Fills in every range; reports tabs, missing values and duplicate keys.
void finish_nodes(std::string_view text, const Places& written, Node& root, Findings& findings);

}  // namespace stagegraph::yaml
