// SPDX-License-Identifier: Apache-2.0
// Any bytes as YAML: a tree whose every scalar can be located, or findings with a place.
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "yaml/node.h"
#include "yaml/parse.h"

using namespace stagegraph;

namespace {

constexpr yaml::Limits kLimits = {.bytes = 32 * 1024, .depth = 32, .nodes = 5'000};

bool is_before(const Position& a, const Position& b) {
  return a.line < b.line || (a.line == b.line && a.column <= b.column);
}

// Every byte of a scalar's value lies inside the scalar.
void check_scalar(const yaml::Document& document, const yaml::Node& scalar) {
  for (size_t at = 0; at <= scalar.text.size(); at += 1 + scalar.text.size() / 16) {
    Range range = yaml::locate(document, scalar, at, scalar.text.size());
    if (!is_before(scalar.range.begin, range.begin)) std::abort();
    if (!is_before(range.begin, range.end)) std::abort();
  }
}

void check_tree(const yaml::Document& document) {
  std::vector<const yaml::Node*> open = {&document.root};
  while (!open.empty()) {
    const yaml::Node& node = *open.back();
    open.pop_back();
    if (node.is_scalar()) check_scalar(document, node);
    for (const yaml::Node& item : node.items) open.push_back(&item);
    for (const yaml::Entry& entry : node.entries) {
      check_scalar(document, entry.key);
      open.push_back(&entry.value);
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  auto parsed = yaml::parse({reinterpret_cast<const char*>(data), size}, "fuzz.yaml", kLimits);
  if (parsed) check_tree(**parsed);
  const Diagnostics& findings = parsed ? (*parsed)->refused : parsed.error().diagnostics;
  if (!parsed && !has_errors(findings)) std::abort();
  for (const Diagnostic& finding : findings) {
    if (finding.message.empty() || finding.range.begin.line == 0) std::abort();
  }
  return 0;
}
