// SPDX-License-Identifier: Apache-2.0
// What a map's keys must be.
#pragma once

#include "yaml/findings.h"
#include "yaml/node.h"

namespace stagegraph::yaml {

void check_key(const Node& key, Findings& findings);
// Takes keys with their ranges. What stands under a key that is there twice is put together, so
// that nothing of it is missing to who reads on.
void check_duplicates(Node& map, Findings& findings);
// Leaves out the entries whose key stands further up already.
void keep_first(Node& map);

}  // namespace stagegraph::yaml
