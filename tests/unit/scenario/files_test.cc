// SPDX-License-Identifier: Apache-2.0
// Finding test files and their rulesets.
#include "scenario/files.h"

#include "workspace.h"

namespace stagegraph {

using namespace scenario;

namespace {

std::string passing(const std::string& ruleset) {
  return "ruleset: " + ruleset + "\ncases:\n" +
         case_with("", {"{ event: try, expect: { outcome: stayed } }"});
}

}  // namespace

TEST_CASE("A directory is searched for test files, in the order of their paths") {
  Workspace workspace;
  workspace.write("rules.yaml", kRules);
  workspace.write("b/two.test.yaml", passing("../rules.yaml"));
  workspace.write("a/one.yaml", passing("../rules.yaml"));
  workspace.write("a/deep/three.yml", passing("../../rules.yaml"));
  workspace.write("a/readme.md", "cases: none\n");
  workspace.write("a/broken.yaml", "a: [\n");
  auto report = run_path(workspace.path());
  REQUIRE(report);
  REQUIRE(report->files.size() == 3);
  CHECK(report->files[0].file == workspace.path("a/deep/three.yml"));
  CHECK(report->files[1].file == workspace.path("a/one.yaml"));
  CHECK(report->files[2].file == workspace.path("b/two.test.yaml"));
  CHECK(report->passed == 3);
  CHECK(report->ok());
  CHECK(report->coverage.size() == 1);  // of one ruleset, however it was named
}

TEST_CASE("Several paths make one report") {
  Workspace workspace;
  workspace.write("rules.yaml", kRules);
  const std::vector<std::string> paths = {workspace.write("one.yaml", passing("rules.yaml")),
                                          workspace.write("two.yaml", passing("./rules.yaml"))};
  auto report = run_tests(paths);
  REQUIRE(report);
  CHECK(report->files.size() == 2);
  CHECK(report->coverage.size() == 1);
}

TEST_CASE("A path that is not there, or holds no tests, is an error") {
  Workspace workspace;
  CHECK(run_path(workspace.path("nothing")).error().status == Status::kNotFound);
  workspace.write("rules.yaml", kRules);
  CHECK(run_path(workspace.path()).error().status == Status::kInvalidInput);
}

TEST_CASE("What looks like a test file but is not YAML is reported") {
  Workspace workspace;
  workspace.write("broken.yaml", "ruleset: rules.yaml\ncases:\n  - [\n");
  auto report = run_path(workspace.path());
  REQUIRE(report);
  CHECK(report->has_invalid_input());
  CHECK_FALSE(report->ok());
}

TEST_CASE("What YAML refuses in a test file does not hide its other mistakes") {
  Workspace workspace;
  workspace.write("rules.yaml", kRules);
  auto report =
      run_path(workspace.write("one.yaml",
                               "ruleset: rules.yaml\ncases:\n  - name: x\n    name: y\n    "
                               "given: { at: 2026-03-02T10:00, stage: lead.new }\n    steps:\n"
                               "      - { event: tri, expect: &e { outcome: stayed } }\n"
                               "      - { event: try, expect: *e }\n"));
  REQUIRE(report);
  Texts found;
  for (const Diagnostic& d : report->files.at(0).diagnostics) {
    found.push_back(d.code + " " + std::to_string(d.range.begin.line));
  }
  CHECK(found == Texts{"yaml-duplicate-key 4", "unknown-name 7", "yaml-anchor 7", "yaml-alias 8"});
  CHECK(report->files[0].cases.empty());  // none of it is run
  CHECK_FALSE(report->ok());
}

TEST_CASE("A file named is a test file, or it is a mistake") {
  Workspace workspace;
  auto report = run_path(workspace.write("rules.yaml", kRules));
  REQUIRE(report);
  CHECK(report->has_invalid_input());
  REQUIRE(report->files[0].diagnostics.size() == 1);
  CHECK(report->files[0].diagnostics[0].code == "wrong-file");
  CHECK(run_path(workspace.write("empty.yaml", "ruleset: rules.yaml\ncases: []\n"))
            ->has_invalid_input());
  CHECK(run_path(workspace.write("text.yaml", "just text\n"))->has_invalid_input());
  CHECK(run_path(workspace.write("lacks.yaml", "cases: []\n"))->has_invalid_input());
}

TEST_CASE("A ruleset that does not load is reported where it is named") {
  Workspace workspace;
  auto report = run_path(workspace.write("one.yaml", passing("nothing.yaml")));
  REQUIRE(report);
  REQUIRE(report->files[0].diagnostics.size() == 1);
  CHECK(report->files[0].diagnostics[0].range.begin == Position{1, 10});

  workspace.write("bad.yaml", "stagegraph: 1\nname: bad\nstages: { a: { auto: [{ to: a }] } }\n");
  report = run_path(workspace.write("two.yaml", passing("bad.yaml")));
  REQUIRE(report);
  CHECK(report->files[0].diagnostics.at(0).code == "auto-cycle");
  CHECK(report->files[0].diagnostics.at(0).file == workspace.path("bad.yaml"));
  CHECK(report->files[0].cases.empty());
}

TEST_CASE("A file has its limit of bytes") {
  Workspace workspace;
  TestOptions options;
  options.load.yaml.bytes = 100;
  const std::string path =
      workspace.write("big.test.yaml", passing("rules.yaml") + std::string(200, '#'));
  CHECK(run_path(path, options)->has_invalid_input());
  CHECK(run_path(workspace.path(), options)->has_invalid_input());
  CHECK(read_file(workspace.write("exact", std::string(100, 'x')), 100)->size() == 100);
  CHECK(read_file(workspace.path("exact"), 99).error().status == Status::kLimitExceeded);
  CHECK(read_file(workspace.path("none"), 99).error().status == Status::kNotFound);
  CHECK(read_file(workspace.path(), 99).error().status == Status::kIo);
}

TEST_CASE("A big file that is no test file does not matter") {
  Workspace workspace;
  workspace.write("rules.yaml", kRules);
  workspace.write("one.test.yaml", passing("rules.yaml"));
  workspace.write("big.yaml", std::string(2u << 20, '#'));
  auto report = run_path(workspace.path());
  REQUIRE(report);
  CHECK(report->ok());
}

}  // namespace stagegraph
