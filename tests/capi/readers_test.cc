// SPDX-License-Identifier: Apache-2.0
// Every reader of a decision says what the decision's JSON says.
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <catch2/catch.hpp>

#include "fixture.h"

namespace {

using boost::json::value;

std::string string_at(const value& json, std::string_view key) {
  const value& member = json.at(key);
  return member.is_null() ? std::string() : std::string(member.as_string());
}

std::string instant_text(const stg::Ruleset& rules, stg::Instant instant) {
  return instant == stg::kNever ? std::string() : rules.format_time(instant);
}

std::string stage_text(const stg::Ruleset& rules, stg::Index stage) {
  return stage == stg::kNone ? std::string() : std::string(rules.stage_name(stage));
}

// The same value, however it is laid out.
bool same(std::string_view left, const value& right) {
  return boost::json::serialize(boost::json::parse(left)) == boost::json::serialize(right);
}

void compare_cause(const stg::DecisionView& decision, const value& json) {
  const value& cause = json.at("cause");
  switch (decision.cause()) {
    case stg::Cause::kEvent:
      CHECK(string_at(cause, "event") == decision.cause_name());
      CHECK(string_at(cause, "id") == decision.event_id());
      break;
    case stg::Cause::kDeadline:
      CHECK(string_at(cause, "deadline") == decision.cause_name());
      break;
    case stg::Cause::kReminder:
      CHECK(string_at(cause, "reminder") == decision.cause_name());
      CHECK(string_at(cause, "at") == decision.reminder());
      CHECK(cause.at("late").as_bool() == decision.is_late());
      break;
    default:
      FAIL("no such cause here");
  }
}

void compare_reasons(const stg::DecisionView& decision, const value& json) {
  const auto& reasons = json.at("reasons").as_array();
  REQUIRE(decision.reasons().size() == reasons.size());
  for (size_t i = 0; i < reasons.size(); ++i) {
    CHECK(string_at(reasons[i], "code") == decision.reasons()[i].code);
    CHECK(string_at(reasons[i], "text") == decision.reasons()[i].text);
  }
  const auto& needs = json.at("needs").as_array();
  REQUIRE(decision.needs().size() == needs.size());
  for (size_t i = 0; i < needs.size(); ++i) CHECK(decision.needs()[i] == needs[i].as_string());
}

void compare_set(const stg::Ruleset& rules, const stg::DecisionView& decision, const value& json) {
  const auto& set = json.at("set").as_object();
  REQUIRE(decision.set().size() == set.size());
  for (stg::Index fact : decision.set()) {
    CHECK(same(decision.record().get_json(fact), set.at(rules.fact_name(fact))));
  }
}

void compare_actions(const stg::DecisionView& decision, const value& json) {
  const auto& actions = json.at("actions").as_array();
  const std::vector<stg::Action> read = decision.actions();
  REQUIRE(read.size() == actions.size());
  for (size_t i = 0; i < read.size(); ++i) {
    CHECK(string_at(actions[i], "id") == read[i].id);
    CHECK(string_at(actions[i], "name") == read[i].name);
    const auto& arguments = actions[i].at("arguments").as_object();
    REQUIRE(read[i].arguments.size() == arguments.size());
    for (const stg::Argument& argument : read[i].arguments) {
      CHECK(same(argument.json, arguments.at(argument.name)));
    }
  }
}

void compare_timers(const stg::Ruleset& rules, const stg::DecisionView& decision,
                    const value& json) {
  const auto& timers = json.at("timers").as_array();
  REQUIRE(decision.timers().size() == timers.size());
  for (size_t i = 0; i < timers.size(); ++i) {
    const stg::Timer timer = decision.timers()[i];
    CHECK(string_at(timers[i], "name") == timer.name);
    CHECK(string_at(timers[i], "due") == instant_text(rules, timer.due));
    CHECK(timers[i].at("flags").as_array().empty() == !timer.overdue);
  }
}

void compare(const stg::Ruleset& rules, const stg::DecisionView& decision) {
  const value json = boost::json::parse(decision.to_json());
  INFO(decision.to_json());
  CHECK(string_at(json, "record") == decision.record_id());
  CHECK(string_at(json, "at") == instant_text(rules, decision.at()));
  CHECK(string_at(json, "outcome") == stg::name_of(decision.outcome()));
  CHECK(string_at(json, "from") == stage_text(rules, decision.from()));
  CHECK(string_at(json, "to") == stage_text(rules, decision.to()));
  CHECK(string_at(json, "transition") == decision.transition());
  CHECK(string_at(json, "next_due") == instant_text(rules, decision.next_due()));
  CHECK(json.at("sequence").as_int64() == decision.sequence());
  CHECK(json.at("counters").as_array().size() == stg_decision_counter_count(decision.get()));
  CHECK(same(decision.record().to_json(), json.at("new_record")));
  compare_cause(decision, json);
  compare_reasons(decision, json);
  compare_set(rules, decision, json);
  compare_actions(decision, json);
  compare_timers(rules, decision, json);
}

class Scene {
 public:
  stg::Decision decide(std::string_view event, std::string_view at, std::string_view payload = {}) {
    stg::Payload values(rules);
    if (!payload.empty()) values.set_json(rules.event(event), payload);
    stg::Decision decision =
        stg::decide(record, rules.event(event), rules.parse_time(at), context, values);
    compare(rules, decision);
    return decision;
  }

