#include "cli/rules.h"

#include <cstdio>

#include "cli/diagnostics.h"

namespace stagegraph::cli {

stg::Ruleset load_rules(const std::string& path) {
  stg::Ruleset rules = stg::Ruleset::load_file(path);
  for (const stg::Diagnostic& found : rules.check()) {
    if (found.code == "unsupported") std::fputs(format_diagnostic(found, {}).c_str(), stderr);
  }
  return rules;
}

}  // namespace stagegraph::cli
