// SPDX-License-Identifier: Apache-2.0
// Cadences: plans for staying in touch.
#pragma once

#include "ruleset/load/loader.h"

namespace stagegraph::ruleset {

// The cadences that are declared, and the action `touch` that they ask for.
void load_cadences(Loader& loader);

}  // namespace stagegraph::ruleset
