/* SPDX-License-Identifier: Apache-2.0 */
/* Every way in which calls refuse what they are given: NULL, bad indices, bad text, bad rules. */
#include <string.h>

#include "check.h"

static void check_null_is_fine(void) {
  stg_error_free(NULL);
  stg_diagnostics_free(NULL);
  stg_buffer_free(NULL);
  stg_options_free(NULL);
  stg_ruleset_unref(NULL);
  stg_record_free(NULL);
  stg_payload_clear(NULL);
  stg_payload_free(NULL);
  stg_event_free(NULL);
  stg_context_free(NULL);
  stg_decision_free(NULL);
  stg_decisions_free(NULL);
  stg_expression_free(NULL);
  CHECK(stg_ruleset_ref(NULL) == NULL);
}

static void check_null_readers(void) {
  int64_t value = 5;
  uint32_t line = 5;
  CHECK(stg_error_status(NULL) == STG_STATUS_OK);
  CHECK(stg_error_message(NULL).size == 0);
  CHECK(stg_error_diagnostics(NULL) == NULL);
  CHECK(stg_diagnostics_count(NULL) == 0);
  CHECK(stg_diagnostics_error_count(NULL) == 0);
  CHECK(stg_diagnostics_code(NULL, 0).size == 0);
  CHECK(stg_diagnostics_severity(NULL, 0) == STG_SEVERITY_ERROR);
  CHECK(stg_diagnostics_edit(NULL, 0, NULL, NULL, NULL, NULL, NULL) == 0);
  stg_diagnostics_range(NULL, 0, &line, NULL, NULL, NULL);
  CHECK(line == 0);
  CHECK(stg_buffer_text(NULL).size == 0);
  CHECK(stg_ruleset_name(NULL).size == 0);
  CHECK(stg_ruleset_time_zone(NULL).size == 0);
  CHECK(stg_ruleset_fact_count(NULL) == 0);
  CHECK(stg_ruleset_fact_index(NULL, "x", 1) == STG_NONE);
  CHECK(stg_ruleset_fact_name(NULL, 0).size == 0);
  CHECK(stg_ruleset_fact_type(NULL, 0).size == 0);
  CHECK(stg_ruleset_fact_member_count(NULL, 0) == 0);
  CHECK(stg_ruleset_fact_member(NULL, 0, 0).size == 0);
  CHECK(stg_ruleset_event_field_count(NULL, 0) == 0);
  CHECK(stg_ruleset_event_field(NULL, 0, 0) == STG_NONE);
  CHECK(stg_ruleset_field_index(NULL, 0, "x", 1) == STG_NONE);
  CHECK(stg_ruleset_field_type(NULL, 0).size == 0);
  CHECK(stg_ruleset_action_count(NULL) == 0);
  CHECK(stg_ruleset_action_index(NULL, "x", 1) == STG_NONE);
  CHECK(stg_ruleset_action_parameter_count(NULL, 0) == 0);
  CHECK(stg_ruleset_action_parameter_name(NULL, 0, 0).size == 0);
  CHECK(stg_ruleset_action_parameter_type(NULL, 0, 0).size == 0);
  CHECK(stg_ruleset_stage_parent(NULL, 0) == STG_NONE);
  CHECK(stg_ruleset_stage_initial(NULL, 0) == STG_NONE);
  CHECK(stg_ruleset_stage_is_group(NULL, 0) == 0);
  CHECK(stg_ruleset_stage_is_final(NULL, 0) == 0);
  CHECK(stg_ruleset_stage_win_rate(NULL, 0, NULL) == 0);
  CHECK(stg_ruleset_initial(NULL) == STG_NONE);
  CHECK(stg_ruleset_role_name(NULL, 0).size == 0);
  CHECK(stg_record_id(NULL).size == 0);
  CHECK(stg_record_stage(NULL) == STG_NONE);
  CHECK(stg_record_entered(NULL, 0) == STG_NEVER);
  CHECK(stg_record_visits(NULL, 0) == 0);
  CHECK(stg_record_sequence(NULL) == 0);
  CHECK(stg_record_behaviour(NULL).size == 0);
  CHECK(stg_record_is_known(NULL, 0) == 0);
  CHECK(stg_record_next_due(NULL) == STG_NEVER);
  CHECK(stg_event_index(NULL) == STG_NONE);
  CHECK(stg_event_record(NULL).size == 0);
  CHECK(stg_event_at(NULL) == STG_NEVER);
  CHECK(stg_event_payload(NULL) == NULL);
  CHECK(stg_expression_type(NULL).size == 0);
  CHECK(stg_decisions_count(NULL) == 0);
  CHECK(stg_decisions_get(NULL, 0) == NULL);
  CHECK(stg_decision_first_outcome(NULL, &value) == -1);
  CHECK(value == 5);
}

