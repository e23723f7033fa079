// SPDX-License-Identifier: Apache-2.0
// What this version reads and checks but does not run yet. A ruleset that uses one of these is
// told so. A later version deletes lines from unsupported.cc, and nothing else need change.
#pragma once

#include "ruleset/reading/findings.h"
#include "ruleset/reading/keys.h"

namespace stagegraph::ruleset {

// Warns where `place` stands under a key of a map of this kind that is not run.
void warn_if_unsupported(Findings& findings, const DocPlace& place, MapKind kind);

}  // namespace stagegraph::ruleset
