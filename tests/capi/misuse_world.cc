// SPDX-License-Identifier: Apache-2.0
#include "misuse_world.h"

#include <stdexcept>

namespace misuse_test {

namespace {

const std::string kHead = R"yaml(
stagegraph: 1
name: misused
time_zone: Asia/Shanghai
roles: [seller, boss]
)yaml";

const std::string kRest = R"yaml(
criteria:
  cheap: { when: count >= 1, says: { en: Too cheap, zh: 太便宜 } }
events:
  go: { carries: { note: string, sure: bool, times: int, weight: double, price: decimal,
                   met: timestamp } }
  hold: { order: hold, carries: { note: string, sure: bool, times: int, weight: double,
                                  price: decimal, met: timestamp } }
  ask: { by: seller }
  more_time: { by: seller }
  refused: {}
  needs: {}
actions:
  tell: { to: string, at: timestamp, share: decimal, tags: list(string) }
quotas:
  open_leads: { per: owner, at_most: 9, counts: 'in_stage("work.open")' }
  asked: { per: owner, at_most: 9, events: [ask], window: 1 day }
tables:
  price:
    hit: first
    gives: { rate: decimal }
    rows: [{ when: count > 3, rate: 0.5 }, { rate: 1.0 }]
stages:
  start:
    title: { en: Start, zh: 开始 }
    deadlines: { stale: { within: 90 days, on_transfer: restart, to: lost } }
    events:
      go:
        to: work
        when: amount > 1
        quota: open_leads
        set: { count: '${count + 1}' }
        do: [{ tell: { to: '${owner}', at: '${now}', share: 0.5, tags: [a, b] } }]
      refused: { require: [cheap] }
      needs: { when: ratio > 2.0 }
  work:
    initial: open
    win_rate: 50%
    deadlines:
      answer:
        within: 4 days
        remind: [{ at: 50%, do: [{ tell: { to: x, at: '${now}', share: 1.5, tags: [] } }] }]
        extend: { request: more_time, add: 1 day, at_most: 2, approve_by: boss, decide_within: 1 day }
        to: lost
    stages:
      open:
        events:
          ask: { to: won, approval: { by: boss, need: any } }
    events: { hold: {} }
  won: { final: true }
  lost: { final: true }
)yaml";

const std::string kFacts = R"yaml(
  flag: { type: bool, default: false }
  count: { type: int, default: 0 }
  ratio: double
  amount: decimal
  owner: string
  size: { type: enum, values: [small, large] }
  seen: timestamp
  day: date
  tags: list(string)
)yaml";

// The indices of all facts and stages are others.
const std::string kOtherVersion =
    kHead + "facts:\n  newer: string\n  newest: string" + kFacts + kRest + "  later: {}\n";
const std::string kOtherRules = R"yaml(
stagegraph: 1
name: other
events: { go: {} }
stages: { start: { events: { go: {} } } }
)yaml";

void ok(stg_status status, stg_error* err) {
  if (status == STG_STATUS_OK) return;
  std::string text(view(stg_error_message(err)));
  const stg_diagnostics* found = stg_error_diagnostics(err);
  for (uint32_t i = 0; i < stg_diagnostics_count(found); ++i) {
    text += "; ";
    text += view(stg_diagnostics_message(found, i));
  }
  throw std::runtime_error(text);
}

// Runs a function that makes something by its first out-parameter.
template <typename Function, typename... Arguments>
void make(Function function, Arguments... arguments) {
  stg_error* err = nullptr;
  const stg_status status = function(arguments..., &err);
  ok(status, err);
}

void set_text(stg_record* record, const stg_ruleset* rules, std::string_view fact,
              std::string_view value) {
  const uint32_t index = stg_ruleset_fact_index(rules, fact.data(), fact.size());
  if (index == STG_NONE) return;
  make(stg_record_set_text, record, index, value.data(), value.size());
}

void fill(stg_record* record, const stg_ruleset* rules) {
  set_text(record, rules, "flag", "true");
  set_text(record, rules, "ratio", "1.5");
  set_text(record, rules, "amount", "12.50");
  set_text(record, rules, "owner", "wu");
  set_text(record, rules, "seen", "2026-03-01T10:00");
}

void act(stg_context* context, const stg_ruleset* rules) {
  const stg_str roles[] = {{"seller", 6}};
  const uint32_t count = stg_ruleset_role_count(rules) == 0 ? 0 : 1;
  make(stg_context_set_actor, context, "wu", size_t{2}, roles, count);
  make(stg_context_set_event_id, context, "an id of more than sixteen bytes", size_t{32});
  make(stg_context_set_counters_complete, context, uint8_t{1});
  make(stg_context_set_trace, context, uint8_t{1});
}

constexpr std::string_view kVariables = R"({"amount": "int"})";

}  // namespace

const std::string kMainRules = kHead + "facts:" + kFacts + kRest;

std::string_view view(stg_str text) { return {text.data, text.size}; }