static void check_null_decision(void) {
  CHECK(stg_decision_record_id(NULL).size == 0);
  CHECK(stg_decision_at(NULL) == STG_NEVER);
  CHECK(stg_decision_steps(NULL) == 0);
  CHECK(stg_decision_cause(NULL) == STG_CAUSE_EVENT);
  CHECK(stg_decision_cause_name(NULL).size == 0);
  CHECK(stg_decision_event_id(NULL).size == 0);
  CHECK(stg_decision_reminder(NULL).size == 0);
  CHECK(stg_decision_is_late(NULL) == 0);
  CHECK(stg_decision_outcome(NULL) == STG_OUTCOME_ERROR);
  CHECK(stg_decision_from(NULL) == STG_NONE);
  CHECK(stg_decision_to(NULL) == STG_NONE);
  CHECK(stg_decision_transition(NULL).size == 0);
  CHECK(stg_decision_reason_count(NULL) == 0);
  CHECK(stg_decision_reason_code(NULL, 0).size == 0);
  CHECK(stg_decision_reason_text(NULL, 0).size == 0);
  CHECK(stg_decision_need_count(NULL) == 0);
  CHECK(stg_decision_need(NULL, 0).size == 0);
  CHECK(stg_decision_changed_fact_count(NULL) == 0);
  CHECK(stg_decision_changed_fact(NULL, 0) == STG_NONE);
  CHECK(stg_decision_action_count(NULL) == 0);
  CHECK(stg_decision_action_name(NULL, 0).size == 0);
  CHECK(stg_decision_argument_count(NULL, 0) == 0);
  CHECK(stg_decision_argument_name(NULL, 0, 0).size == 0);
  CHECK(stg_decision_timer_count(NULL) == 0);
  CHECK(stg_decision_timer_name(NULL, 0).size == 0);
  CHECK(stg_decision_timer_due(NULL, 0) == STG_NEVER);
  CHECK(stg_decision_timer_is_overdue(NULL, 0) == 0);
  CHECK(stg_decision_counter_count(NULL) == 0);
  CHECK(stg_decision_counter(NULL, 0, NULL, NULL).size == 0);
  CHECK(stg_decision_counter_quota(NULL, 0, NULL) == STG_NONE);
  CHECK(stg_decision_next_due(NULL) == STG_NEVER);
  CHECK(stg_decision_sequence(NULL) == 0);
  CHECK(stg_decision_record(NULL) == NULL);
  CHECK(stg_decision_trace_count(NULL) == 0);
  CHECK(stg_decision_trace_source(NULL, 0, NULL, NULL).size == 0);
  CHECK(stg_decision_trace_fact_count(NULL, 0) == 0);
  CHECK(stg_decision_trace_fact(NULL, 0, 0) == STG_NONE);
}

static void check_names(void) {
  CHECK(is_text(stg_status_name(STG_STATUS_OK), "ok"));
  CHECK(is_text(stg_status_name(STG_STATUS_OVERDUE), "overdue"));
  CHECK(is_text(stg_status_name(STG_STATUS_OUT_OF_MEMORY), "out-of-memory"));
  CHECK(is_text(stg_status_name(STG_STATUS_INTERNAL), "internal"));
  CHECK(stg_status_name(9).size == 0);
  CHECK(is_text(stg_outcome_name(STG_OUTCOME_MOVED), "moved"));
  CHECK(is_text(stg_outcome_name(STG_OUTCOME_ERROR), "error"));
  CHECK(stg_outcome_name(12).size == 0);
  CHECK(stg_outcome_name(-1).size == 0);
}

