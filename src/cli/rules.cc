// SPDX-License-Identifier: Apache-2.0
#include "cli/rules.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>

#include "cli/diagnostics.h"
#include "cli/files.h"
#include "cli/messages.h"
#include "cli/output.h"

namespace stagegraph::cli {

namespace {

namespace fs = std::filesystem;

// Reads no further than the library would. That says why a file cannot be read.
bool is_ruleset(const fs::path& file) {
  if (file.extension() != ".yaml" && file.extension() != ".yml") return false;
  std::ifstream in(file);
  if (!in) return true;
  std::string text(kMostRulesBytes, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<size_t>(in.gcount()));
  const auto has_key = [&](const char* key) {
    return text.starts_with(key) || text.find(std::string("\n") + key) != text.npos;
  };
  return has_key("stagegraph:") || has_key("stages:");
}

}  // namespace

stg::Options in_language(const std::string& language) {
  stg::Options options;
  options.set(STG_OPTION_LANGUAGE, language);
  return options;
}

stg::Ruleset load_rules(const std::string& path, const std::string& language) {
  check_is_no_output(path, "'" + path + "'");
  const stg::Options options = in_language(language);
  stg::Ruleset rules = stg::Ruleset::load_file(path, &options);
  for (const stg::Diagnostic& found : rules.check()) {
    if (found.code == "unsupported") say(format_diagnostic(found, {}));
  }
  return rules;
}

stg::Instant time_or_now(const stg::Ruleset& rules, const std::string& text) {
  using namespace std::chrono;
  if (!text.empty()) return rules.parse_time(text);
  return duration_cast<microseconds>(system_clock::now().time_since_epoch()).count();
}

std::vector<std::string> find_rulesets(const std::string& path) {
  std::error_code problem;
  if (!fs::is_directory(path, problem)) return {path};
  std::vector<std::string> files;
  fs::recursive_directory_iterator at(path, problem);
  for (; !problem && at != fs::recursive_directory_iterator(); at.increment(problem)) {
    std::error_code ignored;  // what is no regular file is no ruleset
    if (at->is_regular_file(ignored) && is_ruleset(*at)) files.push_back(at->path().string());
  }
  if (problem) throw Unusable("cannot read '" + path + "': " + problem.message());
  if (files.empty()) throw Unusable("there is no ruleset in '" + path + "'");
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace stagegraph::cli
