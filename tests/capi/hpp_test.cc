// SPDX-License-Identifier: Apache-2.0
// The C++ classes: ownership, exceptions, and what no other test asks of them.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

#include "fixture.h"

TEST_CASE("an error carries its diagnostics") {
  try {
    (void)stg::Ruleset::load_text("stagegraph: 1\nname: x\nstages: { a: { titel: b } }\n",
                                  "x.yaml");
    FAIL("it loaded");
  } catch (const stg::Error& error) {
    CHECK(error.status() == stg::Status::kInvalidRuleset);
    CHECK(stg::name_of(error.status()) == "invalid-ruleset");
    REQUIRE(error.diagnostics().size() == 1);
    const stg::Diagnostic& found = error.diagnostics()[0];
    CHECK(found.severity == stg::Severity::kError);
    CHECK(found.file == "x.yaml");
    CHECK(found.range.line == 3);
    CHECK(found.range.column == 16);
    CHECK(found.path == "stages.a.titel");
    REQUIRE(found.edit);
    CHECK(found.edit->text == "title");
  }
}

TEST_CASE("declared actions and what they take") {
  stg::Ruleset rules = doors::load();
  REQUIRE(rules.action_count() == 2);
  const stg::Index notify = *rules.action_index("notify");
  CHECK(rules.action_name(notify) == "notify");
  CHECK(rules.action_parameter_count(notify) == 2);
  CHECK(rules.action_parameter_name(notify, 1) == "message");
  CHECK(rules.action_parameter_type(notify, 1) == "string");
}

TEST_CASE("names that are not there") {
  stg::Ruleset rules = doors::load();
  CHECK_FALSE(rules.fact_index("nothing"));
  CHECK_FALSE(rules.event_index("nothing"));
  CHECK_FALSE(rules.stage_index("nothing"));
  CHECK_FALSE(rules.table_index("nothing"));
  CHECK_FALSE(rules.action_index("nothing"));
  CHECK_FALSE(rules.field_index(0, "nothing"));
  CHECK_THROWS_AS(rules.fact("nothing"), stg::Error);
  CHECK_THROWS_AS(rules.event("nothing"), stg::Error);
  CHECK_THROWS_AS(rules.stage("nothing"), stg::Error);
}

TEST_CASE("an automatic transition is the cause where facts were set by hand") {
  stg::Ruleset rules = stg::Ruleset::load_text(
      "stagegraph: 1\nname: x\nfacts: { paid: { type: bool, default: false } }\n"
      "stages: { open: { auto: [{ to: done, when: paid }] }, done: {} }\n");
  stg::Context context(rules);
  stg::Record record(rules, "A-1", 1);
  record.set_bool(rules.fact("paid"), true);
  stg::Decisions due;
  due.advance(record, 2, context);
  REQUIRE(due.size() == 1);
  CHECK(due[0].cause() == stg::Cause::kAuto);
  CHECK(due[0].cause_name() == "open.auto");
  CHECK(due[0].transition() == "open.auto");
}