static void check_null_calls(const stg_ruleset* rules, stg_context* context) {
  stg_error* err = NULL;
  stg_record* record = NULL;
  stg_decision* decision = NULL;
  stg_buffer* buffer = NULL;
  int64_t number = 0;
  /* err may be NULL. */
  CHECK(stg_record_new(NULL, "x", 1, 0, &record, NULL) == STG_STATUS_INVALID_ARGUMENT);
  CHECK_FAILS(STG_STATUS_INVALID_ARGUMENT, stg_record_new(NULL, "x", 1, 0, &record, &err));
  CHECK_FAILS(STG_STATUS_INVALID_ARGUMENT, stg_record_new(rules, "x", 1, 0, NULL, &err));
  CHECK_FAILS(STG_STATUS_INVALID_ARGUMENT, stg_record_new(rules, NULL, 1, 0, &record, &err));
  CHECK_FAILS(STG_STATUS_INVALID_ARGUMENT, stg_record_new(rules, NULL, 0, 0, &record, &err));
  CHECK_FAILS(STG_STATUS_INVALID_ARGUMENT, stg_record_clone(NULL, &record, &err));
  CHECK_FAILS(STG_STATUS_INVALID_ARGUMENT, stg_record_to_json(NULL, &buffer, &err));
  CHECK_FAILS(STG_STATUS_INVALID_ARGUMENT, stg_record_place(NULL, 0, 0, &err));
  CHECK_FAILS(STG_STATUS_INVALID_ARGUMENT, stg_record_get_int(NULL, 0, &number, NULL, &err));
  CHECK_FAILS(STG_STATUS_INVALID_ARGUMENT,
              stg_decide(rules, NULL, 0, NULL, 0, context, &decision, &err));
  CHECK_FAILS(STG_STATUS_INVALID_ARGUMENT, stg_advance(NULL, NULL, 0, context, NULL, &err));
  CHECK_FAILS(STG_STATUS_INVALID_ARGUMENT, stg_apply(NULL, NULL, &err));
  CHECK_FAILS(STG_STATUS_INVALID_ARGUMENT, stg_context_set_actor(context, "x", 1, NULL, 1, &err));
  CHECK_FAILS(STG_STATUS_INVALID_ARGUMENT, stg_context_set_expected_sequence(context, -2, &err));
  CHECK_FAILS(STG_STATUS_INVALID_ARGUMENT, stg_decision_to_json(NULL, &buffer, &err));
  CHECK_FAILS(STG_STATUS_INVALID_ARGUMENT, stg_decision_action_id(NULL, 0, &buffer, &err));
  CHECK_FAILS(STG_STATUS_INVALID_ARGUMENT, stg_decision_trace_value(NULL, 0, &buffer, &err));
  CHECK_FAILS(STG_STATUS_INVALID_ARGUMENT, stg_time_parse(rules, "2026-03-02", 10, NULL, &err));
  CHECK_FAILS(STG_STATUS_INVALID_ARGUMENT, stg_time_format(rules, STG_NEVER, &buffer, &err));
  CHECK_FAILS(STG_STATUS_INVALID_ARGUMENT,
              stg_test_run(NULL, 1, NULL, STG_FORMAT_TEXT, 0, &buffer, NULL, NULL, NULL, &err));
  CHECK(record == NULL && decision == NULL && buffer == NULL);
}

static void check_options(void) {
  stg_options* options = NULL;
  stg_ruleset* rules = NULL;
  stg_error* err = NULL;
  static const char kText[] = "stagegraph: 1\nname: a\nstages:\n  b: {}\n";
  CHECK_OK(stg_options_new(&options, &err));
  CHECK_FAILS(STG_STATUS_INVALID_ARGUMENT, stg_options_new(NULL, &err));
  CHECK_FAILS(STG_STATUS_INVALID_ARGUMENT, stg_options_set_int(options, 99, 1, &err));
  CHECK_FAILS(STG_STATUS_INVALID_ARGUMENT,
              stg_options_set_int(options, STG_OPTION_MAX_BYTES, 0, &err));
  CHECK_FAILS(STG_STATUS_INVALID_ARGUMENT,
              stg_options_set_int(options, STG_OPTION_MAX_BYTES, (int64_t)1 << 31, &err));
  for (stg_option option = STG_OPTION_MAX_BYTES; option <= STG_OPTION_MAX_DUE_STEPS; ++option) {
    if (option == STG_OPTION_LANGUAGE || option == STG_OPTION_TIME_ZONES) continue;
    CHECK_FAILS(STG_STATUS_INVALID_ARGUMENT, stg_options_set_int(options, option, 0, &err));
    CHECK_FAILS(STG_STATUS_INVALID_ARGUMENT, stg_options_set_text(options, option, "1", 1, &err));
    CHECK_OK(stg_options_set_int(options, option, INT32_MAX, &err));
  }
  CHECK_FAILS(STG_STATUS_INVALID_ARGUMENT,
              stg_options_set_int(options, STG_OPTION_LANGUAGE, 1, &err));
  CHECK_OK(stg_options_set_int(options, STG_OPTION_MAX_BYTES, sizeof kText - 2, &err));
  CHECK_FAILS(STG_STATUS_LIMIT_EXCEEDED,
              stg_ruleset_load_text(kText, sizeof kText - 1, "a.yaml", 6, options, &rules, &err));
  CHECK_OK(stg_options_set_int(options, STG_OPTION_MAX_BYTES, sizeof kText - 1, &err));
  CHECK_OK(stg_ruleset_load_text(kText, sizeof kText - 1, "a.yaml", 6, options, &rules, &err));
  stg_ruleset_unref(rules);
  stg_options_free(options);
}

