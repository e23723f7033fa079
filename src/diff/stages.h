// SPDX-License-Identifier: Apache-2.0
// What differs in the stages and their deadlines, which may have moved and changed their names.
#pragma once

#include "diff/names.h"
#include "diff/reporter.h"
#include "diff/walk.h"

namespace stagegraph::diff {

void walk_stages(Walk& walk, const yaml::Node& before, const yaml::Node& after, const Names& names,
                 const Judge& judge, Reporter& out);

}  // namespace stagegraph::diff
