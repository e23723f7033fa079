// SPDX-License-Identifier: Apache-2.0
// Business calendars.
#pragma once

#include "ruleset/load/loader.h"

namespace stagegraph::ruleset {

void load_calendars(Loader& loader, const DocPlace& section);

}  // namespace stagegraph::ruleset
