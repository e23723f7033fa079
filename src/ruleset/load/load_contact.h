// SPDX-License-Identifier: Apache-2.0
// Contact: the hours, the cap and the channels that hold for all cadences.
#pragma once

#include "ruleset/load/loader.h"

namespace stagegraph::ruleset {

void load_contact(Loader& loader, const DocPlace& place);

}  // namespace stagegraph::ruleset
