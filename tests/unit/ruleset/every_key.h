// SPDX-License-Identifier: Apache-2.0
// A ruleset with every key of the language, and a change of each of them.
#pragma once

#include <catch2/catch.hpp>
#include <string>
#include <string_view>

namespace stagegraph::test {

// Every key of the language stands here once, with a value that the changes below replace.
inline constexpr std::string_view kWhole = R"(stagegraph: 1
name: doors
version: "1"
title: Doors
doc: All doors
time_zone: Asia/Shanghai
time_zones: [Europe/Berlin]
calendar: work
calendars:
  work: { week: { mon-fri: ["09:00-17:00"] }, days_off: [2026-10-01], days_on: [2026-10-10], covers: 2026-01-01..2026-12-31 }
  other: { week: { mon-sat: ["09:00-17:00"] } }
roles: [seller, boss]
facts:
  size: { type: int, default: 1, min: 0, max: 9, unit: pieces, doc: How many, was: length }
  kind: { type: enum, values: [red, blue] }
  owner: string
  meeting: timestamp
define: { is_big: size > 5 }
criteria: { big: { when: is_big, says: Too big } }
events:
  go: { by: seller, carries: [size], order: newest_wins, doc: It goes }
  stay: {}
  more: {}
  done: {}
quotas:
  doors_each: { per: owner, at_most: 3, counts: size > 1, doc: Doors each }
  goings: { at_most: 2, events: go, window: 1 day, rolling: true }
actions: { tell: { whom: string, text: string } }
initial: a
stages:
  all:
    title: All
    doc: All of them
    team: sales
    initial: a
    stages:
      a:
        win_rate: 10%
        cadence: calls
        enter: [{ set: { kind: red } }]
        leave: [{ clear: kind }]
        events:
          go:
            - to: b
              when: size > 2
              needs: owner
              require: big
              reject_if: small
              otherwise: c
              set: { size: 3 }
              do: [{ start: { ruleset: renewal } }]
              priority: 1
              approval: { by: boss, need: any, within: 1 day, void_if_changed: size }
              quota: doors_each
              doc: Leaves
        auto: [{ to: c, when: size == 9, set: { size: 8 }, do: [{ tell: { whom: all, text: Hi } }], priority: 2, doc: By itself }]
        deadlines:
          week:
            within: 7 days
            to: c
            set: { size: 0 }
            do: [{ tell: { whom: all, text: { en: Late, zh: 晚 } } }]
            remind: [{ at: 80%, do: [{ tell: { whom: all, text: Soon } }] }, { before: 1 day, do: [{ tell: { whom: all, text: Now } }] }]
            extend: { request: more, approve_by: boss, add: 7 days, at_most: 2, quota: doors_each, decide_within: 2 days }
            refresh: { by: stay, add: 1 day, at_most: 30 days }
            pause_while: size == 4
            exempt_if: size == 5
            late: once
            roll: forward
            on_transfer: keep
            calendar: other
            doc: A week
          quiet: { idle: 30 days, reset_by: stay, to: c }
          eve: { before: 1 day, of: meeting, do: [{ tell: { whom: all, text: Eve } }], late: { skip_after: 3 days } }
          from: { from: meeting, to: c }
      b: {}
  c: { final: true }
cadences:
  calls:
    steps: [{ after: 1 day, via: phone, script: hello }, { after_previous: 2 days, via: mail, script: again }]
    then: { every: 1 month, via: mail, script: news, at_most: 5 }
    stop_after: done
    unanswered: { after: 3, to: c }
contact: { quiet_hours: "21:00-09:00", at_most: 4, window: 7 days, channels: { phone: "true", mail: "true" } }
tables:
  prices:
    hit: priority
    gives: { price: int }
    rows: [{ when: size > 1, priority: 1, price: 10 }]
promises:
  - { in: all.a, leaves_within: 60 days, unless: size == 4 }
  - { every_path_to: c, passes: all.a }
  - { from: all.a, can_reach: c }
migrate:
  - from: "0"
    stages: { shut: c }
    deadlines: { all.a.month: { to: all.a.week, due: keep } }
    facts: { owner: '${old.holder}' }
    events: { leave: go }
    requests: drop
)";