TEST_CASE("more is due than one call takes: the next goes on") {
  stg::Ruleset rules = stg::Ruleset::load_text(
      "stagegraph: 1\nname: x\n"
      "stages: { a: { deadlines: { d: { within: 1 second, to: a } } } }\n");
  stg::Context context(rules);
  stg::Record record(rules, "A-1", 0);
  constexpr stg::Instant kUntil = int64_t{15'000} * 1'000'000;
  stg::Decisions due;
  try {
    due.advance(record, kUntil, context);
    FAIL("one call took it all");
  } catch (const stg::Error& error) {
    CHECK(error.status() == stg::Status::kLimitExceeded);
  }
  CHECK(due.size() == 10'000);
  record.apply(due[due.size() - 1]);
  due.advance(record, kUntil, context);
  CHECK(due.size() == 5'000);
  record.apply(due[due.size() - 1]);
  CHECK(record.next_due() > kUntil);
}

TEST_CASE("how much one call takes is an option") {
  constexpr const char* kRules =
      "stagegraph: 1\nname: x\nfacts: { count: { type: int, default: 0 } }\n"
      "stages: { a: { deadlines: { d: { within: 1 second, to: a, set: { count: '${count + 1}' } } "
      "} } }\n";
  const auto due = [&](stg_option option, int64_t limit, uint64_t* steps = nullptr) {
    const stg::Options options = stg::Options().set(option, limit);
    stg::Ruleset rules = stg::Ruleset::load_text(kRules, "", &options);
    stg::Context context(rules);
    stg::Decisions list;
    try {
      list.advance(stg::Record(rules, "A-1", 0), int64_t{50} * 1'000'000, context);
    } catch (const stg::Error& error) {
      CHECK(error.status() == stg::Status::kLimitExceeded);
    }
    if (steps != nullptr) *steps = list[0].steps();
    return list.size();
  };
  CHECK(due(STG_OPTION_MAX_DUE, 49) == 49);
  CHECK(due(STG_OPTION_MAX_DUE, 50) == 50);
  CHECK(due(STG_OPTION_MAX_DUE, 51) == 50);
  CHECK(due(STG_OPTION_MAX_DUE_BYTES, 1) == 1);
  uint64_t steps = 0;
  CHECK(due(STG_OPTION_MAX_DUE_STEPS, 1, &steps) == 1);
  REQUIRE(steps > 0);
  const auto ten = static_cast<int64_t>(10 * steps);
  CHECK(due(STG_OPTION_MAX_DUE_STEPS, ten - 1) == 10);
  CHECK(due(STG_OPTION_MAX_DUE_STEPS, ten) == 10);
  CHECK(due(STG_OPTION_MAX_DUE_STEPS, ten + 1) == 11);
}

TEST_CASE("rulesets are shared, records are values") {
  std::optional<stg::Ruleset> rules = doors::load();
  stg::Ruleset same = *rules;
  CHECK(same.get() == rules->get());
  stg::Record record = doors::working_record(same);
  stg::Record copy = record;
  copy.set_int(same.fact("calls"), 5);
  CHECK(record.get_int(same.fact("calls")) == 0);
  CHECK(copy.get_int(same.fact("calls")) == 5);
  record = std::move(copy);
  CHECK(record.get_int(same.fact("calls")) == 5);
  same = doors::load();
  rules.reset();
  CHECK(record.id() == "A-17");
}

TEST_CASE("a decision's record can be copied, not changed") {
  stg::Ruleset rules = doors::load();
  stg::Record record = doors::working_record(rules);
  stg::Context context = doors::clerk(rules);
  stg::Decision decision =
      stg::decide(record, rules.event("call"), record.entered(record.stage()), context);
  stg::Record after(decision.record());
  CHECK(after.get_int(rules.fact("calls")) == 1);
  // The decision may be given its own record, and be used again.
  decision.decide(decision.record(), rules.event("call"), decision.at(), context);
  CHECK(decision.record().get_int(rules.fact("calls")) == 2);
  stg_record* shown = const_cast<stg_record*>(decision.record().get());
  CHECK(stg_record_set_int(shown, rules.fact("calls"), 1, nullptr) == STG_STATUS_INVALID_ARGUMENT);
  stg::Decision moved = std::move(decision);
  CHECK(moved.record().get_int(rules.fact("calls")) == 2);
}

TEST_CASE("roles as any list of text") {
  stg::Ruleset rules = doors::load();
  stg::Record record = doors::working_record(rules);
  stg::Context context(rules);
  const auto outcome = [&] {
    const stg::Instant now = record.entered(record.stage());
    return stg::decide(record, rules.event("finish"), now, context).outcome();
  };
  context.set_actor("wu", {"clerk"});
  CHECK(outcome() == stg::Outcome::kMoved);
  context.set_actor("wu");
  CHECK(outcome() == stg::Outcome::kDenied);
  context.set_actor("wu", std::vector<std::string>{"boss", "clerk"});
  CHECK(outcome() == stg::Outcome::kMoved);
  context.set_actor("wu", {});
  CHECK(outcome() == stg::Outcome::kDenied);
  context.set_actor("wu", std::vector<std::string_view>{"boss"});
  CHECK(outcome() == stg::Outcome::kMoved);
  context.set_actor("wu", std::vector<const char*>{});
  CHECK(outcome() == stg::Outcome::kDenied);
  context.set_actor("wu", std::vector<const char*>{"clerk"});
  CHECK(outcome() == stg::Outcome::kMoved);
  const std::vector<std::string> unknown = {"clerk", "nobody"};
  CHECK_THROWS_AS(context.set_actor("wu", unknown), stg::Error);
}

TEST_CASE("options in one expression") {
  const stg::Options options = stg::Options().set(STG_OPTION_MAX_STEPS, 10);
  stg::Expression long_one("[1,2,3,4,5,6,7,8,9].all(x, x > 0)", {}, &options);
  CHECK(long_one.evaluate().result == stg::Result::kError);
}

TEST_CASE("events from JSON") {
  stg::Ruleset rules = doors::load();
  stg::Record record = doors::working_record(rules);
  stg::Context context(rules);
  stg::Event event(rules, R"({"record":"A-17","event":"finish","at":"2026-03-02T12:00",
                              "id":"e-7","actor":{"id":"wu","roles":["clerk"]}})");
  CHECK(event.record() == "A-17");
  CHECK(event.index() == rules.event("finish"));
  CHECK(event.at() == rules.parse_time("2026-03-02T12:00:00+08:00"));
  context.set_event(event);
  stg::Decision decision = stg::decide(record, event.index(), event.at(), context, event.payload());
  CHECK(decision.outcome() == stg::Outcome::kMoved);
  CHECK(decision.event_id() == "e-7");
  CHECK_THROWS_AS(event.read(rules, R"({"event":"note","roles":"boss; clerk"})"), stg::Error);
}

TEST_CASE("events from JSON: what is not said is forgotten") {
  stg::Ruleset rules = doors::load();
  stg::Context context(rules);
  stg::Record record = doors::working_record(rules);
  stg::Event event(rules, R"({"event":"note","roles":"boss;clerk;","payload":{"text":"x"}})");
  event.read(rules, R"({"event":"call","id":null,"at":null,"payload":null})");
  CHECK(event.record().empty());
  CHECK(event.at() == stg::kNever);
  context.set_event(event);
  stg::Decision decision =
      stg::decide(record, event.index(), record.entered(record.stage()), context, event.payload());
  CHECK(decision.outcome() == stg::Outcome::kStayed);
  stg::Ruleset other = doors::load();
  CHECK_THROWS_AS(event.read(other, R"({"event":"call"})"), stg::Error);
  stg::Context of_other(other);
  CHECK_THROWS_AS(of_other.set_event(event), stg::Error);
}

TEST_CASE("payload fields by index") {
  stg::Ruleset rules = doors::load();
  stg::Record record = doors::working_record(rules);
  stg::Context context(rules);
  stg::Payload payload(rules);
  const stg::Index note = rules.event("note");
  payload.set_double(*rules.field_index(note, "weight"), 2.5);
  payload.set_int(*rules.field_index(note, "weight"), 2);
  payload.set_string(*rules.field_index(note, "text"), "hello");
  const stg::Instant now = record.entered(record.stage());
  stg::Decision decision = stg::decide(record, note, now, context, payload);
  CHECK(decision.actions()[0].arguments[1].json == "\"Note: hello\"");
  payload.clear();
  decision.decide(record, note, now, context, payload.get());
  CHECK(decision.actions()[0].arguments[1].json == "\"Note: (unknown)\"");
  payload.clear();
  const stg::Index describe = rules.event("describe");
  payload.set_decimal(*rules.field_index(describe, "amount"), "1.25");
  payload.set_text(*rules.field_index(describe, "size"), "small");
  CHECK(stg::decide(record, describe, now, context, payload).set().size() == 2);
  CHECK_THROWS_AS(payload.set_bool(*rules.field_index(describe, "amount"), true), stg::Error);
  CHECK_THROWS_AS(payload.set_timestamp(*rules.field_index(describe, "amount"), 0), stg::Error);
}

TEST_CASE("a table") {
  stg::Ruleset rules = doors::load();
  stg::Context context(rules);
  stg::Record record = doors::working_record(rules);
  const stg::Index table = *rules.table_index("discount");
  stg::Evaluated lacking = stg::evaluate_table(table, record, 0, context);
  CHECK(lacking.result == stg::Result::kUnknown);
  CHECK(lacking.json == R"(["amount"])");
  record.set_int(rules.fact("amount"), 250);
  stg::Evaluated row = stg::evaluate_table(table, record, 0, context);
  CHECK(row.result == stg::Result::kValue);
  CHECK(row.json == R"({"rate":0.9,"because":"medium"})");
  record.set_int(rules.fact("amount"), 1);
  stg::Evaluated none = stg::evaluate_table(table, record, 0, context);
  CHECK(none.result == stg::Result::kError);
  CHECK(none.json == R"("table 'discount' has no row that matches")");
}

TEST_CASE("each table names what it lacks itself") {
  const stg::Ruleset rules = stg::Ruleset::load_text(
      "stagegraph: 1\nname: a\nfacts: { x: int, v: int }\n"
      "tables:\n"
      "  by_x: { gives: { z: int }, rows: [{ when: x > 1, z: 1 }] }\n"
      "  by_v: { gives: { z: int }, rows: [{ when: v > 1, z: 1 }] }\n"
      "stages:\n  b: {}\n");
  stg::Context context(rules);
  const stg::Record record(rules, "r", 0);
  const auto lacks = [&](const char* table) {
    return stg::evaluate_table(*rules.table_index(table), record, 0, context).json;
  };
  CHECK(lacks("by_x") == R"(["x"])");
  CHECK(lacks("by_v") == R"(["v"])");
}

TEST_CASE("a ruleset in a language") {
  constexpr std::string_view kText =
      "stagegraph: 1\nname: a\ntitle: { en: Won, zh: 赢单 }\nstages:\n  b: {}\n";
  stg::Options options;
  const stg::Ruleset english = stg::Ruleset::load_text(kText, {}, &options);
  CHECK(english.title() == "Won");
  options.set(STG_OPTION_LANGUAGE, "zh");
  const stg::Ruleset chinese = stg::Ruleset::load_text(kText, {}, &options);
  CHECK(chinese.title() == "赢单");
  CHECK_THROWS_AS(options.set(STG_OPTION_LANGUAGE, "chinese"), stg::Error);
}

TEST_CASE("expressions") {
  stg::Expression sum("a + size(b)", R"({"a":null,"b":null})");
  CHECK(sum.type() == "int");
  CHECK(sum.evaluate(R"({"a":2,"b":[1,2,{"x":null}]})").json == "5");
  CHECK(sum.evaluate(R"({"a":2})").json == R"(["b"])");
  CHECK(sum.evaluate().result == stg::Result::kUnknown);
  CHECK(stg::Expression("x ? 1.5 : y", R"({"x":null,"y":null})").evaluate(R"({"x":true})").json ==
        "1.5");
  stg::Evaluated failed = stg::Expression("1 / 0").evaluate();
  CHECK(failed.result == stg::Result::kError);
  stg::Options few;
  few.set(STG_OPTION_MAX_STEPS, 10);
  stg::Expression long_one("[1,2,3,4,5,6,7,8,9].all(x, x > 0)", {}, &few);
  CHECK(long_one.evaluate().result == stg::Result::kError);
}

TEST_CASE("expressions over declared variables") {
  stg::Expression fits("amount > 10.5 && stage == 'new' && tags.exists(t, t == city)",
                       R"json({"amount": "decimal", "stage": {"type": "enum", "values": ["new"]},
                           "tags": {"type": "list(string)", "max": 5}, "unused": null,
                           "city": {"type": "string", "max": 20}})json");
  CHECK(fits.type() == "bool");
  CHECK(fits.facts() == R"json(["amount","stage","tags","city"])json");
  CHECK(fits.evaluate(R"json({"amount":"10.51","stage":"new","tags":["x"],"city":"x"})json").json ==
        "true");
  CHECK(fits.evaluate(R"json({"amount":"10.51","stage":null,"tags":["x"],"city":"x"})json").json ==
        R"json(["stage"])json");
  CHECK(stg::Expression("size(tags)", R"json({"tags":{"type":"list(int)","max":5}})json").cost() <=
        10U);
  CHECK(fits.cost().has_value());
  CHECK_FALSE(stg::Expression("s + s", R"json({"s":null})json").cost().has_value());
  CHECK(stg::Expression("s + s", R"json({"s":{"type":"string","max":5}})json").cost() == 44U);
}

TEST_CASE("pictures, schema, tests") {
  stg::Ruleset rules = doors::load();
  CHECK(rules.render(stg::Format::kDot).starts_with("digraph"));
  CHECK(rules.render(stg::Format::kMermaid).find("stateDiagram-v2") != std::string::npos);
  CHECK(rules.render(stg::Format::kText).find("open.work") != std::string::npos);
  CHECK(stg::ruleset_schema().starts_with("{"));
  const std::string paths[] = {"tests/data/doors.test.yaml"};
  stg::TestRun run = stg::run_tests(paths, stg::Format::kJson, true);
  INFO(run.report);
  CHECK(run.passed == 2);
  CHECK(run.failed == 0);
  CHECK(run.invalid == 0);
  CHECK(run.report.starts_with("{"));
  CHECK(stg::run_tests({paths[0]}, stg::Format::kText, false).report.find("2 passed") !=
        std::string::npos);
}

TEST_CASE("two versions of a ruleset are compared as JSON") {
  const std::string old = "stagegraph: 1\nname: x\nstages: { a: { title: A }, b: {} }\n";
  const std::string now = "stagegraph: 1\nname: x\nstages: { a: { title: B }, b: {} }\n";
  const std::string report = stg::diff(old, now, "old.yaml", "new.yaml");
  CHECK(report.find(R"("file":"old.yaml")") != std::string::npos);
  CHECK(report.find(R"("says":"title A → B")") != std::string::npos);
  CHECK(report.find(R"("same_behaviour":true)") != std::string::npos);
  CHECK_THROWS_AS(stg::diff(old, "stagegraph: 1\n"), stg::Error);
}

TEST_CASE("findings of a ruleset that loads") {
  bool unused = false;
  for (const stg::Diagnostic& found : doors::load().check()) {
    CHECK(found.severity != stg::Severity::kError);
    unused = unused || found.code == "unused-event";
  }
  CHECK(unused);
}

TEST_CASE("instants as text") {
  stg::Ruleset rules = doors::load();
  CHECK(rules.format_time(0) == "1970-01-01T08:00:00+08:00");
  CHECK(rules.parse_time("1970-01-02") == 16 * int64_t{3600} * 1000000);
  int64_t instant = 1;
  CHECK(stg_time_parse(nullptr, "1970-01-01T00:00:00Z", 20, &instant, nullptr) == STG_STATUS_OK);
  CHECK(instant == 0);
  CHECK(stg_time_parse(nullptr, "1970-01-01", 10, &instant, nullptr) == STG_STATUS_INVALID_INPUT);
}
