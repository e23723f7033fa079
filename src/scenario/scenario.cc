// SPDX-License-Identifier: Apache-2.0
// Finds the test files below each path, loads each ruleset once, runs the cases and keeps count.
#include "scenario/scenario.h"

#include <fmt/format.h>

#include <array>
#include <map>
#include <memory>
#include <optional>
#include <utility>

#include "base/utf8.h"
#include "graph/analyses.h"
#include "ruleset/reading/reader.h"
#include "scenario/coverage.h"
#include "scenario/files.h"
#include "scenario/read_case.h"
#include "scenario/reading.h"
#include "scenario/runner.h"
#include "yaml/node.h"
#include "yaml/parse.h"

namespace stagegraph::scenario {

using namespace ruleset;
using namespace graph;
using namespace engine;

namespace {

// A ruleset that test files name, loaded once.
struct LoadedRuleset {
  std::shared_ptr<const Ruleset> ruleset;  // null: it has errors
  Error error;
  std::optional<Coverage> coverage;
};

class TestRun {
 public:
  explicit TestRun(const TestOptions& options) : options_(options) {}

  // Nothing, or why the path cannot be run at all.
  std::optional<Error> run(const std::string& path) {
    auto files = list_yaml_files(path);
    if (!files) return std::move(files.error());
    const size_t before = report_.files.size();
    for (const std::string& file : *files) {
      if (auto error = run_file(file, is_directory(path))) return error;
    }
    if (report_.files.size() > before) return std::nullopt;
    return Error{Status::kInvalidInput,
                 fmt::format("there is no test file in '{}': a test file has 'cases'",
                             escape_invalid_utf8(path)),
                 {}};
  }

  TestReport finish() && {
    for (const std::string& path : order_) {
      const LoadedRuleset& loaded = rulesets_.at(path);
      if (loaded.coverage) report_.coverage.push_back(loaded.coverage->summary(path));
    }
    for (FileReport& file : report_.files) {
      make_text(file);
      for (const CaseReport& test : file.cases) {
        count(test.result);
      }
    }
    return std::move(report_);
  }

 private:
  // The name of a file may be no text.
  static void make_text(FileReport& file) {
    file.file = escape_invalid_utf8(file.file);
    file.ruleset = escape_invalid_utf8(file.ruleset);
    for (Diagnostic& found : file.diagnostics) found.file = escape_invalid_utf8(found.file);
  }

  void count(CaseResult result) {
    switch (result) {
      case CaseResult::kPassed:
        ++report_.passed;
        break;
      case CaseResult::kFailed:
        ++report_.failed;
        break;
      case CaseResult::kInvalid:
        ++report_.invalid;
        break;
    }
  }

  // `found`: in a directory, where other YAML files may lie too.
  std::optional<Error> run_file(const std::string& path, bool found) {
    auto text = read_file(path, options_.load.yaml.bytes);
    if (!text && text.error().status != Status::kLimitExceeded) return std::move(text.error());
    if (!text) {
      if (!found || path.ends_with(".test.yaml")) add_file(path, text.error());
      return std::nullopt;
    }
    auto document = yaml::parse(*text, path, options_.load.yaml);
    if (found && !is_test_file(document, *text)) return std::nullopt;
    if (document) {
      FileReport& file = report_.files.emplace_back();
      file.file = path;
      run_document(**document, file);
      file.diagnostics = join_findings((*document)->refused, std::move(file.diagnostics));
    } else {
      add_file(path, document.error());
    }
    return std::nullopt;
  }

  // A file that cannot be read as a test file.
  void add_file(const std::string& path, const Error& error) {
    FileReport& file = report_.files.emplace_back();
    file.file = path;
    add_error(error, path, {}, file.diagnostics);
  }

  // A file that is not YAML looks like a test file when a line of it begins with "cases:".
  static bool is_test_file(const Expected<std::shared_ptr<const yaml::Document>>& document,
                           std::string_view text) {
    if (document) return (*document)->root.find("cases") != nullptr;
    return text.starts_with("cases:") || text.find("\ncases:") != std::string_view::npos;
  }

