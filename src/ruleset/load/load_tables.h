// SPDX-License-Identifier: Apache-2.0
// Decision tables.
#pragma once

#include "ruleset/load/loader.h"

namespace stagegraph::ruleset {

// Names and outputs, so that expressions may ask the tables.
void declare_tables(Loader& loader, const DocPlace& section);

void load_tables(Loader& loader);

}  // namespace stagegraph::ruleset
