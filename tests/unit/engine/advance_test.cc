// SPDX-License-Identifier: Apache-2.0
// Time: deadlines, reminders, automatic transitions, and one call being as good as many.
#include "fixture.h"
#include "ruleset/lookup.h"

using stagegraph::Status;
using stagegraph::engine::Outcome;
using stagegraph::ruleset::EventIndex;
using stagegraph::ruleset::StageIndex;
using stagegraph::test::Bench;
using stagegraph::time::kNever;

namespace {

using Names = std::vector<std::string>;

const std::string kRules = R"(
stagegraph: 1
name: clock
time_zone: Asia/Shanghai
facts:
  owner: string
  level: { type: int, default: 0 }
  ratio: { type: int, default: 1 }
  open: { type: bool, default: false }
  target: int
events:
  work: {}
  open_up: { carries: [open] }
  again: {}
actions:
  notify: { to: string, message: string }
stages:
  sales:
    initial: sql
    deadlines:
      season: { within: 30 days, to: lost }
    stages:
      sql:
        events:
          work: { to: demo }
          again: { to: sql }
        deadlines:
          one_week:
            within: 7 days
            remind:
              - { at: 50%, do: [{ notify: { to: '${owner}', message: 'Half ${due}' } }] }
              - { at: 80%, do: [{ notify: { to: '${owner}', message: 'Soon' } }] }
              - { before: 1 day, do: [{ notify: { to: '${owner}', message: 'Tomorrow' } }] }
            to: pool
            do: [{ clear: [owner] }, { notify: { to: boss, message: Released } }]
      demo:
        enter: [{ set: { level: '${level + 1}' } }]
        events:
          work: { set: { target: '${level / ratio}' } }
        deadlines:
          nudge: { within: 36 hours, do: [{ notify: { to: boss, message: Nudge } }] }
  pool:
    deadlines:
      cold: { within: 1 month, to: lost }
  lost:
    auto: { when: open, to: back }
    events: { open_up: { } }
  back:
    final: true
)";

}  // namespace

TEST_CASE("a deadline fires at its due instant, never earlier, and once") {
  Bench b(kRules);
  CHECK(b.record.next_due == b.time("2026-03-05T22:00:00"));
  CHECK(b.pass("2026-03-09T09:59:59").size() == 1);
  CHECK(b.stage() == "sales.sql");
  CHECK(b.pass("2026-03-09T10:00:00") ==
        Names{"2026-03-09T10:00:00+08:00 sales.sql.one_week moved pool"});
  CHECK(b.fact("owner") == "unknown");
  CHECK(b.pass("2026-03-09T10:00:00").empty());
}

TEST_CASE("of several reminders passed in one call the last alone is given, flagged late") {
  Bench b(kRules);
  b.fact("owner", "wu");
  CHECK(b.pass("2026-03-09T09:00:00") ==
        Names{"2026-03-08T10:00:00+08:00 sales.sql.one_week@1 day! stayed sales.sql"});
  Bench polled(kRules);
  polled.fact("owner", "wu");
  Names all;
  for (const char* t : {"2026-03-05T22:00:00", "2026-03-08T00:00:00", "2026-03-08T00:24:00",
                        "2026-03-08T11:00:00", "2026-03-09T09:00:00"}) {
    for (const std::string& line : polled.pass(t)) all.push_back(line);
  }
  CHECK(all == Names{"2026-03-05T22:00:00+08:00 sales.sql.one_week@50% stayed sales.sql",
                     "2026-03-08T00:24:00+08:00 sales.sql.one_week@80% stayed sales.sql",
                     "2026-03-08T10:00:00+08:00 sales.sql.one_week@1 day stayed sales.sql"});
  CHECK(polled.record_json() == b.record_json());
}

TEST_CASE("a reminder can name the due instant; leaving the stage stops it") {
  Bench b(kRules);
  b.fact("owner", "wu");
  b.pass("2026-03-05T22:00:00");
  REQUIRE(b.count == 1);
  CHECK(b.actions(*b.decisions[0]) == Names{"notify(wu, Half 2026-03-09T10:00:00+08:00)"});
  b.send("work");
  CHECK(b.stage() == "sales.demo");
  CHECK(b.pass("2026-03-09T12:00:00") ==
        Names{"2026-03-07T10:00:00+08:00 sales.demo.nudge stayed sales.demo"});
}

TEST_CASE("one call after months leaves the same record and decisions as many") {
  Bench once(kRules);
  Names all = once.pass("2026-06-01T00:00:00");
  CHECK(all.back() == "2026-04-09T10:00:00+08:00 pool.cold moved lost");
  Bench often(kRules);
  Names steps;
  for (int day = 3; day <= 31; ++day) {
    for (const std::string& line :
         often.pass("2026-03-" + std::string(day < 10 ? "0" : "") + std::to_string(day))) {
      steps.push_back(line);
    }
  }
  for (const std::string& line : often.pass("2026-06-01T00:00:00")) steps.push_back(line);
  CHECK(once.record_json() == often.record_json());
  CHECK(steps.back() == all.back());
}

