// SPDX-License-Identifier: Apache-2.0
// Where the records of an earlier version's stages go: by an answer, or most likely.
#pragma once

#include <set>
#include <vector>

#include "migrate/answers.h"
#include "ruleset/model.h"

namespace stagegraph::migrate {

// A stage of which nobody has said what becomes of its records.
struct GoneStage {
  ruleset::StageIndex stage = kNone;
  ruleset::StageIndex successor = kNone;  // the likely one
  bool is_beside = false;                 // in the same group: `was` needs the last name only
};

class StageSuccessors {
 public:
  StageSuccessors(const ruleset::Ruleset& old, const ruleset::Ruleset& now, const Answers& answers);

  // Parents before their children.
  const std::vector<GoneStage>& gone() const { return gone_; }
  // kNone: that is open.
  ruleset::StageIndex of(ruleset::StageIndex old) const { return stages_[old]; }
  // The leaves at or below a stage, of all for kNone, in which something can wait or run.
  std::vector<ruleset::StageIndex> leaves_within(ruleset::StageIndex group) const;
  // A leaf at or below `old` whose records would not be within `now`; kNone where there is none.
  ruleset::StageIndex outside(ruleset::StageIndex old, ruleset::StageIndex now) const;

 private:
  void find_successor(ruleset::StageIndex old);
  ruleset::StageIndex in_renamed_group(ruleset::StageIndex old) const;
  ruleset::StageIndex child_named(ruleset::StageIndex group, std::string_view name) const;
  bool shares_children(const ruleset::Stage& group, ruleset::StageIndex successor) const;
  ruleset::StageIndex holder_of(const ruleset::Stage& old) const;
  ruleset::StageIndex likely(ruleset::StageIndex old) const;

  const ruleset::Ruleset& old_;
  const ruleset::Ruleset& now_;
  std::vector<GoneStage> gone_;
  IndexedVector<ruleset::StageIndex, ruleset::Stage> stages_;  // by stage of the earlier version
  std::set<ruleset::StageIndex> renamed_;                      // of it, with a likely successor
  IndexedVector<bool, ruleset::Stage> is_new_;                 // may be a successor
};

}  // namespace stagegraph::migrate
