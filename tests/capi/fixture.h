// SPDX-License-Identifier: Apache-2.0
// What the C++ tests of the C interface share.
#pragma once

#include <string>
#include <string_view>

#include "stagegraph/stagegraph.hpp"

namespace doors {

inline stg::Ruleset load() { return stg::Ruleset::load_file("tests/data/doors.yaml"); }

// A record in open.work since Monday, 2 March 2026, ten o'clock.
inline stg::Record working_record(const stg::Ruleset& rules) {
  const stg::Instant entered = rules.parse_time("2026-03-02T10:00");
  stg::Record record(rules, "A-17", entered);
  record.place(rules.stage("open.work"), entered);
  return record;
}

inline stg::Context clerk(const stg::Ruleset& rules) {
  stg::Context context(rules);
  const std::string_view roles[] = {"clerk"};
  context.set_actor("wu", roles);
  return context;
}

}  // namespace doors
