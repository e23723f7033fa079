// SPDX-License-Identifier: Apache-2.0
// The fingerprint of what a ruleset does.
#pragma once

#include <string>

#include "yaml/node.h"

namespace stagegraph::ruleset {

// The same for rulesets that give the same decisions by their form: those that differ in texts for
// people, labels, comments, layout, the order of keys in a map with fixed keys, short forms, lists
// of one, and spaces and comments inside conditions. Records hold it.
std::string behaviour_of(const yaml::Node& root);

}  // namespace stagegraph::ruleset