  stg::Ruleset rules = doors::load();
  stg::Record record{rules, "A-17", rules.parse_time("2026-03-02T10:00")};
  stg::Context context = doors::clerk(rules);
};

}  // namespace

TEST_CASE("a move") {
  Scene scene;
  scene.record.set_decimal(scene.rules.fact("amount"), "200");
  stg::Decision decision = scene.decide("hand_over", "2026-03-02T11:00");
  CHECK(decision.outcome() == stg::Outcome::kMoved);
  CHECK(decision.transition() == "open.new.hand_over");
  CHECK(decision.timers().size() == 1);
  scene.record.apply(decision);
  decision = scene.decide("finish", "2026-03-02T12:00");
  REQUIRE(decision.actions().size() == 1);
  CHECK(decision.actions()[0].name == "start");
  CHECK(decision.actions()[0].arguments[0].json == "\"renewal\"");
}

TEST_CASE("a refusal, with every reason") {
  Scene scene;
  scene.record.set_decimal(scene.rules.fact("amount"), "99.99");
  scene.record.set_bool(scene.rules.fact("flag"), true);
  stg::Decision decision = scene.decide("hand_over", "2026-03-02T11:00");
  CHECK(decision.outcome() == stg::Outcome::kRefused);
  REQUIRE(decision.reasons().size() == 2);
  CHECK(decision.to() == scene.rules.stage("lost"));
}

TEST_CASE("what is lacking") {
  Scene scene;
  stg::Decision decision = scene.decide("hand_over", "2026-03-02T11:00");
  CHECK(decision.outcome() == stg::Outcome::kNeeds);
  REQUIRE(decision.needs().size() == 1);
  CHECK(decision.needs()[0] == "amount");
  CHECK(decision.to() == stg::kNone);
}

TEST_CASE("outcomes without a transition") {
  Scene scene;
  CHECK(scene.decide("unhandled", "2026-03-02T11:00").outcome() == stg::Outcome::kIgnored);
  stg::Decision failed = scene.decide("divide", "2026-03-02T11:00");
  CHECK(failed.outcome() == stg::Outcome::kError);
  CHECK(failed.reasons().size() == 1);
  scene.context.set_actor("stranger");
  stg::Decision denied = scene.decide("hand_over", "2026-03-02T11:00");
  CHECK(denied.outcome() == stg::Outcome::kDenied);
  CHECK(denied.reasons()[0].code == "wrong_role");
  scene.context.set_expected_sequence(12);
  CHECK(scene.decide("call", "2026-03-02T11:00").outcome() == stg::Outcome::kConflict);
}

