// SPDX-License-Identifier: Apache-2.0
// Nothing is due once time has passed, whatever facts were set by hand, and no call goes on for ever.
#include "engine/rounds.h"
#include "fixture.h"

using namespace stagegraph;
using namespace stagegraph::engine;
using stagegraph::test::Bench;
using stagegraph::time::Duration;
using stagegraph::time::kNever;
using Names = std::vector<std::string>;

namespace {

const std::string kHeld = R"(
stagegraph: 1
name: held
facts: { on_hold: { type: bool, default: false }, ends: date, owner: string, note: string }
events: { note: {}, release: { carries: [on_hold] } }
stages:
  a:
    events: { note: {}, release: {} }
    deadlines:
      d: { within: 7 days, to: b, pause_while: on_hold, on_transfer: restart }
      e: { before: 1 day, of: ends, to: b }
  b: {}
)";

// Advances; nothing may be due then, and an event a moment later is decided.
void check_live(Bench& b, const std::string& at) {
  b.pass(at);
  CHECK(next_due(b.record) > b.now);
  b.now += Duration(1);
  b.send("note");
  CHECK(next_due(b.record) >= b.now);
}

// Two stages whose deadlines lead to each other at one instant.
const std::string kRound = R"(
stagegraph: 1
name: renewals
facts: { ends: timestamp, tries: { type: int, default: 0 } }
events: { sign: { carries: [ends] }, again: { carries: [tries] } }
stages:
  active:
    events: { sign: {}, again: {} }
    deadlines: { renew: { from: ends, within: 1 day, to: renewal } }
  renewal:
    events: { sign: { to: active } }
    deadlines: { back: { from: ends, within: 2 days, to: active } }
)";

}  // namespace

TEST_CASE("a clock that a fact set by hand stops is not overdue") {
  Bench b(kHeld);
  b.fact("on_hold", "true");
  CHECK(next_due(b.record) == kNever);
  check_live(b, "2026-03-20T12:00:00");
  b.send("release", R"({"on_hold": false})");
  CHECK(next_due(b.record) > b.now);
  CHECK(b.pass("2026-04-20T12:00:00").size() == 1);
}

TEST_CASE("a date cleared by hand leaves no deadline behind") {
  Bench b(kHeld);
  b.fact("on_hold", "true");
  b.fact("ends", "2026-03-05");
  REQUIRE(note_changes(b.record, b.now, b.context).has_value());
  b.record.clear_fact(ruleset::find_fact(*b.rules, "ends"));
  check_live(b, "2036-03-20T12:00:00");
}

TEST_CASE("a new owner set by hand leaves what is due before a date where it was") {
  Bench b(R"(
stagegraph: 1
name: dated
facts: { ends: date, owner: string }
stages:
  a: { deadlines: { e: { before: 1 day, of: ends, on_transfer: restart, to: b } } }
  b: {}
)");
  b.fact("ends", "2026-04-05");
  REQUIRE(note_changes(b.record, b.now, b.context).has_value());
  const time::Instant due = next_due(b.record);
  REQUIRE(due > b.now);
  b.fact("owner", "wu");
  CHECK(next_due(b.record) == due);
  CHECK(b.pass("2026-03-20T12:00:00").empty());
}

TEST_CASE("a new owner set by hand moves what is due") {
  Bench b(kHeld);
  b.fact("owner", "wu");
  b.now = b.time("2026-03-05T00:00:00");
  b.send("note");
  b.fact("owner", "li");
  CHECK(next_due(b.record) == b.time("2026-03-12T00:00:00"));
  check_live(b, "2026-03-11T00:00:00");
}

TEST_CASE("a record whose facts were set by hand can be refreshed and read back") {
  Bench b(kHeld);
  b.fact("on_hold", "true");
  b.record = *read_record(b.rules, b.record_json());
  CHECK(b.record.next_due == kNever);
  CHECK(note_changes(b.record, b.time("2027-03-20T12:00:00"), b.context).has_value());
  CHECK(b.record.next_due == kNever);
}

