// SPDX-License-Identifier: Apache-2.0
// Any bytes as a ruleset, within small budgets: loaded or refused with findings, never both.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "ruleset/load/load.h"

namespace {

const stagegraph::ruleset::LoadOptions kOptions = {
    .yaml = {.bytes = 16 * 1024, .depth = 24, .nodes = 2'000},
    .expression = {.source_bytes = 2'000, .depth = 40, .nodes = 500, .steps = 10'000},
    .zones = {},
    .language = "zh",
};

// A finding without a place, a code or words helps nobody.
bool is_whole(const stagegraph::Diagnostic& finding) {
  return !finding.code.empty() && !finding.message.empty() && finding.range.begin.line > 0;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::string_view text(reinterpret_cast<const char*>(data), size);
  auto loaded = stagegraph::ruleset::load_ruleset(text, "fuzz.yaml", kOptions);
  const stagegraph::Diagnostics& findings =
      loaded ? (*loaded)->diagnostics : loaded.error().diagnostics;
  if (has_errors(findings) == loaded.has_value()) std::abort();
  for (const stagegraph::Diagnostic& finding : findings) {
    if (!is_whole(finding)) std::abort();
  }
  if (loaded && (*loaded)->initial == stagegraph::kNone) std::abort();
  return 0;
}
