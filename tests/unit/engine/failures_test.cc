// What fails in the middle of a step: the record stays whole, and the answer says why.
#include "fixture.h"
#include "ruleset/lookup.h"

using namespace stagegraph;
using namespace stagegraph::ruleset;
using namespace stagegraph::engine;
using namespace stagegraph::test;

namespace {

using Names = std::vector<std::string>;

constexpr const char* kRules = R"(
stagegraph: 1
name: failing
time_zone: Asia/Shanghai
roles: [clerk, boss]
facts:
  num: { type: int, default: 0 }
  open: { type: bool, default: false }
  ends: timestamp
  text: string
events:
  tell: {}
  write: {}
  count: {}
  later: { order: hold }
  move: { by: clerk, carries: [open] }
  leave: {}
actions: { say: { text: string, times: int } }
stages:
  a:
    events:
      tell: { set: { open: true }, do: [{ say: { text: x, times: '${10 / num}' } }] }
      write: { set: { open: true, text: 'it is ${10 / num}' } }
      count: { set: { num: '${num + 1}' } }
      move: { to: b, when: num == 0, approval: { by: boss } }
      leave: { to: failing }
    deadlines: { end: { from: ends, within: 1 day, to: b } }
  b: {}
  failing: { auto: [{ to: b, when: '10 / num > 1' }], events: { count: { set: { num: '${num + 1}' } } } }
)";

}  // namespace

TEST_CASE("an argument that fails takes the whole step back") {
  Bench b(kRules);
  for (const char* event : {"tell", "write"}) {
    const auto& d = b.send(event);
    CHECK(d.outcome == Outcome::kError);
    CHECK(b.reasons() == Names{"evaluation_failed"});
    CHECK(b.fact("open") == "false");
    CHECK(b.actions().empty());
  }
  b.fact("num", "5");
  CHECK(b.send("tell").outcome == Outcome::kStayed);
  CHECK(b.actions() == Names{"say(x, 2)"});
}

TEST_CASE("an automatic transition that fails is an error, when entered and when time passes") {
  Bench b(kRules);
  const auto& d = b.send("leave");
  CHECK(d.outcome == Outcome::kError);
  CHECK(b.stage() == "a");
  b.place("failing");
  CHECK(b.pass("2026-03-02T11:00:00") ==
        Names{"2026-03-02T10:00:00+08:00 failing.auto error failing"});
  CHECK(b.send("count").outcome == Outcome::kMoved);  // now it holds
  CHECK(b.stage() == "b");
}

TEST_CASE("automatic transitions that go round in a circle end as an error") {
  Bench b(R"(
stagegraph: 1
name: round
events: { go: {} }
stages:
  rest: { events: { go: { to: one } } }
  one: { auto: [{ to: two }] }
  two: { auto: [{ to: one }] }
)");
  CHECK(b.send("go").outcome == Outcome::kError);
  CHECK(b.stage() == "rest");
  CHECK(b.decision.reasons.at(0).text.find("do not come to an end") != std::string::npos);
}

TEST_CASE("an approval of what no longer holds is refused") {
  Bench b(kRules);
  b.role("clerk");
  REQUIRE(b.send("move", R"({"open": true})").outcome == Outcome::kPending);
  b.send("count");
  b.role("boss");
  b.context.actor.id = "lin";
  REQUIRE(resolve(*b.rules, b.record, Resolution::kApprove, "move", b.now, b.context, b.decision));
  CHECK(b.decision.outcome == Outcome::kRefused);
  CHECK(b.reasons() == Names{"when"});
  CHECK(b.decision.record.fact(find_fact(*b.rules, "open")).as_bool() == false);
}

TEST_CASE("at most so many events are held") {
  Bench b(kRules);
  for (size_t i = 0; i < kMaxParkedEvents; ++i) CHECK(b.send("later").outcome == Outcome::kPending);
  CHECK(b.send("later").outcome == Outcome::kDenied);
  CHECK(b.reasons() == Names{"too_many_held"});
  CHECK(b.record.parked_events().size() == kMaxParkedEvents);
}

TEST_CASE("a deadline follows a fact set by hand when time passes") {
  Bench b(kRules);
  b.fact("ends", "2026-03-03T10:00:00+08:00");
  CHECK(b.pass("2026-03-04T09:59:59").empty());
  b.fact("ends", "2026-03-05T10:00:00+08:00");
  CHECK(b.pass("2026-03-05T10:00:00").empty());
  CHECK(b.pass("2026-03-07T00:00:00") == Names{"2026-03-06T10:00:00+08:00 a.end moved b"});
}
