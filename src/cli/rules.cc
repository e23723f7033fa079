// SPDX-License-Identifier: Apache-2.0
#include "cli/rules.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "cli/diagnostics.h"
#include "cli/files.h"

namespace stagegraph::cli {

namespace {

namespace fs = std::filesystem;

// Reads no further than to the key: the library reads the file itself, and says why it cannot.
bool is_ruleset(const fs::path& file) {
  if (file.extension() != ".yaml" && file.extension() != ".yml") return false;
  std::ifstream in(file);
  if (!in) return true;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("stagegraph:") || line.starts_with("stages:")) return true;
  }
  return false;
}

}  // namespace

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
