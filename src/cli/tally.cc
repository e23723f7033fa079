// SPDX-License-Identifier: Apache-2.0
#include "cli/tally.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace stagegraph::cli {

namespace {

using Counts = std::vector<std::pair<std::string, size_t>>;

void count(std::map<std::string, size_t, std::less<>>& counts, std::string_view name) {
  auto found = counts.find(name);
  if (found == counts.end()) found = counts.emplace(name, 0).first;
  ++found->second;
}

// The leaves in the order of the ruleset, with how many records are in each.
Counts stage_counts(const stg::Ruleset& rules, const Records& records) {
  std::vector<size_t> by_stage(rules.stage_count(), 0);
  for (const stg::Record& record : records.all()) ++by_stage[record.stage()];
  Counts counts;
  for (stg::Index stage = 0; stage < rules.stage_count(); ++stage) {
    if (!rules.stage_is_group(stage)) {
      counts.emplace_back(rules.stage_name(stage), by_stage[stage]);
    }
  }
  return counts;
}

boost::json::object win_rates(const stg::Ruleset& rules) {
  boost::json::object rates;
  for (stg::Index stage = 0; stage < rules.stage_count(); ++stage) {
    if (auto rate = rules.stage_win_rate(stage)) rates[rules.stage_name(stage)] = *rate;
  }
  return rates;
}

Counts outcome_counts(const std::map<stg::Outcome, size_t>& outcomes) {
  Counts counts;
  for (const auto& [outcome, number] : outcomes) {
    counts.emplace_back(stg::name_of(outcome), number);
  }
  return counts;
}

// The most frequent first.
Counts by_frequency(const std::map<std::string, size_t, std::less<>>& counts) {
  Counts sorted(counts.begin(), counts.end());
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  return sorted;
}

void add_table(std::string& text, std::string_view title, const Counts& counts) {
  if (counts.empty()) return;
  size_t width = title.size();
  for (const auto& [name, number] : counts) width = std::max(width, name.size() + 2);
  fmt::format_to(std::back_inserter(text), "{}\n", title);
  for (const auto& [name, number] : counts) {
    fmt::format_to(std::back_inserter(text), "  {:<{}}{:>9}\n", name, width, number);
  }
}

boost::json::object to_json(const Counts& counts) {
  boost::json::object object;
  for (const auto& [name, number] : counts) object[name] = number;
  return object;
}

}  // namespace

void Tally::add(const stg::DecisionView& decision) {
  ++decisions_;
  ++outcomes_[decision.outcome()];
  if (decision.outcome() == stg::Outcome::kRefused || decision.outcome() == stg::Outcome::kDenied) {
    for (const stg::Reason& reason : decision.reasons()) count(refusals_, reason.code);
  }
  if (decision.outcome() == stg::Outcome::kNeeds) {
    for (std::string_view name : decision.needs()) count(needs_, name);
  }
}

std::string Tally::text(const stg::Ruleset& rules, const Records& records) const {
  std::string text;
  add_table(text, "stages", stage_counts(rules, records));
  add_table(text, "outcomes", outcome_counts(outcomes_));
  add_table(text, "refused, by reason", by_frequency(refusals_));
  add_table(text, "needs, by what is lacking", by_frequency(needs_));
  fmt::format_to(std::back_inserter(text), "{} records, {} events, {} decisions, {} bad rows\n",
                 records.all().size(), events, decisions_, bad_rows);
  if (failed_advances > 0) {
    fmt::format_to(std::back_inserter(text), "{} times a record could not be advanced\n",
                   failed_advances);
  }
  if (events_after > 0) {
    fmt::format_to(std::back_inserter(text), "{} events after --until were not delivered\n",
                   events_after);
  }
  return text;
}

boost::json::object Tally::json(const stg::Ruleset& rules, const Records& records) const {
  boost::json::object object;
  object["records"] = records.all().size();
  object["events"] = events;
  object["events_after_until"] = events_after;
  object["decisions"] = decisions_;
  object["bad_rows"] = bad_rows;
  object["failed_advances"] = failed_advances;
  object["stages"] = to_json(stage_counts(rules, records));
  object["win_rates"] = win_rates(rules);
  object["outcomes"] = to_json(outcome_counts(outcomes_));
  object["refusals"] = to_json(by_frequency(refusals_));
  object["needs"] = to_json(by_frequency(needs_));
  return object;
}

}  // namespace stagegraph::cli
