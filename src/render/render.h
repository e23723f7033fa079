// SPDX-License-Identifier: Apache-2.0
// A ruleset as a picture or an outline, for people.
#pragma once

#include <cstdint>
#include <string>

#include "ruleset/model.h"

namespace stagegraph::render {

enum class RenderFormat : uint8_t {
  kDot,      // Graphviz: groups as boxes in boxes
  kMermaid,  // a stateDiagram-v2, to paste into a page
  kText,     // an indented outline in words
};

// Deterministic: the same ruleset is always the same bytes. Ends with a line feed.
std::string draw(const ruleset::Ruleset& ruleset, RenderFormat format);

}  // namespace stagegraph::render
