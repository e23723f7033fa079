// SPDX-License-Identifier: Apache-2.0
// The ways from stage to stage, as a plain list: what the analyses walk and the pictures draw.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ruleset/model.h"

namespace stagegraph::graph {

enum class EdgeKind : uint8_t {
  kEvent,       // a transition taken on an event
  kAuto,        // an automatic transition
  kOtherwise,   // where a refused record goes
  kDeadline,    // a deadline that moves the record
  kUnanswered,  // a cadence given up
};

std::string_view to_string(EdgeKind kind);

// One way out of a stage, or out of every stage of a group that does not answer it sooner.
struct StageEdge {
  EdgeKind kind = EdgeKind::kEvent;
  ruleset::StageIndex from = kNone;  // as declared: a leaf or a group
  ruleset::StageIndex to =
      kNone;  // as declared: a leaf, or a group (the record ends in its initial leaf)
  // What leads there: one of these, by `kind`.
  ruleset::TransitionIndex transition = kNone;
  ruleset::DeadlineIndex deadline = kNone;
  ruleset::CadenceIndex cadence = kNone;
  std::string label;  // "hand_over", "7 days", "auto", "after 6 touches": short and for people
};

struct StageGraph {
  // By stage in document order, transitions before deadlines.
  IndexedVector<StageEdge> edges;
  std::vector<ruleset::StageIndex> leaves;  // in document order
  // By stage: the edges declared there.
  IndexedVector<std::vector<IndexOf<StageEdge>>, ruleset::Stage> from;
};

// Transitions without target move nothing and are not edges.
StageGraph build_stage_graph(const ruleset::Ruleset& ruleset);

// What a deadline waits for, in words: "within 7 days", "3 days before contract_end".
std::string describe_deadline(const ruleset::Ruleset& ruleset, const ruleset::Deadline& deadline);

}  // namespace stagegraph::graph
