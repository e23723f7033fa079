// SPDX-License-Identifier: Apache-2.0
// Promises: what must hold for every record.
#pragma once

#include "ruleset/load/loader.h"

namespace stagegraph::ruleset {

void load_promises(Loader& loader, const DocPlace& section);

}  // namespace stagegraph::ruleset
