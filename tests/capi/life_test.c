/* SPDX-License-Identifier: Apache-2.0 */
/* The full life of a record, in C: loaded, described, decided, advanced, written and read again. */
#include "check.h"

static void check_ruleset(const stg_ruleset* rules) {
  CHECK(is_text(stg_ruleset_name(rules), "doors"));
  CHECK(is_text(stg_ruleset_version(rules), "7"));
  CHECK(is_text(stg_ruleset_title(rules), "Ruleset of the doors' tests"));
  CHECK(is_text(stg_ruleset_time_zone(rules), "Asia/Shanghai"));
  CHECK(stg_ruleset_fingerprint(rules).size == 32);
  CHECK(stg_ruleset_fact_count(rules) == 11);
  CHECK(is_text(stg_ruleset_fact_name(rules, 1), "calls"));
  CHECK(is_text(stg_ruleset_fact_type(rules, fact(rules, "tags")), "list(string)"));
  CHECK(is_text(stg_ruleset_fact_doc(rules, 0), "a switch"));
  CHECK(stg_ruleset_fact_member_count(rules, fact(rules, "size")) == 2);
  CHECK(is_text(stg_ruleset_fact_member(rules, fact(rules, "size"), 1), "large"));
  CHECK(stg_ruleset_event_count(rules) == 8);
  CHECK(is_text(stg_ruleset_event_name(rules, 0), "call"));
  CHECK(stg_ruleset_role_count(rules) == 2);
  CHECK(is_text(stg_ruleset_role_name(rules, stg_ruleset_role_index(rules, "boss", 4)), "boss"));
  CHECK(stg_ruleset_table_count(rules) == 1);
  CHECK(is_text(stg_ruleset_table_name(rules, 0), "discount"));
  CHECK(stg_ruleset_table_index(rules, "discount", 8) == 0);
}

static void check_actions(const stg_ruleset* rules) {
  const uint32_t report = stg_ruleset_action_index(rules, "report", 6);
  CHECK(stg_ruleset_action_count(rules) == 2);
  CHECK(is_text(stg_ruleset_action_name(rules, 0), "notify"));
  CHECK(stg_ruleset_action_parameter_count(rules, report) == 4);
  CHECK(is_text(stg_ruleset_action_parameter_name(rules, report, 2), "share"));
  CHECK(is_text(stg_ruleset_action_parameter_type(rules, report, 2), "decimal"));
  CHECK(is_text(stg_ruleset_action_parameter_type(rules, report, 3), "list(string)"));
  CHECK(stg_ruleset_action_parameter_name(rules, report, 4).size == 0);
  CHECK(stg_ruleset_action_parameter_type(rules, report, 4).size == 0);
  CHECK(stg_ruleset_action_parameter_type(rules, 2, 0).size == 0);
  CHECK(stg_ruleset_action_index(rules, "call", 4) == STG_NONE);
}

static void check_stages(const stg_ruleset* rules) {
  const uint32_t open = stage(rules, "open");
  const uint32_t fresh = stage(rules, "open.new");
  CHECK(stg_ruleset_stage_count(rules) == 5);
  CHECK(is_text(stg_ruleset_stage_name(rules, fresh), "open.new"));
  CHECK(is_text(stg_ruleset_stage_title(rules, open), "Open cases"));
  CHECK(stg_ruleset_stage_parent(rules, fresh) == open);
  CHECK(stg_ruleset_stage_parent(rules, open) == STG_NONE);
  CHECK(stg_ruleset_stage_initial(rules, open) == fresh);
  CHECK(stg_ruleset_initial(rules) == fresh);
  CHECK(stg_ruleset_stage_is_group(rules, open) == 1);
  CHECK(stg_ruleset_stage_is_group(rules, fresh) == 0);
  CHECK(stg_ruleset_stage_is_final(rules, stage(rules, "done")) == 1);
  CHECK(stg_ruleset_stage_is_final(rules, fresh) == 0);
  double rate = 0.5;
  CHECK(stg_ruleset_stage_win_rate(rules, fresh, &rate) == 0 && rate == 0.5);
  CHECK(stg_ruleset_stage_win_rate(rules, stage(rules, "done"), NULL) == 1);
  CHECK(stg_ruleset_stage_win_rate(rules, stage(rules, "done"), &rate) == 1 && rate == 1.0);
}

static void check_fields(const stg_ruleset* rules) {
  const uint32_t note = event(rules, "note");
  const uint32_t weight = stg_ruleset_field_index(rules, note, "weight", 6);
  CHECK(stg_ruleset_event_field_count(rules, note) == 2);
  CHECK(stg_ruleset_event_field(rules, note, 1) == weight);
  CHECK(is_text(stg_ruleset_field_name(rules, weight), "weight"));
  CHECK(is_text(stg_ruleset_field_type(rules, weight), "double"));
}

