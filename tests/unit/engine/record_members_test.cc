// SPDX-License-Identifier: Apache-2.0
// Nothing that a record's JSON gives is passed over: it is used, or refused by name.
#include "fixture.h"

using stagegraph::engine::Record;
using stagegraph::test::Bench;

namespace {

const std::string kRules = R"yaml(
stagegraph: 1
name: rec
time_zone: Asia/Shanghai
roles: [boss, legal]
facts: { owner: string }
events: { go: { carries: [owner] }, ask: {}, wait: { order: hold, carries: [owner] } }
actions: { ping: { text: string } }
cadences: { calls: { then: { every: 1 day, via: sms, script: hello } } }
stages:
  a:
    cadence: calls
    events: { go: { to: b, approval: { by: boss } } }
    deadlines:
      end:
        within: 9 days
        to: b
        remind: [{ at: 50%, do: [{ ping: { text: half } }] }]
        extend: { request: ask, approve_by: boss, add: 1 day }
  b:
    deadlines: { other: { within: 1 day, to: c } }
    cadence: calls
  c: { events: { wait: {} } }
)yaml";

std::string failure(const Bench& b, const std::string& json) {
  auto record = stagegraph::engine::read_record(b.rules, json);
  return record ? "" : record.error().message;
}

// A whole record with one of everything.
class Whole {
 public:
  Whole() : bench(kRules) {
    bench.context.event_id = "e-1";
    bench.context.actor.id = "wu";
    bench.send("go", R"({"owner":"mo"})");
    bench.context.event_id = "e-2";
    bench.send("wait", R"({"owner":"li"})");
    bench.context.event_id.clear();
    bench.send("ask");
    json = bench.record_json();
    REQUIRE(failure(bench, json).empty());
  }

  // What is said of the record after `from` has become `to`.
  std::string with(const std::string& from, const std::string& to) const {
    INFO(json);
    std::string changed = json;
    const size_t at = changed.find(from);
    REQUIRE(at != std::string::npos);
    return failure(bench, changed.replace(at, from.size(), to));
  }

  Bench bench;
  std::string json;
};

}  // namespace

TEST_CASE("a record that is taken over has no members of a whole one") {
  Bench b(kRules);
  for (const char* member :
       {R"("timers":[])", R"("history":[])", R"("stages":{})", R"("requests":[])",
        R"("cadences":[])", R"("contacts":[])", R"("held":[])", R"("changed":[])"}) {
    CAPTURE(member);
    const std::string message =
        failure(b, R"({"id":"x","entered":"2026-03-01",)" + std::string(member) + "}");
    const std::string name(member + 1, std::string(member).find('"', 1) - 1);
    CHECK_THAT(message, Catch::Contains("'" + name + "' belongs to a whole record"));
  }
  CHECK_THAT(failure(b, R"({"id":"x","entered":"2026-03-01","seqence":1})"),
             Catch::Contains("Did you mean 'sequence'?"));
  CHECK_THAT(failure(b, R"({"id":"x","entered":"2026-03-01","sequence":-1})"),
             Catch::Contains("whole number"));
  CHECK_THAT(failure(b, R"({"id":"x","entered":"2026-03-01","sequence":"9"})"),
             Catch::Contains("expected a number"));
}

TEST_CASE("a whole record keeps what a newer release has added, and the host's own") {
  const Whole whole;
  const std::string more =
      R"(,"mood":{"score":1.50,"why":["a",null,true,"\"\u0001"]},"x":{"crm":12345678901234567890}})";
  const std::string given = whole.json.substr(0, whole.json.size() - 1) + more;
  auto record = stagegraph::engine::read_record(whole.bench.rules, given);
  REQUIRE(record.has_value());
  std::string written;
  stagegraph::engine::write_record(*record, written);
  CHECK(written == given);
  CHECK_THAT(whole.with("{", R"({"stge":"a",)"), Catch::Contains("Did you mean 'stage'?"));
  CHECK_THAT(whole.with("{", R"({"x":[],)"), Catch::Contains("x: expected an object"));
  CHECK(whole.with("{", R"({"mood":1,)").empty());
  CHECK_THAT(whole.with(R"("sequence":)", R"("mood":)"), Catch::Contains("'sequence' is missing"));
}

