// The public conformance suite, where it is at hand, and the reader of its cases.
#include "conformance/conformance.h"
#include "cel/common/type.h"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <fstream>
#include <sstream>

using namespace stagegraph;
using namespace stagegraph::cel;

namespace {

CaseOutcome run_text(const std::string& json) {
  Expected<Json> parsed = parse_json(json);
  REQUIRE(parsed);
  return run_case(*parsed);
}

}  // namespace

TEST_CASE("the public conformance suite passes") {
  const char* shared = std::getenv("STAGEGRAPH_SHARED");
  std::string path =
      std::string(shared == nullptr ? "" : shared) + "/data/cel-conformance/cases.jsonl";
  std::ifstream file(path);
  if (shared == nullptr || !file) {
    WARN("skipped: STAGEGRAPH_SHARED does not lead to data/cel-conformance/cases.jsonl");
    return;
  }
  std::stringstream text;
  text << file.rdbuf();
  Expected<ConformanceReport> report = run_cases(text.str());
  REQUIRE(report);
  for (const CaseOutcome& failure : report->failures) {
    UNSCOPED_INFO(failure.file << "/" << failure.section << "/" << failure.name << ": "
                               << failure.expression << "\n    expected " << failure.expected
                               << ", got " << failure.got);
  }
  CHECK(report->failures.empty());
  CHECK(report->passed == 1167);
  CHECK(report->skipped == 459);
}

TEST_CASE("cases say whether they pass") {
  CHECK(run_text(R"({"expr": "1 + 1", "expect": {"value": {"int": "2"}}})").status ==
        CaseStatus::kPassed);
  CaseOutcome wrong =
      run_text(R"({"file": "f", "expr": "1 + 1", "expect": {"value": {"int": "3"}}})");
  CHECK(wrong.status == CaseStatus::kFailed);
  CHECK(wrong.expected == "3");
  CHECK(wrong.got == "2");
  CHECK(wrong.file == "f");
  CHECK(run_text(R"({"expr": "x", "needs": "protobuf"})").status == CaseStatus::kSkipped);
}

TEST_CASE("cases that fail say what was expected and what came") {
  struct Wrong {
    const char* json;
    const char* expected;
    const char* got;
  };
  const std::vector<Wrong> rows = {
      {R"({"expr": "1", "expect": {"error": "anything"}})", "no value", "1"},
      {R"({"expr": "1 +", "expect": {"value": {"int": "1"}}})", "", "syntax"},
      {R"({"expr": "true", "expect": {"value": {"map": [[{"int": "1"}, {"int": "2"}]]}}})",
       "{1: 2}", "true"},
      {R"({"expr": "1", "expect": {"value": {"timestamp": {"seconds": "5"}}}})",
       "1970-01-01T00:00:05Z", "1"},
      {R"({"expr": "1", "expect": {"value": {"duration": {"seconds": "5", "nanos": "1"}}}})",
       "5.000000001s", "1"},
      {R"({"expr": "1", "expect": {"value": {"nothing": "1"}}})", "", ""},
      {R"({"expr": "1", "expect": {"value": {"type": "nothing"}}})", "", ""},
  };
  for (const Wrong& row : rows) {
    INFO(row.json);
    CaseOutcome outcome = run_text(row.json);
    CHECK(outcome.status == CaseStatus::kFailed);
    CHECK(outcome.expected.find(row.expected) != std::string::npos);
    CHECK(outcome.got.find(row.got) != std::string::npos);
  }
}

TEST_CASE("a report counts by section, and names the line that is no JSON") {
  Expected<ConformanceReport> report = run_cases(
      R"({"file": "f", "section": "s", "name": "n", "expr": "1", "expect": {"value": {"int": "2"}}}
{"file": "f", "section": "s", "expr": "1", "expect": {"value": {"int": "1"}}}
)");
  REQUIRE(report);
  REQUIRE(report->sections.size() == 1);
  CHECK(report->sections[0].failed == 1);
  CHECK(report->sections[0].passed == 1);
  REQUIRE(report->failures.size() == 1);
  CHECK(report->failures[0].name == "n");
  Expected<ConformanceReport> broken = run_cases("{}\nnonsense\n");
  REQUIRE_FALSE(broken);
  CHECK(broken.error().message.find("line 2") != std::string::npos);
}

TEST_CASE("a type that nests too deeply is cut when it is shown") {
  Type deep = scalar(TypeKind::kInt);
  for (int i = 0; i < 100; ++i) deep = list_of(std::move(deep));
  CHECK(to_string(deep).find("list(...)") != std::string::npos);
}
