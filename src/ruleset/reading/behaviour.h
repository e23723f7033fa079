// SPDX-License-Identifier: Apache-2.0
// The fingerprint of what a ruleset does.
#pragma once

#include <string>

#include "ruleset/reading/keys.h"
#include "yaml/node.h"

namespace stagegraph::ruleset {

// The same for rulesets that give the same decisions by their form: those that differ in texts for
// people, labels, comments, layout, the order of keys in a map with fixed keys, short forms, lists
// of one, and spaces and comments inside conditions. Records hold it.
std::string behaviour_of(const yaml::Node& root);

// The same of one value of a ruleset. `actions` is that section of it, and may be null.
std::string behaviour_of(const yaml::Node& value, const ValueForm& form, const yaml::Node* actions);

}  // namespace stagegraph::ruleset
