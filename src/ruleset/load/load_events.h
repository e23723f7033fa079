// SPDX-License-Identifier: Apache-2.0
// Events, what they carry, and the roles that send them.
#pragma once

#include "ruleset/load/loader.h"

namespace stagegraph::ruleset {

void load_roles(Loader& loader, const DocPlace& section);

// Once roles and facts are read.
void load_events(Loader& loader, const DocPlace& section);

}  // namespace stagegraph::ruleset
