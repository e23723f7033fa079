// SPDX-License-Identifier: Apache-2.0
// Records: facts, copies, JSON there and back.
#include "fixture.h"
#include "ruleset/lookup.h"

using stagegraph::Status;
using stagegraph::cel::Value;
using stagegraph::engine::Record;
using stagegraph::ruleset::FactIndex;
using stagegraph::test::Bench;

namespace {

const std::string kRules = R"yaml(
stagegraph: 1
name: rec
version: "7"
time_zone: Asia/Shanghai
facts:
  name: { type: string, max: 5 }
  kind: { type: enum, values: [small, large], default: small }
  count: { type: int, min: 1, max: 3 }
  tags: { type: "list(string)", max: 2 }
  sizes: "map(string, int)"
  born: date
  seen: timestamp
  wait: duration
  share: double
  money: decimal
  live: bool
events: { go: {} }
actions: { ping: { text: string } }
stages:
  g:
    initial: a
    deadlines:
      end: { within: 2 days, to: b, remind: [{ at: 50%, do: [{ ping: { text: half } }] }] }
    stages: { a: { events: { go: { to: b } } } }
  b: {}
)yaml";

const char* const kFull =
    R"({"name":"wu","kind":"large","count":2,"tags":["x","y"],"sizes":{"s":1},)"
    R"("born":"2020-02-29","seen":"2026-03-02T10:00:00+08:00","wait":"5400s",)"
    R"("share":0.25,"money":12.5,"live":true})";

Record read(const Bench& b, const std::string& json) {
  auto record = stagegraph::engine::read_record(b.rules, json);
  if (!record) UNSCOPED_INFO(record.error().message);
  REQUIRE(record.has_value());
  return std::move(*record);
}

std::string write(const Record& record) {
  std::string text;
  write_record(record, text);
  return text;
}

std::string failure(const Bench& b, const std::string& json) {
  auto record = stagegraph::engine::read_record(b.rules, json);
  REQUIRE_FALSE(record.has_value());
  return record.error().message;
}

}  // namespace

TEST_CASE("the short form of a record places it and keeps defaults") {
  Bench b(kRules);
  Record r = read(b, R"({"id":"x","stage":"g","entered":"2026-03-01","facts":{"count":2}})");
  CHECK(b.rules->stages[r.stage].path == "g.a");
  CHECK(r.fact(FactIndex(1u)).as_text() == "small");
  CHECK(r.fact(FactIndex(0u)).is_unknown());
  CHECK(r.next_due == b.time("2026-03-02T00:00:00"));
  CHECK(read(b, R"({"id":"x","entered":"2026-03-01"})").stage == r.stage);
}

TEST_CASE("a record as JSON reads back as the same bytes") {
  Bench b(kRules);
  Record r = read(b, std::string(R"({"id":"x","entered":"2026-03-01","facts":)") + kFull + "}");
  CHECK_THAT(write(r), Catch::Contains(std::string(R"("facts":)") + kFull));
  CHECK(write(read(b, write(r))) == write(r));
  b.record = r;
  b.context.event_id = "e-1";
  b.pass("2026-03-02T12:00:00");
  b.send("go");
  CHECK(write(read(b, b.record_json())) == b.record_json());
  CHECK(read(b, b.record_json()).find_delivered("e-1") != nullptr);
}

TEST_CASE("a cleared default stays cleared in JSON") {
  Bench b(kRules);
  Record r = read(b, R"({"id":"x","entered":"2026-03-01","facts":{"kind":null}})");
  CHECK(r.fact(FactIndex(1u)).is_unknown());
  CHECK(read(b, write(r)).fact(FactIndex(1u)).is_unknown());
}

TEST_CASE("armed timers keep the reminders that have passed") {
  Bench b(kRules);
  b.pass("2026-03-03T12:00:00");
  CHECK_THAT(b.record_json(), Catch::Contains(R"("reminded":["50%"],"overdue":false)"));
  Record r = read(b, b.record_json());
  CHECK(r.next_due == b.record.next_due);
  CHECK(r.next_due == b.time("2026-03-04T10:00:00"));
}

TEST_CASE("facts set by hand are still told apart behind JSON") {
  Bench b(kRules);
  b.fact("count", "2");
  b.fact("live", "true");
  const std::string text = write(b.record);
  CHECK(text.find(R"("changed":["count","live"])") != std::string::npos);
  Record again = read(b, text);
  CHECK(write(again) == text);
  CHECK(again.is_changed(find_fact(*b.rules, "count")));
  CHECK_FALSE(again.is_changed(find_fact(*b.rules, "name")));
  std::string wrong = text;
  wrong.replace(wrong.find(R"(["count")"), 8, R"(["cuont")");
  CHECK(failure(b, wrong).find("'cuont'") != std::string::npos);
}

