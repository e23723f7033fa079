#include "cli/rules.h"

#include <cstdio>

#include "cli/diagnostics.h"

namespace stagegraph::cli {

stg::Options in_language(const std::string& language) {
  stg::Options options;
  options.set(STG_OPTION_LANGUAGE, language);
  return options;
}

stg::Ruleset load_rules(const std::string& path, const std::string& language) {
  const stg::Options options = in_language(language);
  stg::Ruleset rules = stg::Ruleset::load_file(path, &options);
  for (const stg::Diagnostic& found : rules.check()) {
    if (found.code == "unsupported") std::fputs(format_diagnostic(found, {}).c_str(), stderr);
  }
  return rules;
}

}  // namespace stagegraph::cli