static void check_title(const stg_options* options, const char* expected) {
  static const char kText[] =
      "stagegraph: 1\nname: a\ntitle: { en: Won, zh: 赢单 }\nstages:\n  b: {}\n";
  stg_ruleset* rules = NULL;
  stg_error* err = NULL;
  CHECK_OK(stg_ruleset_load_text(kText, sizeof kText - 1, "", 0, options, &rules, &err));
  CHECK(is_text(stg_ruleset_title(rules), expected));
  stg_ruleset_unref(rules);
}

static void check_language(void) {
  stg_options* options = NULL;
  stg_error* err = NULL;
  const stg_option language = STG_OPTION_LANGUAGE;
  CHECK_OK(stg_options_new(&options, &err));
  check_title(NULL, "Won");
  check_title(options, "Won");
  CHECK_OK(stg_options_set_text(options, language, "zh-TW", 5, &err));
  check_title(options, "赢单");
  CHECK_FAILS(STG_STATUS_INVALID_ARGUMENT,
              stg_options_set_text(options, language, "chinese", 7, &err));
  CHECK_FAILS(STG_STATUS_INVALID_ARGUMENT,
              stg_options_set_text(options, language, "\xff", 1, &err));
  CHECK_FAILS(STG_STATUS_INVALID_ARGUMENT, stg_options_set_text(options, language, NULL, 1, &err));
  CHECK_FAILS(STG_STATUS_INVALID_ARGUMENT, stg_options_set_text(NULL, language, "zh", 2, &err));
  CHECK_FAILS(STG_STATUS_INVALID_ARGUMENT, stg_options_set_text(options, 99, "zh", 2, &err));
  CHECK_FAILS(STG_STATUS_INVALID_ARGUMENT,
              stg_options_set_text(options, STG_OPTION_MAX_BYTES, "9", 1, &err));
  check_title(options, "赢单");
  CHECK_OK(stg_options_set_text(options, language, NULL, 0, &err));
  check_title(options, "Won");
  stg_options_free(options);
}

static void check_zones(void) {
  static const char kSource[] = "timestamp(0).getHours(z)";
  static const char kVariables[] = "{\"z\": \"string\"}";
  static const char kValues[] = "{\"z\": \"Asia/Tokyo\"}";
  stg_options* options = NULL;
  stg_expression* expression = NULL;
  stg_buffer* json = NULL;
  stg_result result = STG_RESULT_ERROR;
  stg_error* err = NULL;
  const stg_option zones = STG_OPTION_TIME_ZONES;
  CHECK_OK(stg_options_new(&options, &err));
  CHECK_OK(stg_options_set_text(options, zones, "UTC, Asia/Tokyo", 15, &err));
  CHECK_FAILS(STG_STATUS_UNKNOWN_NAME,
              stg_options_set_text(options, zones, "UTC,Asia/Beijing", 16, &err));
  CHECK_FAILS(STG_STATUS_UNKNOWN_NAME, stg_options_set_text(options, zones, "UTC,,UTC", 8, &err));
  CHECK_FAILS(STG_STATUS_INVALID_ARGUMENT, stg_options_set_int(options, zones, 1, &err));
  CHECK_OK(stg_expression_compile(kSource, sizeof kSource - 1, kVariables, sizeof kVariables - 1,
                                  options, &expression, &err));
  CHECK_OK(stg_options_set_text(options, zones, NULL, 0, &err));
  CHECK_OK(stg_expression_evaluate(expression, kValues, sizeof kValues - 1, &json, &result, &err));
  CHECK(result == STG_RESULT_VALUE && is_text(stg_buffer_text(json), "9"));
  stg_expression_free(expression);
  CHECK_OK(stg_expression_compile(kSource, sizeof kSource - 1, kVariables, sizeof kVariables - 1,
                                  options, &expression, &err));
  CHECK_OK(stg_expression_evaluate(expression, kValues, sizeof kValues - 1, &json, &result, &err));
  CHECK(result == STG_RESULT_ERROR);
  stg_expression_free(expression);
  stg_buffer_free(json);
  stg_options_free(options);
}

