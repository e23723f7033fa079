// SPDX-License-Identifier: Apache-2.0
// The fingerprint of a document's content.
#pragma once

#include <string>

#include "yaml/node.h"

namespace stagegraph::ruleset {

// The same for documents that differ in comments, layout and the manner of quoting only; another
// where a key, a value, their order or whether a scalar is quoted differs.
std::string fingerprint_of(const yaml::Node& root);

}  // namespace stagegraph::ruleset
