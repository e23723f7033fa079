// SPDX-License-Identifier: Apache-2.0
// Sets of stages and transitions, as the analyses hand them to one another.
#pragma once

#include "ruleset/model.h"

namespace stagegraph::graph {

using StageMarks = IndexedVector<bool, ruleset::Stage>;
using TransitionMarks = IndexedVector<bool, ruleset::Transition>;

}  // namespace stagegraph::graph