static void check_diagnostics(void) {
  static const char kText[] =
      "stagegraph: 1\nname: a\nfacts: { amount: int }\nevents: { go: {} }\n"
      "stages:\n  b: { events: { go: { to: c, when: amonut > 3 } } }\n  d: { titel: x }\n";
  stg_ruleset* rules = NULL;
  stg_error* err = NULL;
  uint32_t line = 0, column = 0, end_line = 0, end_column = 0;
  CHECK(stg_ruleset_load_text(kText, sizeof kText - 1, "a.yaml", 6, NULL, &rules, &err) ==
        STG_STATUS_INVALID_RULESET);
  CHECK(rules == NULL);
  const stg_diagnostics* found = stg_error_diagnostics(err);
  const uint32_t count = stg_diagnostics_count(found);
  CHECK(count >= 3);
  CHECK(stg_diagnostics_error_count(found) >= 3);
  uint8_t edits = 0;
  for (uint32_t i = 0; i < count; ++i) {
    CHECK(stg_diagnostics_code(found, i).size > 0);
    CHECK(is_text(stg_diagnostics_file(found, i), "a.yaml"));
    CHECK(stg_diagnostics_message(found, i).size > 0);
    stg_diagnostics_range(found, i, &line, &column, &end_line, &end_column);
    CHECK(line >= 6 && column > 0 && end_line >= line);
    stg_str text = {NULL, 0};
    edits |= stg_diagnostics_edit(found, i, &line, &column, &end_line, &end_column, &text);
  }
  CHECK(edits == 1);
  CHECK(stg_diagnostics_path(found, 0).size > 0);
  CHECK(stg_diagnostics_message(found, count).size == 0);
  stg_error_free(err);
}

static void check_files(void) {
  stg_ruleset* rules = NULL;
  stg_error* err = NULL;
  CHECK_FAILS(STG_STATUS_NOT_FOUND, stg_ruleset_load_file("no/such.yaml", 12, NULL, &rules, &err));
  CHECK_FAILS(STG_STATUS_IO, stg_ruleset_load_file("tests", 5, NULL, &rules, &err));
  CHECK_FAILS(STG_STATUS_INVALID_ARGUMENT, stg_ruleset_load_file(NULL, 3, NULL, &rules, &err));
  CHECK_FAILS(STG_STATUS_INVALID_RULESET,
              stg_ruleset_load_text("\xff", 1, "", 0, NULL, &rules, &err));
  CHECK_FAILS(STG_STATUS_INVALID_RULESET, stg_ruleset_load_text("", 0, "", 0, NULL, &rules, &err));
  CHECK(rules == NULL);
}