struct KeyChange {
  std::string_view key;
  std::string_view from;  // stands once in kWhole
  std::string_view to;
};

// Each alters the value of one key, or the form in which it stands.
inline constexpr KeyChange kBehaviour[] = {
    {"name", "name: doors", "name: gates"},
    {"time_zone", "Asia/Shanghai", "UTC"},
    {"time_zones", "Europe/Berlin", "Europe/Paris"},
    {"calendar", "calendar: work", "calendar: other"},
    {"calendars", "  other: {", "  another: {"},
    {"week", R"(mon-fri: ["09:00-17:00"])", R"(mon-fri: ["09:00-18:00"])"},
    {"days_off", "days_off: [2026-10-01]", "days_off: [2026-10-02]"},
    {"days_on", "days_on: [2026-10-10]", "days_on: [2026-10-11]"},
    {"covers", "2026-12-31", "2026-11-30"},
    {"roles", "[seller, boss]", "[seller, boss, guest]"},
    {"facts", "  meeting: timestamp", "  meeting: date"},
    {"type", "type: int", "type: decimal"},
    {"values", "[red, blue]", "[red, green]"},
    {"default", "default: 1", "default: 2"},
    {"min", "min: 0", "min: -1"},
    {"max", "max: 9", "max: 10"},
    {"define", "is_big: size > 5", "is_big: size > 6"},
    {"criteria", "{ big: {", "{ bigger: {"},
    {"when", "when: is_big", "when: '!is_big'"},
    {"events", "  stay: {}", "  remain: {}"},
    {"by", "by: seller", "by: boss"},
    {"carries", "carries: [size]", "carries: [kind]"},
    {"order", "newest_wins", "arrival"},
    {"quotas", "  goings: {", "  leavings: {"},
    {"per", "per: owner", "per: kind"},
    {"at_most", "per: owner, at_most: 3", "per: owner, at_most: 4"},
    {"counts", "counts: size > 1", "counts: size > 2"},
    {"window", "window: 1 day", "window: 2 days"},
    {"rolling", "rolling: true", "rolling: false"},
    {"actions", "actions: { tell: {", "actions: { say: {"},
    {"initial", "initial: a\nstages", "initial: c\nstages"},
    {"stages", "      b: {}", "      d: {}"},
    {"win_rate", "10%", "20%"},
    {"team", "team: sales", "team: marketing"},
    {"cadence", "cadence: calls", "cadence: visits"},
    {"enter", "enter: [{ set: { kind: red } }]", "enter: []"},
    {"leave", "leave: [{ clear: kind }]", "leave: []"},
    {"clear", "clear: kind", "clear: owner"},
    {"to", "- to: b", "- to: c"},
    {"needs", "needs: owner", "needs: kind"},
    {"require", "require: big", "require: small"},
    {"reject_if", "reject_if: small", "reject_if: big"},
    {"otherwise", "otherwise: c", "otherwise: b"},
    {"set", "set: { size: 3 }", "set: { size: 4 }"},
    {"do", "whom: all, text: Hi", "whom: all, text: Ho"},
    {"start", "{ start: { ruleset: renewal } }", "{ clear: owner }"},
    {"ruleset", "ruleset: renewal", "ruleset: upsell"},
    {"priority", "priority: 2", "priority: 3"},
    {"approval", "approval: { by: boss", "approval: { by: seller"},
    {"need", "need: any", "need: all"},
    {"void_if_changed", "void_if_changed: size", "void_if_changed: kind"},
    {"quota", "              quota: doors_each", "              quota: goings"},
    {"auto", "auto: [{ to: c", "auto: [{ to: b"},
    {"deadlines", "          week:", "          weeks:"},
    {"within", "within: 7 days", "within: 10 days"},
    {"remind", "at: 80%", "at: 70%"},
    {"at", "{ at: 80%", "{ at: 90%"},
    {"extend", "add: 7 days", "add: 8 days"},
    {"request", "request: more", "request: stay"},
    {"approve_by", "approve_by: boss", "approve_by: seller"},
    {"add", "add: 1 day", "add: 2 days"},
    {"decide_within", "decide_within: 2 days", "decide_within: 3 days"},
    {"refresh", "refresh: { by: stay", "refresh: { by: go"},
    {"pause_while", "pause_while: size == 4", "pause_while: size == 3"},
    {"exempt_if", "exempt_if: size == 5", "exempt_if: size == 3"},
    {"late", "late: once", "late: fire"},
    {"roll", "roll: forward", "roll: backward"},
    {"on_transfer", "on_transfer: keep", "on_transfer: restart"},
    {"idle", "idle: 30 days", "idle: 31 days"},
    {"reset_by", "reset_by: stay", "reset_by: go"},
    {"before", "before: 1 day, of", "before: 2 days, of"},
    {"of", "of: meeting", "of: other"},
    {"skip_after", "skip_after: 3 days", "skip_after: 4 days"},
    {"from", "{ from: meeting, to", "{ from: other, to"},
    {"final", "final: true", "final: false"},
    {"cadences", "  calls:\n", "  visits:\n"},
    {"steps", "script: hello", "script: hi"},
    {"after", "after: 1 day", "after: 2 days"},
    {"after_previous", "after_previous: 2 days", "after_previous: 3 days"},
    {"via", "via: phone", "via: mail"},
    {"script", "script: again", "script: once more"},
    {"then", "then: { every: 1 month", "then: { every: 2 months"},
    {"every", "every: 1 month", "every: 3 months"},
    {"stop_after", "stop_after: done", "stop_after: go"},
    {"unanswered", "unanswered: { after: 3", "unanswered: { after: 4"},
    {"contact", "at_most: 4, window", "at_most: 5, window"},
    {"quiet_hours", "21:00-09:00", "22:00-09:00"},
    {"channels", "mail: \"true\"", "mail: \"false\""},
    {"tables", "  prices:", "  costs:"},
    {"hit", "hit: priority", "hit: first"},
    {"gives", "gives: { price: int }", "gives: { price: decimal }"},
    {"rows", "price: 10", "price: 11"},
    {"stagegraph", "stagegraph: 1", "stagegraph: 2"},
    {"do", "[{ at: 80%, do: [{ tell: { whom: all", "[{ at: 80%, do: [{ tell: { whom: some"},
    // An order that decides.
    {"", "[red, blue]", "[blue, red]"},
    {"", "size > 2", "2 < size"},
    {"", "default: 1", "default: '1'"},
};

