// SPDX-License-Identifier: Apache-2.0
// Rulesets from text, and what was found in them as short lines.
#pragma once

#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "ruleset/load/load.h"

namespace stagegraph::test {

inline std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  REQUIRE_FALSE(text.str().empty());
  return text.str();
}

// "code line:column-line:column"; the end is left out where it is the beginning.
inline std::string brief(const Diagnostic& d) {
  return fmt::format("{} {}:{}", d.code, d.range.begin.line, d.range.begin.column);
}

inline std::vector<std::string> brief(const Diagnostics& list) {
  std::vector<std::string> lines;
  for (const Diagnostic& d : list) lines.push_back(brief(d));
  return lines;
}

inline Diagnostics findings(const std::string& yaml) {
  auto loaded = ruleset::load_ruleset(yaml, "test.yaml");
  return loaded ? (*loaded)->diagnostics : loaded.error().diagnostics;
}

inline std::shared_ptr<const ruleset::Ruleset> load(const std::string& yaml) {
  auto loaded = ruleset::load_ruleset(yaml, "test.yaml");
  if (!loaded) {
    for (const Diagnostic& d : loaded.error().diagnostics) UNSCOPED_INFO(format_diagnostic(d));
  }
  REQUIRE(loaded.has_value());
  return *loaded;
}

// The lines that every ruleset needs, three of them; `rest` begins on line 4.
inline std::string with_head(const std::string& rest) {
  return "stagegraph: 1\nname: test\nstages: { a: {}, b: {} }\n" + rest;
}

// The same without stages; `rest` begins on line 3.
inline std::string without_stages(const std::string& rest) {
  return "stagegraph: 1\nname: test\n" + rest;
}

inline const ruleset::Expression& expression(const ruleset::Ruleset& rules,
                                             ruleset::ExpressionIndex index) {
  REQUIRE(index != kNone);
  return rules.expressions[index];
}

}  // namespace stagegraph::test