static void check_record_errors(const stg_ruleset* rules, stg_record* record) {
  stg_error* err = NULL;
  stg_record* other = NULL;
  int64_t number = 0;
  stg_str text = {NULL, 0};
  const uint32_t calls = fact(rules, "calls");
  CHECK_FAILS(STG_STATUS_INVALID_ARGUMENT, stg_record_set_int(record, STG_NONE, 1, &err));
  CHECK_FAILS(STG_STATUS_INVALID_ARGUMENT, stg_record_set_int(record, 11, 1, &err));
  CHECK_FAILS(STG_STATUS_INVALID_INPUT, stg_record_set_int(record, calls, -1, &err));
  CHECK_FAILS(STG_STATUS_INVALID_INPUT, stg_record_set_double(record, calls, 1.0, &err));
  CHECK_FAILS(STG_STATUS_INVALID_INPUT, stg_record_set_bool(record, calls, 1, &err));
  CHECK_FAILS(STG_STATUS_INVALID_INPUT,
              stg_record_set_decimal(record, fact(rules, "amount"), "1,5", 3, &err));
  CHECK_FAILS(STG_STATUS_INVALID_INPUT,
              stg_record_set_string(record, fact(rules, "size"), "x", 1, &err));
  CHECK_FAILS(STG_STATUS_INVALID_ARGUMENT,
              stg_record_set_string(record, fact(rules, "name"), "\xC3", 1, &err));
  CHECK_FAILS(STG_STATUS_INVALID_INPUT,
              stg_record_set_timestamp(record, fact(rules, "seen"), INT64_MAX, &err));
  CHECK_FAILS(STG_STATUS_INVALID_INPUT, stg_record_set_text(record, calls, "three", 5, &err));
  CHECK_FAILS(STG_STATUS_INVALID_INPUT, stg_record_set_json(record, calls, "[1", 2, &err));
  CHECK_FAILS(STG_STATUS_INVALID_INPUT, stg_record_set_json(record, calls, "[1]", 3, &err));
  CHECK_FAILS(STG_STATUS_INVALID_ARGUMENT,
              stg_record_get_int(record, fact(rules, "name"), &number, NULL, &err));
  CHECK_FAILS(STG_STATUS_INVALID_ARGUMENT, stg_record_get_string(record, calls, &text, NULL, &err));
  CHECK_FAILS(STG_STATUS_INVALID_ARGUMENT, stg_record_get_int(record, calls, NULL, NULL, &err));
  CHECK_FAILS(STG_STATUS_INVALID_ARGUMENT, stg_record_place(record, 5, 0, &err));
  CHECK_FAILS(STG_STATUS_INVALID_INPUT, stg_record_from_json(rules, "{", 1, &other, &err));
  CHECK_FAILS(STG_STATUS_INVALID_INPUT,
              stg_record_from_json(rules, "{\"id\":\"x\"}", 10, &other, &err));
  CHECK(other == NULL);
}

static void check_event_errors(const stg_ruleset* rules, stg_payload* payload) {
  stg_error* err = NULL;
  stg_event* read = NULL;
  const uint32_t note = event(rules, "note");
  static const char* const kBad[] = {"{}",
                                     "[]",
                                     "{\"event\":7}",
                                     "{\"event\":\"call\",\"at\":\"soon\"}",
                                     "{\"event\":\"call\",\"colour\":\"red\"}",
                                     "{\"event\":\"call\",\"actor\":{\"name\":\"x\"}}",
                                     "{\"event\":\"call\",\"roles\":[7]}",
                                     "{\"event\":\"call\",\"payload\":[]}",
                                     "{\"event\":\"call\",\"roles\":{}}"};
  static const char* const kUnknown[] = {"{\"event\":\"cal\"}",
                                         "{\"event\":\"call\",\"roles\":\"king\"}",
                                         "{\"event\":\"call\",\"payload\":{\"text\":\"x\"}}"};
  for (size_t i = 0; i < sizeof kBad / sizeof kBad[0]; ++i) {
    CHECK_FAILS(STG_STATUS_INVALID_INPUT,
                stg_event_from_json(rules, kBad[i], strlen(kBad[i]), &read, &err));
  }
  for (size_t i = 0; i < sizeof kUnknown / sizeof kUnknown[0]; ++i) {
    CHECK_FAILS(STG_STATUS_UNKNOWN_NAME,
                stg_event_from_json(rules, kUnknown[i], strlen(kUnknown[i]), &read, &err));
  }
  CHECK(read == NULL);
  CHECK_FAILS(STG_STATUS_INVALID_INPUT, stg_payload_set_json(payload, note, "[]", 2, &err));
  CHECK_FAILS(STG_STATUS_INVALID_INPUT,
              stg_payload_set_json(payload, note, "{\"weight\":\"x\"}", 14, &err));
  CHECK_FAILS(STG_STATUS_INVALID_ARGUMENT, stg_payload_set_json(payload, 99, "{}", 2, &err));
  CHECK_FAILS(STG_STATUS_INVALID_ARGUMENT, stg_payload_set_int(payload, 99, 1, &err));
  CHECK_FAILS(STG_STATUS_INVALID_INPUT,
              stg_payload_set_text(payload, stg_ruleset_field_index(rules, note, "weight", 6), "x",
                                   1, &err));
}