static void check_facts(const stg_ruleset* rules, stg_record* record) {
  stg_error* err = NULL;
  stg_buffer* text = NULL;
  stg_str string = {NULL, 0};
  uint8_t flag = 0, known = 9;
  int64_t number = 0;
  double real = 0;
  CHECK_OK(stg_record_set_bool(record, fact(rules, "flag"), 1, &err));
  CHECK_OK(stg_record_get_bool(record, fact(rules, "flag"), &flag, &known, &err));
  CHECK(flag == 1 && known == 1);
  CHECK_OK(stg_record_set_bool(record, fact(rules, "flag"), 0, &err));
  CHECK_OK(stg_record_set_int(record, fact(rules, "calls"), 2, &err));
  CHECK_OK(stg_record_get_int(record, fact(rules, "calls"), &number, NULL, &err));
  CHECK(number == 2);
  CHECK_OK(stg_record_set_double(record, fact(rules, "score"), 1.5, &err));
  CHECK_OK(stg_record_set_int(record, fact(rules, "score"), 3, &err));
  CHECK_OK(stg_record_get_double(record, fact(rules, "score"), &real, &known, &err));
  CHECK(real == 3.0 && known == 1);
  CHECK_OK(stg_record_set_int(record, fact(rules, "amount"), 7, &err));
  CHECK_OK(stg_record_set_decimal(record, fact(rules, "amount"), "120.50", 6, &err));
  CHECK_OK(stg_record_get_decimal(record, fact(rules, "amount"), &text, &known, &err));
  CHECK(is_text(stg_buffer_text(text), "120.5"));
  CHECK_OK(stg_record_get_double(record, fact(rules, "amount"), &real, NULL, &err));
  CHECK(real == 120.5);
  CHECK_OK(stg_record_set_string(record, fact(rules, "name"), "\xE6\x9D\x8E", 3, &err));
  CHECK_OK(stg_record_get_string(record, fact(rules, "name"), &string, &known, &err));
  CHECK(is_text(string, "\xE6\x9D\x8E"));
  CHECK_OK(stg_record_set_string(record, fact(rules, "size"), "large", 5, &err));
  CHECK_OK(stg_record_get_string(record, fact(rules, "size"), &string, &known, &err));
  CHECK(is_text(string, "large"));
  CHECK_OK(stg_record_set_timestamp(record, fact(rules, "seen"), 1500000, &err));
  CHECK_OK(stg_record_get_timestamp(record, fact(rules, "seen"), &number, &known, &err));
  CHECK(number == 1500000);
  CHECK_OK(stg_record_get_json(record, fact(rules, "seen"), &text, &err));
  CHECK(is_text(stg_buffer_text(text), "\"1970-01-01T08:00:01.500+08:00\""));
  CHECK_OK(stg_record_set_text(record, fact(rules, "day"), "2026-03-02", 10, &err));
  CHECK_OK(stg_record_set_text(record, fact(rules, "pause"), "36 hours", 8, &err));
  CHECK_OK(stg_record_set_json(record, fact(rules, "tags"), "[\"a\",\"b\"]", 9, &err));
  CHECK_OK(stg_record_get_json(record, fact(rules, "tags"), &text, &err));
  CHECK(is_text(stg_buffer_text(text), "[\"a\",\"b\"]"));
  CHECK_OK(stg_record_set_json(record, fact(rules, "limits"), "{\"x\":1}", 7, &err));
  CHECK(stg_record_is_known(record, fact(rules, "limits")) == 1);
  CHECK_OK(stg_record_set_json(record, fact(rules, "limits"), "null", 4, &err));
  CHECK(stg_record_is_known(record, fact(rules, "limits")) == 0);
  CHECK_OK(stg_record_set_unknown(record, fact(rules, "score"), &err));
  real = -1;
  CHECK_OK(stg_record_get_double(record, fact(rules, "score"), &real, &known, &err));
  CHECK(known == 0 && real == -1);
  CHECK_OK(stg_record_get_json(record, fact(rules, "score"), &text, &err));
  CHECK(is_text(stg_buffer_text(text), "null"));
  stg_buffer_free(text);
}

static void check_hand_over(const stg_ruleset* rules, stg_record* record, stg_context* context) {
  const int64_t now = instant(rules, "2026-03-02T11:00");
  stg_str roles[] = {{"clerk", 5}};
  stg_decision* decision = NULL;
  stg_error* err = NULL;
  CHECK_OK(
      stg_decide(rules, record, event(rules, "hand_over"), NULL, now, context, &decision, &err));
  CHECK(stg_decision_outcome(decision) == STG_OUTCOME_DENIED);
  CHECK_OK(stg_context_set_actor(context, "wu", 2, roles, 1, &err));
  CHECK_OK(
      stg_decide(rules, record, event(rules, "hand_over"), NULL, now, context, &decision, &err));
  CHECK(stg_decision_outcome(decision) == STG_OUTCOME_MOVED);
  CHECK(stg_decision_from(decision) == stage(rules, "open.new"));
  CHECK(stg_decision_to(decision) == stage(rules, "open.work"));
  CHECK(stg_record_stage(record) == stage(rules, "open.new"));
  CHECK(stg_record_stage(stg_decision_record(decision)) == stage(rules, "open.work"));
  CHECK_OK(stg_apply(record, decision, &err));
  CHECK(stg_record_stage(record) == stage(rules, "open.work"));
  CHECK(stg_record_entered(record, stage(rules, "open.work")) == now);
  CHECK(stg_record_visits(record, stage(rules, "open.work")) == 1);
  CHECK(stg_record_visits(record, stage(rules, "done")) == 0);
  CHECK(stg_record_entered(record, stage(rules, "done")) == STG_NEVER);
  stg_decision_free(decision);
}

