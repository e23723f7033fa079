// SPDX-License-Identifier: Apache-2.0
#include "rules.h"

namespace stagegraph {

TEST_CASE("A stage that no path leads to is reported") {
  CHECK(findings_of("unreachable-stage", R"(
events: { go: {} }
stages:
  a: { events: { go: { to: b } } }
  b: { final: true }
  island: { events: { go: { to: island2 } } }
  island2: { events: { go: { to: island } } }
)") == Texts{"7: no path leads from the initial stage 'a' to 'island'",
             "8: no path leads from the initial stage 'a' to 'island2'"});
}

TEST_CASE("Of a group that nobody gets into, the group alone is reported") {
  CHECK(findings_of("unreachable-stage", R"(
stages:
  a: { final: true }
  g:
    initial: one
    stages: { one: {}, two: {} }
)") == Texts{"5: no path leads from the initial stage 'a' into any stage of 'g'"});
}

TEST_CASE("Every kind of way counts as a path") {
  CHECK(findings_of("unreachable-stage", R"(
facts: { x: bool }
criteria: { known: { when: x } }
events: { go: {}, answered: {} }
stages:
  a:
    events: { go: { to: b, require: [known], otherwise: c } }
    deadlines: { slow: { within: 7 days, to: d } }
    auto: [{ to: e, when: x }]
  b: { cadence: news }
  c: { final: true }
  d: { final: true }
  e: { final: true }
  f: { final: true }
cadences:
  news:
    steps: [{ after: 1 month, via: [sms], script: hello }]
    stop_after: [answered]
    unanswered: { after: 1, to: f }
)")
            .empty());
}

TEST_CASE("What a group declares leads out of its stages") {
  CHECK(findings_of("unreachable-stage", R"(
events: { lost: {} }
stages:
  g:
    initial: h
    events: { lost: { to: pool } }
    stages: { h: { initial: one, stages: { one: {} } } }
  pool: { final: true }
)")
            .empty());
}

TEST_CASE("Nothing leads out of a final stage, not even what its group declares") {
  CHECK(findings_of("unreachable-stage", R"(
events: { lost: {} }
stages:
  g:
    initial: one
    events: { lost: { to: pool } }
    stages: { one: { final: true } }
  pool: { final: true }
)") == Texts{"9: no path leads from the initial stage 'g.one' to 'pool'"});
}

TEST_CASE("A transition that is never chosen leads nowhere") {
  CHECK(findings_of("unreachable-stage", R"(
events: { go: {} }
stages:
  a: { events: { go: [{ to: b }, { to: c }] } }
  b: { final: true }
  c: { final: true }
)") == Texts{"7: no path leads from the initial stage 'a' to 'c'"});
}

TEST_CASE("A stage that nothing leads out of is noted") {
  CHECK(findings_of("dead-end", R"(
events: { go: {}, stay: {} }
stages:
  a: { events: { go: { to: b }, stay: {} } }
  b: { events: { go: { to: b }, stay: {} } }
)") == Texts{"6: nothing leads out of 'b'. Write 'final: true' if it is meant to be the end"});
}

TEST_CASE("Final stages, deadlines and what a group declares are ways out") {
  CHECK(findings_of("dead-end", R"(
events: { lost: {}, go: {} }
stages:
  g:
    initial: one
    events: { lost: { to: pool } }
    stages: { one: {}, two: { events: { go: { to: one } } } }
  pool: { deadlines: { old: { within: 1 year, to: gone } } }
  gone: { final: true }
)")
            .empty());
}

TEST_CASE("A group that only leads to one of its stages leaves that one without a way out") {
  CHECK(findings_of("dead-end", R"(
events: { reset: {} }
stages:
  g:
    initial: one
    events: { reset: { to: g.one } }
    stages: { one: {}, two: {} }
)")
            .size() == 1);
}

TEST_CASE("Long chains are walked without recursion") {
  std::string rules = "events: { go: {} }\nstages:\n";
  const int count = 5'000;
  for (int i = 0; i < count; ++i) {
    rules += "  s" + std::to_string(i) + ": { events: { go: { to: s" +
             std::to_string((i + 1) % count) + " } } }\n";
  }
  CHECK(findings_of(rules).empty());
}

TEST_CASE("Long chains of automatic transitions are too") {
  std::string rules = "facts: { x: bool }\nstages:\n";
  const int count = 5'000;
  for (int i = 0; i < count; ++i) {
    rules += "  s" + std::to_string(i) + ": { auto: [{ to: s" + std::to_string((i + 1) % count) +
             ", when: x }] }\n";
  }
  CHECK(findings_of("auto-cycle", rules).size() == 1);
}

}  // namespace stagegraph