TEST_CASE("a group's deadline counts from the group's entry and survives moves inside") {
  Bench b(kRules);
  b.now = b.time("2026-03-03T10:00:00");
  b.send("work");
  for (int i = 0; i < 3; ++i) b.send("work");
  Names all = b.pass("2026-05-01T00:00:00");
  CHECK(all == Names{"2026-03-04T22:00:00+08:00 sales.demo.nudge stayed sales.demo",
                     "2026-04-01T10:00:00+08:00 sales.season moved lost"});
}

TEST_CASE("entering a stage again starts its deadline afresh") {
  Bench b(kRules);
  b.now = b.time("2026-03-04T10:00:00");
  CHECK(b.send("again").outcome == Outcome::kMoved);
  CHECK(b.record.marks()[find_stage(*b.rules, "sales.sql")].visits == 2);
  CHECK(b.record.marks()[find_stage(*b.rules, "sales")].visits == 1);
  CHECK(b.pass("2026-03-11T09:59:59").size() == 1);
  CHECK(b.pass("2026-03-11T10:00:00").back() ==
        "2026-03-11T10:00:00+08:00 sales.sql.one_week moved pool");
}

TEST_CASE("an event before which something is due is not decided") {
  Bench b(kRules);
  b.now = b.time("2026-03-09T10:00:01");
  auto done = decide(*b.rules, b.record, EventIndex(0u), nullptr, b.now, b.context, b.decision);
  REQUIRE_FALSE(done.has_value());
  CHECK(done.error().status == stagegraph::Status::kOverdue);
  CHECK_THAT(done.error().message, Catch::Contains("advance the record first"));
}

TEST_CASE("at one instant an event goes before a deadline") {
  Bench b(kRules);
  b.fact("owner", "wu");
  b.pass("2026-03-09T09:59:59");
  b.now = b.time("2026-03-09T10:00:00");
  CHECK(b.send("work").outcome == Outcome::kMoved);
  CHECK(b.stage() == "sales.demo");
}

TEST_CASE("an automatic transition runs at the end of the step that enables it") {
  Bench b(kRules);
  b.place("lost");
  const auto& d = b.send("open_up", R"({"open": true})");
  CHECK(d.outcome == Outcome::kMoved);
  CHECK(b.stage() == "back");
  CHECK(b.rules->transitions[d.transition].name == "lost.open_up");
}

TEST_CASE("facts changed by hand: the next advance takes the automatic transition") {
  Bench b(kRules);
  b.place("lost");
  CHECK(b.pass("2026-03-02T11:00:00").empty());
  b.fact("open", "true");
  CHECK(b.pass("2026-03-02T12:00:00") == Names{"2026-03-02T10:00:00+08:00 lost.auto moved back"});
  CHECK(b.pass("2026-03-02T13:00:00").empty());
}

TEST_CASE("an automatic transition that is enabled where a record is placed is due at once") {
  Bench b(kRules);
  b.fact("open", "true");
  b.place("lost");
  CHECK(b.record.next_due == b.record.clock);
  const auto again = stagegraph::engine::read_record(b.rules, b.record_json());
  REQUIRE(again.has_value());
  CHECK(again->next_due == b.record.clock);
  SECTION("advance takes it; an event before that is refused") {
    const EventIndex event = find_event(*b.rules, "open_up");
    auto done = decide(*b.rules, b.record, event, nullptr, b.now + stagegraph::time::Duration(1),
                       b.context, b.decision);
    REQUIRE_FALSE(done.has_value());
    CHECK(done.error().status == Status::kOverdue);
    CHECK(b.pass("2026-03-02T10:00:00") == Names{"2026-03-02T10:00:00+08:00 lost.auto moved back"});
  }
  SECTION("a fact set by hand takes it back: nothing is due") {
    b.fact("open", "false");
    CHECK(b.pass("2026-03-02T11:00:00").empty());
    CHECK(b.send("open_up").outcome == Outcome::kStayed);
  }
}

TEST_CASE("facts noted as changed by hand make an automatic transition due at once") {
  Bench b(kRules);
  b.place("lost");
  CHECK(b.record.next_due == kNever);
  b.fact("open", "true");
  REQUIRE(note_changes(b.record, b.now, b.context).has_value());
  CHECK(b.record.next_due == b.now);
}

TEST_CASE("nothing due is no decision and no change") {
  Bench b(kRules);
  b.place("back");
  CHECK(b.record.next_due == kNever);
  const std::string before = b.record_json();
  CHECK(b.pass("2036-03-02T12:00:00").empty());
  CHECK(b.record_json() == before);
}

