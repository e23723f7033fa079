// The public conformance suite, where it is at hand, and the reader of its cases.
#include "cel/conformance.h"

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
