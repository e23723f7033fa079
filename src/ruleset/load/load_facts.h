// SPDX-License-Identifier: Apache-2.0
// Facts, and the types that other sections declare.
#pragma once

#include "ruleset/load/loader.h"

namespace stagegraph::ruleset {

// "int", or a map with `type` and `values`. Of kind kError where it has findings.
cel::Type read_type(Loader& loader, const DocPlace& place);

void load_facts(Loader& loader, const DocPlace& section);

}  // namespace stagegraph::ruleset
