// SPDX-License-Identifier: Apache-2.0
// Differences that many records share: of how many each is true, and a few of them.
#pragma once

#include <boost/json/array.hpp>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace stagegraph::cli {

class DiffLines {
 public:
  // The record has this difference. `example` is what it is for this one.
  void add(const std::string& what, std::string_view id, std::string_view example = {});
  bool is_empty() const { return lines_.empty(); }

  // The most frequent first: {"what", "records", "such_as", "example"}.
  boost::json::array json() const;

 private:
  struct Line {
    size_t records = 0;
    std::vector<std::string> ids;
    std::string example;
  };
  std::map<std::string, Line> lines_;
};

}  // namespace stagegraph::cli