static void check_time(const stg_ruleset* rules, stg_record* record, stg_context* context) {
  stg_decisions* due = NULL;
  stg_error* err = NULL;
  const int64_t last = instant(rules, "2026-03-06T11:00");
  CHECK(stg_record_next_due(record) == instant(rules, "2026-03-04T11:00"));
  CHECK_OK(stg_advance(rules, record, stg_record_next_due(record) - 1, context, &due, &err));
  CHECK(stg_decisions_count(due) == 0);
  CHECK_OK(stg_advance(rules, record, last, context, &due, &err));
  CHECK(stg_decisions_count(due) == 2);
  const stg_decision* reminder = stg_decisions_get(due, 0);
  CHECK(stg_decision_cause(reminder) == STG_CAUSE_REMINDER);
  CHECK(is_text(stg_decision_reminder(reminder), "75%"));
  CHECK(stg_decision_is_late(reminder) == 1);
  const stg_decision* fired = stg_decisions_get(due, 1);
  CHECK(stg_decision_cause(fired) == STG_CAUSE_DEADLINE);
  CHECK(is_text(stg_decision_cause_name(fired), "open.work.answer"));
  CHECK(stg_decision_at(fired) == last);
  CHECK(stg_decision_to(fired) == stage(rules, "lost"));
  /* A record inside the list may be advanced into the same list. */
  CHECK_OK(stg_advance(rules, stg_decision_record(reminder), last, context, &due, &err));
  CHECK(stg_decisions_count(due) == 1);
  CHECK_OK(stg_apply(record, stg_decisions_get(due, 0), &err));
  CHECK(stg_record_stage(record) == stage(rules, "lost"));
  CHECK(stg_record_next_due(record) == STG_NEVER);
  stg_decisions_free(due);
}

static void check_json(const stg_ruleset* rules, const stg_record* record) {
  stg_buffer* first = NULL;
  stg_buffer* second = NULL;
  stg_record* again = NULL;
  stg_record* copy = NULL;
  stg_error* err = NULL;
  CHECK_OK(stg_record_to_json(record, &first, &err));
  const stg_str text = stg_buffer_text(first);
  CHECK(starts_with(text, "{\"format\":1,\"id\":\"A-17\""));
  CHECK(text.data[text.size] == '\0');
  CHECK_OK(stg_record_from_json(rules, text.data, text.size, &again, &err));
  CHECK_OK(stg_record_to_json(again, &second, &err));
  CHECK(is_text(stg_buffer_text(second), text.data));
  CHECK_OK(stg_record_clone(again, &copy, &err));
  CHECK_OK(stg_record_to_json(copy, &second, &err));
  CHECK(is_text(stg_buffer_text(second), text.data));
  CHECK(is_text(stg_record_id(copy), "A-17"));
  CHECK(stg_record_sequence(copy) == stg_record_sequence(record));
  CHECK(stg_record_behaviour(copy).size == 32);
  stg_record_free(again);
  stg_record_free(copy);
  stg_buffer_free(first);
  stg_buffer_free(second);
}

int main(void) {
  stg_ruleset* rules = load_doors();
  stg_record* record = NULL;
  stg_context* context = NULL;
  stg_error* err = NULL;
  CHECK(stg_abi_version() == STG_ABI_VERSION);
  CHECK(stg_version_string().size > 0);
  CHECK(starts_with(stg_build_info(), "{\"version\":"));
  check_ruleset(rules);
  check_actions(rules);
  check_stages(rules);
  check_fields(rules);
  CHECK_OK(stg_context_new(rules, &context, &err));
  CHECK_OK(
      stg_record_new(rules, "A-17", 4, instant(rules, "2026-03-02T10:00:00+08:00"), &record, &err));
  check_facts(rules, record);
  check_hand_over(rules, record, context);
  /* The ruleset lives as long as anything that was made for it. */
  CHECK(stg_ruleset_ref(rules) == rules);
  stg_ruleset_unref(rules);
  check_time(rules, record, context);
  check_json(rules, record);
  stg_ruleset_unref(rules);
  CHECK(is_text(stg_record_id(record), "A-17"));
  stg_record_free(record);
  stg_context_free(context);
  return failures == 0 ? 0 : 1;
}