TEST_CASE("the same event twice") {
  Scene scene;
  scene.context.set_event_id("e-1");
  stg::Decision first = scene.decide("call", "2026-03-02T11:00");
  CHECK(first.event_id() == "e-1");
  scene.record.apply(first);
  stg::Decision second = scene.decide("call", "2026-03-02T11:05");
  CHECK(second.outcome() == stg::Outcome::kDuplicate);
  int64_t sequence = -1;
  CHECK(stg_decision_first_outcome(second.get(), &sequence) == STG_OUTCOME_STAYED);
  CHECK(sequence == first.sequence());
}

TEST_CASE("facts set, and facts carried") {
  Scene scene;
  stg::Decision decision = scene.decide("call", "2026-03-02T11:00");
  CHECK(decision.outcome() == stg::Outcome::kStayed);
  REQUIRE(decision.set().size() == 1);
  CHECK(decision.record().get_int(decision.set()[0]) == 1);
  decision = scene.decide("describe", "2026-03-02T11:00", R"({"size":"large","amount":12.50})");
  CHECK(decision.set().size() == 2);
  CHECK(decision.record().get_decimal(scene.rules.fact("amount")) == "12.5");
  CHECK(decision.record().get_string(scene.rules.fact("size")) == "large");
}

TEST_CASE("arguments of every type, as text and as JSON") {
  Scene scene;
  stg::Decision decision = scene.decide("stamp", "2026-03-02T11:00");
  const stg_decision* raw = decision.get();
  REQUIRE(stg_decision_argument_count(raw, 0) == 4);
  stg::Buffer text;
  CHECK(text.fill(stg_decision_argument_text, raw, uint32_t{0}, uint32_t{0}) ==
        "2026-03-02T11:00:00+08:00");
  CHECK(text.fill(stg_decision_argument_text, raw, uint32_t{0}, uint32_t{1}) == "0");
  CHECK(text.fill(stg_decision_argument_text, raw, uint32_t{0}, uint32_t{2}) == "0.25");
  CHECK(text.fill(stg_decision_argument_text, raw, uint32_t{0}, uint32_t{3}) == R"(["a","b"])");
  decision = scene.decide("note", "2026-03-02T11:00", R"({"text":"say \"hi\""})");
  CHECK(text.fill(stg_decision_argument_text, decision.get(), uint32_t{0}, uint32_t{1}) ==
        "Note: say \"hi\"");
  CHECK_THROWS_AS(text.fill(stg_decision_argument_json, decision.get(), uint32_t{0}, uint32_t{2}),
                  stg::Error);
}

TEST_CASE("a trace") {
  Scene scene;
  scene.context.set_trace(true);
  scene.record.set_decimal(scene.rules.fact("amount"), "200");
  stg::Decision decision = scene.decide("hand_over", "2026-03-02T11:00");
  const value json = boost::json::parse(decision.to_json());
  const auto& expected = json.at("trace").as_array();
  const std::vector<stg::Traced> trace = decision.trace();
  REQUIRE(trace.size() == expected.size());
  REQUIRE(!trace.empty());
  for (size_t i = 0; i < trace.size(); ++i) {
    CHECK(string_at(expected[i], "expression") == trace[i].source);
    CHECK(expected[i].at("line").as_int64() == trace[i].line);
    CHECK(same(trace[i].json, expected[i].at("value")));
    const auto& facts = expected[i].at("facts").as_object();
    REQUIRE(facts.size() == trace[i].facts.size());
    for (const auto& [fact, text] : trace[i].facts) {
      CHECK(same(text, facts.at(scene.rules.fact_name(fact))));
    }
  }
}

TEST_CASE("time passes") {
  Scene scene;
  stg::Record record = doors::working_record(scene.rules);
  stg::Decisions due =
      stg::advance(record, scene.rules.parse_time("2026-03-10T10:00"), scene.context);
  REQUIRE(due.size() == 2);
  for (uint32_t i = 0; i < due.size(); ++i) compare(scene.rules, due[i]);
}
