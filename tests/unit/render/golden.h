// SPDX-License-Identifier: Apache-2.0
// Comparing with files under tests/golden/render. STAGEGRAPH_UPDATE_GOLDEN=1 writes them anew:
// look at the difference before you commit it.
#pragma once

#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>

#include "render/render.h"
#include "ruleset/load/load.h"

namespace stagegraph {

// The tests run in the project's folder.
inline const std::string kGoldenFolder = "tests/golden/render/";

inline std::string read_golden(const std::string& name) {
  std::ifstream in(kGoldenFolder + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

inline void check_golden(const std::string& name, const std::string& text) {
  if (std::getenv("STAGEGRAPH_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(kGoldenFolder + name, std::ios::binary) << text;
  }
  CHECK(read_golden(name) == text);
}

inline std::shared_ptr<const ruleset::Ruleset> load_rules(const std::string& text) {
  auto loaded = ruleset::load_ruleset(text, "test.yaml");
  if (!loaded) {
    for (const Diagnostic& d : loaded.error().diagnostics) UNSCOPED_INFO(format_diagnostic(d));
    FAIL("the test's ruleset does not load");
  }
  return *loaded;
}

inline std::shared_ptr<const ruleset::Ruleset> load_body(const std::string& body) {
  return load_rules("stagegraph: 1\nname: test\n" + body);
}

inline bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace stagegraph
