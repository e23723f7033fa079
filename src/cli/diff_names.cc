// SPDX-License-Identifier: Apache-2.0
#include "cli/diff_names.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <boost/json/array.hpp>
#include <vector>

#include "cli/diff_outline.h"

namespace stagegraph::cli {

namespace {

std::vector<std::string_view> why(const stg::DecisionView& decision) {
  if (decision.outcome() == stg::Outcome::kNeeds) return decision.needs();
  std::vector<std::string_view> codes;
  for (const stg::Reason& reason : decision.reasons()) codes.push_back(reason.code);
  return codes;
}

}  // namespace

DiffNames::DiffNames(const boost::json::object& report) {
  for (const boost::json::value& value : report.at("names").as_array()) {
    const boost::json::object& name = value.as_object();
    names_[fmt::format("{} {}", text_in(name, "section"), text_in(name, "old"))] =
        text_in(name, "new");
  }
}

std::string DiffNames::now(std::string_view section, std::string_view before) const {
  const auto found = names_.find(fmt::format("{} {}", section, before));
  return found == names_.end() ? std::string(before) : found->second;
}

std::string answer_of(const stg::DecisionView& decision, const stg::Ruleset& rules,
                      const DiffNames* names) {
  std::string answer(stg::name_of(decision.outcome()));
  if (decision.outcome() == stg::Outcome::kMoved ||
      (decision.to() != stg::kNone && decision.to() != decision.from())) {
    const std::string_view stage = rules.stage_name(decision.to());
    answer += fmt::format(" to {}", names == nullptr ? std::string(stage) : names->stage(stage));
  }
  const std::vector<std::string_view> reasons = why(decision);
  if (!reasons.empty()) answer += fmt::format(" ({})", fmt::join(reasons, ", "));
  return answer;
}

}  // namespace stagegraph::cli