inline constexpr KeyChange kLabels[] = {
    {"version", R"(version: "1")", R"(version: "2")"},
    {"title", "title: Doors", "title: { en: Doors, zh: 门 }"},
    {"doc", "doc: All doors", "doc: Every door"},
    {"unit", "unit: pieces", "unit: items"},
    {"says", "says: Too big", "says: Much too big"},
    {"promises", "- { from: all.a, can_reach: c }", "- { from: any, can_reach: c }"},
    {"in", "in: all.a, leaves", "in: all, leaves"},
    {"leaves_within", "60 days", "61 days"},
    {"unless", "unless: size == 4", "unless: size == 5"},
    {"every_path_to", "every_path_to: c", "every_path_to: all.b"},
    {"passes", "passes: all.a", "passes: all.b"},
    {"can_reach", "can_reach: c", "can_reach: all.b"},
    {"was", "was: length", "was: [length, width]"},
    {"migrate", "migrate:\n", "migrate:\n  - requests: keep\n"},
    {"requests", "requests: drop", "requests: keep"},
    {"due", "due: keep", "due: restart"},
    // A translation in a message, and what is only another way to write the same.
    {"", "zh: 晚", "zh: 太晚了"},
    {"", "owner: string", "owner: { type: string, doc: Who holds it }"},
    {"", "by: seller", "by: [seller]"},
    {"", "when: is_big, says: Too big", "says: Too big, when: is_big"},
    {"", "define: { is_big: size > 5 }", "define: { is_big: 'size  >  5 // large' }"},
    {"", "within: 7 days", "within: '7 days'"},
};

inline std::string changed(const KeyChange& change) {
  std::string text(kWhole);
  const size_t at = text.find(change.from);
  INFO(change.from);
  REQUIRE(at != std::string::npos);
  REQUIRE(text.find(change.from, at + 1) == std::string::npos);
  return text.replace(at, change.from.size(), change.to);
}

}  // namespace stagegraph::test
