// SPDX-License-Identifier: Apache-2.0
// Steps of those who decide, counters, and facts set at an instant.
#include "workspace.h"

namespace stagegraph {

namespace {

const std::string kPeopleRules = R"(stagegraph: 1
name: people
time_zone: Asia/Shanghai
roles: [clerk, boss]
facts:
  owner: string
  quiet: { type: bool, default: false }
events: { ask: { by: clerk }, sell: { by: clerk }, call: {}, take: { carries: [owner] } }
quotas:
  extended: { per: owner, at_most: 2, counts: 'extensions("week") > 0' }
  calls: { per: owner, at_most: 2, events: [call], window: 1 day }
stages:
  held:
    events:
      sell: { to: sold, approval: { by: boss } }
      call: {}
      take: {}
    deadlines:
      week:
        within: 7 days
        pause_while: quiet
        extend: { request: ask, approve_by: boss, add: 7 days, at_most: 2, quota: extended }
        to: pool
  sold: { final: true }
  pool: {}
)";

const std::string kTakingRules = R"(stagegraph: 1
name: taking
time_zone: Asia/Shanghai
facts: { owner: string }
events: { take: { carries: [owner] } }
quotas: { taken: { per: owner, at_most: 1, events: [take], window: 1 day } }
stages: { held: { events: { take: {} } } }
)";

const std::string kAsk = "{ event: ask, after: 1 day, by: { id: wu, roles: [clerk] }";
const std::string kBoss = "by: { id: lin, roles: [boss] }";

std::vector<std::string> told(const std::string& given, const std::vector<std::string>& steps) {
  return failures_of(run_cases(case_with(", facts: { owner: wu }" + given, steps), kPeopleRules));
}

}  // namespace

TEST_CASE("Somebody approves what was asked for") {
  CHECK(told("", {kAsk + ", expect: { outcome: pending, flags: { week: pending }, counters: "
                         "['extended[wu]: 0 of 2'] } }",
                  "{ approve: week, after: 1 hour, " + kBoss +
                      ", id: a1, expect: { outcome: stayed, timers: { week: 2026-03-16T10:00 }, "
                      "flags: { week: [] } } }",
                  "{ approve: week, " + kBoss + ", id: a1, expect: { outcome: duplicate } }",
                  "{ approve: held.week, at: 2026-03-05, " + kBoss +
                      ", expect: { outcome: denied, reasons: [not_requested] } }"}) == Texts{});
}

TEST_CASE("Somebody rejects it") {
  CHECK(told("", {kAsk + ", expect: { outcome: pending } }",
                  "{ reject: '', " + kBoss +
                      ", expect: { outcome: stayed, reasons: [rejected], timers: { week: "
                      "2026-03-09T10:00 } } }"}) == Texts{});
}

TEST_CASE("An approved transition moves the record") {
  CHECK(told("", {"{ event: sell, by: { id: wu, roles: [clerk] }, expect: { outcome: pending, "
                  "stage: held } }",
                  "{ approve: sell, after: 1 hour, " + kBoss +
                      ", expect: { outcome: moved, to: sold, transition: held.sell } }"}) ==
        Texts{});
}

TEST_CASE("Nobody approves what nobody may ask for") {
  CHECK(told("", {"{ approve: wek, " + kBoss + ", expect: { outcome: denied } }"}).at(0) ==
        "1 :  <> nothing that can be approved is called 'wek'. Did you mean 'week'?");
}

TEST_CASE("What others use of a quota is given, and may change") {
  CHECK(told(", counters: { extended: 2 }",
             {kAsk + ", expect: { outcome: denied, reasons: [quota_full], counters: ['extended[wu]"
                     ": 2 of 2'] } }",
              "{ counters: { extended: 1 } }",
              kAsk + ", expect: { outcome: pending, counters: ['extended[wu]: 1 of 2'] } }"}) ==
        Texts{});
}

TEST_CASE("Events are counted by the case itself") {
  CHECK(told("", {"{ event: call, expect: { counters: ['calls[wu]: 0 of 2'] } }",
                  "{ event: call, after: 1 hour, expect: { counters: ['calls[wu]: 1 of 2'] } }",
                  "{ event: call, after: 1 hour, expect: { outcome: denied, reasons: [quota_full] "
                  "} }",
                  "{ event: call, at: 2026-03-03T00:00, expect: { counters: ['calls[wu]: 0 of 2'] "
                  "} }"}) == Texts{});
}

TEST_CASE("The key of a quota may come with the event") {
  CHECK(
      failures_of(run_cases(
          case_with(", counters: { taken: 1 }",
                    {"{ event: take, payload: { owner: mo }, expect: { outcome: denied, counters: "
                     "['taken[mo]: 1 of 1'] } }",
                     "{ counters: { taken: 0 } }",
                     "{ event: take, payload: { owner: mo }, expect: { outcome: stayed } }",
                     "{ event: take, payload: { owner: mo }, after: 1 hour, expect: { outcome: "
                     "denied, counters: ['taken[mo]: 1 of 1'] } }"}),
          kTakingRules)) == Texts{});
}

TEST_CASE("Facts set by hand count from their instant on") {
  CHECK(told("", {"{ set: { quiet: true }, at: 2026-03-04T10:00, expect: { next_due: null, flags: "
                  "{ week: held } } }",
                  "{ set: { quiet: false }, after: 2 days, expect: { timers: { week: "
                  "2026-03-11T10:00 }, flags: { week: [] }, sequence: 2 } }",
                  "{ set: { owner: mo }, at: 2026-03-12, expect: { stage: pool } }"}) == Texts{});
}

TEST_CASE("Counters and flags are compared") {
  CHECK(told("", {kAsk + ", expect: { flags: { week: held }, counters: ['extended[wu]: 1 of 2'] } "
                         "}"}) ==
        Texts{"1 flags.held.week: [held] <> [pending]",
              "1 counters: [extended[wu]: 1 of 2] <> [extended[wu]: 0 of 2]"});
}

}  // namespace stagegraph
