// SPDX-License-Identifier: Apache-2.0
// Who answers: the candidates for each leaf and event, laid out once so that a decision only
// walks a short list.
#pragma once

#include <span>

#include "ruleset/model.h"

namespace stagegraph::ruleset {

// How large it becomes: runs of candidates, and candidates in them.
uint64_t dispatch_places(const Ruleset& ruleset);
uint64_t dispatch_candidates(const Ruleset& ruleset);
inline constexpr uint64_t kMaxPlaces = 2'000'000;
inline constexpr uint64_t kMaxCandidates = 2'000'000;

// Fills ruleset.dispatch from its stages and transitions. The last step of loading.
void build_dispatch(Ruleset& ruleset);

inline std::span<const TransitionIndex> candidates_for(const Ruleset& ruleset, StageIndex leaf,
                                                       EventIndex event) {
  Dispatch::Run s = ruleset.dispatch.by_event[ruleset.dispatch.place(leaf, event)];
  return {ruleset.dispatch.candidates.data() + s.begin, s.end - s.begin};
}

inline std::span<const TransitionIndex> automatic_for(const Ruleset& ruleset, StageIndex leaf) {
  Dispatch::Run s = ruleset.dispatch.leaves[leaf].automatic;
  return {ruleset.dispatch.candidates.data() + s.begin, s.end - s.begin};
}

}  // namespace stagegraph::ruleset
