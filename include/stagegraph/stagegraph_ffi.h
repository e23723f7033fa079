/* stagegraph_ffi.h - the declarations of stagegraph.h as plain C, for what has no preprocessor,
 * such as PHP's FFI::cdef and Python's cffi. stagegraph.h documents them.
 * Written by tools/interface.py. */
/* clang-format off */

enum { STG_VERSION_MAJOR = 0 };
enum { STG_VERSION_MINOR = 1 };
enum { STG_VERSION_PATCH = 0 };
enum { STG_ABI_VERSION = 1 };
enum { STG_NONE = 4294967295 };
enum { STG_UNBOUNDED = 18446744073709551615u };
enum { STG_NEVER = 9223372036854775807 };
enum { STG_VERSION_NUMBER = 100 };

typedef struct stg_str {
  const char* data;
  size_t size;
} stg_str;

typedef struct stg_ruleset stg_ruleset;
typedef struct stg_record stg_record;
typedef struct stg_payload stg_payload;
typedef struct stg_event stg_event;
typedef struct stg_context stg_context;
typedef struct stg_decision stg_decision;
typedef struct stg_decisions stg_decisions;
typedef struct stg_expression stg_expression;
typedef struct stg_options stg_options;
typedef struct stg_diagnostics stg_diagnostics;
typedef struct stg_error stg_error;
typedef struct stg_buffer stg_buffer;

typedef int32_t stg_status;
enum {
  STG_STATUS_OK = 0,
  STG_STATUS_INVALID_ARGUMENT = 1,
  STG_STATUS_OUT_OF_MEMORY = 2,
  STG_STATUS_INTERNAL = 3,
  STG_STATUS_INVALID_RULESET = 10,
  STG_STATUS_INVALID_EXPRESSION = 11,
  STG_STATUS_INVALID_INPUT = 12,
  STG_STATUS_UNKNOWN_NAME = 13,
  STG_STATUS_LIMIT_EXCEEDED = 14,
  STG_STATUS_NOT_FOUND = 15,
  STG_STATUS_IO = 16,
  STG_STATUS_OVERDUE = 20,
  STG_STATUS_WRONG_RULESET = 21,
  STG_STATUS_UNSUPPORTED = 22,
  STG_STATUS_UNANSWERED = 23
};

typedef int32_t stg_outcome;
enum {
  STG_OUTCOME_MOVED = 0,
  STG_OUTCOME_STAYED = 1,
  STG_OUTCOME_REFUSED = 2,
  STG_OUTCOME_DENIED = 3,
  STG_OUTCOME_PENDING = 4,
  STG_OUTCOME_IGNORED = 5,
  STG_OUTCOME_DUPLICATE = 6,
  STG_OUTCOME_LATE = 7,
  STG_OUTCOME_CONFLICT = 8,
  STG_OUTCOME_NEEDS = 9,
  STG_OUTCOME_MIGRATION_REQUIRED = 10,
  STG_OUTCOME_ERROR = 11
};

typedef int32_t stg_cause;
enum {
  STG_CAUSE_EVENT = 0,
  STG_CAUSE_DEADLINE = 1,
  STG_CAUSE_REMINDER = 2,
  STG_CAUSE_CADENCE = 3,
  STG_CAUSE_AUTO = 4,
  STG_CAUSE_APPROVE = 5,
  STG_CAUSE_REJECT = 6,
  STG_CAUSE_EXPIRY = 7,
  STG_CAUSE_MIGRATION = 8,
  STG_CAUSE_BEGIN = 9
};

typedef int32_t stg_severity;
enum {
  STG_SEVERITY_ERROR = 0,
  STG_SEVERITY_WARNING = 1,
  STG_SEVERITY_NOTE = 2
};

typedef int32_t stg_format;
enum {
  STG_FORMAT_TEXT = 0,
  STG_FORMAT_JSON = 1,
  STG_FORMAT_DOT = 2,
  STG_FORMAT_MERMAID = 3
};

