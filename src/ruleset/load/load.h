// SPDX-License-Identifier: Apache-2.0
// From YAML to a ruleset.
#pragma once

#include <memory>
#include <string_view>

#include "base/expected.h"
#include "cel/cel.h"
#include "ruleset/model.h"
#include "yaml/limits.h"

namespace stagegraph::ruleset {

struct LoadOptions {
  yaml::Limits yaml;
  cel::Limits expression;
  time::Zones zones;     // that may come in data, besides those that the ruleset names
  std::string language;  // of texts for people (see prose.h); empty: none is asked for
};

// Reports every mistake it can reach, not the first alone. A ruleset with errors is not returned;
// one with warnings is, and carries them.
Expected<std::shared_ptr<const Ruleset>> load_ruleset(std::string_view text, std::string_view file,
                                                      const LoadOptions& options = {});

}  // namespace stagegraph::ruleset
