// SPDX-License-Identifier: Apache-2.0
// What a document may hold beyond the budgets of YAML.
#pragma once

#include "ruleset/reading/findings.h"

namespace stagegraph::ruleset {

// Keys make paths, and paths of nested keys add up: reports keys that are too long to be
// names, and paths that are too long together.
void check_keys(Findings& findings, const yaml::Node& root);

}  // namespace stagegraph::ruleset
