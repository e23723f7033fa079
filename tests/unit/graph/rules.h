// SPDX-License-Identifier: Apache-2.0
// Rulesets for the tests of this folder: only what matters is written out.
#pragma once

#include <catch2/catch.hpp>
#include <memory>
#include <string>

#include "graph/analyses.h"
#include "ruleset/load/load.h"

namespace stagegraph {

// Loads `body` (a raw string may begin with a line feed) as the third line and on.
inline std::shared_ptr<const ruleset::Ruleset> load_rules(std::string body) {
  if (body.rfind('\n', 0) == 0) body.erase(0, 1);
  auto loaded = ruleset::load_ruleset("stagegraph: 1\nname: test\n" + body, "test.yaml");
  if (!loaded) {
    for (const Diagnostic& d : loaded.error().diagnostics) UNSCOPED_INFO(format_diagnostic(d));
    FAIL("the test's ruleset does not load");
  }
  return *loaded;
}

// Each finding as "code line:column message".
inline std::vector<std::string> findings_of(const std::string& body) {
  Diagnostics diagnostics;
  graph::analyse(*load_rules(body), diagnostics);
  std::vector<std::string> out;
  for (const Diagnostic& d : diagnostics) {
    out.push_back(d.code + " " + std::to_string(d.range.begin.line) + ": " + d.message);
  }
  return out;
}

// Those with the code alone.
inline std::vector<std::string> findings_of(const std::string& code, const std::string& body) {
  std::vector<std::string> out;
  for (const std::string& finding : findings_of(body)) {
    if (finding.rfind(code + " ", 0) == 0) out.push_back(finding.substr(code.size() + 1));
  }
  return out;
}

using Texts = std::vector<std::string>;

}  // namespace stagegraph
