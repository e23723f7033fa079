#include "cli/rules.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>

#include "cli/diagnostics.h"
#include "cli/files.h"

namespace stagegraph::cli {

namespace {

namespace fs = std::filesystem;

bool has_top_level_key(std::string_view text, const std::string& key) {
  return text.starts_with(key + ":") || text.find("\n" + key + ":") != std::string_view::npos;
}

bool is_ruleset(const fs::path& file) {
  if (file.extension() != ".yaml" && file.extension() != ".yml") return false;
  const std::string text = read_all(file.string());
  return has_top_level_key(text, "stagegraph") || has_top_level_key(text, "stages");
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
