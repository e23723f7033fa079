// SPDX-License-Identifier: Apache-2.0
// The example of the language's description, whole.
#include <set>

#include "fixture.h"
#include "ruleset/lookup.h"
#include "time/span_text.h"

using namespace stagegraph;
using namespace stagegraph::time;
using namespace stagegraph::ruleset;
using namespace stagegraph::test;

namespace {

std::shared_ptr<const Ruleset> trunk() {
  static const auto rules = load(read_file("tests/unit/ruleset/trunk.yaml"));
  return rules;
}

const Transition& transition(const std::string& name) {
  for (const Transition& t : trunk()->transitions) {
    if (t.name == name) return t;
  }
  FAIL("no transition " << name);
  throw;
}

}  // namespace

TEST_CASE("the trunk loads, and says what is not run yet") {
  std::set<std::string> codes;
  std::vector<std::string> paths;
  for (const Diagnostic& d : trunk()->diagnostics) {
    CHECK(d.severity == Severity::kWarning);
    codes.insert(d.code);
    paths.push_back(d.path);
  }
  CHECK(codes == std::set<std::string>{"unsupported"});
  CHECK(paths == std::vector<std::string>{"promises"});
}

TEST_CASE("the trunk's head") {
  const Ruleset& rules = *trunk();
  CHECK(rules.name == "b2b-trunk");
  CHECK(rules.version == "2026.11");
  CHECK(rules.title == "Lead, opportunity, order");
  CHECK(rules.zone->name() == "Asia/Shanghai");
  CHECK(rules.file == "test.yaml");
  CHECK(rules.fingerprint.size() == 32);
  REQUIRE(rules.calendars.size() == 1);
  CHECK(rules.calendar == CalendarIndex(0));
  CHECK(rules.calendars.at(0).week[4].size() == 2);
  CHECK(rules.calendars.at(0).week[5].empty());
  CHECK(rules.calendars.at(0).days_off.size() == 1);
  CHECK(rules.calendars.at(0).days_on.size() == 1);
  CHECK(rules.calendars.at(0).has_coverage);
  CHECK(rules.roles == std::vector<std::string>{"marketing", "sales", "sales_manager"});
}

TEST_CASE("the trunk's facts") {
  const Ruleset& rules = *trunk();
  REQUIRE(rules.facts.size() == 10);
  const Fact& calls = rules.facts[find_fact(rules, "missed_calls")];
  CHECK(calls.has_default);
  CHECK(calls.default_value.as_int() == 0);
  CHECK(calls.min->as_int() == 0);
  CHECK(calls.doc == "unanswered calls in a row");
  const Fact& need = rules.facts[find_fact(rules, "need")];
  CHECK(need.type.members.all() == std::vector<std::string>{"now", "later", "none"});
  CHECK_FALSE(need.has_default);
  CHECK(rules.facts[find_fact(rules, "product")].type.kind == cel::TypeKind::kString);
  CHECK(rules.facts[find_fact(rules, "amount")].unit == "CNY");
}

TEST_CASE("the trunk's expressions") {
  const Ruleset& rules = *trunk();
  REQUIRE(rules.defines.size() == 1);
  CHECK(expression(rules, rules.defines.at(0).expression).source == "amount >= 100000");
  CHECK(rules.define_programs.at(0) != nullptr);
  REQUIRE(rules.criteria.size() == 4);
  CHECK(rules.criteria.at(0).says == "The number does not exist");
  CHECK(expression(rules, rules.criteria.at(3).when).source == R"(need in ["later", "none"])");
  CHECK(rules.criteria.at(3).name == "no_need_now");
}

TEST_CASE("the trunk's events share fields") {
  const Ruleset& rules = *trunk();
  const Event& back = rules.events[find_event(rules, "send_back")];
  const Event& lost = rules.events[find_event(rules, "deal_lost")];
  CHECK(back.carries[0].field == lost.carries[0].field);
  CHECK(back.carries[0].fact == kNone);
  const Event& answered = rules.events[find_event(rules, "call_answered")];
  CHECK(answered.carries[0].fact == find_fact(rules, "need"));
  CHECK(find_payload_field(rules, back, "reason") == back.carries[0].field);
  CHECK(find_payload_field(rules, back, "why") == kNone);
  CHECK(rules.events[find_event(rules, "hand_over")].by ==
        std::vector<RoleIndex>{find_role(rules, "marketing")});
}

TEST_CASE("the trunk's stages") {
  const Ruleset& rules = *trunk();
  StageIndex lead = find_stage(rules, "lead");
  StageIndex fresh = find_stage(rules, "lead.new");
  CHECK(rules.initial == fresh);
  CHECK(rules.stages[lead].is_group());
  CHECK(rules.stages[lead].initial == fresh);
  CHECK(rules.stages[fresh].parent == lead);
  CHECK(rules.stages[fresh].depth == 1);
  CHECK(is_within(rules, fresh, lead));
  CHECK_FALSE(is_within(rules, lead, fresh));
  const Stage& won = rules.stages[find_stage(rules, "opportunity.won")];
  CHECK(won.final);
  CHECK(won.win_rate->to_string() == "1");
  REQUIRE(won.enter.size() == 1);
  CHECK(won.enter[0].kind == ActionKind::kStart);
  CHECK(won.enter[0].ruleset == "renewal");
  CHECK(rules.stages[find_stage(rules, "opportunity.trial")].win_rate->to_string() == "0.3");
  CHECK(rules.stages[find_stage(rules, "pool.dormant")].cadence == CadenceIndex(1));
}

