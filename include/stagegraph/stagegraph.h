/* stagegraph.h - the C interface of Stagegraph, an embeddable rules engine for customer lifecycles.
 *
 * A ruleset (YAML, conditions in CEL) says what is known about a record (facts), what can happen
 * to it (events), where it can be (stages) and what moves it (transitions, deadlines). The engine
 * never reads a clock, a file or a network while it decides: record, event, actor and `now` come
 * in, a decision comes out; same input, same bytes out.
 *
 *   stg_ruleset *rules = NULL;  stg_record *lead = NULL;
 *   stg_context *context = NULL;  stg_decision *decision = NULL;  stg_error *err = NULL;
 *   stg_ruleset_load_file("rules.yaml", 10, NULL, &rules, &err);
 *   stg_record_new(rules, "A-17", 4, now, &lead, &err);
 *   stg_context_new(rules, &context, &err);
 *   stg_decide(rules, lead, stg_ruleset_event_index(rules, "hand_over", 9), NULL, now, context,
 *              &decision, &err);
 *   if (stg_decision_outcome(decision) == STG_OUTCOME_MOVED) stg_apply(lead, decision, &err);
 *
 * Conventions
 *
 *  1. Handles. Every object is an incomplete struct behind a pointer. What `_new`, `_load_*`,
 *     `_from_json` and the like give is the caller's, who ends it with the `_free` of its kind
 *     (rulesets: `_unref`). `_free(NULL)` does nothing. Objects hold the ruleset they need, so the
 *     order in which things are freed never matters.
 *
 *  2. Errors. A function that can fail returns stg_status (STG_STATUS_OK is 0) and takes a last
 * parameter `stg_error **err`, which may be NULL. On failure `*err` is set to an object that the
 * caller frees with stg_error_free; whatever it held before is overwritten, not freed. On success
 * it is left alone. There is no hidden "last error". STG_STATUS_OUT_OF_MEMORY can be reported
 * without memory. Besides those a comment lists, every such function may give
 * STG_STATUS_INVALID_ARGUMENT (a NULL where an object is needed, an index out of range, text that
 * is not UTF-8), STG_STATUS_OUT_OF_MEMORY and STG_STATUS_INTERNAL (a bug in this library). No C++
 * exception comes out.
 *
 *  3. Results. Where a call fails, what it would have set is untouched. Out-parameters marked
 *     "reused" (decisions, lists of decisions, buffers, events) work as getline does: `*out` is
 *     NULL or an object of an earlier call, whose memory is used again; where such a call fails,
 *     the object remains the caller's and may be used for another call, but its content is lost.
 *
 *  4. Readers, functions that return a value and take no `err`, cannot fail: asked for what is
 *     not there, or given NULL, they answer STG_NONE, STG_NEVER, 0 or empty text.
 *
 *  5. Text in is a pointer and a length in bytes, UTF-8, checked, and copied where it is kept; it
 *     needs no NUL. A NULL pointer with length 0 is empty text. Text out is a borrowed stg_str,
 *     whose owner the comment names and which lives until that owner is freed or changed, or an
 *     stg_buffer, which the caller frees. Both have a NUL after the last byte only where said.
 *
 *  6. Instants are microseconds since 1970-01-01T00:00:00Z; STG_NEVER stands for none. Booleans
 *     are uint8_t, 0 or 1.
 *
 *  7. Indices of facts, events, stages and the like count from 0 in the order of the ruleset and
 *     are good for that ruleset alone. STG_NONE stands for none.
 *
 *  8. Threads. Nothing is tied to the thread that made it, and there is no global state.
 *     "Thread safety: shared" means that a const handle may be used by many threads at once;
 *     "exclusive" means that the handles which are not const must not be in use by another
 *     thread (those that are const may).
 *
 *  9. Stability. Functions are only added, numbers never change meaning. STG_ABI_VERSION grows
 *     only with a change that breaks this; the library's file name carries it.
 */
#ifndef STAGEGRAPH_STAGEGRAPH_H_
#define STAGEGRAPH_STAGEGRAPH_H_

#include <stddef.h>
#include <stdint.h>

/* The release that this header belongs to. stg_version_string gives the library's. */
#define STG_VERSION_MAJOR 0
#define STG_VERSION_MINOR 1
#define STG_VERSION_PATCH 0
/* The release as one number that grows with it, for #if: 1.2.3 is 10203. */
#define STG_VERSION_NUMBER (STG_VERSION_MAJOR * 10000 + STG_VERSION_MINOR * 100 + STG_VERSION_PATCH)

/* The version of the binary interface. Compare it with stg_abi_version. */
#define STG_ABI_VERSION 1

/* STG_CHECK_RESULT makes the compiler warn where a caller drops the status of a call:
 * out-parameters are not set after a failure, and the error object leaks. Where a failure does not
 * matter, assign the status to a variable (GCC does not take a cast to void for an answer). */
#if defined(__GNUC__)
#define STG_API __attribute__((visibility("default")))
#define STG_CHECK_RESULT __attribute__((warn_unused_result))
#else
#define STG_API
#define STG_CHECK_RESULT
#endif