  void run_document(const yaml::Document& document, FileReport& file) {
    const DocPlace root{&document.root, nullptr, ""};
    Findings findings(document.file);
    const auto path = read_ruleset_path(findings, root);
    file.diagnostics = findings.take();
    if (!path) return;
    file.ruleset = path_beside(file.file, *path);
    LoadedRuleset& loaded = load(file.ruleset);
    if (loaded.ruleset == nullptr) {
      add_error(loaded.error, file.file, get(root, "ruleset").range(), file.diagnostics);
      return;
    }
    const TestFile tests =
        read_test_file(*loaded.ruleset, document, options_.load.language, file.diagnostics);
    if (!document.refused.empty()) return;
    for (const TestCase& test : tests.cases) file.cases.push_back(run_one(test, loaded));
  }

  static std::optional<std::string> read_ruleset_path(Findings& findings, const DocPlace& root) {
    constexpr std::array<std::string_view, 3> kKeys = {"doc", "ruleset", "cases"};
    if (has(root, "stagegraph") && !has(root, "cases")) {
      findings.error_at_head(
          "wrong-file", get(root, "stagegraph"),
          "this is a ruleset, not a test file. Check it with `stagegraph check`");
      return std::nullopt;
    }
    if (!check_keys(findings, root, "a test file", kKeys)) return std::nullopt;
    for (std::string_view key : {"ruleset", "cases"}) {
      if (has(root, key)) continue;
      findings.error_at_head("missing-key", root, fmt::format("a test file needs '{}'", key));
    }
    auto path = read_text(findings, get(root, "ruleset"));
    return findings.has_errors() ? std::nullopt : path;
  }

  static CaseReport run_one(const TestCase& test, LoadedRuleset& loaded) {
    if (test.valid) return run_case(loaded.ruleset, test, *loaded.coverage);
    return {test.name, CaseResult::kInvalid, test.range, {}};
  }

  LoadedRuleset& load(const std::string& path) {
    auto [at, is_new] = rulesets_.try_emplace(path);
    LoadedRuleset& loaded = at->second;
    if (!is_new) return loaded;
    order_.push_back(path);
    auto text = read_file(path, options_.load.yaml.bytes);
    if (!text) {
      loaded.error = std::move(text.error());
      return loaded;
    }
    auto checked = load_and_analyse(*text, path, options_.load);
    if (!checked) {
      loaded.error = std::move(checked.error());
      return loaded;
    }
    loaded.ruleset = checked->ruleset;
    loaded.coverage.emplace(*loaded.ruleset);
    return loaded;
  }

  // The error's own findings (what is no error is not why) where it has some; else a finding at
  // `range`.
  static void add_error(const Error& error, const std::string& file, const Range& range,
                        Diagnostics& diagnostics) {
    for (const Diagnostic& d : error.diagnostics) {
      if (d.severity == Severity::kError) diagnostics.push_back(d);
    }
    if (has_errors(error.diagnostics)) return;
    Diagnostic d;
    d.code = "unreadable";
    d.file = file;
    d.range = range;
    d.message = error.message;
    diagnostics.push_back(std::move(d));
  }

  const TestOptions& options_;
  TestReport report_;
  std::map<std::string, LoadedRuleset> rulesets_;  // by path
  std::vector<std::string> order_;                 // of first use
};

}  // namespace

std::string_view to_string(CaseResult result) {
  switch (result) {
    case CaseResult::kPassed:
      return "passed";
    case CaseResult::kFailed:
      return "failed";
    case CaseResult::kInvalid:
      return "invalid";
  }
  return "";
}

bool TestReport::ok() const { return failed == 0 && invalid == 0 && !has_invalid_input(); }

bool TestReport::has_invalid_input() const {
  for (const FileReport& file : files) {
    if (has_errors(file.diagnostics)) return true;
  }
  return false;
}

Expected<TestReport> run_tests(std::span<const std::string> paths, const TestOptions& options) {
  TestRun run(options);
  for (const std::string& path : paths) {
    if (auto error = run.run(path)) return std::move(*error);
  }
  return std::move(run).finish();
}

}  // namespace stagegraph::scenario
