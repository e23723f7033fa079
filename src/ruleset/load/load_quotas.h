// SPDX-License-Identifier: Apache-2.0
// Quotas: how many are allowed.
#pragma once

#include "ruleset/load/loader.h"

namespace stagegraph::ruleset {

void load_quotas(Loader& loader);

}  // namespace stagegraph::ruleset
