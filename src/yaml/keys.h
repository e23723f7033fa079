// What a map's keys must be.
#pragma once

#include "yaml/findings.h"
#include "yaml/node.h"

namespace stagegraph::yaml {

void check_key(const Node& key, Findings& findings);
// Takes keys with their ranges.
void check_duplicates(const Node& map, Findings& findings);

}  // namespace stagegraph::yaml