#ifdef __cplusplus
#define STG_NOEXCEPT noexcept
extern "C" {
#else
#define STG_NOEXCEPT
#endif

/* ------------------------------------------------------------------------------------------------
 * Types and constants
 * --------------------------------------------------------------------------------------------- */

/* No such index. */
#define STG_NONE UINT32_MAX
/* Steps without a bound: see stg_expression_cost. */
#define STG_UNBOUNDED UINT64_MAX

/* No instant: after every other one. */
#define STG_NEVER INT64_MAX

/* Borrowed text, not NUL-terminated unless said. `data` may be NULL when `size` is 0. */
typedef struct stg_str {
  const char* data;
  size_t size;
} stg_str;

typedef struct stg_ruleset stg_ruleset;         /* a compiled ruleset; immutable and counted */
typedef struct stg_record stg_record;           /* where one customer stands under one ruleset */
typedef struct stg_payload stg_payload;         /* the values that an event carries */
typedef struct stg_event stg_event;             /* an event as it was delivered, read from JSON */
typedef struct stg_context stg_context;         /* what surrounds a decision; one a thread */
typedef struct stg_decision stg_decision;       /* the answer to one thing that happened */
typedef struct stg_decisions stg_decisions;     /* what came due in a span of time, in order */
typedef struct stg_expression stg_expression;   /* a CEL expression on its own */
typedef struct stg_options stg_options;         /* for loading: limits, and a language */
typedef struct stg_diagnostics stg_diagnostics; /* findings with places and suggestions */
typedef struct stg_error stg_error;             /* why a call failed */
typedef struct stg_buffer stg_buffer;           /* owned text */

/* What came of a call. The values are published and never renumbered. */
typedef int32_t stg_status;
enum {
  STG_STATUS_OK = 0,
  STG_STATUS_INVALID_ARGUMENT = 1, /* a call that breaks the rules of this interface */
  STG_STATUS_OUT_OF_MEMORY = 2,
  STG_STATUS_INTERNAL = 3,         /* a bug in this library */
  STG_STATUS_INVALID_RULESET = 10, /* the YAML or the rules in it; see the diagnostics */
  STG_STATUS_INVALID_EXPRESSION = 11,
  STG_STATUS_INVALID_INPUT = 12, /* a record, an event, a value or JSON that cannot be read */
  STG_STATUS_UNKNOWN_NAME = 13,  /* a name that the ruleset does not declare */
  STG_STATUS_LIMIT_EXCEEDED = 14,
  STG_STATUS_NOT_FOUND = 15, /* a file that is not there */
  STG_STATUS_IO = 16,
  STG_STATUS_OVERDUE = 20,       /* something is due before this event: advance the record first */
  STG_STATUS_WRONG_RULESET = 21, /* an object of another ruleset */
  STG_STATUS_UNSUPPORTED = 22
};

/* The outcome of a decision: a closed set. */
typedef int32_t stg_outcome;
enum {
  STG_OUTCOME_MOVED = 0,     /* a transition changed the stage */
  STG_OUTCOME_STAYED = 1,    /* a transition without target ran */
  STG_OUTCOME_REFUSED = 2,   /* criteria failed; it stays, or goes where `otherwise` says */
  STG_OUTCOME_DENIED = 3,    /* the actor lacks the role */
  STG_OUTCOME_PENDING = 4,   /* waits for an approval */
  STG_OUTCOME_IGNORED = 5,   /* declared, but not handled in this stage */
  STG_OUTCOME_DUPLICATE = 6, /* this event id was taken before */
  STG_OUTCOME_LATE = 7,      /* older than the last event, and its `order` drops such */
  STG_OUTCOME_CONFLICT = 8,  /* the caller expected another sequence number */
  STG_OUTCOME_NEEDS = 9,     /* a condition depends on facts that are not known */
  STG_OUTCOME_MIGRATION_REQUIRED = 10, /* last decided by another version of the ruleset */
  STG_OUTCOME_ERROR = 11               /* a condition or value failed to evaluate */
};

/* What a decision answers to. */
typedef int32_t stg_cause;
enum {
  STG_CAUSE_EVENT = 0,
  STG_CAUSE_DEADLINE = 1,
  STG_CAUSE_REMINDER = 2,
  STG_CAUSE_CADENCE = 3,
  STG_CAUSE_AUTO = 4,
  STG_CAUSE_APPROVE = 5, /* somebody approved a request, */
  STG_CAUSE_REJECT = 6,  /* rejected it, */
  STG_CAUSE_EXPIRY = 7   /* or nobody decided in time */
};

typedef int32_t stg_severity;
enum { STG_SEVERITY_ERROR = 0, STG_SEVERITY_WARNING = 1, STG_SEVERITY_NOTE = 2 };

/* Forms of output. */
typedef int32_t stg_format;
enum { STG_FORMAT_TEXT = 0, STG_FORMAT_JSON = 1, STG_FORMAT_DOT = 2, STG_FORMAT_MERMAID = 3 };

/* What an expression came to. */
typedef int32_t stg_result;
enum {
  STG_RESULT_VALUE = 0,
  STG_RESULT_UNKNOWN = 1, /* it depends on variables that have no value */
  STG_RESULT_ERROR = 2    /* the evaluation failed, as a division by zero does */
};

/* What can be set in options, with the defaults: limits with stg_options_set_int, the language with
 * stg_options_set_text. */
typedef int32_t stg_option;
enum {
  STG_OPTION_MAX_BYTES = 1,            /* of a ruleset's text: 1 MiB */
  STG_OPTION_MAX_DEPTH = 2,            /* of nesting in it: 64 */
  STG_OPTION_MAX_NODES = 3,            /* keys and values in it: 200,000 */
  STG_OPTION_MAX_EXPRESSION_BYTES = 4, /* of one expression: 64 KiB */
  STG_OPTION_MAX_EXPRESSION_DEPTH = 5, /* of nesting in one expression: 250 */
  STG_OPTION_MAX_EXPRESSION_NODES = 6, /* of one expression: 16,384 */
  STG_OPTION_MAX_STEPS = 7,            /* of evaluation in one decision: 1,000,000 */
  STG_OPTION_LANGUAGE = 8              /* of texts for people, such as "zh": none */
};

/* ------------------------------------------------------------------------------------------------
 * The library
 * --------------------------------------------------------------------------------------------- */

/* The release, such as "1.0.0". The text is static and NUL-terminated.
 * Thread safety: shared. Since: 0.1. */
STG_API stg_str stg_version_string(void) STG_NOEXCEPT;

/* The STG_ABI_VERSION that the library was built with. A host that loads the library at run time
 * should refuse one that differs from its header's.
 * Thread safety: shared. Since: 0.1. */
STG_API uint32_t stg_abi_version(void) STG_NOEXCEPT;

/* How the library was built: a JSON object with the release, the compiler, the C++ standard, the
 * build type and the versions of its dependencies. For bug reports; the members may change. The
 * text is static and NUL-terminated.
 * Thread safety: shared. Since: 0.1. */
STG_API stg_str stg_build_info(void) STG_NOEXCEPT;

/* ------------------------------------------------------------------------------------------------
 * Errors
 * --------------------------------------------------------------------------------------------- */

/* The status that the failing call returned; STG_STATUS_OK for NULL.
 * Thread safety: shared. Since: 0.1. */
STG_API stg_status stg_error_status(const stg_error* error) STG_NOEXCEPT;

/* What went wrong, in a sentence without position. Borrowed from the error, NUL-terminated.
 * Thread safety: shared. Since: 0.1. */
STG_API stg_str stg_error_message(const stg_error* error) STG_NOEXCEPT;

/* The findings behind the error, often several at once; empty where the message says it all.
 * Borrowed from the error, never NULL unless `error` is.
 * Thread safety: shared. Since: 0.1. */
STG_API const stg_diagnostics* stg_error_diagnostics(const stg_error* error) STG_NOEXCEPT;

/* Frees an error. NULL and the static out-of-memory error are fine.
 * Thread safety: exclusive. Since: 0.1. */
STG_API void stg_error_free(stg_error* error) STG_NOEXCEPT;

/* The name of a status: "ok", "invalid-ruleset". Static, NUL-terminated; empty for a number that is
 * no status.
 * Thread safety: shared. Since: 0.1. */
STG_API stg_str stg_status_name(stg_status status) STG_NOEXCEPT;

/* ------------------------------------------------------------------------------------------------
 * Diagnostics: findings in what somebody wrote, of an error or of stg_ruleset_check
 * --------------------------------------------------------------------------------------------- */

/* How many findings there are.
 * Thread safety: shared. Since: 0.1. */
STG_API uint32_t stg_diagnostics_count(const stg_diagnostics* diagnostics) STG_NOEXCEPT;

/* How many of them are errors.
 * Thread safety: shared. Since: 0.1. */
STG_API uint32_t stg_diagnostics_error_count(const stg_diagnostics* diagnostics) STG_NOEXCEPT;

/* The stable code of a finding, such as "unknown-key". Borrowed from the diagnostics.
 * Thread safety: shared. Since: 0.1. */
STG_API stg_str stg_diagnostics_code(const stg_diagnostics* diagnostics,
                                     uint32_t index) STG_NOEXCEPT;

/* How bad it is: STG_SEVERITY_ERROR, STG_SEVERITY_WARNING or STG_SEVERITY_NOTE.
 * Thread safety: shared. Since: 0.1. */
STG_API stg_severity stg_diagnostics_severity(const stg_diagnostics* diagnostics,
                                              uint32_t index) STG_NOEXCEPT;

/* The file as it was named when it was loaded; empty where there is none. Borrowed.
 * Thread safety: shared. Since: 0.1. */
STG_API stg_str stg_diagnostics_file(const stg_diagnostics* diagnostics,
                                     uint32_t index) STG_NOEXCEPT;

/* The place: lines and columns from 1, columns in Unicode code points, the end after the last
 * character; all 0 where the place is not known.
 *   line, column, end_line, end_column: each may be NULL.
 * Thread safety: shared. Since: 0.1. */
STG_API void stg_diagnostics_range(const stg_diagnostics* diagnostics, uint32_t index,
                                   uint32_t* line, uint32_t* column, uint32_t* end_line,
                                   uint32_t* end_column) STG_NOEXCEPT;

/* The place in the document, such as "stages.lead.events.hand_over"; may be empty. Borrowed.
 * Thread safety: shared. Since: 0.1. */
STG_API stg_str stg_diagnostics_path(const stg_diagnostics* diagnostics,
                                     uint32_t index) STG_NOEXCEPT;

/* What is wrong and, where known, the way out. Borrowed.
 * Thread safety: shared. Since: 0.1. */
STG_API stg_str stg_diagnostics_message(const stg_diagnostics* diagnostics,
                                        uint32_t index) STG_NOEXCEPT;

/* A change that would mend it: replace the range by the text. Returns 1 and sets what is not NULL
 * where there is one; otherwise returns 0 and sets nothing.
 *   text: borrowed from the diagnostics.
 * Thread safety: shared. Since: 0.1. */
STG_API uint8_t stg_diagnostics_edit(const stg_diagnostics* diagnostics, uint32_t index,
                                     uint32_t* line, uint32_t* column, uint32_t* end_line,
                                     uint32_t* end_column, stg_str* text) STG_NOEXCEPT;

/* Frees diagnostics that the caller owns; never those of an error. NULL is fine.
 * Thread safety: exclusive. Since: 0.1. */
STG_API void stg_diagnostics_free(stg_diagnostics* diagnostics) STG_NOEXCEPT;

/* ------------------------------------------------------------------------------------------------
 * Buffers
 * --------------------------------------------------------------------------------------------- */

/* The text of a buffer: borrowed from it, NUL-terminated.
 * Thread safety: shared. Since: 0.1. */
STG_API stg_str stg_buffer_text(const stg_buffer* buffer) STG_NOEXCEPT;

/* Frees a buffer. NULL is fine.
 * Thread safety: exclusive. Since: 0.1. */
STG_API void stg_buffer_free(stg_buffer* buffer) STG_NOEXCEPT;

/* ------------------------------------------------------------------------------------------------
 * Options
 * --------------------------------------------------------------------------------------------- */

/* Makes options with safe defaults. Wherever options are asked for, NULL stands for the defaults.
 *   options: set to the new object, the caller's.
 * Thread safety: shared. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_options_new(stg_options** options,
                                                    stg_error** err) STG_NOEXCEPT;

/* Sets a limit.
 *   option: one of the STG_OPTION_* constants
 *   value:  at least 1, at most 2^31 - 1
 * Errors: STG_STATUS_INVALID_ARGUMENT for an option that does not exist or a value out of range.
 * Thread safety: exclusive. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_options_set_int(stg_options* options, stg_option option,
                                                        int64_t value,
                                                        stg_error** err) STG_NOEXCEPT;

/* Sets a text.
 *   option:            STG_OPTION_LANGUAGE: the language of the texts for people (titles, reasons,
 *                      texts for the host) that a ruleset gives by language, such as "en" or
 *                      "zh-TW". Of each text that there is, what is in this language is kept; else
 *                      in the language without its last part ("zh"), and so on; else in "en"; else
 *                      the first. What is decided does not depend on it, nor does the fingerprint.
 *   value, value_size: the text; empty: the default
 * Errors: STG_STATUS_INVALID_ARGUMENT for an option that does not exist or is a number, and for
 * what is no language tag. Thread safety: exclusive. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_options_set_text(stg_options* options, stg_option option,
                                                         const char* value, size_t value_size,
                                                         stg_error** err) STG_NOEXCEPT;

/* Frees options. NULL is fine.
 * Thread safety: exclusive. Since: 0.1. */
STG_API void stg_options_free(stg_options* options) STG_NOEXCEPT;

/* ------------------------------------------------------------------------------------------------
 * Rulesets
 * --------------------------------------------------------------------------------------------- */

/* Loads a ruleset from a YAML file: reads, types and compiles all of it.
 *   path, path_size: the file; it is also the name that diagnostics give
 *   options:         limits and language, or NULL; they hold for all that is done with the ruleset
 *                    later
 *   ruleset:         set to the ruleset; the caller ends it with stg_ruleset_unref
 * Errors: STG_STATUS_NOT_FOUND, STG_STATUS_IO, STG_STATUS_INVALID_RULESET with every mistake that
 * could be reached, STG_STATUS_LIMIT_EXCEEDED. A ruleset that loads may still carry warnings: see
 * stg_ruleset_check. Thread safety: shared. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_ruleset_load_file(const char* path, size_t path_size,
                                                          const stg_options* options,
                                                          stg_ruleset** ruleset,
                                                          stg_error** err) STG_NOEXCEPT;

/* Loads a ruleset from YAML text.
 *   text, text_size: the YAML
 *   file, file_size: the name that diagnostics give; may be empty
 *   options:         limits and language, or NULL; they hold for all that is done with the ruleset
 *                    later
 *   ruleset:         set to the ruleset; the caller ends it with stg_ruleset_unref
 * Errors: STG_STATUS_INVALID_RULESET with every mistake that could be reached,
 * STG_STATUS_LIMIT_EXCEEDED. Thread safety: shared. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_ruleset_load_text(const char* text, size_t text_size,
                                                          const char* file, size_t file_size,
                                                          const stg_options* options,
                                                          stg_ruleset** ruleset,
                                                          stg_error** err) STG_NOEXCEPT;

/* Counts one more holder, who ends with stg_ruleset_unref, and returns the ruleset given.
 * Thread safety: shared. Since: 0.1. */
STG_API const stg_ruleset* stg_ruleset_ref(const stg_ruleset* ruleset) STG_NOEXCEPT;

/* Ends one holder; the last one frees the ruleset. NULL is fine.
 * Thread safety: shared. Since: 0.1. */
STG_API void stg_ruleset_unref(const stg_ruleset* ruleset) STG_NOEXCEPT;

/* The ruleset's `name`. Borrowed from the ruleset.
 * Thread safety: shared. Since: 0.1. */
STG_API stg_str stg_ruleset_name(const stg_ruleset* ruleset) STG_NOEXCEPT;

/* The ruleset's `version`; may be empty. Borrowed from the ruleset.
 * Thread safety: shared. Since: 0.1. */
STG_API stg_str stg_ruleset_version(const stg_ruleset* ruleset) STG_NOEXCEPT;

/* The ruleset's `title`; may be empty. Borrowed from the ruleset.
 * Thread safety: shared. Since: 0.1. */
STG_API stg_str stg_ruleset_title(const stg_ruleset* ruleset) STG_NOEXCEPT;

/* 32 hexadecimal digits that are the same for the same rules, whatever their comments and layout.
 * It tells versions apart; it is no defence against somebody who makes collisions on purpose.
 * Borrowed from the ruleset.
 * Thread safety: shared. Since: 0.1. */
STG_API stg_str stg_ruleset_fingerprint(const stg_ruleset* ruleset) STG_NOEXCEPT;

/* The name of the ruleset's time zone, such as "Asia/Shanghai". Borrowed from the ruleset.
 * Thread safety: shared. Since: 0.1. */
STG_API stg_str stg_ruleset_time_zone(const stg_ruleset* ruleset) STG_NOEXCEPT;

/* What there is to say about a ruleset that loaded: warnings and notes of loading, and the
 * analyses of its stages and transitions.
 *   diagnostics: set to the findings, the caller's to free; there may be none in it
 * Thread safety: shared. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_ruleset_check(const stg_ruleset* ruleset,
                                                      stg_diagnostics** diagnostics,
                                                      stg_error** err) STG_NOEXCEPT;

/* A picture of the ruleset's stages and what moves between them.
 *   format: STG_FORMAT_DOT (Graphviz), STG_FORMAT_MERMAID or STG_FORMAT_TEXT
 *   text:   set to the picture (reused)
 * Errors: STG_STATUS_UNSUPPORTED for another format.
 * Thread safety: shared. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_ruleset_render(const stg_ruleset* ruleset,
                                                       stg_format format, stg_buffer** text,
                                                       stg_error** err) STG_NOEXCEPT;

/* The JSON Schema of ruleset files, for editors. It needs no ruleset.
 *   schema: set to the schema (reused)
 * Thread safety: shared. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_ruleset_schema(stg_buffer** schema,
                                                       stg_error** err) STG_NOEXCEPT;

/* -- facts -- */

/* How many facts the ruleset declares.
 * Thread safety: shared. Since: 0.1. */
STG_API uint32_t stg_ruleset_fact_count(const stg_ruleset* ruleset) STG_NOEXCEPT;

/* The index of a fact, or STG_NONE. Look names up once, not for every decision.
 * Thread safety: shared. Since: 0.1. */
STG_API uint32_t stg_ruleset_fact_index(const stg_ruleset* ruleset, const char* name,
                                        size_t name_size) STG_NOEXCEPT;

/* The name of a fact. Borrowed from the ruleset.
 * Thread safety: shared. Since: 0.1. */
STG_API stg_str stg_ruleset_fact_name(const stg_ruleset* ruleset, uint32_t fact) STG_NOEXCEPT;

/* The type of a fact as CEL writes it: "int", "list(string)", "enum". Borrowed from the ruleset.
 * Thread safety: shared. Since: 0.1. */
STG_API stg_str stg_ruleset_fact_type(const stg_ruleset* ruleset, uint32_t fact) STG_NOEXCEPT;

/* The members of an enum fact: how many there are (0 for another type), and each.
 * Borrowed from the ruleset.
 * Thread safety: shared. Since: 0.1. */
STG_API uint32_t stg_ruleset_fact_member_count(const stg_ruleset* ruleset,
                                               uint32_t fact) STG_NOEXCEPT;

/* One member of an enum fact. Borrowed from the ruleset.
 * Thread safety: shared. Since: 0.1. */
STG_API stg_str stg_ruleset_fact_member(const stg_ruleset* ruleset, uint32_t fact,
                                        uint32_t member) STG_NOEXCEPT;

/* What the ruleset says about a fact; may be empty. Borrowed from the ruleset.
 * Thread safety: shared. Since: 0.1. */
STG_API stg_str stg_ruleset_fact_doc(const stg_ruleset* ruleset, uint32_t fact) STG_NOEXCEPT;

/* -- events -- */

/* How many events the ruleset declares.
 * Thread safety: shared. Since: 0.1. */
STG_API uint32_t stg_ruleset_event_count(const stg_ruleset* ruleset) STG_NOEXCEPT;

/* The index of an event, or STG_NONE. Look names up once, not for every decision.
 * Thread safety: shared. Since: 0.1. */
STG_API uint32_t stg_ruleset_event_index(const stg_ruleset* ruleset, const char* name,
                                         size_t name_size) STG_NOEXCEPT;

/* The name of an event. Borrowed from the ruleset.
 * Thread safety: shared. Since: 0.1. */
STG_API stg_str stg_ruleset_event_name(const stg_ruleset* ruleset, uint32_t event) STG_NOEXCEPT;

/* How many payload fields an event carries.
 * Thread safety: shared. Since: 0.1. */
STG_API uint32_t stg_ruleset_event_field_count(const stg_ruleset* ruleset,
                                               uint32_t event) STG_NOEXCEPT;

/* The payload field (an index for stg_payload_set_* and stg_ruleset_field_*) that an event carries
 * at `position`, in document order; STG_NONE past the last.
 * Thread safety: shared. Since: 0.1. */
STG_API uint32_t stg_ruleset_event_field(const stg_ruleset* ruleset, uint32_t event,
                                         uint32_t position) STG_NOEXCEPT;

/* The payload field of that name that an event carries, or STG_NONE.
 * Thread safety: shared. Since: 0.1. */
STG_API uint32_t stg_ruleset_field_index(const stg_ruleset* ruleset, uint32_t event,
                                         const char* name, size_t name_size) STG_NOEXCEPT;

/* The name of a payload field. Borrowed from the ruleset.
 * Thread safety: shared. Since: 0.1. */
STG_API stg_str stg_ruleset_field_name(const stg_ruleset* ruleset, uint32_t field) STG_NOEXCEPT;

/* The type of a payload field, as stg_ruleset_fact_type writes it. Borrowed from the ruleset.
 * Thread safety: shared. Since: 0.1. */
STG_API stg_str stg_ruleset_field_type(const stg_ruleset* ruleset, uint32_t field) STG_NOEXCEPT;

/* -- actions: what the host may be asked to do -- */

/* How many actions the ruleset declares; where it has cadences, "touch" is one of them.
 * Thread safety: shared. Since: 0.1. */
STG_API uint32_t stg_ruleset_action_count(const stg_ruleset* ruleset) STG_NOEXCEPT;

/* The index of a declared action, or STG_NONE.
 * Thread safety: shared. Since: 0.1. */
STG_API uint32_t stg_ruleset_action_index(const stg_ruleset* ruleset, const char* name,
                                          size_t name_size) STG_NOEXCEPT;

/* The name of a declared action, which is also stg_decision_action_name where it is to be done.
 * Borrowed from the ruleset.
 * Thread safety: shared. Since: 0.1. */
STG_API stg_str stg_ruleset_action_name(const stg_ruleset* ruleset, uint32_t action) STG_NOEXCEPT;

/* How many parameters a declared action has. A decision gives an argument for each of them, in the
 * same order.
 * Thread safety: shared. Since: 0.1. */
STG_API uint32_t stg_ruleset_action_parameter_count(const stg_ruleset* ruleset,
                                                    uint32_t action) STG_NOEXCEPT;

/* The name of a parameter, counted from 0. Borrowed from the ruleset.
 * Thread safety: shared. Since: 0.1. */
STG_API stg_str stg_ruleset_action_parameter_name(const stg_ruleset* ruleset, uint32_t action,
                                                  uint32_t parameter) STG_NOEXCEPT;

/* The type of a parameter as CEL writes it: "int", "list(string)", "enum". Borrowed from the
 * ruleset.
 * Thread safety: shared. Since: 0.1. */
STG_API stg_str stg_ruleset_action_parameter_type(const stg_ruleset* ruleset, uint32_t action,
                                                  uint32_t parameter) STG_NOEXCEPT;

/* -- stages -- */

/* How many stages the ruleset declares, groups included; parents come before their children.
 * Thread safety: shared. Since: 0.1. */
STG_API uint32_t stg_ruleset_stage_count(const stg_ruleset* ruleset) STG_NOEXCEPT;

/* The index of the stage at a path ("lead.sql"), or STG_NONE.
 * Thread safety: shared. Since: 0.1. */
STG_API uint32_t stg_ruleset_stage_index(const stg_ruleset* ruleset, const char* path,
                                         size_t path_size) STG_NOEXCEPT;

/* The path of a stage. Borrowed from the ruleset.
 * Thread safety: shared. Since: 0.1. */
STG_API stg_str stg_ruleset_stage_name(const stg_ruleset* ruleset, uint32_t stage) STG_NOEXCEPT;

/* The title of a stage; may be empty. Borrowed from the ruleset.
 * Thread safety: shared. Since: 0.1. */
STG_API stg_str stg_ruleset_stage_title(const stg_ruleset* ruleset, uint32_t stage) STG_NOEXCEPT;

/* The group that a stage is in; STG_NONE at the top.
 * Thread safety: shared. Since: 0.1. */
STG_API uint32_t stg_ruleset_stage_parent(const stg_ruleset* ruleset, uint32_t stage) STG_NOEXCEPT;

/* The stage that a move to this one ends in: itself, or what its `initial` leads to.
 * Thread safety: shared. Since: 0.1. */
STG_API uint32_t stg_ruleset_stage_initial(const stg_ruleset* ruleset, uint32_t stage) STG_NOEXCEPT;

/* Whether a stage holds others. A record is never in a group itself.
 * Thread safety: shared. Since: 0.1. */
STG_API uint8_t stg_ruleset_stage_is_group(const stg_ruleset* ruleset, uint32_t stage) STG_NOEXCEPT;

/* The `win_rate` of a stage, from 0 to 1. Returns 1 and sets `rate` where the stage has one of its
 * own; otherwise returns 0 and sets nothing.
 *   rate: may be NULL
 * Thread safety: shared. Since: 0.1. */
STG_API uint8_t stg_ruleset_stage_win_rate(const stg_ruleset* ruleset, uint32_t stage,
                                           double* rate) STG_NOEXCEPT;

/* Whether a stage is `final`.
 * Thread safety: shared. Since: 0.1. */
STG_API uint8_t stg_ruleset_stage_is_final(const stg_ruleset* ruleset, uint32_t stage) STG_NOEXCEPT;

/* The stage in which a new record starts.
 * Thread safety: shared. Since: 0.1. */
STG_API uint32_t stg_ruleset_initial(const stg_ruleset* ruleset) STG_NOEXCEPT;

/* -- roles, tables -- */

/* How many roles the ruleset declares.
 * Thread safety: shared. Since: 0.1. */
STG_API uint32_t stg_ruleset_role_count(const stg_ruleset* ruleset) STG_NOEXCEPT;

/* The index of a role, or STG_NONE.
 * Thread safety: shared. Since: 0.1. */
STG_API uint32_t stg_ruleset_role_index(const stg_ruleset* ruleset, const char* name,
                                        size_t name_size) STG_NOEXCEPT;

/* The name of a role. Borrowed from the ruleset.
 * Thread safety: shared. Since: 0.1. */
STG_API stg_str stg_ruleset_role_name(const stg_ruleset* ruleset, uint32_t role) STG_NOEXCEPT;

/* How many decision tables the ruleset declares.
 * Thread safety: shared. Since: 0.1. */
STG_API uint32_t stg_ruleset_table_count(const stg_ruleset* ruleset) STG_NOEXCEPT;

/* The index of a decision table, or STG_NONE.
 * Thread safety: shared. Since: 0.1. */
STG_API uint32_t stg_ruleset_table_index(const stg_ruleset* ruleset, const char* name,
                                         size_t name_size) STG_NOEXCEPT;

/* The name of a decision table. Borrowed from the ruleset.
 * Thread safety: shared. Since: 0.1. */
STG_API stg_str stg_ruleset_table_name(const stg_ruleset* ruleset, uint32_t table) STG_NOEXCEPT;

/* ------------------------------------------------------------------------------------------------
 * Time
 * --------------------------------------------------------------------------------------------- */

/* Reads an instant: RFC 3339 ("2026-03-02T10:00:00+08:00"); with a ruleset also a date or a time
 * without offset ("2026-03-02", "2026-03-02T10:00"), read in the ruleset's zone.
 *   ruleset: may be NULL
 *   instant: set to the microseconds since 1970 UTC; a finer fraction is cut off
 * Errors: STG_STATUS_INVALID_INPUT.
 * Thread safety: shared. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_time_parse(const stg_ruleset* ruleset, const char* text,
                                                   size_t text_size, int64_t* instant,
                                                   stg_error** err) STG_NOEXCEPT;

/* Writes an instant as RFC 3339 with the offset of the ruleset's zone, or with "Z".
 *   ruleset: may be NULL
 *   text:    set to the text (reused)
 * Errors: STG_STATUS_INVALID_ARGUMENT for an instant outside the years 0001 to 9999 (STG_NEVER
 * too). Thread safety: shared. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_time_format(const stg_ruleset* ruleset, int64_t instant,
                                                    stg_buffer** text,
                                                    stg_error** err) STG_NOEXCEPT;

/* ------------------------------------------------------------------------------------------------
 * Records
 * --------------------------------------------------------------------------------------------- */

/* Makes a record in the ruleset's initial stage since `at`. Facts have their defaults or are
 * unknown.
 *   id, id_size: the record's own name; not empty
 *   record:      set to the record, the caller's
 * Thread safety: shared. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_record_new(const stg_ruleset* ruleset, const char* id,
                                                   size_t id_size, int64_t at, stg_record** record,
                                                   stg_error** err) STG_NOEXCEPT;

/* Copies a record.
 *   copy: set to the copy, the caller's
 * Thread safety: shared. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_record_clone(const stg_record* record, stg_record** copy,
                                                     stg_error** err) STG_NOEXCEPT;

/* Frees a record. NULL is fine.
 * Thread safety: exclusive. Since: 0.1. */
STG_API void stg_record_free(stg_record* record) STG_NOEXCEPT;

/* Reads a record from JSON: either whole, as stg_record_to_json writes it, or taken over from
 * another system, with `id`, `entered` (an instant) and, if wanted, `stage` and `facts`:
 *   {"id":"A-17","stage":"lead.new","entered":"2026-03-02T10:00","facts":{"phone_status":"ok"}}
 * In the second form a stage that is absent is the initial one, and a group means its initial
 * stage; a fact that is null becomes unknown, one that is absent has its default.
 *   record: set to the record, the caller's
 * Errors: STG_STATUS_INVALID_INPUT, STG_STATUS_UNKNOWN_NAME, STG_STATUS_WRONG_RULESET,
 * STG_STATUS_LIMIT_EXCEEDED. Thread safety: shared. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_record_from_json(const stg_ruleset* ruleset,
                                                         const char* text, size_t text_size,
                                                         stg_record** record,
                                                         stg_error** err) STG_NOEXCEPT;

/* Writes a record as JSON, whole: reading it gives back the same record, and the same record is
 * always the same bytes.
 *   text: set to the JSON (reused)
 * Thread safety: shared. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_record_to_json(const stg_record* record, stg_buffer** text,
                                                       stg_error** err) STG_NOEXCEPT;

/* Puts a record into a stage since `entered` and arms the deadlines there, as when a record is
 * taken over from another system: no action of any transition runs.
 *   stage: a stage of the record's ruleset; a group means its initial stage
 * Thread safety: exclusive. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_record_place(stg_record* record, uint32_t stage,
                                                     int64_t entered, stg_error** err) STG_NOEXCEPT;

/* The record's own name. Borrowed from the record.
 * Thread safety: shared. Since: 0.1. */
STG_API stg_str stg_record_id(const stg_record* record) STG_NOEXCEPT;

/* The stage that a record is in.
 * Thread safety: shared. Since: 0.1. */
STG_API uint32_t stg_record_stage(const stg_record* record) STG_NOEXCEPT;

/* When a stage was last entered; STG_NEVER if it was not.
 * Thread safety: shared. Since: 0.1. */
STG_API int64_t stg_record_entered(const stg_record* record, uint32_t stage) STG_NOEXCEPT;

/* How often a stage was entered.
 * Thread safety: shared. Since: 0.1. */
STG_API uint32_t stg_record_visits(const stg_record* record, uint32_t stage) STG_NOEXCEPT;

/* The record's sequence number: it counts the changes.
 * Thread safety: shared. Since: 0.1. */
STG_API int64_t stg_record_sequence(const stg_record* record) STG_NOEXCEPT;

/* The fingerprint of the ruleset that last decided the record. Borrowed from the record.
 * Thread safety: shared. Since: 0.1. */
STG_API stg_str stg_record_fingerprint(const stg_record* record) STG_NOEXCEPT;

/* -- facts of a record, by index. All of stg_record_set_* check the fact's type and range and give
 *    STG_STATUS_INVALID_INPUT where the value does not fit. -- */

/* Makes a fact unknown.
 * Thread safety: exclusive. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_record_set_unknown(stg_record* record, uint32_t fact,
                                                           stg_error** err) STG_NOEXCEPT;

/* Sets a bool: 0 is false, anything else true.
 * Errors: STG_STATUS_INVALID_INPUT.
 * Thread safety: exclusive. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_record_set_bool(stg_record* record, uint32_t fact,
                                                        uint8_t value,
                                                        stg_error** err) STG_NOEXCEPT;

/* Sets an int; a decimal or double fact takes it too.
 * Errors: STG_STATUS_INVALID_INPUT.
 * Thread safety: exclusive. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_record_set_int(stg_record* record, uint32_t fact,
                                                       int64_t value, stg_error** err) STG_NOEXCEPT;

/* Sets a double.
 * Errors: STG_STATUS_INVALID_INPUT.
 * Thread safety: exclusive. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_record_set_double(stg_record* record, uint32_t fact,
                                                          double value,
                                                          stg_error** err) STG_NOEXCEPT;

/* Sets a decimal from its text: "12.50".
 * Errors: STG_STATUS_INVALID_INPUT, also where the text is no number or does not fit exactly.
 * Thread safety: exclusive. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_record_set_decimal(stg_record* record, uint32_t fact,
                                                           const char* text, size_t text_size,
                                                           stg_error** err) STG_NOEXCEPT;

/* Sets a string or an enum.
 * Errors: STG_STATUS_INVALID_INPUT.
 * Thread safety: exclusive. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_record_set_string(stg_record* record, uint32_t fact,
                                                          const char* text, size_t text_size,
                                                          stg_error** err) STG_NOEXCEPT;

/* Sets a timestamp.
 * Errors: STG_STATUS_INVALID_INPUT.
 * Thread safety: exclusive. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_record_set_timestamp(stg_record* record, uint32_t fact,
                                                             int64_t instant,
                                                             stg_error** err) STG_NOEXCEPT;

/* Sets a fact of any type from text, as in a CSV file: "3", "12.50", "true", "now",
 * "2026-03-02T10:00"; lists and maps as JSON.
 * Errors: STG_STATUS_INVALID_INPUT.
 * Thread safety: exclusive. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_record_set_text(stg_record* record, uint32_t fact,
                                                        const char* text, size_t text_size,
                                                        stg_error** err) STG_NOEXCEPT;

/* Sets a fact of any type from a JSON value; null makes it unknown.
 * Errors: STG_STATUS_INVALID_INPUT, STG_STATUS_LIMIT_EXCEEDED.
 * Thread safety: exclusive. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_record_set_json(stg_record* record, uint32_t fact,
                                                        const char* text, size_t text_size,
                                                        stg_error** err) STG_NOEXCEPT;

/* Whether a fact has a value.
 * Thread safety: shared. Since: 0.1. */
STG_API uint8_t stg_record_is_known(const stg_record* record, uint32_t fact) STG_NOEXCEPT;

/* Reads a bool. An unknown fact sets `*known` to 0 and leaves `*value` alone: so with all of
 * stg_record_get_*.
 *   known: may be NULL
 * Errors: STG_STATUS_INVALID_ARGUMENT where the fact has another type.
 * Thread safety: shared. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_record_get_bool(const stg_record* record, uint32_t fact,
                                                        uint8_t* value, uint8_t* known,
                                                        stg_error** err) STG_NOEXCEPT;

/* Reads an int.
 *   known: may be NULL
 * Errors: STG_STATUS_INVALID_ARGUMENT where the fact has another type.
 * Thread safety: shared. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_record_get_int(const stg_record* record, uint32_t fact,
                                                       int64_t* value, uint8_t* known,
                                                       stg_error** err) STG_NOEXCEPT;

/* Reads a double, or the nearest double to a decimal.
 *   known: may be NULL
 * Errors: STG_STATUS_INVALID_ARGUMENT where the fact has another type.
 * Thread safety: shared. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_record_get_double(const stg_record* record, uint32_t fact,
                                                          double* value, uint8_t* known,
                                                          stg_error** err) STG_NOEXCEPT;

/* Reads a decimal as text in plain notation: "-12.5".
 *   text:  set to the text (reused); untouched where unknown
 *   known: may be NULL
 * Errors: STG_STATUS_INVALID_ARGUMENT where the fact has another type.
 * Thread safety: shared. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_record_get_decimal(const stg_record* record, uint32_t fact,
                                                           stg_buffer** text, uint8_t* known,
                                                           stg_error** err) STG_NOEXCEPT;

/* Reads a string or an enum.
 *   value: set to text borrowed from the record
 *   known: may be NULL
 * Errors: STG_STATUS_INVALID_ARGUMENT where the fact has another type.
 * Thread safety: shared. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_record_get_string(const stg_record* record, uint32_t fact,
                                                          stg_str* value, uint8_t* known,
                                                          stg_error** err) STG_NOEXCEPT;

/* Reads a timestamp; a finer fraction than a microsecond is cut off.
 *   known: may be NULL
 * Errors: STG_STATUS_INVALID_ARGUMENT where the fact has another type.
 * Thread safety: shared. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_record_get_timestamp(const stg_record* record,
                                                             uint32_t fact, int64_t* instant,
                                                             uint8_t* known,
                                                             stg_error** err) STG_NOEXCEPT;

/* Reads a fact of any type as JSON, as a decision's JSON writes it; unknown is null.
 *   text: set to the JSON (reused)
 * Thread safety: shared. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_record_get_json(const stg_record* record, uint32_t fact,
                                                        stg_buffer** text,
                                                        stg_error** err) STG_NOEXCEPT;

/* ------------------------------------------------------------------------------------------------
 * Payloads: the values that an event carries, by payload field (stg_ruleset_field_index). All of
 * stg_payload_set_* check the field's type and give STG_STATUS_INVALID_INPUT where the value does
 * not fit. A field that the event decided does not carry is STG_STATUS_UNKNOWN_NAME in stg_decide.
 * --------------------------------------------------------------------------------------------- */

/* Makes an empty payload for events of a ruleset.
 *   payload: set to the payload, the caller's
 * Thread safety: shared. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_payload_new(const stg_ruleset* ruleset,
                                                    stg_payload** payload,
                                                    stg_error** err) STG_NOEXCEPT;

/* Takes all values out and keeps the memory.
 * Thread safety: exclusive. Since: 0.1. */
STG_API void stg_payload_clear(stg_payload* payload) STG_NOEXCEPT;

/* Frees a payload. NULL is fine.
 * Thread safety: exclusive. Since: 0.1. */
STG_API void stg_payload_free(stg_payload* payload) STG_NOEXCEPT;

/* Sets a bool.
 * Errors: STG_STATUS_INVALID_INPUT.
 * Thread safety: exclusive. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_payload_set_bool(stg_payload* payload, uint32_t field,
                                                         uint8_t value,
                                                         stg_error** err) STG_NOEXCEPT;

/* Sets an int; a decimal or double field takes it too.
 * Errors: STG_STATUS_INVALID_INPUT.
 * Thread safety: exclusive. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_payload_set_int(stg_payload* payload, uint32_t field,
                                                        int64_t value,
                                                        stg_error** err) STG_NOEXCEPT;

/* Sets a double.
 * Errors: STG_STATUS_INVALID_INPUT.
 * Thread safety: exclusive. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_payload_set_double(stg_payload* payload, uint32_t field,
                                                           double value,
                                                           stg_error** err) STG_NOEXCEPT;

/* Sets a decimal from its text.
 * Errors: STG_STATUS_INVALID_INPUT.
 * Thread safety: exclusive. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_payload_set_decimal(stg_payload* payload, uint32_t field,
                                                            const char* text, size_t text_size,
                                                            stg_error** err) STG_NOEXCEPT;

/* Sets a string or an enum.
 * Errors: STG_STATUS_INVALID_INPUT.
 * Thread safety: exclusive. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_payload_set_string(stg_payload* payload, uint32_t field,
                                                           const char* text, size_t text_size,
                                                           stg_error** err) STG_NOEXCEPT;

/* Sets a timestamp.
 * Errors: STG_STATUS_INVALID_INPUT.
 * Thread safety: exclusive. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_payload_set_timestamp(stg_payload* payload, uint32_t field,
                                                              int64_t instant,
                                                              stg_error** err) STG_NOEXCEPT;

/* Sets a field of any type from text, as stg_record_set_text reads it.
 * Errors: STG_STATUS_INVALID_INPUT.
 * Thread safety: exclusive. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_payload_set_text(stg_payload* payload, uint32_t field,
                                                         const char* text, size_t text_size,
                                                         stg_error** err) STG_NOEXCEPT;

/* Sets the fields that a JSON object names, as `event` carries them; those that are null stay out.
 * Errors: STG_STATUS_UNKNOWN_NAME for a field that the event does not carry,
 * STG_STATUS_INVALID_INPUT, STG_STATUS_LIMIT_EXCEEDED. Where one field fails, none is set.
 * Thread safety: exclusive. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_payload_set_json(stg_payload* payload, uint32_t event,
                                                         const char* text, size_t text_size,
                                                         stg_error** err) STG_NOEXCEPT;

/* ------------------------------------------------------------------------------------------------
 * Events as JSON: what a queue or a line of a file delivers, in one call
 * --------------------------------------------------------------------------------------------- */

/* Reads an event: a JSON object with `event` (name), and if wanted `record`, `at` (an instant),
 * `id`, `actor` (text, or an object with `id` and `roles`), `roles` (a list, or text separated by
 * `;`) and `payload` (an object). In the place of `event`, `approve` or `reject` name what is
 * waiting (null where that is one thing alone).
 *   event: set to the event (reused)
 * Errors: STG_STATUS_INVALID_INPUT, STG_STATUS_UNKNOWN_NAME, STG_STATUS_LIMIT_EXCEEDED.
 * Thread safety: exclusive. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_event_from_json(const stg_ruleset* ruleset,
                                                        const char* text, size_t text_size,
                                                        stg_event** event,
                                                        stg_error** err) STG_NOEXCEPT;

/* Frees an event. NULL is fine.
 * Thread safety: exclusive. Since: 0.1. */
STG_API void stg_event_free(stg_event* event) STG_NOEXCEPT;

/* The index of the event's name in the ruleset; STG_NONE of an approval or a rejection.
 * Thread safety: shared. Since: 0.1. */
STG_API uint32_t stg_event_index(const stg_event* event) STG_NOEXCEPT;

/* The record that it is for; empty where the JSON does not say. Borrowed from the event.
 * Thread safety: shared. Since: 0.1. */
STG_API stg_str stg_event_record(const stg_event* event) STG_NOEXCEPT;

/* When it happened; STG_NEVER where the JSON does not say.
 * Thread safety: shared. Since: 0.1. */
STG_API int64_t stg_event_at(const stg_event* event) STG_NOEXCEPT;

/* The values it carries, for stg_decide. Borrowed from the event.
 * Thread safety: shared. Since: 0.1. */
STG_API const stg_payload* stg_event_payload(const stg_event* event) STG_NOEXCEPT;

/* ------------------------------------------------------------------------------------------------
 * Contexts: what surrounds a decision, and the memory it works in
 * --------------------------------------------------------------------------------------------- */

/* Makes a context for decisions under a ruleset: no actor, no event id, no trace, any sequence.
 * One context serves one thread at a time, and any number of decisions and records.
 *   context: set to the context, the caller's
 * Thread safety: shared. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_context_new(const stg_ruleset* ruleset,
                                                    stg_context** context,
                                                    stg_error** err) STG_NOEXCEPT;

/* Frees a context. NULL is fine.
 * Thread safety: exclusive. Since: 0.1. */
STG_API void stg_context_free(stg_context* context) STG_NOEXCEPT;

/* Says who sends the events from now on.
 *   id, id_size:       may be empty: nobody in particular
 *   roles, role_count: names of roles; may be NULL with count 0
 * Errors: STG_STATUS_UNKNOWN_NAME for a role that the ruleset does not declare.
 * Thread safety: exclusive. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_context_set_actor(stg_context* context, const char* id,
                                                          size_t id_size, const stg_str* roles,
                                                          uint32_t role_count,
                                                          stg_error** err) STG_NOEXCEPT;

/* Sets the id of the events decided from now on; empty: none. An id that the record has taken
 * before is answered STG_OUTCOME_DUPLICATE with the first outcome.
 * Thread safety: exclusive. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_context_set_event_id(stg_context* context, const char* id,
                                                             size_t id_size,
                                                             stg_error** err) STG_NOEXCEPT;

/* Takes actor, roles and id from an event read from JSON; what the event does not say is empty
 * afterwards.
 * Errors: STG_STATUS_WRONG_RULESET.
 * Thread safety: exclusive. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_context_set_event(stg_context* context,
                                                          const stg_event* event,
                                                          stg_error** err) STG_NOEXCEPT;

/* Asks for a trace in decisions: each condition looked at, its value and the facts it read.
 *   on: 0 or 1
 * Thread safety: exclusive. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_context_set_trace(stg_context* context, uint8_t on,
                                                          stg_error** err) STG_NOEXCEPT;

/* Says which sequence number the record is expected to have: another one is answered
 * STG_OUTCOME_CONFLICT.
 *   sequence: -1 for any
 * Errors: STG_STATUS_INVALID_ARGUMENT below -1.
 * Thread safety: exclusive. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_context_set_expected_sequence(stg_context* context,
                                                                      int64_t sequence,
                                                                      stg_error** err) STG_NOEXCEPT;

/* Says how much of a quota is in use under a key (stg_quota_key), the record to be decided
 * included. A counter that a decision relies on and that was not set is in its needs, as
 * "counters.<quota>"; it is never taken for zero.
 *   used: not below zero
 * Thread safety: exclusive. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_context_set_counter(stg_context* context, uint32_t quota,
                                                            const char* key, size_t key_size,
                                                            int64_t used,
                                                            stg_error** err) STG_NOEXCEPT;

/* Says whether the counters that are set are all there are: one that is not set is then at zero.
 *   on: 0 (as at first) or 1
 * Thread safety: exclusive. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_context_set_counters_complete(stg_context* context,
                                                                      uint8_t on,
                                                                      stg_error** err) STG_NOEXCEPT;

/* Forgets all counters. NULL is fine.
 * Thread safety: exclusive. Since: 0.1. */
STG_API void stg_context_clear_counters(stg_context* context) STG_NOEXCEPT;

/* ------------------------------------------------------------------------------------------------
 * Quotas: the engine judges, the host counts
 * --------------------------------------------------------------------------------------------- */

/* How many quotas the ruleset declares.
 * Thread safety: shared. Since: 0.1. */
STG_API uint32_t stg_ruleset_quota_count(const stg_ruleset* ruleset) STG_NOEXCEPT;

/* The index of a quota, or STG_NONE.
 * Thread safety: shared. Since: 0.1. */
STG_API uint32_t stg_ruleset_quota_index(const stg_ruleset* ruleset, const char* name,
                                         size_t name_size) STG_NOEXCEPT;

/* The name of a quota. Borrowed from the ruleset.
 * Thread safety: shared. Since: 0.1. */
STG_API stg_str stg_ruleset_quota_name(const stg_ruleset* ruleset, uint32_t quota) STG_NOEXCEPT;

/* The most that a quota allows under each key.
 * Thread safety: shared. Since: 0.1. */
STG_API int64_t stg_ruleset_quota_limit(const stg_ruleset* ruleset, uint32_t quota) STG_NOEXCEPT;

/* Whether a quota counts an event (0 or 1). A quota of records counts none.
 * Thread safety: shared. Since: 0.1. */
STG_API uint8_t stg_ruleset_quota_counts_event(const stg_ruleset* ruleset, uint32_t quota,
                                               uint32_t event) STG_NOEXCEPT;

/* Where the window of a quota of events begins at `now`: the events that count lie from `begin` to
 * `now`, both included.
 * Errors: STG_STATUS_INVALID_ARGUMENT for a quota of records.
 * Thread safety: shared. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_quota_window(const stg_ruleset* ruleset, uint32_t quota,
                                                     int64_t now, int64_t* begin,
                                                     stg_error** err) STG_NOEXCEPT;

/* The key under which a record counts: the values of the quota's `per` facts, joined by '/'.
 *   key:   set to the key (reused)
 *   known: set to 0 where one of the facts is unknown, else 1; may be NULL
 * Thread safety: shared. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_quota_key(const stg_ruleset* ruleset, uint32_t quota,
                                                  const stg_record* record, stg_buffer** key,
                                                  uint8_t* known, stg_error** err) STG_NOEXCEPT;

/* Whether a record is one of those that a quota counts (`counts` is true at `now`); 0 for a quota
 * of events.
 *   counts: set to 0 or 1
 * Errors: STG_STATUS_WRONG_RULESET.
 * Thread safety: exclusive. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_quota_counts(const stg_ruleset* ruleset, uint32_t quota,
                                                     const stg_record* record, int64_t now,
                                                     stg_context* context, uint8_t* counts,
                                                     stg_error** err) STG_NOEXCEPT;

/* ------------------------------------------------------------------------------------------------
 * Deciding. All of this is pure: the record given is not changed, stg_apply changes it.
 * --------------------------------------------------------------------------------------------- */

/* Decides an event.
 *   record:   the record as it is; may be the one inside `*decision`
 *   event:    index of the event
 *   payload:  what the event carries, or NULL
 *   now:      when it happened
 *   context:  of the same ruleset
 *   decision: set to the decision (reused: a plain decision then allocates nothing)
 * Errors: STG_STATUS_OVERDUE where something is due strictly before `now`. Advance the record to
 * `now - 1` first: at one instant, events go before deadlines. STG_STATUS_WRONG_RULESET for a
 * record, payload or context of another ruleset; STG_STATUS_UNKNOWN_NAME for a payload field that
 * the event does not carry; STG_STATUS_INVALID_INPUT for a carried value out of its fact's range.
 * Whatever else comes of it is an outcome. Thread safety: exclusive. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_decide(const stg_ruleset* ruleset, const stg_record* record,
                                               uint32_t event, const stg_payload* payload,
                                               int64_t now, stg_context* context,
                                               stg_decision** decision,
                                               stg_error** err) STG_NOEXCEPT;

/* Approves what the record waits for: more time for a deadline, or a transition that others must
 * agree to. Who does is the context's actor.
 *   name, name_size: the path or the last name of the deadline or transition; empty where one
 * request alone is waiting decision:    set to the decision (reused). Denied with `self_approval`,
 * `wrong_role`, `not_requested`, `ambiguous` (several wait: say which), `quota_full`,
 *                `already_approved`; pending where more must agree
 * Errors: as stg_decide; STG_STATUS_UNKNOWN_NAME where nothing of that name can be asked for.
 * Thread safety: exclusive. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_approve(const stg_ruleset* ruleset,
                                                const stg_record* record, const char* name,
                                                size_t name_size, int64_t now, stg_context* context,
                                                stg_decision** decision,
                                                stg_error** err) STG_NOEXCEPT;

/* Rejects what the record waits for; who asked for it may take it back so. The parameters are those
 * of stg_approve.
 *   decision: set to the decision (reused). Denied with `wrong_role`, `not_requested`, `ambiguous`
 * Errors: as stg_approve.
 * Thread safety: exclusive. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_reject(const stg_ruleset* ruleset, const stg_record* record,
                                               const char* name, size_t name_size, int64_t now,
                                               stg_context* context, stg_decision** decision,
                                               stg_error** err) STG_NOEXCEPT;

/* Decides an event that was read from JSON, at its own instant, sent by its own actor: an event of
 * the ruleset, or an approval or a rejection. The context's actor and event id become the event's.
 * Errors: as stg_decide and stg_approve; STG_STATUS_INVALID_INPUT where the JSON says no instant.
 * Thread safety: exclusive. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_decide_event(const stg_ruleset* ruleset,
                                                     const stg_record* record,
                                                     const stg_event* event, stg_context* context,
                                                     stg_decision** decision,
                                                     stg_error** err) STG_NOEXCEPT;

/* Says that facts of the record were set by hand (stg_record_set_...) at `now`: deadlines that
 * depend on them follow from then on. Without it they follow from the record's last change.
 * Errors: STG_STATUS_OVERDUE as stg_decide, STG_STATUS_WRONG_RULESET.
 * Thread safety: exclusive. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_record_refresh(stg_record* record, int64_t now,
                                                       stg_context* context,
                                                       stg_error** err) STG_NOEXCEPT;

/* Lets time pass up to and including `now`: every deadline and reminder that came due fires in
 * order, each at its own instant. One call after three days gives the same record as many calls.
 *   record:    the record as it is; may be one inside `*decisions`
 *   context:   of the same ruleset; its actor and event id have no part in it
 *   decisions: set to the decisions, in order, possibly none (reused)
 * Errors: STG_STATUS_WRONG_RULESET, also for a record of another version; STG_STATUS_LIMIT_EXCEEDED
 * when more than 10,000 things come due: advance in smaller steps. Thread safety: exclusive. Since:
 * 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_advance(const stg_ruleset* ruleset,
                                                const stg_record* record, int64_t now,
                                                stg_context* context, stg_decisions** decisions,
                                                stg_error** err) STG_NOEXCEPT;

/* Makes the decision's record the record. After stg_advance it is enough to apply the last one.
 * Errors: STG_STATUS_INVALID_ARGUMENT where the decision is about a record of another id,
 * STG_STATUS_WRONG_RULESET.
 * Thread safety: exclusive. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_apply(stg_record* record, const stg_decision* decision,
                                              stg_error** err) STG_NOEXCEPT;

/* The next instant at which anything can change by itself; STG_NEVER when nothing will.
 * Thread safety: shared. Since: 0.1. */
STG_API int64_t stg_record_next_due(const stg_record* record) STG_NOEXCEPT;

/* Evaluates a decision table for a record.
 *   table:   index of the table
 *   json:    set to the row's outputs as a JSON object; of a collecting table, a list of such
 *            objects; of an unknown, a list of the names that are lacking; of an error, its message
 *            as a JSON string (reused)
 *   result:  set to STG_RESULT_VALUE, _UNKNOWN or _ERROR (no row matches, the hit policy is broken,
 *            or a condition failed); may be NULL
 * Errors: STG_STATUS_WRONG_RULESET.
 * Thread safety: exclusive. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_table_evaluate(const stg_ruleset* ruleset, uint32_t table,
                                                       const stg_record* record, int64_t now,
                                                       stg_context* context, stg_buffer** json,
                                                       stg_result* result,
                                                       stg_error** err) STG_NOEXCEPT;

/* ------------------------------------------------------------------------------------------------
 * Reading a decision. Text is borrowed from the decision and lives until the decision is freed or
 * given to another call as "reused".
 * --------------------------------------------------------------------------------------------- */

/* How many decisions a list holds.
 * Thread safety: shared. Since: 0.1. */
STG_API uint32_t stg_decisions_count(const stg_decisions* decisions) STG_NOEXCEPT;

/* One decision of a list, borrowed from it; NULL past the last.
 * Thread safety: shared. Since: 0.1. */
STG_API const stg_decision* stg_decisions_get(const stg_decisions* decisions,
                                              uint32_t index) STG_NOEXCEPT;

/* Frees a list and the decisions in it. NULL is fine.
 * Thread safety: exclusive. Since: 0.1. */
STG_API void stg_decisions_free(stg_decisions* decisions) STG_NOEXCEPT;

/* Frees a decision; never one of a list. NULL is fine.
 * Thread safety: exclusive. Since: 0.1. */
STG_API void stg_decision_free(stg_decision* decision) STG_NOEXCEPT;

/* The whole decision as JSON: the same decision is always the same bytes, through every binding.
 *   text: set to the JSON (reused)
 * Thread safety: shared. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_decision_to_json(const stg_decision* decision,
                                                         stg_buffer** text,
                                                         stg_error** err) STG_NOEXCEPT;

/* The id of the record it is about.
 * Thread safety: shared. Since: 0.1. */
STG_API stg_str stg_decision_record_id(const stg_decision* decision) STG_NOEXCEPT;

/* The instant of what happened.
 * Thread safety: shared. Since: 0.1. */
STG_API int64_t stg_decision_at(const stg_decision* decision) STG_NOEXCEPT;

/* What it answers to: STG_CAUSE_EVENT, ...
 * Thread safety: shared. Since: 0.1. */
STG_API stg_cause stg_decision_cause(const stg_decision* decision) STG_NOEXCEPT;

/* The name of the cause: the event, or the path of the deadline, cadence or transition.
 * Thread safety: shared. Since: 0.1. */
STG_API stg_str stg_decision_cause_name(const stg_decision* decision) STG_NOEXCEPT;

/* The id that the event had; empty where it had none.
 * Thread safety: shared. Since: 0.1. */
STG_API stg_str stg_decision_event_id(const stg_decision* decision) STG_NOEXCEPT;

/* Of a reminder: which one it is, as the ruleset writes it ("80%").
 * Thread safety: shared. Since: 0.1. */
STG_API stg_str stg_decision_reminder(const stg_decision* decision) STG_NOEXCEPT;

/* Of a reminder: whether it stands for earlier ones too, which were passed in one call.
 * Thread safety: shared. Since: 0.1. */
STG_API uint8_t stg_decision_is_late(const stg_decision* decision) STG_NOEXCEPT;

/* What came of it.
 * Thread safety: shared. Since: 0.1. */
STG_API stg_outcome stg_decision_outcome(const stg_decision* decision) STG_NOEXCEPT;

/* The name of an outcome: "moved", "migration_required". Static, NUL-terminated; empty for a number
 * that is no outcome.
 * Thread safety: shared. Since: 0.1. */
STG_API stg_str stg_outcome_name(stg_outcome outcome) STG_NOEXCEPT;

/* The stage before.
 * Thread safety: shared. Since: 0.1. */
STG_API uint32_t stg_decision_from(const stg_decision* decision) STG_NOEXCEPT;

/* The stage after a move; STG_NONE without one.
 * Thread safety: shared. Since: 0.1. */
STG_API uint32_t stg_decision_to(const stg_decision* decision) STG_NOEXCEPT;

/* The transition that was selected ("lead.new.hand_over"); empty without one.
 * Thread safety: shared. Since: 0.1. */
STG_API stg_str stg_decision_transition(const stg_decision* decision) STG_NOEXCEPT;

/* How many reasons there are why it was refused or denied, or what the error was about.
 * Thread safety: shared. Since: 0.1. */
STG_API uint32_t stg_decision_reason_count(const stg_decision* decision) STG_NOEXCEPT;

/* The code of a reason: the criterion's name, or one of the engine's ("wrong_role").
 * Thread safety: shared. Since: 0.1. */
STG_API stg_str stg_decision_reason_code(const stg_decision* decision, uint32_t index) STG_NOEXCEPT;

/* A reason as people read it.
 * Thread safety: shared. Since: 0.1. */
STG_API stg_str stg_decision_reason_text(const stg_decision* decision, uint32_t index) STG_NOEXCEPT;

/* How many values are lacking.
 * Thread safety: shared. Since: 0.1. */
STG_API uint32_t stg_decision_need_count(const stg_decision* decision) STG_NOEXCEPT;

/* The name of what is lacking: a fact, or a payload field as "event.reason".
 * Thread safety: shared. Since: 0.1. */
STG_API stg_str stg_decision_need(const stg_decision* decision, uint32_t index) STG_NOEXCEPT;

/* How many facts the decision changed.
 * Thread safety: shared. Since: 0.1. */
STG_API uint32_t stg_decision_changed_fact_count(const stg_decision* decision) STG_NOEXCEPT;

/* A fact that the decision changed; its value now is in stg_decision_record.
 * Thread safety: shared. Since: 0.1. */
STG_API uint32_t stg_decision_changed_fact(const stg_decision* decision,
                                           uint32_t index) STG_NOEXCEPT;

/* How many actions there are for the host to do.
 * Thread safety: shared. Since: 0.1. */
STG_API uint32_t stg_decision_action_count(const stg_decision* decision) STG_NOEXCEPT;

/* The stable id of an action, "<record>/<sequence>/<index>": an action done twice is recognised by
 * it.
 *   id: set to the id (reused)
 * Thread safety: shared. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_decision_action_id(const stg_decision* decision,
                                                           uint32_t action, stg_buffer** id,
                                                           stg_error** err) STG_NOEXCEPT;

/* The name of an action as the ruleset declares it; "start" for the start of another lifecycle,
 * whose one argument is `ruleset`.
 * Thread safety: shared. Since: 0.1. */
STG_API stg_str stg_decision_action_name(const stg_decision* decision,
                                         uint32_t action) STG_NOEXCEPT;

/* When an action is to be done, where a cadence planned it; else STG_NEVER.
 * Thread safety: shared. Since: 0.1. */
STG_API int64_t stg_decision_action_due(const stg_decision* decision, uint32_t action) STG_NOEXCEPT;

/* How many arguments an action has.
 * Thread safety: shared. Since: 0.1. */
STG_API uint32_t stg_decision_argument_count(const stg_decision* decision,
                                             uint32_t action) STG_NOEXCEPT;

/* The name of an argument.
 * Thread safety: shared. Since: 0.1. */
STG_API stg_str stg_decision_argument_name(const stg_decision* decision, uint32_t action,
                                           uint32_t argument) STG_NOEXCEPT;

/* The value of an argument as text: strings as they are; instants, dates and durations as in JSON
 * without the quotes; everything else as in JSON.
 *   text: set to the text (reused)
 * Thread safety: shared. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_decision_argument_text(const stg_decision* decision,
                                                               uint32_t action, uint32_t argument,
                                                               stg_buffer** text,
                                                               stg_error** err) STG_NOEXCEPT;

/* The value of an argument as JSON.
 *   json: set to the JSON (reused)
 * Thread safety: shared. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_decision_argument_json(const stg_decision* decision,
                                                               uint32_t action, uint32_t argument,
                                                               stg_buffer** json,
                                                               stg_error** err) STG_NOEXCEPT;

/* How many deadlines are armed after the decision.
 * Thread safety: shared. Since: 0.1. */
STG_API uint32_t stg_decision_timer_count(const stg_decision* decision) STG_NOEXCEPT;

/* The path of an armed deadline ("lead.sql.one_week_rule").
 * Thread safety: shared. Since: 0.1. */
STG_API stg_str stg_decision_timer_name(const stg_decision* decision, uint32_t index) STG_NOEXCEPT;

/* When an armed deadline is due.
 * Thread safety: shared. Since: 0.1. */
STG_API int64_t stg_decision_timer_due(const stg_decision* decision, uint32_t index) STG_NOEXCEPT;

/* Whether an armed deadline came due and could not fire, as a value was unknown or failed: it waits
 * for the record's facts to change.
 * Thread safety: shared. Since: 0.1. */
STG_API uint8_t stg_decision_timer_is_overdue(const stg_decision* decision,
                                              uint32_t index) STG_NOEXCEPT;

/* How many flags an armed deadline has.
 * Thread safety: shared. Since: 0.1. */
STG_API uint32_t stg_decision_timer_flag_count(const stg_decision* decision,
                                               uint32_t index) STG_NOEXCEPT;

/* What is special about an armed deadline: "overdue", "held" (its clock stands still), "pending"
 * (more time is asked for), "calendar_coverage" (its calendar does not reach so far). Empty past
 * the last.
 * Thread safety: shared. Since: 0.1. */
STG_API stg_str stg_decision_timer_flag(const stg_decision* decision, uint32_t index,
                                        uint32_t flag) STG_NOEXCEPT;

/* How many counters of quotas the decision relied on.
 * Thread safety: shared. Since: 0.1. */
STG_API uint32_t stg_decision_counter_count(const stg_decision* decision) STG_NOEXCEPT;

/* A counter the decision relied on: its key, and what it counted of how many. Each of `value` and
 * `limit` may be NULL.
 * Thread safety: shared. Since: 0.1. */
STG_API stg_str stg_decision_counter(const stg_decision* decision, uint32_t index, int64_t* value,
                                     int64_t* limit) STG_NOEXCEPT;

/* The next instant at which anything can change by itself after the decision.
 * Thread safety: shared. Since: 0.1. */
STG_API int64_t stg_decision_next_due(const stg_decision* decision) STG_NOEXCEPT;

/* The record's sequence number after the decision.
 * Thread safety: shared. Since: 0.1. */
STG_API int64_t stg_decision_sequence(const stg_decision* decision) STG_NOEXCEPT;

/* Of a duplicate: the outcome of the first decision, and its sequence number in `*sequence`, which
 * may be NULL. -1 for any other decision.
 * Thread safety: shared. Since: 0.1. */
STG_API stg_outcome stg_decision_first_outcome(const stg_decision* decision,
                                               int64_t* sequence) STG_NOEXCEPT;

/* The record as it is after the decision; as it was, where nothing changed. Borrowed.
 * Thread safety: shared. Since: 0.1. */
STG_API const stg_record* stg_decision_record(const stg_decision* decision) STG_NOEXCEPT;

/* How many conditions were looked at; 0 unless the context asked for a trace.
 * Thread safety: shared. Since: 0.1. */
STG_API uint32_t stg_decision_trace_count(const stg_decision* decision) STG_NOEXCEPT;

/* The source of a condition that was looked at, and where it stands in the ruleset's file; `line`
 * and `column` may be NULL.
 * Thread safety: shared. Since: 0.1. */
STG_API stg_str stg_decision_trace_source(const stg_decision* decision, uint32_t index,
                                          uint32_t* line, uint32_t* column) STG_NOEXCEPT;

/* What a condition came to, as JSON; null where it was unknown, {"error": message} where it failed.
 *   json: set to the JSON (reused)
 * Thread safety: shared. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_decision_trace_value(const stg_decision* decision,
                                                             uint32_t index, stg_buffer** json,
                                                             stg_error** err) STG_NOEXCEPT;

/* How many facts a condition read.
 * Thread safety: shared. Since: 0.1. */
STG_API uint32_t stg_decision_trace_fact_count(const stg_decision* decision,
                                               uint32_t index) STG_NOEXCEPT;

/* A fact that a condition read; STG_NONE past the last.
 * Thread safety: shared. Since: 0.1. */
STG_API uint32_t stg_decision_trace_fact(const stg_decision* decision, uint32_t index,
                                         uint32_t position) STG_NOEXCEPT;

/* The value of that fact at that moment, as JSON; null where it was unknown.
 *   json: set to the JSON (reused)
 * Thread safety: shared. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_decision_trace_fact_value(const stg_decision* decision,
                                                                  uint32_t index, uint32_t position,
                                                                  stg_buffer** json,
                                                                  stg_error** err) STG_NOEXCEPT;

/* ------------------------------------------------------------------------------------------------
 * CEL on its own
 * --------------------------------------------------------------------------------------------- */

/* Compiles an expression in the profile of rulesets: CEL with enums, decimals and dates.
 *   source, source_size: the expression
 *   variables, variables_size: a JSON object with a member for each variable that the expression
 *            may name; may be empty: no variables. A member is one of
 *              null                      its type stays open
 *              "int", "list(string)"     its type, as a fact of a ruleset has it
 *              {"type": "string", "max": 20}         and the most that it holds: characters of a
 *                                        text, elements of a list, entries of a map
 *              {"type": "enum", "values": ["a", "b"]}
 *   options: limits, or NULL
 *   expression: set to the expression, the caller's
 * Errors: STG_STATUS_INVALID_EXPRESSION with all findings, each with its range, and an edit where
 * one is known; STG_STATUS_INVALID_INPUT for `variables`. Thread safety: shared. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_expression_compile(
    const char* source, size_t source_size, const char* variables, size_t variables_size,
    const stg_options* options, stg_expression** expression, stg_error** err) STG_NOEXCEPT;

/* The type of what an expression gives, as CEL writes it: "bool", "list(int)", "dyn" where it
 * depends on open variables. Borrowed from the expression; empty for NULL.
 * Thread safety: shared. Since: 0.1. */
STG_API stg_str stg_expression_type(const stg_expression* expression) STG_NOEXCEPT;

/* The variables that an expression reads, of those declared: a JSON list of their names, in the
 * order in which they were declared. Borrowed from the expression; empty for NULL.
 * Thread safety: shared. Since: 0.1. */
STG_API stg_str stg_expression_facts(const stg_expression* expression) STG_NOEXCEPT;

/* The most steps that an evaluation takes, whatever the values are; STG_UNBOUNDED where that grows
 * with a variable that has no "max" or no type. A step is an instruction, or a byte or an element
 * worked on. What is above STG_OPTION_MAX_STEPS can end in STG_RESULT_ERROR; whether it does
 * depends on the values. 0 for NULL.
 * Thread safety: shared. Since: 0.1. */
STG_API uint64_t stg_expression_cost(const stg_expression* expression) STG_NOEXCEPT;

/* Evaluates an expression. It reads no clock and no file: the same values give the same result.
 *   values, values_size: a JSON object with the values of variables; one that is absent is
 *           unknown; may be empty: all are. Values of a declared type are written as facts are in a
 *           record's JSON, and null is unknown. Of an open variable whole numbers are ints, other
 *           numbers doubles, and null is CEL's null.
 *   json:   set to the value as JSON; of an unknown, to a list of the names it depends on; of an
 *           error, to its message as a JSON string (reused)
 *   result: set to STG_RESULT_VALUE, _UNKNOWN or _ERROR; may be NULL
 * Errors: STG_STATUS_INVALID_INPUT for `values` (a value of another type, or larger than its
 * "max"), STG_STATUS_UNKNOWN_NAME for a value of no variable. A failure of the expression itself,
 * such as a division by zero or a spent budget, is a result and no error. Thread safety: shared.
 * Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_expression_evaluate(const stg_expression* expression,
                                                            const char* values, size_t values_size,
                                                            stg_buffer** json, stg_result* result,
                                                            stg_error** err) STG_NOEXCEPT;

/* Frees an expression. NULL is fine.
 * Thread safety: exclusive. Since: 0.1. */
STG_API void stg_expression_free(stg_expression* expression) STG_NOEXCEPT;

/* ------------------------------------------------------------------------------------------------
 * Tests
 * --------------------------------------------------------------------------------------------- */

/* Runs the test files of rulesets. A mistake in one file is reported in its place and does not
 * stop the others.
 *   paths, path_count: files, or directories in which every test file is run
 *   options:  limits, or NULL
 *   format:   STG_FORMAT_TEXT or STG_FORMAT_JSON
 *   coverage: whether the text ends with what the tests covered (the JSON always does)
 *   report:   set to the report (reused)
 *   passed, failed: set to the number of cases; each may be NULL
 *   invalid:  set to the number of cases and files that could not be run, as they are wrong
 *             themselves or their ruleset does not load; may be NULL
 * Errors: STG_STATUS_NOT_FOUND, STG_STATUS_IO; STG_STATUS_INVALID_INPUT for a path without test
 * files; STG_STATUS_UNSUPPORTED for another format. Thread safety: shared. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_test_run(const stg_str* paths, uint32_t path_count,
                                                 const stg_options* options, stg_format format,
                                                 uint8_t coverage, stg_buffer** report,
                                                 uint32_t* passed, uint32_t* failed,
                                                 uint32_t* invalid, stg_error** err) STG_NOEXCEPT;

#ifdef __cplusplus
} /* extern "C" */
#endif

#endif /* STAGEGRAPH_STAGEGRAPH_H_ */