TEST_CASE("the trunk's transitions") {
  const Ruleset& rules = *trunk();
  const Transition& hand_over = transition("lead.new.hand_over");
  CHECK(rules.stages[hand_over.to].path == "lead.mql");
  CHECK(hand_over.reject_if ==
        std::vector{CriterionIndex(0), CriterionIndex(1), CriterionIndex(2), CriterionIndex(3)});
  CHECK(rules.stages[hand_over.otherwise].path == "pool.nurture");
  const Transition& missed = transition("lead.call_missed");
  REQUIRE(missed.actions.size() == 1);
  CHECK(missed.actions.at(0).kind == ActionKind::kSet);
  CHECK(missed.actions.at(0).arguments[0].kind == Template::Kind::kExpression);
  const Transition& back = transition("lead.mql.send_back");
  const Template& message = back.actions.at(0).arguments[1];
  CHECK(message.kind == Template::Kind::kText);
  REQUIRE(message.parts.size() == 1);
  CHECK(message.parts[0].text == "Sent back: ");
  CHECK(expression(rules, message.parts[0].expression).payload ==
        std::vector<FieldIndex>{
            find_payload_field(rules, rules.events[find_event(rules, "send_back")], "reason")});
  CHECK(transition("lead.sql.need_clear").needs.size() == 3);
  const Transition& answered = transition("pool.nurture.call_answered");
  CHECK(expression(rules, answered.when).source == R"(need == "now")");
  CHECK(expression(rules, answered.when).facts == std::vector<FactIndex>{find_fact(rules, "need")});
}

TEST_CASE("the trunk's deadline") {
  const Ruleset& rules = *trunk();
  REQUIRE(rules.deadlines.size() == 1);
  const Deadline& rule = rules.deadlines.at(0);
  CHECK(rule.name == "lead.sql.one_week_rule");
  CHECK(format_span(rule.span) == "7 days");
  CHECK(rules.stages[rule.to].path == "pool.nurture");
  REQUIRE(rule.reminders.size() == 1);
  CHECK(rule.reminders.at(0).percent == 80);
  CHECK(rule.reminders.at(0).label == "80%");
  CHECK(rule.reminders.at(0).actions.at(0).kind == ActionKind::kHost);
  CHECK(rule.actions.at(0).kind == ActionKind::kClear);
  CHECK(rule.extend->at_most == 2);
  CHECK(rule.extend->quota == QuotaIndex(0));
  CHECK(format_span(rule.extend->decide_within) == "1 day");
  CHECK(expression(rules, rule.pause_while).source == "on_hold");
}

TEST_CASE("the trunk's quotas, cadences, tables and promises") {
  const Ruleset& rules = *trunk();
  CHECK(rules.quotas.at(0).at_most == 10);
  CHECK(rules.quotas.at(0).counts != kNone);
  const Cadence& cadence = rules.cadences.at(0);
  REQUIRE(cadence.steps.size() == 2);
  CHECK(cadence.steps[1].via == std::vector<std::string>{"wechat", "call"});
  CHECK(cadence.then_at_most == 6u);
  CHECK(cadence.unanswered_after == 6u);
  CHECK(rules.stages[cadence.unanswered_to].path == "pool.dormant");
  const Table& table = rules.tables[find_table(rules, "discount")];
  CHECK(table.hit == HitPolicy::kFirst);
  REQUIRE(table.rows.size() == 2);
  CHECK(table.rows[1].when == kNone);
  CHECK(table.rows[0].gives[0].literal.as_decimal().to_string() == "0.7");
  CHECK(table.rows[0].gives[1].literal.is_interned());
  REQUIRE(rules.promises.size() == 3);
  CHECK(rules.promises[2].stage == kNone);
  CHECK(rules.promises[0].unless_ != kNone);
}

TEST_CASE("lookups of what is not there") {
  const Ruleset& rules = *trunk();
  CHECK(find_fact(rules, "nobody") == kNone);
  CHECK(find_event(rules, "") == kNone);
  CHECK(find_stage(rules, "new") == kNone);
  CHECK(find_role(rules, "king") == kNone);
  CHECK(find_table(rules, "none") == kNone);
}

TEST_CASE("the fingerprint is of the content") {
  std::string yaml = with_head("facts: { x: int }\n");
  std::string same = load(yaml)->fingerprint;
  CHECK(load(with_head("# a comment\nfacts:\n  x:   int   # another\n"))->fingerprint == same);
  CHECK(load(with_head("facts: { x: bool }\n"))->fingerprint != same);
  CHECK(load(with_head("facts: { x: 'int' }\n"))->fingerprint != same);
  CHECK(load(with_head("facts: { w: int }\n"))->fingerprint != same);
}