TEST_CASE("a record that cannot be read says why") {
  Bench b(kRules);
  CHECK_THAT(failure(b, "["), Catch::Contains("1:2") || Catch::Contains("JSON"));
  CHECK_THAT(failure(b, "[]"), Catch::Contains("expected an object"));
  CHECK_THAT(failure(b, "{}"), Catch::Contains("'id' is missing"));
  CHECK_THAT(failure(b, R"({"id":"","entered":"2026-03-01"})"), Catch::Contains("is empty"));
  CHECK_THAT(failure(b, R"({"id":"x"})"), Catch::Contains("'entered' is missing"));
  CHECK_THAT(failure(b, R"({"id":3,"entered":"2026-03-01"})"), Catch::Contains("a string"));
  CHECK_THAT(failure(b, R"({"id":"x","entred":"2026-03-01"})"),
             Catch::Contains("Did you mean 'entered'"));
  CHECK_THAT(failure(b, R"({"id":"x","entered":"yesterday"})"), Catch::Contains("entered"));
  CHECK_THAT(failure(b, R"({"id":"x","entered":"2026-03-01","stage":"g.aa"})"),
             Catch::Contains("Did you mean 'g.a'"));
  CHECK_THAT(failure(b, R"({"id":"x","entered":"2026-03-01","facts":{"nam":"x"}})"),
             Catch::Contains("Did you mean 'name'"));
  CHECK_THAT(failure(b, R"({"id":"x","entered":"2026-03-01","facts":{"count":4}})"),
             Catch::Contains("count"));
  CHECK_THAT(failure(b, R"({"id":"x","entered":"2026-03-01","facts":{"kind":"larg"}})"),
             Catch::Contains("large"));
  CHECK_THAT(failure(b, R"({"id":"x","entered":"2026-03-01","facts":{"name":"longer"}})"),
             Catch::Contains("name"));
  CHECK_THAT(failure(b, R"({"id":"x","entered":"2026-03-01","ruleset":{"name":"z"}})"),
             Catch::Contains("belongs to ruleset 'z'"));
}

TEST_CASE("a whole record with a broken part is refused") {
  Bench b(kRules);
  auto broken = [&](const std::string& from, const std::string& to) {
    std::string json = b.record_json();
    size_t at = json.find(from);
    REQUIRE(at != std::string::npos);
    return failure(b, json.replace(at, from.size(), to));
  };
  CHECK_THAT(broken(R"("sequence":0)", R"("sequence":-1)"), Catch::Contains("whole number"));
  CHECK_THAT(broken(R"("sequence":0)", R"("sequence":1.5)"), Catch::Contains("whole number"));
  CHECK_THAT(broken(R"("stage":"g.a")", R"("stage":"g")"), Catch::Contains("is a group"));
  CHECK_THAT(broken(R"("visits":1)", R"("visits":0)"), Catch::Contains("visits"));
  CHECK_THAT(broken(R"("deadline":"g.end")", R"("deadline":"g.ends")"),
             Catch::Contains("Did you mean 'g.end'"));
  CHECK_THAT(broken(R"("history":[])", R"("history":[{"id":"a","outcome":"x","sequence":1}])"),
             Catch::Contains("'x' is not an outcome"));
}

TEST_CASE("a record of another version keeps its behaviour") {
  Bench b(kRules);
  std::string json = b.record_json();
  const std::string own = b.rules->behaviour;
  json.replace(json.find(own), own.size(), std::string(32, '0'));
  Record r = read(b, json);
  CHECK(r.is_of_other_version());
  CHECK(r.behaviour() == std::string(32, '0'));
  CHECK(write(r) == json);
}

TEST_CASE("copies are independent, and overwriting text does not grow a record for ever") {
  Bench b(kRules);
  b.fact("name", "wu");
  Record copy(b.record);
  b.fact("name", "li");
  CHECK(copy.fact(FactIndex(0u)).as_text() == "wu");
  for (int i = 0; i < 20'000; ++i) {
    REQUIRE(b.record.set_fact(FactIndex(0u), Value::string(i % 2 == 0 ? "aaaaa" : "bbbbb"))
                .has_value());
  }
  CHECK(b.record.fact(FactIndex(0u)).as_text() == "bbbbb");
  copy = b.record;
  CHECK(copy.fact(FactIndex(0u)).as_text() == "bbbbb");
}

TEST_CASE("facts take only their own type") {
  Bench b(kRules);
  CHECK_FALSE(b.record.set_fact(FactIndex(0u), Value::integer(1)).has_value());
  CHECK_FALSE(b.record.set_fact(FactIndex(2u), Value::real(1)).has_value());
  CHECK_FALSE(b.record.set_fact(FactIndex(1u), Value::string("huge")).has_value());
  CHECK(b.record.set_fact(FactIndex(1u), Value::string("large")).has_value());
  CHECK(b.record.fact(FactIndex(1u)).is_interned());
  CHECK(b.record.set_fact(FactIndex(2u), Value::unknown(2)).has_value());
}

TEST_CASE("the short form arms what counts from a fact by that fact") {
  Bench b(R"(
stagegraph: 1
name: t
facts: { t: timestamp }
define: { due_at: 'known(t) ? t : entered("a") + duration("1h")' }
stages:
  a: { deadlines: { d: { from: due_at, to: b } } }
  b: {}
)");
  const Record r =
      read(b, R"({"id":"r","entered":"2026-03-02T09:00","facts":{"t":"2026-03-05T09:00:00Z"}})");
  CHECK(r.next_due == b.time("2026-03-05T09:00:00Z"));
}

TEST_CASE("the short form keeps the version it was written under") {
  Bench b(kRules);
  const Record r = read(b, R"({"id":"x","entered":"2026-03-01",)"
                           R"("ruleset":{"name":"rec","version":"6","behaviour":"other"}})");
  CHECK(r.is_of_other_version());
}