TEST_CASE("what is kept has a limit") {
  const Whole whole;
  const auto with = [&](size_t bytes) {
    return whole.with("{", R"({"mood":")" + std::string(bytes - 9, 'm') + R"(",)");
  };
  CHECK(with(65'536).empty());
  CHECK_THAT(with(65'537), Catch::Contains("65537 bytes") && Catch::Contains("65536 are kept"));
}

TEST_CASE("a record that is taken over has the host's own besides, and nothing else") {
  Bench b(kRules);
  CHECK(failure(b, R"({"id":"x","entered":"2026-03-01","x":{"crm":1}})").empty());
  CHECK_THAT(failure(b, R"({"id":"x","entered":"2026-03-01","mood":1})"),
             Catch::Contains("no member 'mood'"));
}

TEST_CASE("the sequence of a record that is taken over goes on") {
  Bench b(kRules);
  auto record =
      stagegraph::engine::read_record(b.rules, R"({"id":"x","entered":"2026-03-02","sequence":7})");
  REQUIRE(record.has_value());
  b.record = std::move(*record);
  b.pass("2026-03-06T13:00:00");
  REQUIRE(b.count > 0);
  CHECK(action_id(*b.decisions[0], 0) == "x/8/0");
  const int64_t sequence = b.record.sequence;
  b.place("b");
  CHECK(b.record.sequence == sequence);
}

TEST_CASE("a member that is not known is refused at every depth") {
  const Whole whole;
  const auto with_note = [&](const std::string& from) {
    return whole.with(from, R"("note":1,)" + from);
  };
  CHECK_THAT(with_note(R"("version":)"), Catch::Contains("'ruleset' has no member 'note'"));
  CHECK_THAT(with_note(R"("visits":)"), Catch::Contains("stage 'a' has no member 'note'"));
  CHECK_THAT(with_note(R"("deadline":"a.end","start")"), Catch::Contains("timer 'a.end' has no"));
  CHECK_THAT(with_note(R"("outcome":)"), Catch::Contains("'history' has no member 'note'"));
  CHECK_THAT(with_note(R"("transition":"a.go")"), Catch::Contains("the request for 'a.go' has no"));
  CHECK_THAT(with_note(R"("deadline":"a.end","by")"),
             Catch::Contains("request for 'a.end' has no"));
  CHECK_THAT(with_note(R"("owner":"mo")"), Catch::Contains("payload of 'go' has no"));
  CHECK_THAT(with_note(R"("owner":"li")"), Catch::Contains("payload of 'wait' has no"));
  CHECK_THAT(with_note(R"("position":)"), Catch::Contains("'cadences' has no member 'note'"));
  CHECK_THAT(with_note(R"("event":"wait")"), Catch::Contains("'held' has no member 'note'"));
  CHECK_THAT(whole.with(R"("approved":[])", R"("approved":[{"by":"x","roles":[],"note":1}])"),
             Catch::Contains("'approved' has no member 'note'"));
  CHECK_THAT(whole.with(R"("reminded")", R"("remindet")"),
             Catch::Contains("Did you mean 'reminded'?"));
  CHECK_THAT(whole.with(R"("stage":"a",)", R"("stage":"a","entered":"2026-03-02",)"),
             Catch::Contains("has no 'entered'"));
}

TEST_CASE("what a whole record names must be there, once, and where the record is") {
  const Whole whole;
  const std::string timer = R"({"deadline":"a.end","anchor":"2026-03-01T00:00:00Z"},)";
  CHECK_THAT(whole.with(R"("timers":[)", R"("timers":[)" + timer), Catch::Contains("there twice"));
  CHECK_THAT(whole.with(R"("timers":[)",
                        R"("timers":[{"deadline":"b.other","anchor":"2026-03-01T00:00:00Z"},)"),
             Catch::Contains("timer 'b.other' does not run in stage 'a'"));
  CHECK_THAT(whole.with(R"("timers":[)", R"("timers":[{"deadline":"b.other","overdue":true},)"),
             Catch::Contains("without 'due' has no member 'overdue'"));
  const std::string request = R"({"deadline":"a.end","by":"x","at":"2026-03-02T10:00:00Z"},)";
  CHECK_THAT(whole.with(R"("requests":[)", R"("requests":[)" + request),
             Catch::Contains("'a.end' is there twice"));
  CHECK_THAT(whole.with(R"("cadences":[{"stage":"a")", R"("cadences":[{"stage":"b")"),
             Catch::Contains("the record is not in stage 'b'"));
  CHECK_THAT(whole.with(R"("reminded":[])", R"("reminded":["5%"])"),
             Catch::Contains("reminder '5%' is not in this ruleset"));
  CHECK_THAT(whole.with(R"("approved":[])", R"("approved":[{"by":"x","roles":["legal"]}])"),
             Catch::Contains("'legal' does not approve this"));
  CHECK_THAT(whole.with(R"("visits":1)", R"("visits":4294967296)"), Catch::Contains("more than"));
  CHECK_THAT(whole.with(R"("touches":0)", R"("touches":4294967296)"), Catch::Contains("more than"));
  CHECK_THAT(
      whole.with("\"behaviour\":\"" + whole.bench.rules->behaviour + '"', R"("behaviour":"")"),
      Catch::Contains("'behaviour' is empty"));
  CHECK_THAT(whole.with(R"("ruleset")", R"("rules")"), Catch::Contains("no member 'rules'"));
  CHECK_THAT(whole.with(R"("stage":"a",)", ""), Catch::Contains("'stage' is missing"));
}
