// SPDX-License-Identifier: Apache-2.0
// What a run came to: stages, outcomes, refusals by reason.
#pragma once

#include <boost/json/object.hpp>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "cli/records.h"
#include "stagegraph/stagegraph.hpp"

namespace stagegraph::cli {

class Tally {
 public:
  void add(const stg::DecisionView& decision);

  size_t events = 0;        // delivered
  size_t events_after = 0;  // not delivered, as they are after --until
  size_t bad_rows = 0;
  size_t failed_advances = 0;  // of records whose time could not pass

  // Tables for people; ends with a line feed.
  std::string text(const stg::Ruleset& rules, const Records& records) const;
  boost::json::object json(const stg::Ruleset& rules, const Records& records) const;

 private:
  size_t decisions_ = 0;
  std::map<stg::Outcome, size_t> outcomes_;
  std::map<std::string, size_t, std::less<>> refusals_;  // by the code of the reason
  std::map<std::string, size_t, std::less<>> needs_;     // by what was lacking
};

}  // namespace stagegraph::cli