typedef int32_t stg_result;
enum {
  STG_RESULT_VALUE = 0,
  STG_RESULT_UNKNOWN = 1,
  STG_RESULT_ERROR = 2
};

typedef int32_t stg_option;
enum {
  STG_OPTION_MAX_BYTES = 1,
  STG_OPTION_MAX_DEPTH = 2,
  STG_OPTION_MAX_NODES = 3,
  STG_OPTION_MAX_EXPRESSION_BYTES = 4,
  STG_OPTION_MAX_EXPRESSION_DEPTH = 5,
  STG_OPTION_MAX_EXPRESSION_NODES = 6,
  STG_OPTION_MAX_STEPS = 7,
  STG_OPTION_LANGUAGE = 8,
  STG_OPTION_TIME_ZONES = 9,
  STG_OPTION_MAX_DUE = 10,
  STG_OPTION_MAX_DUE_BYTES = 11,
  STG_OPTION_MAX_DUE_STEPS = 12
};

/* The library */
stg_str stg_version_string(void);
uint32_t stg_abi_version(void);
stg_str stg_build_info(void);

/* Errors */
stg_status stg_error_status(const stg_error* error);
stg_str stg_error_message(const stg_error* error);
const stg_diagnostics* stg_error_diagnostics(const stg_error* error);
void stg_error_free(stg_error* error);
stg_str stg_status_name(stg_status status);

/* Diagnostics */
uint32_t stg_diagnostics_count(const stg_diagnostics* diagnostics);
uint32_t stg_diagnostics_error_count(const stg_diagnostics* diagnostics);
stg_str stg_diagnostics_code(const stg_diagnostics* diagnostics, uint32_t index);
stg_severity stg_diagnostics_severity(const stg_diagnostics* diagnostics, uint32_t index);
stg_str stg_diagnostics_file(const stg_diagnostics* diagnostics, uint32_t index);
void stg_diagnostics_range(const stg_diagnostics* diagnostics, uint32_t index, uint32_t* line,
                           uint32_t* column, uint32_t* end_line, uint32_t* end_column);
stg_str stg_diagnostics_path(const stg_diagnostics* diagnostics, uint32_t index);
stg_str stg_diagnostics_message(const stg_diagnostics* diagnostics, uint32_t index);
uint8_t stg_diagnostics_edit(const stg_diagnostics* diagnostics, uint32_t index, uint32_t* line,
                             uint32_t* column, uint32_t* end_line, uint32_t* end_column,
                             stg_str* text);
void stg_diagnostics_free(stg_diagnostics* diagnostics);

/* Buffers */
stg_str stg_buffer_text(const stg_buffer* buffer);
void stg_buffer_free(stg_buffer* buffer);

/* Options */
stg_status stg_options_new(stg_options** options, stg_error** err);
stg_status stg_options_set_int(stg_options* options, stg_option option, int64_t value,
                               stg_error** err);
stg_status stg_options_set_text(stg_options* options, stg_option option, const char* value,
                                size_t value_size, stg_error** err);
void stg_options_free(stg_options* options);

/* Rulesets */
stg_status stg_ruleset_load_file(const char* path, size_t path_size, const stg_options* options,
                                 stg_ruleset** ruleset, stg_error** err);
stg_status stg_ruleset_load_text(const char* text, size_t text_size, const char* file,
                                 size_t file_size, const stg_options* options,
                                 stg_ruleset** ruleset, stg_error** err);
const stg_ruleset* stg_ruleset_ref(const stg_ruleset* ruleset);
void stg_ruleset_unref(const stg_ruleset* ruleset);
stg_str stg_ruleset_name(const stg_ruleset* ruleset);
stg_str stg_ruleset_version(const stg_ruleset* ruleset);
stg_str stg_ruleset_title(const stg_ruleset* ruleset);
stg_str stg_ruleset_fingerprint(const stg_ruleset* ruleset);
stg_str stg_ruleset_behaviour(const stg_ruleset* ruleset);
stg_str stg_ruleset_time_zone(const stg_ruleset* ruleset);
stg_status stg_ruleset_check(const stg_ruleset* ruleset, stg_diagnostics** diagnostics,
                             stg_error** err);
