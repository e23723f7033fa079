// SPDX-License-Identifier: Apache-2.0
// The zones that the texts of an expression name. They are loaded when it is compiled, so that no
// evaluation reads a file.
#pragma once

#include <vector>

#include "cel/checker/checker.h"
#include "cel/common/environment.h"
#include "time/zones.h"

namespace stagegraph::cel {

// Loads what stands where a function takes a zone, and any other text that is the name of a zone,
// since it may come to such a place. In the profile, a text in the place of a zone that names none
// is an issue, and one that means another offset than it seems to is a warning.
void load_zones(const Ast& ast, const Checked& checked, const Environment& environment,
                time::Zones& zones, std::vector<Issue>& issues, std::vector<Issue>& warnings);

}  // namespace stagegraph::cel