Objects::Objects(Owner who, const std::string& rules, const char* language) : owner(who) {
  make(stg_options_new, &options);
  make(stg_options_set_text, options, stg_option{STG_OPTION_LANGUAGE}, language, size_t{2});
  make(stg_ruleset_load_text, rules.data(), rules.size(), "r.yaml", size_t{6},
       static_cast<const stg_options*>(options), &ruleset);
  make(stg_record_new, ruleset, "A-1", size_t{3}, kNow, &record);
  fill(record, ruleset);
  make(stg_payload_new, ruleset, &payload);
  const std::string_view json =
      who == Owner::kOther ? R"({"event": "go", "at": "2026-03-02T09:00:00Z"})" : kEventJson;
  make(stg_event_from_json, ruleset, json.data(), json.size(), &event);
  make(stg_context_new, ruleset, &context);
  act(context, ruleset);
  const uint32_t go = stg_ruleset_event_index(ruleset, "go", 2);
  make(stg_decide, ruleset, record, go, payload, kNow, context, &decision);
  make(stg_decide, ruleset, record, go, payload, kNow, context, &emptied);
  if (stg_decide(ruleset, record, STG_NONE, payload, kNow, context, &emptied, nullptr) ==
      STG_STATUS_OK) {
    throw std::runtime_error("an event that does not exist is decided");
  }
  const int64_t later = kNow + int64_t{10} * 86'400 * 1'000'000;
  make(stg_advance, ruleset, stg_decision_record(decision), later, context, &decisions);
  make(stg_ruleset_check, ruleset, &diagnostics);
  if (stg_decide(nullptr, record, go, payload, kNow, context, &emptied, &error) == STG_STATUS_OK) {
    throw std::runtime_error("no ruleset decides");
  }
  make(stg_record_to_json, record, &buffer);
  record_json = view(stg_buffer_text(buffer));
  make(stg_expression_compile, "amount > 1", size_t{10}, kVariables.data(), kVariables.size(),
       static_cast<const stg_options*>(nullptr), &expression);
}

World::World()
    : main(Owner::kMain, kMainRules, "en"),
      twin(Owner::kTwin, kMainRules, "zh"),
      version(Owner::kVersion, kOtherVersion, "en"),
      other(Owner::kOther, kOtherRules, "en") {}

uint32_t World::fact(std::string_view name) const {
  return stg_ruleset_fact_index(main.ruleset, name.data(), name.size());
}
uint32_t World::event(std::string_view name) const {
  return stg_ruleset_event_index(main.ruleset, name.data(), name.size());
}
uint32_t World::stage(std::string_view name) const {
  return stg_ruleset_stage_index(main.ruleset, name.data(), name.size());
}
uint32_t World::quota(std::string_view name) const {
  return stg_ruleset_quota_index(main.ruleset, name.data(), name.size());
}
uint32_t World::field(std::string_view name) const {
  return stg_ruleset_field_index(main.ruleset, event("go"), name.data(), name.size());
}

World& world() {
  static World one;
  return one;
}

std::string decide_again() {
  const Objects& of = world().main;
  stg_context_reset(of.context);
  stg_payload_clear(of.payload);
  act(of.context, of.ruleset);
  stg_decision* made = nullptr;
  stg_buffer* json = nullptr;
  make(stg_decide, of.ruleset, of.record, world().event("go"), of.payload, kNow, of.context, &made);
  make(stg_decision_to_json, made, &json);
  std::string text(view(stg_buffer_text(json)));
  stg_buffer_free(json);
  stg_decision_free(made);
  return text;
}

stg_ruleset* copy(const Objects& of, const stg_ruleset*) {
  return const_cast<stg_ruleset*>(stg_ruleset_ref(of.ruleset));
}
stg_record* copy(const Objects& of, const stg_record*) {
  stg_record* made = nullptr;
  make(stg_record_clone, of.record, &made);
  return made;
}
stg_payload* copy(const Objects& of, const stg_payload*) {
  stg_payload* made = nullptr;
  make(stg_payload_new, of.ruleset, &made);
  return made;
}
stg_event* copy(const Objects& of, const stg_event*) {
  stg_event* made = nullptr;
  const std::string_view json = R"({"event": "go", "at": "2026-03-02T09:00:00Z"})";
  make(stg_event_from_json, of.ruleset, json.data(), json.size(), &made);
  return made;
}
stg_context* copy(const Objects& of, const stg_context*) {
  stg_context* made = nullptr;
  make(stg_context_new, of.ruleset, &made);
  return made;
}
stg_decision* copy(const Objects& of, const stg_decision*) {
  stg_decision* made = nullptr;
  const uint32_t go = stg_ruleset_event_index(of.ruleset, "go", 2);
  stg_context* context = copy(of, static_cast<const stg_context*>(nullptr));
  make(stg_decide, of.ruleset, of.record, go, static_cast<const stg_payload*>(nullptr), kNow,
       context, &made);
  stg_context_free(context);
  return made;
}
stg_decisions* copy(const Objects& of, const stg_decisions*) {
  stg_decisions* made = nullptr;
  stg_context* context = copy(of, static_cast<const stg_context*>(nullptr));
  make(stg_advance, of.ruleset, of.record, kNow, context, &made);
  stg_context_free(context);
  return made;
}
stg_diagnostics* copy(const Objects& of, const stg_diagnostics*) {
  stg_diagnostics* made = nullptr;
  make(stg_ruleset_check, of.ruleset, &made);
  return made;
}
stg_error* copy(const Objects&, const stg_error*) {
  stg_error* made = nullptr;
  stg_options* none = nullptr;
  const stg_status status = stg_options_set_int(none, STG_OPTION_MAX_STEPS, 1, &made);
  return status == STG_STATUS_OK ? nullptr : made;
}
stg_buffer* copy(const Objects& of, const stg_buffer*) {
  stg_buffer* made = nullptr;
  make(stg_record_to_json, of.record, &made);
  return made;
}
stg_options* copy(const Objects&, const stg_options*) {
  stg_options* made = nullptr;
  make(stg_options_new, &made);
  return made;
}
stg_expression* copy(const Objects&, const stg_expression*) {
  stg_expression* made = nullptr;
  make(stg_expression_compile, "1", size_t{1}, "", size_t{0},
       static_cast<const stg_options*>(nullptr), &made);
  return made;
}

}  // namespace misuse_test