stg_status stg_ruleset_check_against(const stg_ruleset* ruleset, const stg_ruleset* old,
                                     stg_diagnostics** diagnostics, stg_error** err);
stg_status stg_ruleset_render(const stg_ruleset* ruleset, stg_format format, stg_buffer** text,
                              stg_error** err);
stg_status stg_ruleset_schema(stg_buffer** schema, stg_error** err);
stg_status stg_ruleset_diff(const char* old_text, size_t old_text_size, const char* old_file,
                            size_t old_file_size, const char* new_text, size_t new_text_size,
                            const char* new_file, size_t new_file_size, const stg_options* options,
                            stg_buffer** report, stg_error** err);
uint32_t stg_ruleset_fact_count(const stg_ruleset* ruleset);
uint32_t stg_ruleset_fact_index(const stg_ruleset* ruleset, const char* name, size_t name_size);
stg_str stg_ruleset_fact_name(const stg_ruleset* ruleset, uint32_t fact);
stg_str stg_ruleset_fact_type(const stg_ruleset* ruleset, uint32_t fact);
uint32_t stg_ruleset_fact_member_count(const stg_ruleset* ruleset, uint32_t fact);
stg_str stg_ruleset_fact_member(const stg_ruleset* ruleset, uint32_t fact, uint32_t member);
stg_str stg_ruleset_fact_doc(const stg_ruleset* ruleset, uint32_t fact);
uint32_t stg_ruleset_event_count(const stg_ruleset* ruleset);
uint32_t stg_ruleset_event_index(const stg_ruleset* ruleset, const char* name, size_t name_size);
stg_str stg_ruleset_event_name(const stg_ruleset* ruleset, uint32_t event);
uint32_t stg_ruleset_event_field_count(const stg_ruleset* ruleset, uint32_t event);
uint32_t stg_ruleset_event_field(const stg_ruleset* ruleset, uint32_t event, uint32_t position);
uint32_t stg_ruleset_field_index(const stg_ruleset* ruleset, uint32_t event, const char* name,
                                 size_t name_size);
stg_str stg_ruleset_field_name(const stg_ruleset* ruleset, uint32_t field);
stg_str stg_ruleset_field_type(const stg_ruleset* ruleset, uint32_t field);
uint32_t stg_ruleset_action_count(const stg_ruleset* ruleset);
uint32_t stg_ruleset_action_index(const stg_ruleset* ruleset, const char* name, size_t name_size);
stg_str stg_ruleset_action_name(const stg_ruleset* ruleset, uint32_t action);
uint32_t stg_ruleset_action_parameter_count(const stg_ruleset* ruleset, uint32_t action);
stg_str stg_ruleset_action_parameter_name(const stg_ruleset* ruleset, uint32_t action,
                                          uint32_t parameter);
stg_str stg_ruleset_action_parameter_type(const stg_ruleset* ruleset, uint32_t action,
                                          uint32_t parameter);
