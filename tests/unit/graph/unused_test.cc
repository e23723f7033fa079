// SPDX-License-Identifier: Apache-2.0
#include "rules.h"

namespace stagegraph {

TEST_CASE("What is declared and never used is reported, each in its place") {
  CHECK(findings_of(R"(
roles: [clerk]
facts: { x: int }
criteria: { lonely: { when: x > 1 } }
events: { go: {}, forgotten: {} }
quotas: { few: { per: x, at_most: 3, counts: x > 0 } }
actions: { call: { who: string } }
stages:
  a: { events: { go: { to: b } } }
  b: { final: true }
tables:
  t:
    hit: first
    gives: { rate: int }
    rows: [{ rate: 1 }]
)") == Texts{"unused-role 3: role 'clerk' is never used",
             "unused-criterion 5: criterion 'lonely' is never used",
             "unused-event 6: event 'forgotten' is declared, but no stage handles it",
             "unused-quota 7: quota 'few' is never used",
             "unused-action 8: action 'call' is never used",
             "unused-table 13: table 't' is never used"});
}

TEST_CASE("What is used anywhere is not") {
  CHECK(findings_of(R"(
roles: [clerk, boss, chief]
facts: { x: int, yes_it_is: bool }
criteria: { first: { when: x > 1 }, second: { when: x > 2 } }
events: { go: { by: clerk }, more: {}, back: {}, push: {}, counted: {}, reply: {} }
quotas:
  few: { per: x, at_most: 3, counts: x > 0 }
  daily: { per: x, at_most: 3, events: [counted], window: 1 day }
actions: { call: { who: string }, mail: { who: string }, ring: { who: string }, wave: { who: string } }
stages:
  a:
    events: { go: { to: b, require: [first], reject_if: [second], do: [{ call: { who: '${yes_it_is ? "a" : "b"}' } }] } }
    enter: [{ mail: { who: x } }]
    cadence: news
    deadlines:
      d:
        idle: 7 days
        reset_by: [back]
        refresh: { by: [push], add: 1 day, at_most: 9 days }
        remind: [{ at: 50%, do: [{ ring: { who: x } }] }]
        extend: { request: more, approve_by: boss, add: 1 day, quota: few }
        do: [{ wave: { who: x } }]
        to: b
      d2: { within: 1 day, extend: { request: more, approve_by: boss, add: 1 day, quota: daily }, to: b }
  b: { auto: [{ to: c, when: 'int(table("t").rate) > 1 && "chief" in actor.roles' }] }
  c: { final: true }
cadences:
  news: { steps: [{ after: 1 month, via: [sms], script: hello }], stop_after: [reply] }
tables:
  t:
    hit: first
    gives: { rate: int }
    rows: [{ rate: 1 }]
)") == Texts{});
}

}  // namespace stagegraph
