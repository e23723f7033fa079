// SPDX-License-Identifier: Apache-2.0
// How commands load rulesets, and read times by them.
#pragma once

#include <string>
#include <vector>

#include "stagegraph/stagegraph.hpp"

namespace stagegraph::cli {

// For loading in a language, which `--lang` gives; empty: in none.
stg::Options in_language(const std::string& language);

// Loads a ruleset to decide by it, and says on standard error what in it is not run in this
// version.
stg::Ruleset load_rules(const std::string& path, const std::string& language);

// What an option says in the form of the ruleset's times; the clock's instant where it is left out.
stg::Instant time_or_now(const stg::Ruleset& rules, const std::string& text);

// The rulesets that a path means: a file is one, whatever is in it; in a folder, every YAML file
// that has `stagegraph` or `stages` at its top level, or cannot be read, by path. Throws Unusable
// where there is none.
std::vector<std::string> find_rulesets(const std::string& path);

}  // namespace stagegraph::cli
