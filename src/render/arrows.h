// SPDX-License-Identifier: Apache-2.0
// The stage graph as it is drawn: one arrow for all ways of one kind between two stages.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "graph/marks.h"
#include "graph/stage_graph.h"
#include "ruleset/model.h"

namespace stagegraph::render {

struct Arrow {
  graph::EdgeKind kind = graph::EdgeKind::kEvent;
  ruleset::StageIndex from = kNone;
  // The way leads from a group to one of its own stages: it cannot begin at the group's border.
  bool from_inside = false;
  ruleset::StageIndex to = kNone;  // never a group that holds `from`
  std::vector<std::string> lines;
};

// In the order of the stage graph's edges.
std::vector<Arrow> draw_arrows(const ruleset::Ruleset& ruleset);

// Whether an arrow begins inside it (Arrow::from_inside).
graph::StageMarks stages_with_inside(const ruleset::Ruleset& ruleset,
                                     const std::vector<Arrow>& arrows);

// What stands below a stage's name: title, team, win rate. May be empty.
std::vector<std::string> caption_of(const ruleset::Stage& stage);

// "Lead, opportunity, order (b2b-trunk 2026.11)".
std::string heading_of(const ruleset::Ruleset& ruleset);

// At most `limit` code points, line breaks made spaces and none at the end; "…" where it was cut.
std::string shorten(std::string_view text, size_t limit);

}  // namespace stagegraph::render
