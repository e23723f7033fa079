// SPDX-License-Identifier: Apache-2.0
// Test files: cases in YAML, run against the ruleset they name; what failed and what was never
// tried. The language of the files is documented in docs/test-files.md.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "base/expected.h"
#include "ruleset/load/load.h"

namespace stagegraph::scenario {

struct TestOptions {
  ruleset::LoadOptions load;  // of rulesets and, for their YAML, of test files
};

// One thing that was expected and did not come.
struct TestFailure {
  size_t step = 0;   // from 1; 0: what the case was given
  std::string what;  // the step in words: "event hand_over", "advance_by 7 days"
  std::string key;   // "outcome", "facts.missed_calls"; empty: the step could not be run
  std::string expected;
  std::string got;  // or why the step could not be run
  Range range;      // in the test file
  // What makes the expectation hold, or why no edit does.
  std::vector<Edit> edits;
  std::string obstacle;
};

enum class CaseResult : uint8_t {
  kPassed,
  kFailed,
  kInvalid,  // not run: the case itself is wrong; see the file's diagnostics
};

std::string_view to_string(CaseResult result);

struct CaseReport {
  std::string name;
  CaseResult result = CaseResult::kInvalid;
  Range range;
  std::vector<TestFailure> failures;
};

struct FileReport {
  std::string file;
  std::string ruleset;  // path of the ruleset it tests; empty when it could not be read
  std::vector<CaseReport> cases;
  Diagnostics diagnostics;  // of the test file, and the errors of a ruleset that does not load
};

// How much of one kind of thing was tried. Nothing is left out of `missed`.
struct CoverageCount {
  size_t hit = 0;
  size_t total = 0;
  std::vector<std::string> missed;
};

// What all cases together tried of one ruleset.
struct RulesetCoverage {
  std::string ruleset;        // its path
  CoverageCount stages;       // leaves in which a record has been
  CoverageCount transitions;  // taken; each `otherwise` counts as one more
  CoverageCount criteria;     // each counts twice: found true, found false
  CoverageCount deadlines;    // fired
  CoverageCount table_rows;   // matched
};

struct TestReport {
  std::vector<FileReport> files;
  std::vector<RulesetCoverage> coverage;  // in the order in which rulesets were first used
  size_t passed = 0;                      // cases
  size_t failed = 0;
  size_t invalid = 0;

  // Everything could be run and passed.
  bool ok() const;
  // Some test file or ruleset is itself wrong (the command line's exit status 2).
  bool has_invalid_input() const;
};

// Runs test files. A path may be a directory: every *.yaml below it whose top level has `cases`,
// in the order of their paths. A ruleset is loaded once, however many files name it. A mistake in
// a test file is reported in its FileReport and does not stop the others.
// Fails with kNotFound or kIo for a path that cannot be read, and with kInvalidInput where a path
// holds no test file at all.
Expected<TestReport> run_tests(std::span<const std::string> paths, const TestOptions& options = {});

}  // namespace stagegraph::scenario
