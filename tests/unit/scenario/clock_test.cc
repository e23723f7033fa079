// SPDX-License-Identifier: Apache-2.0
// The case's clock, what comes due on the way, and what a case is given.
#include "workspace.h"

namespace stagegraph {

TEST_CASE("Spans are counted from the step before, instants stand for themselves") {
  CHECK(failures(
            ", stage: lead.hot, facts: { owner: wu }",
            {"{ after: 1 hour, event: try, expect: { outcome: stayed } }",
             "{ at: 2026-03-04T10:00, event: try, expect: { outcome: stayed } }",
             "{ advance_by: 5 days, expect: { fired: [week], outcome: moved, stage: pool, facts: "
             "{ owner: null } } }"}) == Texts{});
}

TEST_CASE("An event goes before what comes due at the same instant") {
  CHECK(failures(
            ", stage: lead.hot",
            {"{ at: 2026-03-09T10:00, event: try, expect: { outcome: stayed, stage: lead.hot } }",
             "{ advance_by: 1 second, expect: { fired: [week], stage: pool } }"}) == Texts{});
}

TEST_CASE("What came due before an event is gathered, and is not the event's") {
  CHECK(failures(", stage: lead.hot",
                 {"{ after: 8 days, event: want, payload: { need: now }, expect: { outcome: moved, "
                  "from: pool, to: lead.new, fired: [week], actions: [] } }"}) == Texts{});
}

TEST_CASE("A step of time gathers all that came due, in order") {
  CHECK(
      failures(
          ", stage: lead.hot",
          {"{ advance_to: 2026-03-09T09:59:59, expect: { actions: [ring], fired: [], outcome: "
           "stayed, stage: lead.hot } }",
           "{ advance_to: 2026-03-09T10:00, expect: { actions: [], fired: [week], from: lead.hot, "
           "to: pool, set: {} , stage: pool } }"}) == Texts{});
  CHECK(failures(", stage: lead.hot", {"{ advance_by: 1 month, expect: { actions: [ring], outcome: "
                                       "moved, fired: [week] } }"}) == Texts{});
}

TEST_CASE("A case in which too much comes due fails, and the next is run") {
  const scenario::TestReport report = run_cases(
      R"(  - { name: spins, given: { at: 2026-03-02T10:00, facts: { t: 2026-03-02T10:00 } },
      steps: [{ advance_by: 1 day, expect: { outcome: stayed } }] }
  - { name: spins a little, given: { at: 2026-03-02T10:00, facts: { t: 2026-03-02T10:00 } },
      steps: [{ advance_by: 10 seconds, expect: { outcome: stayed } }] }
)",
      R"(stagegraph: 1
name: spin
facts: { t: timestamp }
stages:
  a: { deadlines: { d: { from: t, set: { t: "${t + duration('10ms')}" } } } }
)");
  CHECK(report.failed == 1);
  CHECK(report.passed == 1);
  REQUIRE(report.files.at(0).cases.at(0).failures.size() == 1);
  CHECK_THAT(report.files[0].cases[0].failures[0].got,
             Catch::StartsWith(
                 "too much comes due in one step: 10000 decisions by 2026-03-02T10:01:39.99"));
}

TEST_CASE("Where nothing comes due, there is no outcome") {
  CHECK(failures("",
                 {"{ advance_by: 1 month, expect: { actions: [], fired: [], outcome: stayed, from: "
                  "lead.new } }"}) ==
        Texts{"1 outcome: stayed <> nothing happened", "1 from: lead.new <> nothing happened"});
}

TEST_CASE("Facts may be set by hand between steps") {
  CHECK(
      failures(
          "", {"{ set: { need: now, tries: 2, owner: null }, expect: { facts: { need: now, tries: "
               "2 }, stage: lead.new, next_due: null, timers: [], sequence: 1 } }",
               "{ event: promote, by: clerk, payload: { why: x }, expect: { outcome: moved } }"}) ==
      Texts{});
}

TEST_CASE("A value that does not fit its fact ends the case") {
  CHECK(failures("", {"{ set: { tries: 10 } }", "{ event: try, expect: { outcome: stayed } }"})
            .at(0)
            .rfind("1 :  <> fact 'tries'", 0) == 0);
  CHECK(failures(", facts: { tries: -1 }", {"{ event: try, expect: { outcome: stayed } }"})
            .at(0)
            .rfind("0 :  <> fact 'tries'", 0) == 0);
}

TEST_CASE("A repeated event id is a duplicate") {
  CHECK(failures("",
                 {"{ event: try, id: e1, expect: { outcome: stayed } }",
                  "{ event: try, id: e1, expect: { outcome: duplicate, facts: { tries: 1 } } }"}) ==
        Texts{});
}

TEST_CASE("A case may be given a timer's due instant") {
  CHECK(failures(", stage: lead.hot, timers: { week: 2026-03-03T00:00 }",
                 {"{ event: try, expect: { next_due: 2026-03-02T17:00 } }",
                  "{ advance_to: 2026-03-03, expect: { stage: pool, fired: [week] } }"}) ==
        Texts{});
  CHECK(failures(", stage: lead.hot, timers: { week: null }",
                 {"{ event: try, expect: { next_due: null, timers: [] } }"}) == Texts{});
  CHECK(failures(", timers: { week: 2026-03-03 }", {"{ event: try, expect: { stage: lead } }"}) ==
        Texts{"0 :  <> 'lead.hot.week' does not run in 'lead.new'"});
}

TEST_CASE("A case may be given a whole record") {
  const std::string given = R"(  - name: test
    given: { record: { id: A-17, stage: lead.hot, entered: '2026-03-02T10:00:00+08:00', facts: { tries: 2, vip: true, rate: 0.5, tags: [a], owner: "7", need: null } } }
    steps:
      - { event: try, expect: { facts: { tries: 3, vip: true, owner: '7', tags: [a] }, next_due: 2026-03-05T22:00 } }
      - { advance_by: 7 days, expect: { stage: pool } }
)";
  CHECK(failures_of(run_cases(given)) == Texts{});
  CHECK(failures_of(run_cases(R"(  - name: test
    given: { record: { id: A-17, stage: lead.cold, entered: '2026-03-02T10:00:00+08:00' } }
    steps: [{ event: try, expect: { stage: lead } }]
)"))
            .at(0)
            .rfind("0 :  <> stage 'lead.cold' is not in this ruleset", 0) == 0);
}

TEST_CASE("A given record may begin at another instant") {
  CHECK(failures(", record: { id: A-17, stage: lead.hot, entered: '2026-03-01T10:00:00+08:00' }",
                 {"{ advance_by: 6 days, expect: { fired: [week] } }"}) == Texts{});
}

TEST_CASE("An instant beyond the calendar ends the case") {
  const auto found = failures("", {"{ advance_by: 9000 years, expect: { stage: lead } }"});
  REQUIRE(found.size() == 1);
  CHECK(found[0].rfind("1 :  <> ", 0) == 0);
}

}  // namespace stagegraph
