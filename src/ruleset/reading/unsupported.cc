// SPDX-License-Identifier: Apache-2.0
// One table of keys, each with what does not happen yet.
#include "ruleset/reading/unsupported.h"

#include <fmt/format.h>

#include <array>

namespace stagegraph::ruleset {

namespace {

struct UnsupportedKey {
  MapKind kind;
  std::string_view key;
  std::string_view consequence;
};

constexpr std::array kKeys = {
    UnsupportedKey{MapKind::kRuleset, "promises", "nothing is proved"},
};

}  // namespace

void warn_if_unsupported(Findings& findings, const DocPlace& place, MapKind kind) {
  for (const UnsupportedKey& entry : kKeys) {
    if (entry.kind != kind || entry.key != place.key->text) continue;
    findings.warning_at_head("unsupported", place,
                             fmt::format("'{}' is checked but not run in this version: {}",
                                         entry.key, entry.consequence));
  }
}

}  // namespace stagegraph::ruleset
