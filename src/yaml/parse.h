// SPDX-License-Identifier: Apache-2.0
// From the text of a YAML document to its tree, within budgets. Only this folder knows yaml-cpp.
#pragma once

#include <memory>
#include <string_view>

#include "base/expected.h"
#include "yaml/limits.h"
#include "yaml/node.h"

namespace stagegraph::yaml {

// Refuses anchors, aliases, tags, directives, duplicate keys, a second document, keys that are not
// scalars, YAML 1.1's words for true, false and null as keys, control characters, invalid UTF-8,
// tabs where YAML refuses them. Reports as many findings as it can reach. Any of them is an error.
// Where there is a tree all the same they are in Document::refused: an alias is replaced by what it
// stands for, entries behind "<<" and those of a key that stands twice are in one map.
Expected<std::shared_ptr<const Document>> parse(std::string_view text, std::string_view file,
                                                const Limits& limits = {});

}  // namespace stagegraph::yaml
