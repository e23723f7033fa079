// Conditions whose bound of steps is above a decision's budget.
#include "fixture.h"

using namespace stagegraph;
using namespace stagegraph::ruleset;
using namespace stagegraph::test;

namespace {

const char* const kTwice = "tags.exists(a, tags.exists(b, a + b == word))";

std::string with_condition(const std::string& facts, const std::string& condition,
                           const std::string& rest = "") {
  return with_head("facts: { " + facts + " }\n" + rest + "criteria:\n  c: { when: '" + condition +
                   "' }\n");
}

Diagnostics findings_within(const std::string& yaml, uint64_t steps) {
  LoadOptions limits;
  limits.expression.steps = steps;
  auto loaded = load_ruleset(yaml, "test.yaml", limits);
  return loaded ? (*loaded)->diagnostics : loaded.error().diagnostics;
}

Diagnostics costs(const std::string& yaml, uint64_t steps = 1'000'000) {
  Diagnostics list = findings_within(yaml, steps);
  for (const Diagnostic& d : list) {
    INFO(format_diagnostic(d));
    CHECK(d.code == "cost");
  }
  return list;
}

// The number behind "max: " in a message.
uint64_t advised(const std::string& message) {
  size_t at = message.find("max: ");
  REQUIRE(at != std::string::npos);
  return std::stoull(message.substr(at + 5));
}

}  // namespace

TEST_CASE("a condition within the budget is fine") {
  CHECK(costs(with_condition("count: int, word: string", "count > 3 && word.contains(\"x\")"))
            .empty());
  CHECK(costs(with_condition("word: string, tags: { type: list(string), max: 100 }",
                             "tags.exists(a, a == word)"))
            .empty());
}

TEST_CASE("a declared size that is too large is an error with the size that would do") {
  auto yaml = [](uint64_t max) {
    return with_condition("word: { type: string, max: 10 }, tags: { type: list(int), max: " +
                              std::to_string(max) + " }",
                          "tags.exists(a, tags.exists(b, a + b == size(word)))");
  };
  Diagnostics found = costs(yaml(2000));
  REQUIRE(found.size() == 1);
  INFO(found[0].message);
  CHECK(found[0].severity == Severity::kError);
  CHECK(found[0].message.find("a decision has 1,000,000. Limit 'tags' to 'max: ") !=
        std::string::npos);
  CHECK(found[0].message.find("in place of 2000 elements") != std::string::npos);
  uint64_t fit = advised(found[0].message);
  CHECK(costs(yaml(fit)).empty());
  CHECK(costs(yaml(fit + 1)).size() == 1);
}

TEST_CASE("an undeclared size is assumed, and warned of") {
  std::string thrice = "tags.exists(a, tags.exists(b, tags.exists(c, a + b == c)))";
  Diagnostics found = costs(with_condition("tags: list(int)", thrice));
  REQUIRE(found.size() == 1);
  INFO(found[0].message);
  CHECK(found[0].severity == Severity::kWarning);
  CHECK(found[0].message.find("'tags' has no 'max' and is assumed to have 100 elements") !=
        std::string::npos);
  std::string fit = std::to_string(advised(found[0].message));
  CHECK(costs(with_condition("tags: { type: list(int), max: " + fit + " }", thrice)).empty());
}

TEST_CASE("of several facts, the one that must shrink the least is named") {
  Diagnostics found =
      costs(with_condition("word: { type: string, max: 100000 }, tags: { type: list(int), max: 4 }",
                           "tags.exists(a, word.contains(string(a)))"));
  REQUIRE(found.size() == 1);
  CHECK(found[0].message.find("Limit 'word' to") != std::string::npos);
}

TEST_CASE("named expressions and tables are part of the cost") {
  std::string facts = "tags: { type: list(int), max: 300 }";
  std::string define = "define: { found: 'tags.exists(a, tags.exists(b, a == b))' }\n";
  CHECK(costs(with_condition(facts, "found", define), 500'000).size() == 2);
  CHECK(costs(with_condition(facts, "tags == []", define), 500'000).size() == 1);
  std::string table =
      "tables:\n  t: { hit: first, gives: { x: int }, rows: [{ when: 'tags.exists(a, a == 3)', "
      "x: 1 }, { x: 2 }] }\n";
  CHECK(costs(with_condition(facts, "table(\"t\").x == 1", table), 10'000).empty());
  CHECK(costs(with_condition(facts, "tags.exists(a, table(\"t\").x == a)", table), 10'000).size() ==
        1);
}

TEST_CASE("what several named expressions share counts once") {
  std::string yaml = "define:\n  d0: 'tags.exists(a, a == 3)'\n";
  for (int i = 1; i < 30; ++i) {
    std::string one = "d" + std::to_string(i - 1);
    std::string two = "d" + std::to_string(std::max(i - 2, 0));
    yaml += "  d" + std::to_string(i) + ": '" + one + " || " + two + "'\n";
  }
  CHECK(costs(with_condition("tags: { type: list(int), max: 10 }", "d29", yaml), 5'000).empty());
}

TEST_CASE("what no size would mend is said plainly") {
  Diagnostics found =
      costs(with_condition("count: int", "lists.range(count).exists(x, x == count)"));
  REQUIRE(found.size() == 1);
  CHECK(found[0].severity == Severity::kWarning);
  CHECK(found[0].message.find("any number of steps") != std::string::npos);
  CHECK(found[0].message.find("Make it work on less") != std::string::npos);
  CHECK(costs(with_condition("word: string, tags: list(string)", kTwice), 1'000'000).size() == 1);
}
