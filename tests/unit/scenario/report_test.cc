#include "base/json.h"
#include "scenario/report_json.h"
#include "scenario/report_text.h"
#include "workspace.h"

namespace stagegraph {

using namespace scenario;

namespace {

struct Written {
  TestReport report;
  std::string folder;
};

// One case of each verdict.
Written mixed() {
  Workspace workspace;
  workspace.write("rules.yaml", kRules);
  const std::string path = workspace.write(
      "mixed.test.yaml",
      "ruleset: rules.yaml\ncases:\n" +
          case_with("", {"{ event: try, expect: { outcome: stayed } }"}) +
          case_with("", {"{ event: try, expect: { outcome: moved, sequence: 9 } }",
                         "{ set: { tries: 99 } }"}) +
          case_with(", facts: { tries: 99 }", {"{ event: try, expect: { stage: lead } }"}) +
          case_with("", {"{ event: try }"}));
  auto report = run_path(path);
  REQUIRE(report);
  return {*report, workspace.path()};
}

// Without the folder, which is another one each time.
std::string without(std::string text, const std::string& folder) {
  for (size_t at = text.find(folder); at != std::string::npos; at = text.find(folder)) {
    text.erase(at, folder.size());
  }
  return text;
}

}  // namespace

TEST_CASE("The report in words") {
  const Written written = mixed();
  CHECK(without(format_report(written.report, false), written.folder) ==
        "mixed.test.yaml:16:5: error: this case expects nothing, so it cannot fail. Give a step "
        "'expect' [nothing-expected]\n"
        "FAILED mixed.test.yaml:7: test\n"
        "  step 1, event try\n"
        "    mixed.test.yaml:10: outcome\n"
        "      - expected: moved\n"
        "      + got:      stayed\n"
        "    mixed.test.yaml:10: sequence\n"
        "      - expected: 9\n"
        "      + got:      1\n"
        "  step 2, set\n"
        "    mixed.test.yaml:11: fact 'tries': is more than 9\n"
        "FAILED mixed.test.yaml:12: test\n"
        "  given\n"
        "    mixed.test.yaml:13: fact 'tries': is more than 9\n"
        "mixed.test.yaml: 4 cases: 1 passed, 2 failed, 1 not run because of mistakes in them\n"
        "4 cases: 1 passed, 2 failed, 1 not run because of mistakes in them\n");
}

TEST_CASE("The report in words, with coverage") {
  const TestReport report = run_cases(case_with("", {"{ event: try, expect: { stage: lead } }"}));
  const std::string text = format_report(report, true);
  CHECK(text.find("\n  stages       20 % (1 of 5; never visited: lead.hot, gate, pool, done)\n") !=
        std::string::npos);
  CHECK(text.find("\n  deadlines     0 % (0 of 1; never fired: lead.hot.week)\n") !=
        std::string::npos);
  CHECK(text.rfind("1 case: 1 passed, 0 failed\n") != std::string::npos);
}

TEST_CASE("The report as JSON") {
  const Written written = mixed();
  std::string text;
  write_report(written.report, text);
  auto json = parse_json(text);
  REQUIRE(json);
  CHECK_FALSE(json->find("ok")->boolean);
  CHECK(json->find("passed")->text == "1");
  CHECK(json->find("failed")->text == "2");
  CHECK(json->find("invalid")->text == "1");
  const Json& file = json->find("files")->items.at(0);
  CHECK(file.find("diagnostics")->items.at(0).find("code")->text == "nothing-expected");
  const Json& failed = file.find("cases")->items.at(1);
  CHECK(failed.find("verdict")->text == "failed");
  CHECK(failed.find("line")->text == "7");
  const Json& failure = failed.find("failures")->items.at(0);
  CHECK(failure.find("key")->text == "outcome");
  CHECK(failure.find("expected")->text == "moved");
  CHECK(failure.find("got")->text == "stayed");
  const Json& stages = *json->find("coverage")->items.at(0).find("stages");
  CHECK(stages.find("hit")->text == "1");
  CHECK(stages.find("missed")->items.size() == 4);
}

TEST_CASE("The same report is always the same bytes") {
  const Written a = mixed();
  const Written b = mixed();
  std::string first, second;
  write_report(a.report, first);
  write_report(b.report, second);
  CHECK(without(first, a.folder) == without(second, b.folder));
}

}  // namespace stagegraph
