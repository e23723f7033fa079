// SPDX-License-Identifier: Apache-2.0
// What aliases and merge keys stand for. They are refused, but who reads on for further findings
// should not stumble over what is behind them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <utility>

#include "yaml/limits.h"
#include "yaml/node.h"

namespace stagegraph::yaml {

// Places of the anchored nodes and of the aliases in the file, with yaml-cpp's numbers of anchors.
// A map and its first key begin at one place; their kinds tell them apart.
struct References {
  std::map<std::pair<uint32_t, NodeKind>, size_t> anchors;
  std::map<uint32_t, size_t> aliases;
};

// Puts a copy of what it stands for in the place of each alias, and the entries behind "<<" into
// their map. An alias inside what it stands for remains. False where the copies exceed the limits:
// the tree is of no use then.
bool expand_aliases(Node& root, const References& references, const Limits& limits);

}  // namespace stagegraph::yaml
