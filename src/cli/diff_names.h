// SPDX-License-Identifier: Apache-2.0
// What the stages and deadlines of an old version are called in the new one.
#pragma once

#include <boost/json/object.hpp>
#include <map>
#include <string>
#include <string_view>

#include "stagegraph/stagegraph.hpp"

namespace stagegraph::cli {

class DiffNames {
 public:
  // Of what stg_ruleset_diff gives.
  explicit DiffNames(const boost::json::object& report);

  std::string stage(std::string_view before) const { return now("stages", before); }
  std::string deadline(std::string_view before) const { return now("deadlines", before); }

 private:
  std::string now(std::string_view section, std::string_view before) const;

  std::map<std::string, std::string, std::less<>> names_;  // by section and old name
};

// What a decision says to those who asked: "moves to lead.sql", "refused (missed)". Stages have the
// names of the new version where `names` is given, and their own where it is null.
std::string answer_of(const stg::DecisionView& decision, const stg::Ruleset& rules,
                      const DiffNames* names);

}  // namespace stagegraph::cli