TEST_CASE("deadlines that lead to each other at one instant stop with an error") {
  Bench b(kRound);
  b.send("sign", R"({"ends": "2026-03-01T00:00:00Z"})");
  CHECK(b.pass("2026-03-09T00:00:00") ==
        Names{"2026-03-02T10:00:00+00:00 active.renew moved renewal",
              "2026-03-03T00:00:00+00:00 renewal.back moved active",
              "2026-03-03T00:00:00+00:00 active.renew moved renewal",
              "2026-03-03T00:00:00+00:00 renewal.back error renewal"});
  const Decision& last = *b.decisions[b.count - 1];
  REQUIRE(last.reasons.size() == 1);
  CHECK(last.reasons[0].code == "endless");
  CHECK(last.reasons[0].text ==
        "'renewal.back', 'active.renew' lead back to each other at 2026-03-03T00:00:00+00:00. "
        "They wait until a fact changes");
  CHECK(b.record.next_due == kNever);
  CHECK(b.pass("2026-03-10T00:00:00").empty());
  b.send("sign", R"({"ends": "2027-03-01T00:00:00Z"})");
  CHECK(b.stage() == "active");
  CHECK(b.record.next_due == b.time("2027-03-02T00:00:00"));
}

TEST_CASE("a deadline that leads back to its own stage stops with an error") {
  Bench b(R"(
stagegraph: 1
name: loop
facts: { billed_until: timestamp }
actions: { bill: { text: string } }
events: { paid: { carries: [billed_until] } }
stages:
  active:
    events: { paid: {} }
    deadlines: { monthly: { from: billed_until, to: active, do: [{ bill: { text: again } }] } }
)");
  b.send("paid", R"({"billed_until": "2026-03-03T00:00:00Z"})");
  const Names lines = b.pass("2026-03-09T00:00:00");
  REQUIRE(lines.size() == 2);
  CHECK(b.actions(*b.decisions[0]).size() == 1);
  CHECK(b.actions(*b.decisions[1]).empty());
  CHECK(lines[1] == "2026-03-03T00:00:00+00:00 active.monthly error active");
}

TEST_CASE("a deadline that catches up with a date long passed is no circle") {
  Bench b(R"(
stagegraph: 1
name: bills
facts: { until: timestamp }
events: { paid: { carries: [until] } }
stages:
  active:
    events: { paid: {} }
    deadlines: { bill: { from: until, set: { until: "${until + duration('24h')}" } } }
)");
  b.send("paid", R"({"until": "2025-03-02T00:00:00Z"})");
  const Names lines = b.pass("2026-03-02T10:00:00");
  CHECK(lines.size() == 366);
  CHECK(lines.back() == "2026-03-02T10:00:00+00:00 active.bill stayed active");
  CHECK(b.record.next_due == b.time("2026-03-03T00:00:00"));
}

TEST_CASE("a deadline that moves itself by less than a second stops with an error") {
  Bench b(R"(
stagegraph: 1
name: zeno
facts: { t: timestamp }
stages:
  a:
    deadlines: { d: { from: t, set: { t: "${t + duration('1us')}" } } }
)");
  b.fact("t", "2026-03-02T10:00:00Z");
  const Names lines = b.pass("2026-03-02T11:00:00");
  CHECK(lines.size() == kMaxFirings + 1);
  CHECK(lines.back() == "2026-03-02T10:00:00.001+00:00 a.d error a");
  CHECK(b.record.next_due == kNever);
}

TEST_CASE("an automatic transition that fails is reported once") {
  const std::string rules = R"(
stagegraph: 1
name: broken
facts: { parts: { type: int, default: 0 } }
events: { note: {} }
stages:
  a: { events: { note: {} }, auto: [{ when: 1 / parts > 0, to: b }] }
  b: {}
)";
  const Names report{"2026-03-02T10:00:00+00:00 a.auto error a"};
  Bench b(rules);
  SECTION("of a record that was placed") { CHECK(next_due(b.record) == b.now); }
  SECTION("of a record that was placed and read back") {
    b.record = *read_record(b.rules, b.record_json());
  }
  SECTION("of a record whose facts were set by hand") {
    CHECK(b.pass("2026-03-02T10:00:00") == report);
    b.fact("parts", "2");
    CHECK(b.pass("2026-03-02T10:00:00") == Names{});
    b.fact("parts", "0");
    REQUIRE(note_changes(b.record, b.now, b.context).has_value());
  }
  CHECK(b.pass("2026-03-03T10:00:00") == report);
  CHECK(b.pass("2026-03-03T10:00:00").empty());
  b.record = *read_record(b.rules, b.record_json());
  CHECK(b.pass("2026-03-04T10:00:00").empty());
  CHECK(b.send("note").outcome == Outcome::kError);
}
