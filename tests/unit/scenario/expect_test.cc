// SPDX-License-Identifier: Apache-2.0
// Every key of `expect`: it holds where it should, and fails with what came instead.
#include "workspace.h"

namespace stagegraph {

using namespace scenario;

TEST_CASE("A case that holds passes") {
  CHECK(
      failures(", facts: { need: now }",
               {"{ after: 1 hour, event: try, expect: { outcome: stayed, facts: { tries: 1 } } }",
                "{ event: promote, by: { id: wu, roles: [clerk] }, payload: { why: me }, expect: { "
                "outcome: moved, from: lead.new, to: lead.hot, stage: lead.hot, reasons: [], "
                "needs: [], actions: [notify, ring, start], sequence: 2 } }"}) == Texts{});
}

TEST_CASE("Each failure says what was expected and what came") {
  CHECK(
      failures("",
               {"{ event: try, expect: { outcome: moved, stage: pool, from: pool, to: pool } }"}) ==
      Texts{"1 outcome: moved <> stayed", "1 stage: pool <> lead.new", "1 from: pool <> lead.new",
            "1 to: pool <> stays"});
}

TEST_CASE("A group stands for every stage inside it") {
  CHECK(failures("", {"{ event: try, expect: { stage: lead, from: lead, to: null } }"}) == Texts{});
  CHECK(failures(", stage: lead.hot", {"{ event: close, expect: { to: null, stage: lead } }"}) ==
        Texts{"1 stage: lead <> pool", "1 to: stays <> pool"});
}

TEST_CASE("Facts, and which of them a decision set") {
  CHECK(failures("", {"{ event: try, expect: { facts: { tries: 1, need: null, rate: 1.0 }, set: { "
                      "tries: 1 } } }"}) == Texts{});
  CHECK(failures("", {"{ event: try, expect: { facts: { tries: 2, need: now, rate: null }, set: { "
                      "tries: 3, rate: 1 } } }"}) ==
        Texts{"1 facts.tries: 2 <> 1", "1 facts.need: now <> unknown", "1 facts.rate: unknown <> 1",
              "1 set.tries: 3 <> 1", "1 set.rate: 1 <> not set"});
}

TEST_CASE("Values are read by the declared type") {
  CHECK(
      failures(", facts: { owner: 007, due_on: 2026-03-04, tags: [a, b], rate: 0.50 }",
               {"{ event: try, expect: { facts: { owner: '007', due_on: 2026-03-04, tags: [a, b], "
                "rate: 0.5 } } }"}) == Texts{});
}

TEST_CASE("Reasons and needs are whole lists in order") {
  const std::string promote = "{ event: promote, by: clerk, payload: { why: x }, expect: ";
  CHECK(failures(", facts: { need: later, tries: 3 }",
                 {promote + "{ outcome: refused, reasons: [wanted, tried], stage: pool } }"}) ==
        Texts{});
  CHECK(failures(", facts: { need: later, tries: 3 }", {promote + "{ reasons: [tried] } }"}) ==
        Texts{"1 reasons: [tried] <> [wanted, tried]"});
  CHECK(failures("", {promote + "{ outcome: needs, needs: [need] } }"}) == Texts{});
  CHECK(failures("", {promote + "{ needs: [] } }"}) == Texts{"1 needs: [] <> [need]"});
}

TEST_CASE("What an event should have carried is among the needs") {
  CHECK(failures("", {"{ event: label, expect: { outcome: needs, needs: [event.text] } }"}) ==
        Texts{});
}

TEST_CASE("An argument that is not known is null") {
  const std::string promote = "{ event: promote, by: clerk, expect: { actions: [{ name: notify, ";
  CHECK(failures(", facts: { need: now }",
                 {promote + "arguments: { to: null, times: 0 } }, ring, start] } }"}) == Texts{});
  CHECK(
      failures(", facts: { need: now }", {promote + "arguments: { to: wu } }, ring, start] } }"}) ==
      Texts{"1 actions: [notify {to: wu}, ring, start] <> [notify {to: null, times: 0}, ring, "
            "start {ruleset: other}]"});
}

TEST_CASE("A role that is missing is a reason") {
  CHECK(failures(
            "",
            {"{ event: promote, by: boss, expect: { outcome: denied, reasons: [wrong_role] } }"}) ==
        Texts{});
}

TEST_CASE("An argument that is one word out of a few") {
  const std::string rules =
      "stagegraph: 1\nname: small\nevents: { go: {} }\n"
      "actions: { tell: { how: { type: enum, values: [by_mail_or_by_letter, by_call] } } }\n"
      "stages: { a: { events: { go: { do: [{ tell: { how: by_mail_or_by_letter } }] } } } }\n";
  auto expecting = [&](const std::string& how) {
    return failures_of(
        run_cases("  - name: c\n    given: { at: 2026-03-02T10:00:00 }\n    steps:\n"
                  "      - { event: go, expect: { actions: [{ name: tell, "
                  "arguments: { how: " +
                      how + " } }] } }\n",
                  rules));
  };
  CHECK(expecting("by_mail_or_by_letter") == Texts{});
  CHECK(expecting("by_call") == Texts{"1 actions: [tell {how: by_call}] <> "
                                      "[tell {how: by_mail_or_by_letter}]"});
}

TEST_CASE("Actions are compared by name and by the arguments named") {
  const std::string promote =
      "{ event: promote, by: clerk, payload: { why: wu }, expect: { actions: ";
  const std::string given = ", facts: { need: now, tries: 2 }";
  CHECK(failures(given, {promote + "[{ name: notify, arguments: { to: wu } }, ring, { name: start, "
                                   "arguments: { ruleset: other } }] } }"}) == Texts{});
  CHECK(
      failures(given, {promote + "[{ name: notify, arguments: { times: 3 } }, ring, start] } }"}) ==
      Texts{"1 actions: [notify {times: 3}, ring, start] <> [notify {to: wu, times: 2}, ring, "
            "start {ruleset: other}]"});
  CHECK(failures(given, {promote + "[notify] } }"}) ==
        Texts{"1 actions: [notify] <> [notify, ring, start]"});
  CHECK(failures("", {"{ event: try, expect: { actions: [] } }"}) == Texts{});
}

TEST_CASE("Timers by name, or by due instant") {
  CHECK(failures(", stage: lead.hot",
                 {"{ event: try, expect: { timers: [week], next_due: 2026-03-05T22:00:00+08:00 } }",
                  "{ event: try, expect: { timers: { lead.hot.week: 2026-03-09T10:00 } } }"}) ==
        Texts{});
  CHECK(failures("", {"{ event: try, expect: { timers: [], next_due: null } }",
                      "{ event: try, expect: { timers: { week: null } } }"}) == Texts{});
  CHECK(
      failures(
          ", stage: lead.hot",
          {"{ event: try, expect: { timers: [], next_due: null } }",
           "{ event: try, expect: { timers: { week: null }, next_due: 2026-03-02T02:00:00Z } }"}) ==
      Texts{"1 timers: [] <> [lead.hot.week]", "1 next_due: never <> 2026-03-05T22:00:00+08:00",
            "2 timers.lead.hot.week: never <> 2026-03-09T10:00:00+08:00",
            "2 next_due: 2026-03-02T10:00:00+08:00 <> 2026-03-05T22:00:00+08:00"});
}

TEST_CASE("The transition that was selected") {
  CHECK(failures("", {"{ event: try, expect: { transition: lead.try } }",
                      "{ advance_by: 1 day, expect: { transition: null } }"}) == Texts{});
  CHECK(failures("", {"{ event: try, expect: { transition: null } }",
                      "{ event: close, expect: { transition: lead.want } }"}) ==
        Texts{"1 transition: none <> lead.try", "2 transition: lead.want <> none"});
  CHECK(mistakes("", {"{ event: try, expect: { transition: lead.tri } }"}).size() == 1);
}

TEST_CASE("The sequence number") {
  CHECK(failures("", {"{ event: try, expect: { sequence: 1 } }",
                      "{ event: try, expect: { sequence: 7 } }"}) == Texts{"2 sequence: 7 <> 2"});
}

TEST_CASE("A failure has its place in the file, and the step in words") {
  const TestReport report =
      run_cases(case_with("", {"{ event: try, expect: { outcome: stayed } }",
                               "{ event: try, expect: { outcome: moved } }"}));
  const TestFailure& failure = report.files[0].cases[0].failures.at(0);
  CHECK(failure.step == 2);
  CHECK(failure.what == "event try");
  CHECK(failure.range.begin.line == 7);
  CHECK(failure.range.begin.column == 42);
  CHECK_FALSE(report.ok());
  CHECK_FALSE(report.has_invalid_input());
  CHECK(report.failed == 1);
}

}  // namespace stagegraph
