// SPDX-License-Identifier: Apache-2.0
// A comparison as JSON.
#pragma once

#include <string>

#include "diff/change.h"
#include "ruleset/model.h"

namespace stagegraph::diff {

// One line, without a line feed. docs/changing-rules.md describes it.
std::string to_json(const Comparison& comparison, const ruleset::Ruleset& before,
                    const ruleset::Ruleset& after);

}  // namespace stagegraph::diff
