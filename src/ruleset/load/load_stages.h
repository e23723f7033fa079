// SPDX-License-Identifier: Apache-2.0
// The tree of stages: first its names, then what each stage says.
#pragma once

#include "ruleset/load/loader.h"

namespace stagegraph::ruleset {

// The stage of that name, as seen from `holder`. kNone where there is none or it has findings.
StageIndex read_stage(Loader& loader, const DocPlace& place, StageIndex holder);

// Names only, those of deadlines too, so that anything may refer to them.
void declare_stages(Loader& loader, const DocPlace& section);

void load_stages(Loader& loader);

// The stage in which a new record starts.
void load_initial(Loader& loader, const DocPlace& place);

}  // namespace stagegraph::ruleset
