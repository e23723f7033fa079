// SPDX-License-Identifier: Apache-2.0
// The report of a comparison, put in the order in which people read it: by effect, then by heading.
#pragma once

#include <boost/json/object.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace stagegraph::cli {

struct DiffLine {
  std::string says;
  std::string place;  // "line 160 → 162"; empty where there is none
};

// Changes of which the same is to be said.
struct DiffNote {
  std::vector<DiffLine> lines;
  std::string note;
};

struct DiffSection {
  std::string heading;
  std::vector<DiffNote> notes;
};

struct DiffEffect {
  std::string name;  // "next_step"
  std::string title;
  std::string means;
  size_t changes = 0;
  std::vector<DiffSection> sections;
};

struct DiffOutline {
  std::string title;  // "leads 2026.11 → 2026.12"
  std::string files;
  std::string summary;
  std::vector<DiffEffect> effects;  // those that have changes
};

// Of what stg_ruleset_diff gives.
DiffOutline outline_of(const boost::json::object& report);

std::string_view text_in(const boost::json::object& object, std::string_view key);
size_t number_in(const boost::json::object& object, std::string_view key);

}  // namespace stagegraph::cli