uint32_t stg_ruleset_stage_count(const stg_ruleset* ruleset);
uint32_t stg_ruleset_stage_index(const stg_ruleset* ruleset, const char* path, size_t path_size);
stg_str stg_ruleset_stage_name(const stg_ruleset* ruleset, uint32_t stage);
stg_str stg_ruleset_stage_title(const stg_ruleset* ruleset, uint32_t stage);
uint32_t stg_ruleset_stage_parent(const stg_ruleset* ruleset, uint32_t stage);
uint32_t stg_ruleset_stage_initial(const stg_ruleset* ruleset, uint32_t stage);
uint8_t stg_ruleset_stage_is_group(const stg_ruleset* ruleset, uint32_t stage);
uint8_t stg_ruleset_stage_win_rate(const stg_ruleset* ruleset, uint32_t stage, double* rate);
uint8_t stg_ruleset_stage_is_final(const stg_ruleset* ruleset, uint32_t stage);
uint32_t stg_ruleset_initial(const stg_ruleset* ruleset);
uint32_t stg_ruleset_role_count(const stg_ruleset* ruleset);
uint32_t stg_ruleset_role_index(const stg_ruleset* ruleset, const char* name, size_t name_size);
stg_str stg_ruleset_role_name(const stg_ruleset* ruleset, uint32_t role);
uint32_t stg_ruleset_table_count(const stg_ruleset* ruleset);
uint32_t stg_ruleset_table_index(const stg_ruleset* ruleset, const char* name, size_t name_size);
stg_str stg_ruleset_table_name(const stg_ruleset* ruleset, uint32_t table);

/* Time */
stg_status stg_time_parse(const stg_ruleset* ruleset, const char* text, size_t text_size,
                          int64_t* instant, stg_error** err);
stg_status stg_time_format(const stg_ruleset* ruleset, int64_t instant, stg_buffer** text,
                           stg_error** err);

/* Records */
stg_status stg_record_new(const stg_ruleset* ruleset, const char* id, size_t id_size, int64_t at,
                          stg_record** record, stg_error** err);
stg_status stg_record_clone(const stg_record* record, stg_record** copy, stg_error** err);
void stg_record_free(stg_record* record);
stg_status stg_record_from_json(const stg_ruleset* ruleset, const char* text, size_t text_size,
                                stg_record** record, stg_error** err);
stg_status stg_record_to_json(const stg_record* record, stg_buffer** text, stg_error** err);
stg_status stg_record_place(stg_record* record, uint32_t stage, int64_t entered, stg_error** err);
stg_str stg_record_id(const stg_record* record);
uint32_t stg_record_stage(const stg_record* record);
int64_t stg_record_entered(const stg_record* record, uint32_t stage);
uint32_t stg_record_visits(const stg_record* record, uint32_t stage);
int64_t stg_record_sequence(const stg_record* record);
stg_str stg_record_behaviour(const stg_record* record);
stg_status stg_record_set_unknown(stg_record* record, uint32_t fact, stg_error** err);
stg_status stg_record_set_bool(stg_record* record, uint32_t fact, uint8_t value, stg_error** err);
stg_status stg_record_set_int(stg_record* record, uint32_t fact, int64_t value, stg_error** err);
stg_status stg_record_set_double(stg_record* record, uint32_t fact, double value, stg_error** err);
stg_status stg_record_set_decimal(stg_record* record, uint32_t fact, const char* text,
                                  size_t text_size, stg_error** err);
stg_status stg_record_set_string(stg_record* record, uint32_t fact, const char* text,
                                 size_t text_size, stg_error** err);
stg_status stg_record_set_timestamp(stg_record* record, uint32_t fact, int64_t instant,
                                    stg_error** err);
stg_status stg_record_set_text(stg_record* record, uint32_t fact, const char* text,
                               size_t text_size, stg_error** err);
stg_status stg_record_set_json(stg_record* record, uint32_t fact, const char* text,
                               size_t text_size, stg_error** err);
uint8_t stg_record_is_known(const stg_record* record, uint32_t fact);
stg_status stg_record_get_bool(const stg_record* record, uint32_t fact, uint8_t* value,
                               uint8_t* known, stg_error** err);
stg_status stg_record_get_int(const stg_record* record, uint32_t fact, int64_t* value,
                              uint8_t* known, stg_error** err);
stg_status stg_record_get_double(const stg_record* record, uint32_t fact, double* value,
                                 uint8_t* known, stg_error** err);
