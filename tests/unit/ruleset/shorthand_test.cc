// SPDX-License-Identifier: Apache-2.0
// Maps of tests and the CEL they stand for.
#include "fixture.h"

using namespace stagegraph;
using namespace stagegraph::test;

namespace {

// The CEL that a criterion's map of tests becomes.
std::string lowered(const std::string& map) {
  auto rules = load(with_head(fmt::format(R"(
facts:
  i: int
  d: double
  m: decimal
  s: string
  b: bool
  e: {{ type: enum, values: [now, later, known] }}
  t: timestamp
  a: date
  u: duration
time_zone: Asia/Shanghai
events: {{ go: {{ carries: {{ why: string }} }} }}
define: {{ big: i > 5, double_m: m * 2.0 }}
criteria: {{ c: {{ when: {} }} }}
)",
                                          map)));
  return expression(*rules, rules->criteria.at(0).when).source;
}

}  // namespace

TEST_CASE("comparisons and ranges by type") {
  CHECK(lowered("{ i: '>= 500' }") == "i >= 500");
  CHECK(lowered("{ i: '>5' }") == "i > 5");
  CHECK(lowered("{ i: '<= -3' }") == "i <= -3");
  CHECK(lowered("{ i: '< 3' }") == "i < 3");
  CHECK(lowered("{ i: '== 3' }") == "i == 3");
  CHECK(lowered("{ i: '!= 3' }") == "i != 3");
  CHECK(lowered("{ i: 30..90 }") == "i >= 30 && i <= 90");
  CHECK(lowered("{ d: '0.5 .. 1.5' }") == "d >= 0.5 && d <= 1.5");
  CHECK(lowered("{ m: '> 1.50' }") == "m > 1.5");
  CHECK(lowered("{ t: '>= 2026-03-02' }") == R"(t >= timestamp("2026-03-01T16:00:00Z"))");
  CHECK(lowered("{ a: 2026-03-02..2026-03-09 }") ==
        R"(a >= date("2026-03-02") && a <= date("2026-03-09"))");
  CHECK(lowered("{ u: '> 36 hours' }") == R"(u > duration("129600s"))");
}

TEST_CASE("equality, lists and known") {
  CHECK(lowered("{ i: 3 }") == "i == 3");
  CHECK(lowered("{ b: true }") == "b == true");
  CHECK(lowered("{ b: false }") == "b == false");
  CHECK(lowered("{ s: 5 }") == R"(s == "5")");
  CHECK(lowered("{ s: 'a \"b\" \\ c' }") == R"(s == "a \"b\" \\ c")");
  CHECK(lowered("{ s: \"a\\nb\\rc\" }") == R"(s == "a\nb\rc")");
  CHECK(lowered("{ e: now }") == R"(e == "now")");
  CHECK(lowered("{ e: [now, later] }") == R"(e in ["now", "later"])");
  CHECK(lowered("{ i: [1, 2] }") == "i in [1, 2]");
  CHECK(lowered("{ e: known }") == "known(e)");
  CHECK(lowered("{ e: 'known' }") == R"(e == "known")");
}

TEST_CASE("ranges of texts") {
  CHECK(lowered("{ s: b..d }") == R"(s >= "b" && s <= "d")");
  CHECK(lowered("{ s: '100 .. 200' }") == R"(s >= "100" && s <= "200")");
  CHECK(lowered("{ event.why: b..d }") == R"(event.why >= "b" && event.why <= "d")");
  CHECK(lowered("{ s: '== b..d' }") == R"(s == "b..d")");
  CHECK(lowered("{ s: [b..d] }") == R"(s in ["b..d"])");
  // Texts, not ranges.
  for (const char* text : {"b..", "..d", "../a", "wait...", "b...d"}) {
    CAPTURE(text);
    CHECK(lowered(fmt::format("{{ s: '{}' }}", text)) == fmt::format("s == \"{}\"", text));
  }
}

TEST_CASE("several tests must all hold") {
  CHECK(lowered("{ i: '> 1', e: [now], s: known }") == R"(i > 1 && e in ["now"] && known(s))");
}

TEST_CASE("tests of named expressions, the event and the stage") {
  CHECK(lowered("{ big: true }") == "big == true");
  CHECK(lowered("{ double_m: '> 3' }") == "double_m > 3");
  CHECK(lowered("{ event.why: price }") == R"(event.why == "price")");
  CHECK(lowered("{ stage: lead.new }") == R"(stage == "lead.new")");
}

TEST_CASE("tests in a named expression, where types of others are not known yet") {
  auto rules =
      load(with_head("facts: { i: int }\n"
                     "define: { x: { b: 3 }, z: { c: a, b: 5 }, b: i + 1, c: stage }\n"));
  CHECK(expression(*rules, rules->defines.at(0).expression).source == "b == 3");
  CHECK(expression(*rules, rules->defines.at(1).expression).source == R"(c == "a" && b == 5)");
  rules = load(with_head(
      "facts: { i: int }\n"
      "define: { x: { b: '>= 3' }, z: { b: 3..5 }, w: { c: a..d }, b: i + 1, c: stage }\n"));
  CHECK(expression(*rules, rules->defines.at(0).expression).source == "b >= 3");
  CHECK(expression(*rules, rules->defines.at(1).expression).source == "b >= 3 && b <= 5");
  CHECK(expression(*rules, rules->defines.at(2).expression).source == R"(c >= "a" && c <= "d")");
}
