// SPDX-License-Identifier: Apache-2.0
// Deadlines: what happens when time has passed.
#pragma once

#include "ruleset/load/loader.h"

namespace stagegraph::ruleset {

// Names only, so that anything may refer to them.
void declare_deadlines(Loader& loader, const DocPlace& stage_place, StageIndex stage);

void load_deadline(Loader& loader, DeadlineIndex index);

}  // namespace stagegraph::ruleset