stg_status stg_record_get_decimal(const stg_record* record, uint32_t fact, stg_buffer** text,
                                  uint8_t* known, stg_error** err);
stg_status stg_record_get_string(const stg_record* record, uint32_t fact, stg_str* value,
                                 uint8_t* known, stg_error** err);
stg_status stg_record_get_timestamp(const stg_record* record, uint32_t fact, int64_t* instant,
                                    uint8_t* known, stg_error** err);
stg_status stg_record_get_json(const stg_record* record, uint32_t fact, stg_buffer** text,
                               stg_error** err);

/* Payloads */
stg_status stg_payload_new(const stg_ruleset* ruleset, stg_payload** payload, stg_error** err);
void stg_payload_clear(stg_payload* payload);
void stg_payload_free(stg_payload* payload);
stg_status stg_payload_set_bool(stg_payload* payload, uint32_t field, uint8_t value,
                                stg_error** err);
stg_status stg_payload_set_int(stg_payload* payload, uint32_t field, int64_t value,
                               stg_error** err);
stg_status stg_payload_set_double(stg_payload* payload, uint32_t field, double value,
                                  stg_error** err);
stg_status stg_payload_set_decimal(stg_payload* payload, uint32_t field, const char* text,
                                   size_t text_size, stg_error** err);
stg_status stg_payload_set_string(stg_payload* payload, uint32_t field, const char* text,
                                  size_t text_size, stg_error** err);
stg_status stg_payload_set_timestamp(stg_payload* payload, uint32_t field, int64_t instant,
                                     stg_error** err);
stg_status stg_payload_set_text(stg_payload* payload, uint32_t field, const char* text,
                                size_t text_size, stg_error** err);
stg_status stg_payload_set_json(stg_payload* payload, uint32_t event, const char* text,
                                size_t text_size, stg_error** err);

/* Events as JSON */
stg_status stg_event_from_json(const stg_ruleset* ruleset, const char* text, size_t text_size,
                               stg_event** event, stg_error** err);
void stg_event_free(stg_event* event);
uint32_t stg_event_index(const stg_event* event);
stg_str stg_event_record(const stg_event* event);
int64_t stg_event_at(const stg_event* event);
const stg_payload* stg_event_payload(const stg_event* event);

/* Contexts */
stg_status stg_context_new(const stg_ruleset* ruleset, stg_context** context, stg_error** err);
void stg_context_reset(stg_context* context);
void stg_context_free(stg_context* context);
stg_status stg_context_set_actor(stg_context* context, const char* id, size_t id_size,
                                 const stg_str* roles, uint32_t role_count, stg_error** err);
stg_status stg_context_set_event_id(stg_context* context, const char* id, size_t id_size,
                                    stg_error** err);
stg_status stg_context_set_event(stg_context* context, const stg_event* event, stg_error** err);
stg_status stg_context_set_trace(stg_context* context, uint8_t on, stg_error** err);
stg_status stg_context_set_migrate(stg_context* context, uint8_t on, stg_error** err);
stg_status stg_context_set_expected_sequence(stg_context* context, int64_t sequence,
                                             stg_error** err);
stg_status stg_context_set_counter(stg_context* context, uint32_t quota, const char* key,
                                   size_t key_size, int64_t used, stg_error** err);
stg_status stg_context_set_counters_complete(stg_context* context, uint8_t on, stg_error** err);
void stg_context_clear_counters(stg_context* context);

/* Quotas */
uint32_t stg_ruleset_quota_count(const stg_ruleset* ruleset);
uint32_t stg_ruleset_quota_index(const stg_ruleset* ruleset, const char* name, size_t name_size);
stg_str stg_ruleset_quota_name(const stg_ruleset* ruleset, uint32_t quota);
int64_t stg_ruleset_quota_limit(const stg_ruleset* ruleset, uint32_t quota);
uint8_t stg_ruleset_quota_counts_event(const stg_ruleset* ruleset, uint32_t quota, uint32_t event);
stg_status stg_quota_window(const stg_ruleset* ruleset, uint32_t quota, int64_t now, int64_t* begin,
                            stg_error** err);
