// SPDX-License-Identifier: Apache-2.0
// Coverage: everything that was tried counts, and nothing that was not.
#include <algorithm>

#include "workspace.h"

namespace stagegraph {

using namespace scenario;

namespace {

RulesetCoverage coverage_of(const std::string& cases, const std::string& rules = kRules) {
  const TestReport report = run_cases(cases, rules);
  for (const FileReport& file : report.files) {
    for (const Diagnostic& d : file.diagnostics) UNSCOPED_INFO(format_diagnostic(d));
  }
  REQUIRE(report.coverage.size() == 1);
  CHECK(report.ok());
  return report.coverage[0];
}

}  // namespace

TEST_CASE("What was not tried is listed") {
  const RulesetCoverage c = coverage_of(case_with("", {"{ event: try, expect: { stage: lead } }"}));
  CHECK(c.stages.hit == 1);
  CHECK(c.stages.missed == Texts{"lead.hot", "gate", "pool", "done"});
  CHECK(c.transitions.hit == 1);
  CHECK(c.transitions.total == 10);
  CHECK(c.transitions.missed ==
        Texts{"lead.want", "lead.new.promote", "lead.new.promote (otherwise)", "lead.new.label",
              "lead.new.price", "lead.hot.close", "gate.auto", "gate.auto[1]", "pool.want"});
  CHECK(c.criteria.hit == 0);
  CHECK(c.criteria.total == 4);
  CHECK(c.deadlines.missed == Texts{"lead.hot.week"});
  CHECK(c.table_rows.missed ==
        Texts{"discount[0] (line 32)", "discount[1] (line 33)", "discount[2] (line 34)"});
}

TEST_CASE("Full coverage is what was all tried") {
  const std::string promote = "{ event: promote, by: clerk, payload: { why: x }, expect: ";
  const RulesetCoverage c = coverage_of(
      case_with(", facts: { need: now, tries: 5 }",
                {"{ event: price, expect: { facts: { rate: 0.5 } } }",
                 "{ event: label, payload: { text: hi }, expect: { facts: { note: hi } } }",
                 "{ set: { tries: 2 }, expect: { stage: lead } }",
                 "{ event: price, expect: { facts: { rate: 0.8 } } }",
                 "{ set: { tries: 0 }, expect: { stage: lead } }",
                 "{ event: price, expect: { facts: { rate: 1 } } }",
                 "{ event: try, expect: { outcome: stayed } }", promote + "{ stage: lead.hot } }",
                 "{ advance_by: 7 days, expect: { fired: [week] } }",
                 "{ event: want, payload: { need: later }, expect: { to: lead.new } }",
                 "{ event: want, expect: { outcome: stayed } }",
                 "{ set: { tries: 3 }, expect: { stage: lead } }",
                 promote + "{ outcome: refused, stage: pool } }"}) +
      case_with(", stage: lead.hot, facts: { vip: true }",
                {"{ event: close, expect: { stage: done } }"}) +
      case_with(", stage: lead.hot", {"{ event: close, expect: { stage: pool } }"}));
  for (const CoverageCount* count :
       {&c.stages, &c.transitions, &c.criteria, &c.deadlines, &c.table_rows}) {
    CHECK(count->missed == Texts{});
    CHECK(count->hit == count->total);
  }
}

TEST_CASE("A refused event takes no transition") {
  const RulesetCoverage c = coverage_of(
      case_with(", facts: { need: later }",
                {"{ event: promote, by: clerk, payload: { why: x }, expect: { stage: pool } }"}));
  CHECK(c.transitions.hit == 1);
  CHECK(c.criteria.missed == Texts{"tried (true)", "wanted (true)"});
}

TEST_CASE("Of automatic transitions, the one taken counts") {
  const RulesetCoverage c =
      coverage_of(case_with(", stage: lead.hot", {"{ event: close, expect: { stage: pool } }"}));
  CHECK(c.stages.hit == 3);  // the gate was passed
  CHECK(std::count(c.transitions.missed.begin(), c.transitions.missed.end(), "gate.auto") == 1);
  CHECK(std::count(c.transitions.missed.begin(), c.transitions.missed.end(), "gate.auto[1]") == 0);
}

TEST_CASE("An automatic transition after one that stays counts") {
  const std::string rules = R"(stagegraph: 1
name: counts
facts: { num: { type: int, default: 0 } }
events: { more: {} }
stages:
  a:
    events: { more: { set: { num: '${num + 1}' } } }
    deadlines: { late: { within: 1 day, set: { num: 5 } } }
    auto: [{ to: b, when: num > 1 }]
  b: { final: true }
)";
  const RulesetCoverage first =
      coverage_of(case_with("", {"{ event: more, expect: { stage: a } }"}), rules);
  CHECK(first.transitions.missed == Texts{"a.auto"});
  CHECK(coverage_of(case_with("", {"{ event: more, expect: { stage: a } }",
                                   "{ event: more, expect: { stage: b } }"}),
                    rules)
            .transitions.missed.empty());
  CHECK(coverage_of(case_with("", {"{ advance_by: 1 day, expect: { stage: b } }"}), rules)
            .transitions.missed == Texts{"a.more"});
  CHECK(coverage_of(case_with("", {"{ set: { num: 2 }, expect: { stage: a } }",
                                   "{ advance_by: 1 hour, expect: { stage: b } }"}),
                    rules)
            .transitions.missed == Texts{"a.more"});
}

TEST_CASE("A row without a condition counts when it can be told that it was reached") {
  auto rules = [](const std::string& hit, const std::string& rows) {
    return R"(stagegraph: 1
name: tables
facts: { num: { type: int, default: 0 }, out: { type: int, default: 0 } }
events: { ask: {} }
tables:
  t: { hit: )" +
           hit + ", gives: { x: int }, rows: " + rows + R"( }
stages:
  a: { events: { ask: { set: { out: '${)" +
           std::string("table(\"t\").x") + R"(}' } } } }
)";
  };
  const std::string ask = case_with("", {"{ event: ask, expect: { outcome: stayed } }"});
  CHECK(coverage_of(ask, rules("first", "[{ when: num > 3, x: 1 }, { x: 2 }]")).table_rows.hit ==
        1);
  CHECK(coverage_of(ask, rules("first", "[{ when: num < 3, x: 1 }, { x: 2 }]")).table_rows.hit ==
        1);
  CHECK(coverage_of(ask, rules("any", "[{ when: num < 3, x: 2 }, { x: 2 }]")).table_rows.hit == 2);
  CHECK(coverage_of(
            ask, rules("priority", "[{ x: 2, priority: 1 }, { when: num > 3, x: 1, priority: 2 }]"))
            .table_rows.missed == Texts{"t[1] (line 6)"});
  CHECK(coverage_of(ask, rules("first", "[{ x: 2 }]")).table_rows.hit == 0);  // cannot be told
}

}  // namespace stagegraph
