// SPDX-License-Identifier: Apache-2.0
// Shorthand of the YAML tests.
#pragma once

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "yaml/node.h"
#include "yaml/parse.h"

namespace stagegraph::test {

inline std::shared_ptr<const yaml::Document> read(std::string_view text) {
  auto document = yaml::parse(text, "t.yaml");
  INFO(text);
  INFO((document ? std::string() : document.error().message));
  REQUIRE(document);
  CHECK((*document)->refused.empty());
  return *document;
}

inline Diagnostics diagnostics_of(std::string_view text, const yaml::Limits& limits = {}) {
  auto document = yaml::parse(text, "t.yaml", limits);
  if (document) return (*document)->refused;
  CHECK_FALSE(document.error().diagnostics.empty());
  return document.error().diagnostics;
}

// "line:column code" of each finding.
inline std::vector<std::string> findings(std::string_view text, const yaml::Limits& limits = {}) {
  std::vector<std::string> out;
  for (const Diagnostic& d : diagnostics_of(text, limits)) {
    CHECK(d.file == "t.yaml");
    CHECK_FALSE(d.message.empty());
    CHECK(d.severity == Severity::kError);
    out.push_back(std::to_string(d.range.begin.line) + ":" + std::to_string(d.range.begin.column) +
                  " " + d.code);
  }
  return out;
}

inline std::string first_message(std::string_view text) {
  Diagnostics found = diagnostics_of(text);
  return found.empty() ? "no error" : found.front().message;
}

inline std::string show(const Range& r) {
  return std::to_string(r.begin.line) + ":" + std::to_string(r.begin.column) + "-" +
         std::to_string(r.end.line) + ":" + std::to_string(r.end.column);
}

using Codes = std::vector<std::string>;

}  // namespace stagegraph::test
