// SPDX-License-Identifier: Apache-2.0
// What a migration of many records comes to: how many, what changes for whom, what is open.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "stagegraph/stagegraph.hpp"

namespace stagegraph::cli {

class MigrationReport {
 public:
  void add(std::string_view id, const stg::Decision& decision);  // migrated, or of this version
  void add(std::string_view id, const stg::Error& error);        // refused
  bool any_refused() const { return refused_ > 0; }

  // A table for people, and the same as JSON. Both end with a line feed.
  std::string text() const;
  std::string json() const;

 private:
  // Of how many records something is true, the first of them, and one in full.
  struct Line {
    size_t records = 0;
    std::vector<std::string> ids;
    std::string example;
  };
  using Lines = std::map<std::string, Line>;

  static void note(Lines& lines, const std::string& what, std::string_view id,
                   std::string_view example);

  size_t migrated_ = 0;
  size_t current_ = 0;
  size_t refused_ = 0;
  Lines changes_;
  Lines questions_;
};

}  // namespace stagegraph::cli
