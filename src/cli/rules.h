// How commands load rulesets.
#pragma once

#include <string>

#include "stagegraph/stagegraph.hpp"

namespace stagegraph::cli {

// For loading in a language, which `--lang` gives; empty: in none.
stg::Options in_language(const std::string& language);

// Loads a ruleset to decide by it, and says on standard error what in it is not run in this
// version.
stg::Ruleset load_rules(const std::string& path, const std::string& language);

}  // namespace stagegraph::cli