static void check_decide_errors(const stg_ruleset* rules, stg_record* record, stg_context* context,
                                stg_payload* payload) {
  stg_error* err = NULL;
  stg_decision* decision = NULL;
  stg_record* stranger = NULL;
  stg_ruleset* twin = load_doors();
  stg_context* of_twin = NULL;
  const uint32_t note = event(rules, "note");
  const int64_t at = instant(rules, "2026-03-02T10:00");
  CHECK_OK(stg_context_new(twin, &of_twin, &err));
  CHECK_FAILS(STG_STATUS_WRONG_RULESET,
              stg_decide(rules, record, note, NULL, at, of_twin, &decision, &err));
  CHECK_FAILS(STG_STATUS_INVALID_ARGUMENT,
              stg_decide(rules, record, STG_NONE, NULL, at, context, &decision, &err));
  CHECK_OK(stg_payload_set_string(payload, stg_ruleset_field_index(rules, note, "text", 4), "x", 1,
                                  &err));
  CHECK_FAILS(STG_STATUS_UNKNOWN_NAME, stg_decide(rules, record, event(rules, "call"), payload, at,
                                                  context, &decision, &err));
  CHECK(decision == NULL);
  CHECK_OK(stg_record_place(record, stage(rules, "open.work"), at, &err));
  CHECK_FAILS(STG_STATUS_OVERDUE,
              stg_decide(rules, record, note, payload, stg_record_next_due(record) + 1, context,
                         &decision, &err));
  CHECK_OK(stg_decide(rules, record, note, payload, stg_record_next_due(record), context, &decision,
                      &err));
  CHECK_OK(stg_record_new(rules, "B-1", 3, at, &stranger, &err));
  CHECK_FAILS(STG_STATUS_INVALID_ARGUMENT, stg_apply(stranger, decision, &err));
  stg_decision_free(decision);
  stg_record_free(stranger);
  stg_context_free(of_twin);
  stg_ruleset_unref(twin);
}

static void check_variable_errors(void) {
  static const char* const kWrong[] = {
      "{\"x\":0}",
      "{\"x\":[]}",
      "{\"x\":\"integer\"}",
      "{\"x\":\"enum\"}",
      "{\"x\":{}}",
      "{\"x\":{\"type\":7}}",
      "{\"x\":{\"type\":\"int\",\"max\":3}}",
      "{\"x\":{\"type\":\"string\",\"max\":-3}}",
      "{\"x\":{\"type\":\"string\",\"min\":3}}",
      "{\"x\":{\"type\":\"enum\",\"values\":\"a\"}}",
      "{\"x\":{\"type\":\"enum\",\"values\":[1]}}",
  };
  stg_error* err = NULL;
  stg_expression* expression = NULL;
  for (size_t i = 0; i < sizeof kWrong / sizeof *kWrong; ++i) {
    CHECK_FAILS(
        STG_STATUS_INVALID_INPUT,
        stg_expression_compile("1", 1, kWrong[i], strlen(kWrong[i]), NULL, &expression, &err));
  }
  CHECK(expression == NULL);
}

static void check_value_errors(void) {
  static const char kVariables[] = "{\"s\":{\"type\":\"string\",\"max\":3},\"n\":\"int\"}";
  stg_error* err = NULL;
  stg_expression* expression = NULL;
  stg_buffer* json = NULL;
  CHECK_OK(stg_expression_compile("s", 1, kVariables, strlen(kVariables), NULL, &expression, &err));
  CHECK_FAILS(STG_STATUS_INVALID_INPUT,
              stg_expression_evaluate(expression, "{\"s\":7}", 7, &json, NULL, &err));
  CHECK_FAILS(STG_STATUS_INVALID_INPUT,
              stg_expression_evaluate(expression, "{\"s\":\"long\"}", 12, &json, NULL, &err));
  CHECK_FAILS(STG_STATUS_INVALID_INPUT,
              stg_expression_evaluate(expression, "{\"n\":1.5}", 9, &json, NULL, &err));
  CHECK(json == NULL);
  stg_expression_free(expression);
  CHECK(stg_expression_cost(NULL) == 0);
  CHECK(stg_expression_facts(NULL).size == 0);
}

