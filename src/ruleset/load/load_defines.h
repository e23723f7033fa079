// SPDX-License-Identifier: Apache-2.0
// Named expressions, and criteria: named conditions with the reason people read.
#pragma once

#include "ruleset/load/loader.h"

namespace stagegraph::ruleset {

// Facts and named expressions share one space of names.
void declare_defines(Loader& loader, const DocPlace& section);

void load_defines(Loader& loader);
void load_criteria(Loader& loader);

}  // namespace stagegraph::ruleset
