// SPDX-License-Identifier: Apache-2.0
#include "rules.h"

namespace stagegraph {

TEST_CASE("A transition behind one without a condition is never chosen") {
  CHECK(findings_of("shadowed-transition", R"(
facts: { x: bool }
events: { go: {} }
stages:
  a: { events: { go: [{ to: b, when: x }, { to: c }, { to: b }] } }
  b: { final: true }
  c: { final: true }
)") == Texts{"6: 'a.go[2]' is never chosen: 'a.go[1]' comes before it and has no 'when' that could "
             "pass a record on"});
}

TEST_CASE("A condition that is always true is none") {
  CHECK(findings_of("shadowed-transition", R"(
facts: { x: bool }
events: { go: {} }
stages:
  a: { events: { go: [{ to: b, when: 1 < 2 }, { to: b, when: x }] } }
  b: { final: true }
)")
            .size() == 1);
}

TEST_CASE("Priority comes before the order in which transitions are written") {
  CHECK(findings_of("shadowed-transition", R"(
facts: { x: bool }
events: { go: {} }
stages:
  a: { events: { go: [{ to: b }, { to: c, when: x, priority: 1 }] } }
  b: { final: true }
  c: { final: true }
)")
            .empty());
}

TEST_CASE("Another event shadows nothing") {
  CHECK(findings_of("shadowed-transition", R"(
events: { go: {}, run: {} }
stages:
  a: { events: { go: { to: b }, run: { to: b } } }
  b: { final: true }
)")
            .empty());
}

TEST_CASE("A group's answer that every stage inside gives itself is never chosen") {
  const std::string rules = R"(
events: { go: {} }
stages:
  g:
    initial: one
    events: { go: { to: out } }
    stages:
      one: { events: { go: { to: two } } }
      two: TWO
  out: { final: true }
)";
  auto with = [&](const std::string& two) {
    std::string text = rules;
    return findings_of("shadowed-transition", text.replace(text.find("TWO"), 3, two));
  };
  CHECK(with("{}").empty());
  CHECK(with("{ events: { go: { to: one } } }") ==
        Texts{"7: 'g.go' is never chosen: every stage inside 'g' answers 'go' itself, whatever the "
              "record"});
}

TEST_CASE("A group's automatic transition may be shadowed too") {
  const Texts found = findings_of("shadowed-transition", R"(
stages:
  g:
    initial: one
    auto: [{ to: out }]
    stages:
      one: { auto: [{ to: out }] }
      end: { final: true }
  out: { final: true }
)");
  REQUIRE(found.size() == 1);
  CHECK(found[0].find("every stage inside 'g' moves on by itself before") != std::string::npos);
}

}  // namespace stagegraph
