// SPDX-License-Identifier: Apache-2.0
// What surrounds a decision: who acts, under which id, how much of each quota is used. A context
// lends a decision the memory it works in (workspace.h), so each thread has its own.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ruleset/model.h"

namespace stagegraph::engine {

struct Actor {
  std::string id;
  std::vector<ruleset::RoleIndex> roles;
};

class Context {
 public:
  Context();
  ~Context();
  Context(Context&&) noexcept;
  Context& operator=(Context&&) noexcept;

  Actor actor;
  std::string event_id;
  bool trace = false;
  int64_t expected_sequence = -1;    // -1: any
  uint64_t step_budget = 1'000'000;  // instructions of conditions in one decision

  // What one `advance` takes at most. It ends with the decision that reaches one of these.
  struct AdvanceLimits {
    size_t decisions = 10'000;
    uint64_t steps = 100'000'000;          // of all decisions
    uint64_t bytes = uint64_t{256} << 20;  // that the decisions keep
  };
  AdvanceLimits advance_limits;

  // How much of a quota is used under a key (quota_key). A counter that was not set is unknown:
  // what depends on it answers `needs`.
  void set_counter(ruleset::QuotaIndex quota, std::string_view key, int64_t used);
  std::optional<int64_t> counter(ruleset::QuotaIndex quota, std::string_view key) const;
  void clear_counters() { counters_.clear(); }
  bool counters_are_complete = false;  // a counter that was not set is at zero

  // As it was made: nobody acts, no event id, any sequence, no trace, no counters. The budget and the
  // memory stay.
  void reset();

  uint64_t steps_spent() const;  // by the last step that was made in it

  struct Workspace;
  Workspace& workspace() { return *workspace_; }

 private:
  std::unique_ptr<Workspace> workspace_;
  std::map<std::pair<ruleset::QuotaIndex, std::string>, int64_t, std::less<>> counters_;
};

}  // namespace stagegraph::engine
