// SPDX-License-Identifier: Apache-2.0
// A folder of test files for one test, gone afterwards.
#pragma once

#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <string>

#include "scenario/scenario.h"

namespace stagegraph {

class Workspace {
 public:
  Workspace() {
    static int count = 0;
    folder_ = std::filesystem::temp_directory_path() /
              ("stagegraph-scenario-" + std::to_string(getpid()) + "-" + std::to_string(++count));
    std::filesystem::create_directories(folder_);
  }
  ~Workspace() { std::filesystem::remove_all(folder_); }
  Workspace(const Workspace&) = delete;
  Workspace& operator=(const Workspace&) = delete;

  std::string path(const std::string& name = "") const { return (folder_ / name).string(); }

  std::string write(const std::string& name, const std::string& text) const {
    std::filesystem::create_directories((folder_ / name).parent_path());
    std::ofstream(folder_ / name, std::ios::binary) << text;
    return path(name);
  }

 private:
  std::filesystem::path folder_;
};

// A small lifecycle with one of everything that a test can look at.
inline const std::string kRules = R"(stagegraph: 1
name: small
time_zone: Asia/Shanghai
roles: [clerk, boss]
facts:
  tries: { type: int, default: 0, min: 0, max: 9 }
  need: { type: enum, values: [now, later] }
  owner: string
  rate: { type: decimal, default: 1 }
  note: string
  due_on: date
  tags: list(string)
  vip: { type: bool, default: false }
criteria:
  tried: { when: tries >= 3, says: Tried three times }
  wanted: { when: need == "now", says: There is a need }
events:
  try: {}
  want: { carries: [need, tags] }
  promote: { by: clerk, carries: { why: string } }
  price: {}
  label: { carries: { text: string } }
  close: {}
actions:
  notify: { to: string, times: int }
  ring: {}
tables:
  discount:
    hit: first
    gives: { rate: decimal }
    rows:
      - { when: tries >= 5, rate: 0.5 }
      - { when: tries >= 2, rate: 0.8 }
      - { rate: 1.0 }
stages:
  lead:
    initial: new
    events:
      try: { set: { tries: '${tries + 1}' } }
      want: {}
    stages:
      new:
        events:
          promote:
            to: hot
            require: [wanted]
            reject_if: [tried]
            otherwise: pool
            do: [{ notify: { to: '${event.why}', times: '${tries}' } }, { ring: {} }]
          label: { set: { note: '${event.text}' } }
          price: { set: { rate: '${table("discount").rate}' } }
      hot:
        enter: [{ start: { ruleset: other } }]
        deadlines:
          week:
            within: 7 days
            remind: [{ at: 50%, do: [{ ring: {} }] }]
            to: pool
            do: [{ clear: [owner] }]
        events: { close: { to: gate } }
  gate:
    auto: [{ to: done, when: vip }, { to: pool }]
  pool: { events: { want: { to: lead } } }
  done: { final: true }
)";

// What the test file at a path, or the files below it, came to.
inline Expected<scenario::TestReport> run_path(const std::string& path,
                                               const scenario::TestOptions& options = {}) {
  return scenario::run_tests({&path, 1}, options);
}

// The report of test files that hold `cases` (YAML, indented below the key) for kRules.
inline scenario::TestReport run_cases(const std::string& cases, const std::string& rules = kRules) {
  Workspace workspace;
  workspace.write("rules.yaml", rules);
  const std::string path =
      workspace.write("cases.test.yaml", "ruleset: rules.yaml\ncases:\n" + cases);
  auto report = run_path(path);
  REQUIRE(report);
  return *report;
}

// The failures of the only case, as "step key: expected <> got".
inline std::vector<std::string> failures_of(const scenario::TestReport& report) {
  std::vector<std::string> out;
  for (const Diagnostic& d : report.files.at(0).diagnostics) UNSCOPED_INFO(format_diagnostic(d));
  REQUIRE(report.files.at(0).cases.size() == 1);
  REQUIRE(report.invalid == 0);
  for (const scenario::TestFailure& f : report.files[0].cases[0].failures) {
    out.push_back(std::to_string(f.step) + " " + f.key + ": " + f.expected + " <> " + f.got);
  }
  return out;
}

// A case at a fixed instant with these steps, one a line.
inline std::string case_with(const std::string& given, const std::vector<std::string>& steps) {
  std::string out =
      "  - name: test\n    given: { at: 2026-03-02T10:00" + given + " }\n    steps:\n";
  for (const std::string& step : steps) out += "      - " + step + "\n";
  return out;
}

inline std::vector<std::string> failures(const std::string& given,
                                         const std::vector<std::string>& steps) {
  return failures_of(run_cases(case_with(given, steps)));
}

// The diagnostics of such a case, as "code line:column message".
inline std::vector<std::string> mistakes(const std::string& given,
                                         const std::vector<std::string>& steps) {
  std::vector<std::string> out;
  const scenario::TestReport report = run_cases(case_with(given, steps));
  for (const Diagnostic& d : report.files.at(0).diagnostics) {
    out.push_back(d.code + " " + std::to_string(d.range.begin.line) + ":" +
                  std::to_string(d.range.begin.column) + " " + d.message);
  }
  CHECK(report.has_invalid_input());
  CHECK(report.invalid == 1);
  return out;
}

using Texts = std::vector<std::string>;

}  // namespace stagegraph