stg_status stg_quota_key(const stg_ruleset* ruleset, uint32_t quota, const stg_record* record,
                         stg_buffer** key, uint8_t* known, stg_error** err);
stg_status stg_quota_counts(const stg_ruleset* ruleset, uint32_t quota, const stg_record* record,
                            int64_t now, stg_context* context, uint8_t* counts, stg_error** err);

/* Deciding */
stg_status stg_decide(const stg_ruleset* ruleset, const stg_record* record, uint32_t event,
                      const stg_payload* payload, int64_t now, stg_context* context,
                      stg_decision** decision, stg_error** err);
stg_status stg_approve(const stg_ruleset* ruleset, const stg_record* record, const char* name,
                       size_t name_size, int64_t now, stg_context* context, stg_decision** decision,
                       stg_error** err);
stg_status stg_reject(const stg_ruleset* ruleset, const stg_record* record, const char* name,
                      size_t name_size, int64_t now, stg_context* context, stg_decision** decision,
                      stg_error** err);
stg_status stg_decide_event(const stg_ruleset* ruleset, const stg_record* record,
                            const stg_event* event, stg_context* context, stg_decision** decision,
                            stg_error** err);
stg_status stg_record_refresh(stg_record* record, int64_t now, stg_context* context,
                              stg_error** err);
stg_status stg_begin(const stg_ruleset* ruleset, const stg_record* record, int64_t now,
                     stg_context* context, stg_decision** decision, stg_error** err);
stg_status stg_advance(const stg_ruleset* ruleset, const stg_record* record, int64_t now,
                       stg_context* context, stg_decisions** decisions, stg_error** err);
stg_status stg_record_migrate(const stg_ruleset* ruleset, const char* record_json, size_t json_size,
                              int64_t now, stg_context* context, stg_decision** decision,
                              stg_error** err);
stg_status stg_apply(stg_record* record, const stg_decision* decision, stg_error** err);
int64_t stg_record_next_due(const stg_record* record);
stg_status stg_table_evaluate(const stg_ruleset* ruleset, uint32_t table, const stg_record* record,
                              int64_t now, stg_context* context, stg_buffer** json,
                              stg_result* result, stg_error** err);

/* Reading a decision */
uint32_t stg_decisions_count(const stg_decisions* decisions);
const stg_decision* stg_decisions_get(const stg_decisions* decisions, uint32_t index);
void stg_decisions_free(stg_decisions* decisions);
void stg_decision_free(stg_decision* decision);
stg_status stg_decision_to_json(const stg_decision* decision, stg_buffer** text, stg_error** err);
stg_str stg_decision_record_id(const stg_decision* decision);
int64_t stg_decision_at(const stg_decision* decision);
stg_cause stg_decision_cause(const stg_decision* decision);
stg_str stg_decision_cause_name(const stg_decision* decision);
stg_str stg_decision_event_id(const stg_decision* decision);
stg_str stg_decision_reminder(const stg_decision* decision);
uint8_t stg_decision_is_late(const stg_decision* decision);
stg_outcome stg_decision_outcome(const stg_decision* decision);
uint8_t stg_decision_changes_record(const stg_decision* decision);
stg_str stg_outcome_name(stg_outcome outcome);
uint32_t stg_decision_from(const stg_decision* decision);
uint32_t stg_decision_to(const stg_decision* decision);
stg_str stg_decision_transition(const stg_decision* decision);
uint64_t stg_decision_steps(const stg_decision* decision);
uint32_t stg_decision_reason_count(const stg_decision* decision);
stg_str stg_decision_reason_code(const stg_decision* decision, uint32_t index);
stg_str stg_decision_reason_text(const stg_decision* decision, uint32_t index);
uint32_t stg_decision_need_count(const stg_decision* decision);
stg_str stg_decision_need(const stg_decision* decision, uint32_t index);
uint32_t stg_decision_changed_fact_count(const stg_decision* decision);
uint32_t stg_decision_changed_fact(const stg_decision* decision, uint32_t index);
uint32_t stg_decision_action_count(const stg_decision* decision);
stg_status stg_decision_action_id(const stg_decision* decision, uint32_t action, stg_buffer** id,
                                  stg_error** err);