static void check_expression_errors(void) {
  stg_error* err = NULL;
  stg_expression* expression = NULL;
  stg_buffer* json = NULL;
  CHECK(stg_expression_compile("1 + ", 4, NULL, 0, NULL, &expression, &err) ==
        STG_STATUS_INVALID_EXPRESSION);
  CHECK(stg_diagnostics_count(stg_error_diagnostics(err)) > 0);
  stg_error_free(err);
  CHECK_FAILS(STG_STATUS_INVALID_EXPRESSION,
              stg_expression_compile("x", 1, NULL, 0, NULL, &expression, &err));
  CHECK_FAILS(STG_STATUS_INVALID_INPUT,
              stg_expression_compile("1", 1, "[]", 2, NULL, &expression, &err));
  CHECK_FAILS(STG_STATUS_INVALID_ARGUMENT,
              stg_expression_compile("1", 1, NULL, 0, NULL, NULL, &err));
  CHECK(expression == NULL);
  CHECK_OK(stg_expression_compile("x", 1, "{\"x\":null}", 10, NULL, &expression, &err));
  CHECK_FAILS(STG_STATUS_UNKNOWN_NAME,
              stg_expression_evaluate(expression, "{\"y\":0}", 7, &json, NULL, &err));
  CHECK_FAILS(STG_STATUS_INVALID_INPUT,
              stg_expression_evaluate(expression, "7", 1, &json, NULL, &err));
  CHECK_FAILS(STG_STATUS_INVALID_ARGUMENT,
              stg_expression_evaluate(NULL, NULL, 0, &json, NULL, &err));
  CHECK(json == NULL);
  stg_expression_free(expression);
}

static void check_formats(const stg_ruleset* rules) {
  stg_error* err = NULL;
  stg_buffer* buffer = NULL;
  static const stg_str kNowhere = {"no/such", 7};
  static const stg_str kTests = {"tests/data/doors.test.yaml", 26};
  CHECK_FAILS(STG_STATUS_UNSUPPORTED, stg_ruleset_render(rules, STG_FORMAT_JSON, &buffer, &err));
  CHECK_FAILS(STG_STATUS_NOT_FOUND, stg_test_run(&kNowhere, 1, NULL, STG_FORMAT_TEXT, 0, &buffer,
                                                 NULL, NULL, NULL, &err));
  CHECK_FAILS(STG_STATUS_UNSUPPORTED,
              stg_test_run(&kTests, 1, NULL, STG_FORMAT_DOT, 0, &buffer, NULL, NULL, NULL, &err));
  CHECK(buffer == NULL);
}

/* The list holds the decisions so far, and advancing the record of the last goes on. */
static void check_more_is_due(void) {
  static const char kText[] =
      "stagegraph: 1\nname: x\n"
      "stages: { a: { deadlines: { d: { within: 1 second, to: a } } } }\n";
  const int64_t until = (int64_t)15000 * 1000000;
  stg_error* err = NULL;
  stg_ruleset* rules = NULL;
  stg_context* context = NULL;
  stg_record* record = NULL;
  stg_decisions* due = NULL;
  CHECK_OK(stg_ruleset_load_text(kText, sizeof kText - 1, "x.yaml", 6, NULL, &rules, &err));
  CHECK_OK(stg_context_new(rules, &context, &err));
  CHECK_OK(stg_record_new(rules, "A", 1, 0, &record, &err));
  CHECK_FAILS(STG_STATUS_LIMIT_EXCEEDED, stg_advance(rules, record, until, context, &due, &err));
  CHECK(stg_decisions_count(due) == 10000);
  CHECK_OK(stg_apply(record, stg_decisions_get(due, 9999), &err));
  CHECK_OK(stg_advance(rules, record, until, context, &due, &err));
  CHECK(stg_decisions_count(due) == 5000);
  stg_decisions_free(due);
  stg_record_free(record);
  stg_context_free(context);
  stg_ruleset_unref(rules);
}

int main(void) {
  stg_ruleset* rules = load_doors();
  stg_record* record = NULL;
  stg_context* context = NULL;
  stg_payload* payload = NULL;
  stg_error* err = NULL;
  CHECK_OK(stg_context_new(rules, &context, &err));
  CHECK_OK(stg_payload_new(rules, &payload, &err));
  CHECK_OK(stg_record_new(rules, "A-17", 4, instant(rules, "2026-03-02T10:00"), &record, &err));
  check_null_is_fine();
  check_null_readers();
  check_null_decision();
  check_names();
  check_null_calls(rules, context);
  check_options();
  check_language();
  check_zones();
  check_diagnostics();
  check_files();
  check_record_errors(rules, record);
  check_event_errors(rules, payload);
  check_decide_errors(rules, record, context, payload);
  check_more_is_due();
  check_expression_errors();
  check_variable_errors();
  check_value_errors();
  check_formats(rules);
  stg_record_free(record);
  stg_context_free(context);
  stg_payload_free(payload);
  stg_ruleset_unref(rules);
  return failures == 0 ? 0 : 1;
}
