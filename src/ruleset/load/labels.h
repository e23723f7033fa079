// SPDX-License-Identifier: Apache-2.0
// Texts that people or hosts are given as they stand: nothing in them is worked out.
#pragma once

#include <optional>
#include <string>

#include "ruleset/load/loader.h"

namespace stagegraph::ruleset {

// A text for people (prose.h). Reports "${", "{{" and an expression in any of its languages, which
// people would read raw.
std::optional<std::string> read_label(Loader& loader, const DocPlace& place);

// One text without a language, such as the name of a script. Reports "${" and "{{".
std::optional<std::string> read_fixed_text(Loader& loader, const DocPlace& place);

}  // namespace stagegraph::ruleset
