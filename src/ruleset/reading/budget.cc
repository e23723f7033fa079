// SPDX-License-Identifier: Apache-2.0
// One walk over the whole tree, with a list of open nodes in place of recursion.
#include "ruleset/reading/budget.h"

#include <fmt/format.h>

#include <vector>

namespace stagegraph::ruleset {

void check_keys(Findings& findings, const yaml::Node& root) {
  constexpr size_t kMaxBytes = 128;
  std::vector<const yaml::Node*> open = {&root};
  while (!open.empty()) {
    const yaml::Node& node = *open.back();
    open.pop_back();
    for (const yaml::Node& item : node.items) open.push_back(&item);
    for (const yaml::Entry& entry : node.entries) {
      open.push_back(&entry.value);
      if (entry.key.text.size() <= kMaxBytes) continue;
      findings.add(Severity::kError, "invalid-name", entry.key.range, "",
                   fmt::format("this key is longer than {} bytes", kMaxBytes));
    }
  }
}

}  // namespace stagegraph::ruleset
