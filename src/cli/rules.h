// Rulesets for commands that decide by them.
#pragma once

#include <string>

#include "stagegraph/stagegraph.hpp"

namespace stagegraph::cli {

// Loads a ruleset, and says on standard error what in it is not run in this version.
stg::Ruleset load_rules(const std::string& path);

}  // namespace stagegraph::cli
