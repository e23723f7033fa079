// SPDX-License-Identifier: Apache-2.0
// Several mistakes at once, edits, and limits.
#include "ruleset/reading/findings.h"

#include "fixture.h"

using namespace stagegraph;
using namespace stagegraph::ruleset;
using namespace stagegraph::test;

TEST_CASE("several mistakes are told in one run, in the order of their places") {
  CHECK(brief(findings(R"(stagegraph: 1
nmae: x
facts:
  amount: decimal
  phone: { type: enum, values: [ok, empty] }
  bad: nosuch
criteria:
  c: amuont > 5
  d: phone == "emtpy"
  e: bad > 5
events: { go: { by: nobody } }
stages:
  a:
    events: { go: { to: c, reject_if: [c, f] } }
    deadlines: { d: { within: 1 dya } }
)")) == std::vector<std::string>{"missing-key 1:1", "unknown-key 2:1", "unknown-type 6:8",
                                 "unknown-name 8:6", "enum-value 9:15", "unknown-name 11:21",
                                 "unknown-name 14:25", "unknown-name 14:43", "does-nothing 15:18",
                                 "invalid-value 15:31"});
}

TEST_CASE("edits mend what they are for") {
  auto edits = [](const std::string& yaml) {
    std::vector<std::string> lines;
    for (const Diagnostic& d : findings(yaml)) {
      if (!d.edit) continue;
      const Range& r = d.edit->range;
      lines.push_back(fmt::format("{}:{}-{}:{} {}", r.begin.line, r.begin.column, r.end.line,
                                  r.end.column, d.edit->text));
    }
    return lines;
  };
  using Lines = std::vector<std::string>;
  CHECK(edits(with_head("tilte: x\n")) == Lines{"4:1-4:6 title"});
  CHECK(edits(with_head("facts: { amount: int }\ndefine: { x: amuont > 1 }\n")) ==
        Lines{"5:14-5:20 amount"});
  CHECK(edits(with_head("events: { gone: {} }\ndefine: { x: 'in_stage(\"aa\")' }\n")).empty());
  CHECK(edits(with_head("facts: { e: { type: enum, values: [one, two] } }\n"
                        "define: { x: 'e == \"on\"', w: \"e == 'on'\" }\n")) ==
        Lines{"5:20-5:24 \"one\""});
  CHECK(edits(without_stages("stages: { lead: {}, b: { auto: { to: laed } } }\n")) ==
        Lines{"3:38-3:42 lead"});
  CHECK(edits(without_stages(
            "stages: { g: { initial: x, stages: { x: {} } }, b: { auto: { to: x } } }\n")) ==
        Lines{"3:66-3:67 g.x"});
  CHECK(
      edits(without_stages(
          "stages: { g: { initial: long, stages: { long: {} } }, b: { auto: { to: lnog } } }\n")) ==
      Lines{"3:72-3:76 g.long"});
}

TEST_CASE("a finding has its file, path, message and severity") {
  Diagnostics list = findings(with_head("facts: { x: { type: int, mn: 1 } }\n"));
  REQUIRE(list.size() == 1);
  CHECK(list[0].file == "test.yaml");
  CHECK(list[0].path == "facts.x.mn");
  CHECK(list[0].message == "a fact has no key 'mn'. Did you mean 'min'?");
  CHECK(list[0].severity == Severity::kError);
  CHECK(list[0].range.end.column == list[0].range.begin.column + 2);
}

TEST_CASE("the error tells how many there are") {
  CHECK(load_ruleset(with_head("x: 1\n"), "f.yaml").error().message == "f.yaml has 1 error");
  CHECK(load_ruleset(with_head("x: 1\nz: 1\n"), "f.yaml").error().message == "f.yaml has 2 errors");
}

TEST_CASE("warnings come beside errors") {
  auto loaded = load_ruleset(with_head("promises: []\nx: 1\n"), "f.yaml");
  REQUIRE_FALSE(loaded);
  CHECK(brief(loaded.error().diagnostics) ==
        std::vector<std::string>{"unsupported 4:1", "unknown-key 5:1"});
}

TEST_CASE("a file full of mistakes gives a bounded list") {
  std::string yaml = with_head("facts:\n");
  for (int i = 0; i < 3000; ++i) yaml += fmt::format("  f{}: nosuch\n", i);
  Diagnostics list = findings(yaml);
  REQUIRE(list.size() == kMaxFindings + 1);
  CHECK(std::any_of(list.begin(), list.end(),
                    [](const Diagnostic& d) { return d.code == "too-many"; }));
}

TEST_CASE("a chain of named expressions has a greatest length") {
  auto chain = [](int length) {
    std::string yaml = with_head("facts: { f: int }\ndefine:\n  d0: f\n");
    for (int i = 1; i < length; ++i) yaml += fmt::format("  d{}: d{} + 1\n", i, i - 1);
    return findings(yaml);
  };
  CHECK(chain(64).empty());
  Diagnostics list = chain(66);
  REQUIRE(list.size() == 1);
  CHECK(list[0].code == "too-deep");
}

TEST_CASE("the limits are the caller's") {
  LoadOptions limits;
  limits.yaml.bytes = 10;
  auto loaded = load_ruleset(with_head(""), "f.yaml", limits);
  REQUIRE_FALSE(loaded);
  CHECK(loaded.error().diagnostics.size() == 1);
  limits = {};
  limits.expression.nodes = 3;
  CHECK_FALSE(load_ruleset(with_head("define: { x: 1 + 2 + 3 + 4 }\n"), "f.yaml", limits));
}
