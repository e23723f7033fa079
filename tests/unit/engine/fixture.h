// SPDX-License-Identifier: Apache-2.0
// A ruleset from text and one record to try it on.
#pragma once

#include <catch2/catch.hpp>
#include <memory>
#include <string>
#include <vector>

#include "base/json.h"
#include "engine/engine.h"
#include "engine/json/decision_json.h"
#include "engine/json/record_read.h"
#include "engine/json/record_write.h"
#include "engine/names.h"
#include "ruleset/load/load.h"
#include "ruleset/lookup.h"
#include "ruleset/value_json.h"
#include "ruleset/values.h"

namespace stagegraph::test {

inline std::shared_ptr<const ruleset::Ruleset> load(const std::string& yaml) {
  auto loaded = ruleset::load_ruleset(yaml, "test.yaml");
  if (!loaded) {
    for (const Diagnostic& d : loaded.error().diagnostics) UNSCOPED_INFO(format_diagnostic(d));
    UNSCOPED_INFO(loaded.error().message);
  }
  REQUIRE(loaded.has_value());
  return *loaded;
}

inline time::Instant instant(const ruleset::Ruleset& ruleset, const std::string& text) {
  auto time = time::parse_timestamp(text, ruleset.zone.get());
  REQUIRE(time.has_value());
  return time::to_instant(*time);
}

class Bench {
 public:
  explicit Bench(const std::string& yaml, const std::string& at = "2026-03-02T10:00:00")
      : rules(load(yaml)), record(engine::Record::create(rules, "A-17", instant(*rules, at))) {
    REQUIRE(stagegraph::engine::place(record, rules->initial, record.clock).has_value());
    now = record.clock;
  }

  time::Instant time(const std::string& text) const { return instant(*rules, text); }

  void fact(const std::string& name, const std::string& text) {
    const ruleset::FactIndex index = ruleset::find_fact(*rules, name);
    REQUIRE(index != kNone);
    Arena arena;
    auto value = ruleset::value_from_text(text, rules->facts[index].type, *rules->zone, arena);
    REQUIRE(value.has_value());
    REQUIRE(record.set_fact(index, *value).has_value());
  }

  std::string fact(const std::string& name) const {
    return cel::display(record.fact(ruleset::find_fact(*rules, name)), rules->zone.get());
  }

  void role(const std::string& name) {
    context.actor.id = "wu";
    context.actor.roles = {ruleset::find_role(*rules, name)};
    REQUIRE(context.actor.roles[0] != kNone);
  }

  void place(const std::string& stage) {
    REQUIRE(stagegraph::engine::place(record, ruleset::find_stage(*rules, stage), now).has_value());
  }

  // Delivers the event now and makes the decision's record the record.
  const engine::Decision& send(const std::string& event, const std::string& payload_json = "") {
    const ruleset::EventIndex index = ruleset::find_event(*rules, event);
    REQUIRE(index != kNone);
    engine::Payload payload(*rules);
    if (!payload_json.empty()) fill(payload, index, payload_json);
    auto done = engine::decide(*rules, record, index, payload_json.empty() ? nullptr : &payload,
                               now, context, decision);
    if (!done) UNSCOPED_INFO(done.error().message);
    REQUIRE(done.has_value());
    record = decision.record;
    return decision;
  }

  // Lets time pass; gives the causes and outcomes of what came due, one a line.
  std::vector<std::string> pass(const std::string& until) {
    auto done = engine::advance(*rules, record, time(until), context, decisions, count);
    REQUIRE(done.has_value());
    std::vector<std::string> lines;
    for (size_t i = 0; i < count; ++i) lines.push_back(summary(*decisions[i]));
    if (count > 0) record = decisions[count - 1]->record;
    now = time(until);
    return lines;
  }

  std::string stage() const { return rules->stages[record.stage].path; }

  std::string json() const {
    std::string text;
    engine::write_decision(decision, text);
    return text;
  }

  std::string record_json() const {
    std::string text;
    engine::write_record(record, text);
    return text;
  }

  std::vector<std::string> needs() const {
    std::vector<std::string> names;
    for (ruleset::VariableIndex variable : decision.needs)
      names.push_back(engine::variable_name(*rules, variable));
    return names;
  }

  std::vector<std::string> reasons() const {
    std::vector<std::string> codes;
    for (const engine::Reason& reason : decision.reasons) codes.emplace_back(reason.code);
    return codes;
  }

  // "notify(Hello, 3)" for each action requested.
  std::vector<std::string> actions() const { return actions(decision); }
  std::vector<std::string> actions(const engine::Decision& d) const {
    std::vector<std::string> calls;
    for (const engine::ActionRequest& request : d.actions) {
      std::string call(engine::action_name(*rules, *request.action));
      std::string separator = "(";
      for (const cel::Value& v : request.arguments) {
        call += separator + cel::display(v, rules->zone.get());
        separator = ", ";
      }
      calls.push_back(call + (request.arguments.empty() ? "" : ")"));
    }
    return calls;
  }

  std::shared_ptr<const ruleset::Ruleset> rules;
  engine::Record record;
  time::Instant now{};
  engine::Context context;
  engine::Decision decision;
  std::vector<std::unique_ptr<engine::Decision>> decisions;
  size_t count = 0;

 private:
  void fill(engine::Payload& payload, ruleset::EventIndex event, const std::string& text) {
    auto json = parse_json(text);
    REQUIRE(json.has_value());
    for (const auto& [name, value] : json->members) {
      ruleset::FieldIndex field = ruleset::find_payload_field(*rules, rules->events[event], name);
      REQUIRE(field != kNone);
      auto typed = ruleset::value_from_json(value, rules->payload[field].type, *rules->zone,
                                            payload.arena());
      REQUIRE(typed.has_value());
      REQUIRE(payload.set(field, *typed).has_value());
    }
  }

  std::string summary(const engine::Decision& d) const {
    std::string what;
    switch (d.cause.kind) {
      case engine::CauseKind::kEvent:
        what = rules->events[d.cause.event].name;
        break;
      case engine::CauseKind::kDeadline:
        what = rules->deadlines[d.cause.deadline].name;
        break;
      case engine::CauseKind::kReminder:
        what = rules->deadlines[d.cause.deadline].name + "@" +
               rules->deadlines[d.cause.deadline].reminders[d.cause.reminder].label +
               (d.cause.late ? "!" : "");
        break;
      case engine::CauseKind::kCadence:
        what = rules->cadences[d.cause.cadence].name;
        break;
      case engine::CauseKind::kAuto:
        what = rules->transitions[d.cause.transition].name;
        break;
      case engine::CauseKind::kApprove:
      case engine::CauseKind::kReject:
      case engine::CauseKind::kExpiry:
        what = std::string(engine::request_name(*rules, d.cause));
        break;
      case engine::CauseKind::kMigration:
        what = "migration";
        break;
      case engine::CauseKind::kBegin:
        what = "begin";
        break;
    }
    return time::format_instant(d.at, rules->zone.get()) + " " + what + " " +
           std::string(engine::to_string(d.outcome)) + " " + rules->stages[d.record.stage].path;
  }
};

}  // namespace stagegraph::test
