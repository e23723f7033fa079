// SPDX-License-Identifier: Apache-2.0
// The door: what differs between two versions of a ruleset, and when a record notices.
// docs/changing-rules.md.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/expected.h"
#include "diff/change.h"
#include "ruleset/load/load.h"
#include "yaml/node.h"

namespace stagegraph::diff {

struct Version {
  std::string_view text;
  std::string_view file;
};

// Both must load. Fails with what is wrong in either.
Expected<std::string> diff(const Version& before, const Version& after,
                           const ruleset::LoadOptions& options);

// Of two documents, of which `rules` is the new one, loaded, and `before_rules` the old one.
Comparison compare(const yaml::Document& before, const ruleset::Ruleset& before_rules,
                   const yaml::Document& after, const ruleset::Ruleset& rules,
                   std::string_view language);

}  // namespace stagegraph::diff