TEST_CASE("a deadline that cannot fire is reported once and waits for facts to change") {
  Bench b(R"(
stagegraph: 1
name: stuck
facts:
  a: int
  b: { type: int, default: 0 }
events: { fix: { carries: [a] } }
stages:
  start:
    events: { fix: { } }
    deadlines: { end: { within: 1 day, to: done, set: { b: '${a + 1}' } } }
  done: { final: true }
)");
  CHECK(b.pass("2026-03-04T00:00:00") == Names{"2026-03-03T10:00:00+00:00 start.end needs start"});
  CHECK(b.decisions[0]->needs.size() == 1);
  CHECK(b.record.next_due == kNever);
  CHECK_THAT(b.record_json(), Catch::Contains(R"("overdue":true)"));
  CHECK(b.pass("2026-03-05T00:00:00").empty());
  CHECK(b.send("fix", R"({"a": 4})").outcome == Outcome::kStayed);
  CHECK(b.pass("2026-03-05T00:00:00") == Names{"2026-03-05T00:00:00+00:00 start.end moved done"});
  CHECK(b.fact("b") == "5");
}

TEST_CASE("a due instant beyond the calendar is an error, not a wrong date") {
  Bench b(R"(
stagegraph: 1
name: far
events: { go: {} }
stages:
  a: { events: { go: { to: b } } }
  b: { deadlines: { t: { within: 9000 years, to: a } } }
)");
  CHECK(b.send("go").outcome == Outcome::kError);
  CHECK(b.stage() == "a");
  CHECK_FALSE(place(b.record, StageIndex(1u), b.now).has_value());
}

TEST_CASE("outer deadlines go before inner ones at the same instant") {
  Bench b(R"(
stagegraph: 1
name: tie
stages:
  g:
    initial: a
    deadlines: { outer: { within: 1 day, to: c } }
    stages:
      a: { deadlines: { inner: { within: 24 hours, to: b } } }
      b: {}
  c: {}
)");
  CHECK(b.pass("2026-03-09T10:00:00") == Names{"2026-03-03T10:00:00+00:00 g.outer moved c"});
}

TEST_CASE("time passes on a record of another version only once it is migrated") {
  Bench b(kRules);
  b.record.set_behaviour("0123");
  const std::string before = b.record_json();
  CHECK(b.pass("2026-04-01") ==
        Names{"2026-04-01T00:00:00+08:00 migration migration_required sales.sql"});
  CHECK(b.record_json() == before);
  std::string json;
  write_decision(*b.decisions[0], json);
  CHECK_THAT(json, Catch::Contains(R"("cause":{"migration":"0123"})"));
  CHECK_FALSE(note_changes(b.record, b.now, b.context).has_value());
}

TEST_CASE("a record of another ruleset cannot be advanced") {
  Bench b(kRules);
  Bench other(R"(
stagegraph: 1
name: other
stages: { a: {} }
)");
  auto done = advance(*other.rules, b.record, b.now, b.context, b.decisions, b.count);
  REQUIRE_FALSE(done.has_value());
  CHECK(done.error().status == stagegraph::Status::kWrongRuleset);
}

TEST_CASE("nobody approves a request of a record of another version") {
  Bench b(kRules);
  b.record.set_behaviour("0123");
  REQUIRE(resolve(*b.rules, b.record, stagegraph::engine::Resolution::kApprove, "", b.now,
                  b.context, b.decision)
              .has_value());
  CHECK(b.decision.outcome == Outcome::kMigrationRequired);
}

TEST_CASE("in a final stage nothing happens, by what its groups declare neither") {
  Bench bench(R"(
stagegraph: 1
name: final
events: { sign: {}, lose: {} }
stages:
  deal:
    initial: open
    events: { lose: { to: lost } }
    auto: { when: 'in_stage("won")', to: lost }
    deadlines: { season: { within: 30 days, to: lost } }
    stages:
      open: { events: { sign: { to: won } } }
      won: { final: true }
  lost: {}
)");
  REQUIRE(bench.send("sign").outcome == Outcome::kMoved);
  REQUIRE(bench.stage() == "deal.won");
  REQUIRE(bench.record.next_due == kNever);
  REQUIRE(bench.send("lose").outcome == Outcome::kIgnored);
  REQUIRE(bench.pass("2027-01-01").empty());
  bench.place("deal.won");
  REQUIRE(bench.record.next_due == kNever);
}

TEST_CASE("an automatic transition that lacks a value does not keep events away") {
  Bench b(R"(
stagegraph: 1
name: t
facts: { level: int, next: int }
events: { tell: { carries: [level] } }
stages:
  a: { auto: { to: b, set: { next: '${level + 1}' } }, events: { tell: {} } }
  b: {}
)");
  CHECK(next_due(b.record) == b.now);  // it is reported once
  CHECK(b.pass("2026-03-02T11:00:00") == Names{"2026-03-02T10:00:00+00:00 a.auto needs a"});
  CHECK(b.record.next_due == kNever);
  CHECK(b.send("tell", R"({"level": 1})").outcome == Outcome::kMoved);
  CHECK(b.stage() == "b");
}
