// SPDX-License-Identifier: Apache-2.0
// What a ruleset says of its earlier versions: `was` and `migrate`.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ruleset/load/loader.h"

namespace stagegraph::ruleset {

// Reports those of the names under `was` that this version has too.
void check_was(Loader& loader, const NameTable& table, const std::vector<std::string>& names,
               const DocPlace& place);

// The paths that something had in earlier versions: by its own earlier names (where one has a
// point, it is a whole path) and those of what holds it. Without the path of now.
std::vector<std::string> earlier_paths(std::string_view holder,
                                       const std::vector<std::string>& earlier_holders,
                                       std::string_view name,
                                       const std::vector<std::string>& earlier_names);

// Once every stage is read.
void load_migrations(Loader& loader, const DocPlace& section);

}  // namespace stagegraph::ruleset