stg_str stg_decision_action_name(const stg_decision* decision, uint32_t action);
int64_t stg_decision_action_due(const stg_decision* decision, uint32_t action);
uint32_t stg_decision_argument_count(const stg_decision* decision, uint32_t action);
stg_str stg_decision_argument_name(const stg_decision* decision, uint32_t action,
                                   uint32_t argument);
stg_status stg_decision_argument_text(const stg_decision* decision, uint32_t action,
                                      uint32_t argument, stg_buffer** text, stg_error** err);
stg_status stg_decision_argument_json(const stg_decision* decision, uint32_t action,
                                      uint32_t argument, stg_buffer** json, stg_error** err);
uint32_t stg_decision_timer_count(const stg_decision* decision);
stg_str stg_decision_timer_name(const stg_decision* decision, uint32_t index);
int64_t stg_decision_timer_due(const stg_decision* decision, uint32_t index);
uint8_t stg_decision_timer_is_overdue(const stg_decision* decision, uint32_t index);
uint32_t stg_decision_timer_flag_count(const stg_decision* decision, uint32_t index);
stg_str stg_decision_timer_flag(const stg_decision* decision, uint32_t index, uint32_t flag);
uint32_t stg_decision_counter_count(const stg_decision* decision);
stg_str stg_decision_counter(const stg_decision* decision, uint32_t index, int64_t* value,
                             int64_t* limit);
uint32_t stg_decision_counter_quota(const stg_decision* decision, uint32_t index, stg_str* key);
int64_t stg_decision_next_due(const stg_decision* decision);
int64_t stg_decision_sequence(const stg_decision* decision);
stg_outcome stg_decision_first_outcome(const stg_decision* decision, int64_t* sequence);
const stg_record* stg_decision_record(const stg_decision* decision);
uint32_t stg_decision_trace_count(const stg_decision* decision);
stg_str stg_decision_trace_source(const stg_decision* decision, uint32_t index, uint32_t* line,
                                  uint32_t* column);
stg_status stg_decision_trace_value(const stg_decision* decision, uint32_t index, stg_buffer** json,
                                    stg_error** err);
uint32_t stg_decision_trace_fact_count(const stg_decision* decision, uint32_t index);
uint32_t stg_decision_trace_fact(const stg_decision* decision, uint32_t index, uint32_t position);
stg_status stg_decision_trace_fact_value(const stg_decision* decision, uint32_t index,
                                         uint32_t position, stg_buffer** json, stg_error** err);

/* CEL on its own */
stg_status stg_expression_compile(const char* source, size_t source_size, const char* variables,
                                  size_t variables_size, const stg_options* options,
                                  stg_expression** expression, stg_error** err);
stg_str stg_expression_type(const stg_expression* expression);
stg_str stg_expression_facts(const stg_expression* expression);
uint64_t stg_expression_cost(const stg_expression* expression);
stg_status stg_expression_evaluate(const stg_expression* expression, const char* values,
                                   size_t values_size, stg_buffer** json, stg_result* result,
                                   stg_error** err);
void stg_expression_free(stg_expression* expression);

/* Tests */
stg_status stg_test_run(const stg_str* paths, uint32_t path_count, const stg_options* options,
                        stg_format format, uint8_t coverage, stg_buffer** report, uint32_t* passed,
                        uint32_t* failed, uint32_t* invalid, stg_error** err);
