// SPDX-License-Identifier: Apache-2.0
#include "cli/diff_lines.h"

#include <algorithm>
#include <boost/json/object.hpp>
#include <utility>

namespace stagegraph::cli {

namespace {

constexpr size_t kShownIds = 3;

}  // namespace

void DiffLines::add(const std::string& what, std::string_view id, std::string_view example) {
  Line& line = lines_[what];
  if (line.records == 0) line.example = example;
  ++line.records;
  if (line.ids.size() < kShownIds) line.ids.emplace_back(id);
}

boost::json::array DiffLines::json() const {
  std::vector<std::pair<const std::string*, const Line*>> sorted;
  for (const auto& [what, line] : lines_) sorted.emplace_back(&what, &line);
  std::stable_sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) {
    return a.second->records > b.second->records;
  });
  boost::json::array array;
  for (const auto& [what, line] : sorted) {
    array.push_back({{"what", *what},
                     {"records", line->records},
                     {"such_as", boost::json::array(line->ids.begin(), line->ids.end())},
                     {"example", line->example}});
  }
  return array;
}

}  // namespace stagegraph::cli
