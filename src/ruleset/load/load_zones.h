// SPDX-License-Identifier: Apache-2.0
// The time zones of a ruleset.
#pragma once

#include "ruleset/load/loader.h"

namespace stagegraph::ruleset {

// `time_zone`, `time_zones`, and every text of the document that is the name of a zone: a member of
// an enum or a cell of a table may come to where an expression takes a zone. A decision looks zones
// up among these and reads no file.
void load_zones(Loader& loader, const DocPlace& own, const DocPlace& listed);

}  // namespace stagegraph::ruleset
