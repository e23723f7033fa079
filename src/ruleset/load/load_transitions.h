// SPDX-License-Identifier: Apache-2.0
// Transitions: what events do in a stage, and automatic ones.
#pragma once

#include "ruleset/load/loader.h"

namespace stagegraph::ruleset {

// Those of one stage.
void load_transitions(Loader& loader, const Fields& stage, StageIndex index);

}  // namespace stagegraph::ruleset
