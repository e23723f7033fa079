#include "rules.h"

namespace stagegraph {

using namespace graph;

TEST_CASE("A cycle of automatic transitions is spelled out") {
  CHECK(findings_of("auto-cycle", R"(
facts: { x: bool }
stages:
  a: { auto: [{ to: b, when: x }] }
  b: { auto: [{ to: c }] }
  c: { auto: [{ to: a, when: x }] }
)") == Texts{"5: automatic transitions go round in a circle: a -> b -> c -> a. A record might "
             "never come to rest"});
}

TEST_CASE("A stage that leads to itself is a cycle") {
  CHECK(findings_of("auto-cycle", R"(
stages:
  a: { auto: [{ to: a }] }
)")
            .size() == 1);
}

TEST_CASE("A chain of automatic transitions is none") {
  CHECK(findings_of("auto-cycle", R"(
facts: { x: bool }
stages:
  a: { auto: [{ to: b, when: x }, { to: c }] }
  b: { auto: [{ to: c }] }
  c: { final: true }
)")
            .empty());
}

TEST_CASE("A group's automatic transition is its children's") {
  // From g.two the group's transition leads to g.one, which is in the group too.
  const Texts found = findings_of("auto-cycle", R"(
facts: { x: bool }
stages:
  g:
    initial: one
    auto: [{ to: g.one, when: x }]
    stages: { one: {}, two: {} }
)");
  REQUIRE(found.size() == 1);
  CHECK(found[0].find("g.one -> g.one") != std::string::npos);
}

TEST_CASE("A target that is a group means its initial leaf") {
  const Texts found = findings_of("auto-cycle", R"(
stages:
  a: { auto: [{ to: g }] }
  g:
    initial: h
    stages:
      h:
        initial: one
        stages: { one: { auto: [{ to: a }] }, two: {} }
)");
  REQUIRE(found.size() == 1);
  CHECK(found[0].find("a -> g.h.one -> a") != std::string::npos);
}

TEST_CASE("A stage's own answer hides the group's") {
  const std::string group = R"(
facts: { x: bool }
stages:
  g:
    initial: one
    auto: [{ to: g.one, when: x }]
    stages:
      one: { auto: [{ to: out)";
  const std::string rest = R"( }] }
      two: {}
  out: { final: true }
)";
  CHECK(findings_of("auto-cycle", group + rest).empty());
  CHECK(findings_of("auto-cycle", group + ", when: x" + rest).size() == 1);
}

TEST_CASE("Nothing happens in a final stage") {
  CHECK(findings_of("auto-cycle", R"(
stages:
  g:
    initial: one
    auto: [{ to: g.end }]
    stages: { one: {}, end: { final: true } }
)")
            .empty());
}

TEST_CASE("Priority decides which answer hides which") {
  const std::string rules = R"(
stages:
  a: { auto: [{ to: a, priority: LOW }, { to: b, priority: HIGH }] }
  b: { final: true }
)";
  auto with = [&](const std::string& low, const std::string& high) {
    std::string text = rules;
    text.replace(text.find("LOW"), 3, low);
    text.replace(text.find("HIGH"), 4, high);
    return findings_of("auto-cycle", text).size();
  };
  CHECK(with("0", "1") == 0);
  CHECK(with("1", "0") == 1);
}

TEST_CASE("Two circles are two findings") {
  CHECK(findings_of("auto-cycle", R"(
facts: { x: bool }
stages:
  a: { auto: [{ to: b, when: x }] }
  b: { auto: [{ to: a, when: x }] }
  c: { auto: [{ to: d, when: x }] }
  d: { auto: [{ to: c, when: x }, { to: a, when: x }] }
)")
            .size() == 2);
}

TEST_CASE("A ruleset with a cycle is not given out") {
  auto checked = load_and_analyse(
      "stagegraph: 1\nname: x\nstages: { a: { auto: [{ to: b }] }, b: { auto: [{ to: a }] } }\n",
      "x.yaml");
  REQUIRE_FALSE(checked);
  CHECK(checked.error().status == Status::kInvalidRuleset);
  CHECK(checked.error().diagnostics.at(0).file == "x.yaml");
  Texts codes;
  for (const Diagnostic& d : checked.error().diagnostics) codes.push_back(d.code);
  CHECK(codes == Texts{"auto-cycle"});
}

}  // namespace stagegraph
