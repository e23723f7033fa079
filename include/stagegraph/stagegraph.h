/* SPDX-License-Identifier: Apache-2.0 */
/* stagegraph.h - the C interface of Stagegraph, an embeddable rules engine for customer lifecycles.
 *
 * A ruleset (YAML, conditions in CEL) declares facts (what is known about a record), events (what
 * can happen to it), stages (where it can be) and what moves it: transitions and deadlines. The
 * engine reads no clock and no network and stores nothing. A record, an event, an actor and the
 * instant `now` go in, a decision comes out. The same input gives the same decision, byte for byte.
 *
 * The host owns storage and time. For every event it brings the record up to date, decides, and
 * stores what changed. The examples here decide under rules/b2b-trunk.yaml:
 *
 * Example:
 *
 *     // Applies a decision that changed the record. store() is the host's: it writes the record
 *     // and queues the decision's actions in one transaction.
 *     static stg_status take(stg_record* lead, const stg_decision* decision, stg_error** err) {
 *       if (!stg_decision_changes_record(decision)) return STG_STATUS_OK;
 *       stg_status status = stg_apply(lead, decision, err);
 *       if (status == STG_STATUS_OK) store(lead, decision);
 *       return status;
 *     }
 *
 *     // Delivers one event: first what came due before it, then the event itself.
 *     static stg_status deliver(const stg_ruleset* rules, stg_record* lead, uint32_t event,
 *                               int64_t now, stg_context* context, stg_error** err) {
 *       stg_decisions* due = NULL;
 *       stg_decision* decision = NULL;
 *       stg_status status = STG_STATUS_OK;
 *       if (stg_record_next_due(lead) < now) {
 *         status = stg_advance(rules, lead, now - 1, context, &due, err);
 *         for (uint32_t i = 0; status == STG_STATUS_OK && i < stg_decisions_count(due); ++i) {
 *           status = take(lead, stg_decisions_get(due, i), err);
 *         }
 *       }
 *       if (status == STG_STATUS_OK) {
 *         status = stg_decide(rules, lead, event, NULL, now, context, &decision, err);
 *       }
 *       if (status == STG_STATUS_OK) status = take(lead, decision, err);
 *       stg_decision_free(decision);
 *       stg_decisions_free(due);
 *       return status;
 *     }
 *
 * The examples of the sections continue this one. In them `rules` is the ruleset, `lead` a record
 * in the stage lead.sql, `context` a context, `now` an instant and `err` a NULL stg_error*. fail()
 * stands under "Errors".
 *
 * Conventions
 *
 *  1. Handles. Every object is an incomplete struct behind a pointer. The caller owns what `_new`,
 *     `_load_*`, `_from_json`, `_compile` and `_clone` give, and frees it with the `_free` of its
 *     kind (a ruleset with stg_ruleset_unref). `_free(NULL)` does nothing. Objects hold the ruleset
 *     they need, so they may be freed in any order.
 *
 *  2. Errors. A function that can fail returns stg_status (STG_STATUS_OK is 0) and takes a last
 *     parameter `stg_error** err`, which may be NULL. On failure `*err` is set to an object that
 *     the caller frees with stg_error_free. Whatever `*err` held before is overwritten, not freed.
 *     On success `*err` is left alone. There is no hidden "last error". Every such function can
 *     give STG_STATUS_INVALID_ARGUMENT (NULL where an object is needed, an index out of range, text
 *     that is not UTF-8), STG_STATUS_OUT_OF_MEMORY (reported without memory) and
 *     STG_STATUS_INTERNAL (a bug in this library). "Errors:" in a comment lists the others. No C++
 *     exception leaves the library. Compilers warn where a status is dropped (STG_CHECK_RESULT).
 *
 *  3. Results. A call that fails leaves its out-parameters untouched. Out-parameters marked
 *     "reused" (decisions, lists of decisions, buffers, events) work like getline's: `*out` is NULL
 *     or an object of an earlier call, which is filled again. Where such a call fails, the caller
 *     still owns the object and may pass it to another call, but its content is lost.
 *
 *  4. Readers. A function that returns a value and takes no `err` cannot fail. Asked for something
 *     that is not there, or given NULL, it answers STG_NONE, STG_NEVER, 0, NULL or empty text.
 *
 *  5. Text. Text in is a pointer and a length in bytes. It is UTF-8, is checked, is copied where it
 *     is kept, and needs no NUL. A NULL pointer with length 0 is empty text. Text out is either a
 *     borrowed stg_str, valid until the owner that the comment names is freed or changed, or an
 *     stg_buffer, which the caller frees. Both end with a NUL only where the comment says so.
 *
 *  6. Values. Instants are microseconds since 1970-01-01T00:00:00Z. STG_NEVER stands for no
 *     instant. Booleans are uint8_t: 0 or 1. Counts and indices are uint32_t, and only sizes in
 *     bytes are size_t.
 *
 *  7. Rulesets. Indices of facts, events, stages and the like count from 0 in the order of the
 *     ruleset and are valid for that ruleset alone. STG_NONE stands for no index. Look a name up
 *     once and keep the index. The ruleset that a call is given decides, also about a record that
 *     another object of the same version read (in another language, or before a reload): texts,
 *     zone and indices are those of the ruleset that is given. Contexts, payloads and events belong
 *     to the object that they were made for. A call that is given things which do not belong
 *     together fails with STG_STATUS_WRONG_RULESET.
 *
 *  8. Threads. No object belongs to a thread, and there is no global state. "Thread safety: shared"
 *     means that many threads may use the same const handle at once. "Thread safety: exclusive"
 *     means that no other thread may use the handles that are not const meanwhile. Const handles
 *     may be shared.
 *
 *  9. Stability. Later releases only add functions, and numbers never change their meaning. "Since"
 *     names the release that added a function. STG_ABI_VERSION grows only with a change that breaks
 *     callers, and the library's file name carries it.
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
 * matter, assign the status to a variable (GCC warns even about a cast to void). */
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
 *
 * The handles, the numbers that calls return, and stg_str for borrowed text. Print an stg_str with
 * its size, because it may lack a NUL.
 *
 * Example:
 *
 *     stg_str id = stg_record_id(lead);
 *     printf("%.*s\n", (int)id.size, id.data);
 * --------------------------------------------------------------------------------------------- */

/* No such index. */
#define STG_NONE UINT32_MAX
/* No upper bound on the steps: see stg_expression_cost. */
#define STG_UNBOUNDED UINT64_MAX
/* No instant. It is later than every instant. */
#define STG_NEVER INT64_MAX

/* Borrowed text, NUL-terminated only where a comment says so. `data` may be NULL if `size` is 0. */
typedef struct stg_str {
  const char* data;
  size_t size; /* in bytes */
} stg_str;

typedef struct stg_ruleset stg_ruleset;         /* a compiled ruleset: immutable, counts holders */
typedef struct stg_record stg_record;           /* where one customer stands under a ruleset */
typedef struct stg_payload stg_payload;         /* the values that an event carries */
typedef struct stg_event stg_event;             /* an event as it was delivered, read from JSON */
typedef struct stg_context stg_context;         /* what surrounds a decision: one for each thread */
typedef struct stg_decision stg_decision;       /* the answer to one thing that happened */
typedef struct stg_decisions stg_decisions;     /* what came due in a span of time, in order */
typedef struct stg_expression stg_expression;   /* a CEL expression on its own */
typedef struct stg_options stg_options;         /* limits and language for loading */
typedef struct stg_diagnostics stg_diagnostics; /* findings with places and suggestions */
typedef struct stg_error stg_error;             /* why a call failed */
typedef struct stg_buffer stg_buffer;           /* text that the caller owns */

/* How a call ended. Published values are never renumbered. */
typedef int32_t stg_status;
enum {
  STG_STATUS_OK = 0,
  STG_STATUS_INVALID_ARGUMENT = 1, /* the call breaks the rules of this interface */
  STG_STATUS_OUT_OF_MEMORY = 2,
  STG_STATUS_INTERNAL = 3,            /* a bug in this library */
  STG_STATUS_INVALID_RULESET = 10,    /* the YAML or the rules in it: see the diagnostics */
  STG_STATUS_INVALID_EXPRESSION = 11, /* the CEL: see the diagnostics */
  STG_STATUS_INVALID_INPUT = 12,      /* a record, an event, a value or JSON is malformed */
  STG_STATUS_UNKNOWN_NAME = 13,       /* the ruleset does not declare this name */
  STG_STATUS_LIMIT_EXCEEDED = 14,     /* a size, a depth or a number is above its limit */
  STG_STATUS_NOT_FOUND = 15,          /* the file does not exist */
  STG_STATUS_IO = 16,                 /* the file cannot be read */
  STG_STATUS_OVERDUE = 20,            /* something is due before this event: advance first */
  STG_STATUS_WRONG_RULESET = 21,      /* an object of another ruleset */
  STG_STATUS_UNSUPPORTED = 22,        /* a format that this function, or this library, has not */
  STG_STATUS_UNANSWERED = 23          /* a migration that leaves a question open */
};

/* The outcome of a decision, a closed set. A refusal is an answer, not an error. */
typedef int32_t stg_outcome;
enum {
  STG_OUTCOME_MOVED = 0,     /* a transition changed the stage */
  STG_OUTCOME_STAYED = 1,    /* a transition without target ran */
  STG_OUTCOME_REFUSED = 2,   /* criteria failed: the record stays or goes where `otherwise` says */
  STG_OUTCOME_DENIED = 3,    /* the actor may not do this */
  STG_OUTCOME_PENDING = 4,   /* it waits for an approval */
  STG_OUTCOME_IGNORED = 5,   /* declared, but not handled in this stage */
  STG_OUTCOME_DUPLICATE = 6, /* the record took this event id before */
  STG_OUTCOME_LATE = 7,      /* older than the last event, and its `order` drops such events */
  STG_OUTCOME_CONFLICT = 8,  /* the caller expected another sequence number */
  STG_OUTCOME_NEEDS = 9,     /* a condition depends on values that are not known */
  STG_OUTCOME_MIGRATION_REQUIRED = 10, /* another version of the ruleset decided the record last */
  STG_OUTCOME_ERROR = 11               /* a condition or value failed to evaluate */
};

/* What a decision answers. */
typedef int32_t stg_cause;
enum {
  STG_CAUSE_EVENT = 0,     /* the host delivered an event */
  STG_CAUSE_DEADLINE = 1,  /* a deadline came due */
  STG_CAUSE_REMINDER = 2,  /* a reminder of a deadline came due */
  STG_CAUSE_CADENCE = 3,   /* a step of a cadence came due */
  STG_CAUSE_AUTO = 4,      /* a transition without event ran, as its condition became true */
  STG_CAUSE_APPROVE = 5,   /* somebody approved a request */
  STG_CAUSE_REJECT = 6,    /* somebody rejected a request or took it back */
  STG_CAUSE_EXPIRY = 7,    /* nobody decided a request in time */
  STG_CAUSE_MIGRATION = 8, /* time passed for a record of another version of the ruleset */
  STG_CAUSE_BEGIN = 9      /* the record began */
};

/* How bad a finding is. Only errors keep a ruleset from loading. */
typedef int32_t stg_severity;
enum { STG_SEVERITY_ERROR = 0, STG_SEVERITY_WARNING = 1, STG_SEVERITY_NOTE = 2 };

/* Forms of output. Each function lists those that it offers. */
typedef int32_t stg_format;
enum { STG_FORMAT_TEXT = 0, STG_FORMAT_JSON = 1, STG_FORMAT_DOT = 2, STG_FORMAT_MERMAID = 3 };

/* How an evaluation ended. */
typedef int32_t stg_result;
enum {
  STG_RESULT_VALUE = 0,
  STG_RESULT_UNKNOWN = 1, /* the result depends on variables without a value */
  STG_RESULT_ERROR = 2    /* the evaluation failed, for example by a division by zero */
};

/* What options hold, with the default of each. stg_options_set_int sets the limits,
 * stg_options_set_text the language and the time zones. */
typedef int32_t stg_option;
enum {
  STG_OPTION_MAX_BYTES = 1,            /* bytes of a ruleset's text: 1 MiB */
  STG_OPTION_MAX_DEPTH = 2,            /* levels of nesting in it: 64 */
  STG_OPTION_MAX_NODES = 3,            /* keys and values in it: 200,000 */
  STG_OPTION_MAX_EXPRESSION_BYTES = 4, /* bytes of one expression: 64 KiB */
  STG_OPTION_MAX_EXPRESSION_DEPTH = 5, /* levels of nesting in one expression: 250 */
  STG_OPTION_MAX_EXPRESSION_NODES = 6, /* nodes of one expression: 16,384 */
  STG_OPTION_MAX_STEPS = 7,            /* evaluation steps in one decision: 1,000,000 */
  STG_OPTION_LANGUAGE = 8,             /* language of texts for people, such as "zh": none */
  STG_OPTION_TIME_ZONES = 9,           /* zones that may come in data, "Asia/Tokyo, UTC": none */
  STG_OPTION_MAX_DUE = 10,             /* decisions of one stg_advance: 10,000 */
  STG_OPTION_MAX_DUE_BYTES = 11,       /* memory that these keep: 256 MiB */
  STG_OPTION_MAX_DUE_STEPS = 12        /* evaluation steps of these: 100,000,000 */
};

/* ------------------------------------------------------------------------------------------------
 * The library
 *
 * Which library is loaded. #if tests STG_VERSION_NUMBER when a host is compiled. A host that loads
 * the library at run time also compares the ABI version before its first other call.
 *
 * Example:
 *
 *     if (stg_abi_version() != STG_ABI_VERSION) {
 *       fprintf(stderr, "libstagegraph %s has another interface\n", stg_version_string().data);
 *       return 1;
 *     }
 * --------------------------------------------------------------------------------------------- */

/* The release of the library, such as "1.0.0". Static, NUL-terminated. The header's release is
 * STG_VERSION_NUMBER.
 * Thread safety: shared. Since: 0.1. */
STG_API stg_str stg_version_string(void) STG_NOEXCEPT;

/* The STG_ABI_VERSION that the library was built with. A host that loads the library at run time
 * refuses one that differs from its header's.
 * Thread safety: shared. Since: 0.1. */
STG_API uint32_t stg_abi_version(void) STG_NOEXCEPT;

/* How the library was built, for bug reports: a JSON object with the release, the compiler, the C++
 * standard, the build type, the versions of dependencies and the release of the time zone database
 * that this machine has ("unknown" where it does not say). Its members may change, so do not parse
 * it. Static, NUL-terminated.
 * Thread safety: shared. Since: 0.1. */
STG_API stg_str stg_build_info(void) STG_NOEXCEPT;

/* ------------------------------------------------------------------------------------------------
 * Errors
 *
 * An error object says why a call failed: a status to branch on, a sentence to show, and for text
 * that somebody wrote (a ruleset, an expression) the findings with their places.
 *
 * Example:
 *
 *     static int fail(stg_error* err) {
 *       fprintf(stderr, "%s: %s\n", stg_status_name(stg_error_status(err)).data,
 *               stg_error_message(err).data);
 *       stg_error_free(err);
 *       return 1;
 *     }
 * --------------------------------------------------------------------------------------------- */

/* The status that the failing call returned. STG_STATUS_OK for NULL.
 * Thread safety: shared. Since: 0.1. */
STG_API stg_status stg_error_status(const stg_error* error) STG_NOEXCEPT;

/* What went wrong, in one sentence without a place. Borrowed from the error, NUL-terminated. Branch
 * on the status, not on this text, which may change between releases.
 * Thread safety: shared. Since: 0.1. */
STG_API stg_str stg_error_message(const stg_error* error) STG_NOEXCEPT;

/* The findings behind the error, often several at once, to read with stg_diagnostics_*. The list is
 * empty where the message says everything. Borrowed from the error: never pass it to
 * stg_diagnostics_free. NULL only for NULL.
 * Thread safety: shared. Since: 0.1. */
STG_API const stg_diagnostics* stg_error_diagnostics(const stg_error* error) STG_NOEXCEPT;

/* Frees an error. NULL and the static out-of-memory error are fine.
 * Thread safety: exclusive. Since: 0.1. */
STG_API void stg_error_free(stg_error* error) STG_NOEXCEPT;

/* The name of a status, such as "ok" or "invalid-ruleset", for logs. Static, NUL-terminated. Empty
 * for a number that is not a status.
 * Thread safety: shared. Since: 0.1. */
STG_API stg_str stg_status_name(stg_status status) STG_NOEXCEPT;

/* ------------------------------------------------------------------------------------------------
 * Diagnostics
 *
 * Findings in what somebody wrote, from stg_error_diagnostics, stg_ruleset_check or
 * stg_ruleset_check_against: what is wrong, where, and where known the change that mends it. An
 * editor shows the ranges, a command prints them. Readers answer empty text or 0 for an index past
 * the last.
 *
 * Example:
 *
 *     stg_diagnostics* found = NULL;
 *     if (stg_ruleset_check(rules, &found, &err)) return fail(err);
 *     for (uint32_t i = 0; i < stg_diagnostics_count(found); ++i) {
 *       uint32_t line = 0;
 *       stg_str message = stg_diagnostics_message(found, i);
 *       stg_diagnostics_range(found, i, &line, NULL, NULL, NULL);
 *       printf("line %u: %.*s\n", (unsigned)line, (int)message.size, message.data);
 *     }
 *     stg_diagnostics_free(found);
 * --------------------------------------------------------------------------------------------- */

/* How many findings the list holds, of every severity.
 * Thread safety: shared. Since: 0.1. */
STG_API uint32_t stg_diagnostics_count(const stg_diagnostics* diagnostics) STG_NOEXCEPT;

/* How many of the findings are errors.
 * Thread safety: shared. Since: 0.1. */
STG_API uint32_t stg_diagnostics_error_count(const stg_diagnostics* diagnostics) STG_NOEXCEPT;

/* The stable code of a finding, such as "unknown-key": branch on it or link it to a help page.
 * Borrowed from the diagnostics.
 * Thread safety: shared. Since: 0.1. */
STG_API stg_str stg_diagnostics_code(const stg_diagnostics* diagnostics,
                                     uint32_t index) STG_NOEXCEPT;

/* How bad a finding is. STG_SEVERITY_ERROR past the last.
 * Thread safety: shared. Since: 0.1. */
STG_API stg_severity stg_diagnostics_severity(const stg_diagnostics* diagnostics,
                                              uint32_t index) STG_NOEXCEPT;

/* The file, under the name that it was loaded by. Empty where there is none. Borrowed from the
 * diagnostics.
 * Thread safety: shared. Since: 0.1. */
STG_API stg_str stg_diagnostics_file(const stg_diagnostics* diagnostics,
                                     uint32_t index) STG_NOEXCEPT;

/* The place of a finding in its file. Lines and columns count from 1, columns in Unicode code
 * points, and the end lies after the last character. All are 0 where the place is not known.
 *   line, column, end_line, end_column: set to the place, each may be NULL
 * Thread safety: shared. Since: 0.1. */
STG_API void stg_diagnostics_range(const stg_diagnostics* diagnostics, uint32_t index,
                                   uint32_t* line, uint32_t* column, uint32_t* end_line,
                                   uint32_t* end_column) STG_NOEXCEPT;

/* The place in the document, such as "stages.lead.events.hand_over". It survives a change of layout
 * that moves lines. May be empty. Borrowed from the diagnostics.
 * Thread safety: shared. Since: 0.1. */
STG_API stg_str stg_diagnostics_path(const stg_diagnostics* diagnostics,
                                     uint32_t index) STG_NOEXCEPT;

/* What is wrong and, where known, what to write instead. Borrowed from the diagnostics.
 * Thread safety: shared. Since: 0.1. */
STG_API stg_str stg_diagnostics_message(const stg_diagnostics* diagnostics,
                                        uint32_t index) STG_NOEXCEPT;

/* The change that mends a finding: replace the range by the text. Returns 1 and sets the parameters
 * where there is one, else returns 0 and sets nothing. Several edits of one file are applied from
 * the last to the first, so that the places of the others stay valid.
 *   line, column, end_line, end_column: set to the range to replace, each may be NULL
 *   text: set to the replacement, borrowed from the diagnostics, may be NULL
 * Thread safety: shared. Since: 0.1. */
STG_API uint8_t stg_diagnostics_edit(const stg_diagnostics* diagnostics, uint32_t index,
                                     uint32_t* line, uint32_t* column, uint32_t* end_line,
                                     uint32_t* end_column, stg_str* text) STG_NOEXCEPT;

/* Frees diagnostics that the caller owns, which stg_ruleset_check or stg_ruleset_check_against
 * gave. Never call it on those of an error. NULL is fine.
 * Thread safety: exclusive. Since: 0.1. */
STG_API void stg_diagnostics_free(stg_diagnostics* diagnostics) STG_NOEXCEPT;

/* ------------------------------------------------------------------------------------------------
 * Buffers
 *
 * Text that a call wrote and the caller owns. Every function that fills a buffer takes it as a
 * "reused" out-parameter: begin with NULL, pass the same buffer again and again, free it once.
 *
 * Example:
 *
 *     stg_buffer* json = NULL;
 *     if (stg_record_to_json(lead, &json, &err)) return fail(err);
 *     puts(stg_buffer_text(json).data);
 *     stg_buffer_free(json);
 * --------------------------------------------------------------------------------------------- */

/* The text of a buffer. Borrowed from the buffer until the next call fills it. NUL-terminated.
 * Empty, with NULL as data, for NULL.
 * Thread safety: shared. Since: 0.1. */
STG_API stg_str stg_buffer_text(const stg_buffer* buffer) STG_NOEXCEPT;

/* Frees a buffer. NULL is fine.
 * Thread safety: exclusive. Since: 0.1. */
STG_API void stg_buffer_free(stg_buffer* buffer) STG_NOEXCEPT;

/* ------------------------------------------------------------------------------------------------
 * Options
 *
 * Limits that protect the host from hostile or broken rulesets and expressions, and the language of
 * texts for people. The defaults are safe: pass NULL wherever options are asked for, and make
 * options only to change one. They are read when something is loaded and may be freed after that.
 *
 * Example:
 *
 *     stg_options* options = NULL;
 *     stg_ruleset* chinese = NULL;
 *     stg_status status = stg_options_new(&options, &err);
 *     if (!status) status = stg_options_set_int(options, STG_OPTION_MAX_STEPS, 50000, &err);
 *     if (!status) status = stg_options_set_text(options, STG_OPTION_LANGUAGE, "zh", 2, &err);
 *     if (!status) {
 *       status = stg_ruleset_load_file("rules/b2b-trunk.yaml", 20, options, &chinese, &err);
 *     }
 *     stg_ruleset_unref(chinese);
 *     stg_options_free(options);
 *     if (status) return fail(err);
 * --------------------------------------------------------------------------------------------- */

/* Makes options that hold the defaults.
 *   options: set to the options, which the caller frees with stg_options_free
 * Thread safety: shared. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_options_new(stg_options** options,
                                                    stg_error** err) STG_NOEXCEPT;

/* Sets a limit. What exceeds a limit of size or depth fails to load with STG_STATUS_LIMIT_EXCEEDED.
 * A decision that spends STG_OPTION_MAX_STEPS ends in STG_OUTCOME_ERROR. One call of stg_advance
 * ends with the decision that reaches one of STG_OPTION_MAX_DUE*. Contexts of the ruleset take
 * these limits over.
 *   option: one of STG_OPTION_MAX_*
 *   value:  from 1 to 2^31 - 1, in the unit that the constant's comment names
 * Errors: STG_STATUS_INVALID_ARGUMENT for an option that does not exist or is a text, or a value
 * out of range.
 * Thread safety: exclusive. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_options_set_int(stg_options* options, stg_option option,
                                                        int64_t value,
                                                        stg_error** err) STG_NOEXCEPT;

/* Sets a text.
 *
 * STG_OPTION_LANGUAGE is the language of texts for people (titles, reasons, texts for the host)
 * that a ruleset gives by language. Of each text the ruleset keeps the one in this language, else
 * in the language without its last part ("zh" for "zh-TW"), and so on, else in "en", else the
 * first. Neither a decision nor the fingerprint depends on it. A host with users of two languages
 * loads the ruleset twice.
 *
 * STG_OPTION_TIME_ZONES are the zones that a value may name where an expression takes a zone,
 * besides those that the ruleset or the expression names itself. They are loaded at once: deciding
 * and evaluating read no file.
 *   option:            STG_OPTION_LANGUAGE or STG_OPTION_TIME_ZONES
 *   value, value_size: a language tag such as "en" or "zh-TW", or names of zones with commas
 *                      between them. Empty for the default
 * Errors: STG_STATUS_INVALID_ARGUMENT for an option that does not exist or is a number, or for text
 * that is not a language tag. STG_STATUS_UNKNOWN_NAME for a zone that the database lacks,
 * STG_STATUS_NOT_FOUND without a database.
 * Thread safety: exclusive. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_options_set_text(stg_options* options, stg_option option,
                                                         const char* value, size_t value_size,
                                                         stg_error** err) STG_NOEXCEPT;

/* Frees options. NULL is fine.
 * Thread safety: exclusive. Since: 0.1. */
STG_API void stg_options_free(stg_options* options) STG_NOEXCEPT;

/* ------------------------------------------------------------------------------------------------
 * Rulesets
 *
 * A ruleset is loaded and compiled once and then shared by every thread. It does not change: to
 * take new rules into use, load another and unref the first. Its readers describe the model, which
 * is what a host needs to draw forms, buttons and boards without parsing YAML itself.
 *
 * Example:
 *
 *     stg_ruleset* loaded = NULL;
 *     if (stg_ruleset_load_file("rules/b2b-trunk.yaml", 20, NULL, &loaded, &err)) return fail(err);
 *     for (uint32_t i = 0; i < stg_ruleset_stage_count(loaded); ++i) {
 *       stg_str path = stg_ruleset_stage_name(loaded, i);
 *       printf("%.*s\n", (int)path.size, path.data);
 *     }
 *     stg_ruleset_unref(loaded);
 * --------------------------------------------------------------------------------------------- */

/* Loads a ruleset from a YAML file: reads, types and compiles all of it. This is the slow call:
 * make it at the start, not for each decision.
 *   path, path_size: the file, also the name that diagnostics give
 *   options:         limits and language, or NULL. They hold for all later use of the ruleset
 *   ruleset:         set to the ruleset, which the caller gives back with stg_ruleset_unref
 * Errors: STG_STATUS_NOT_FOUND, STG_STATUS_IO, STG_STATUS_INVALID_RULESET with every mistake found,
 * STG_STATUS_LIMIT_EXCEEDED. A ruleset that loads may still have warnings: see stg_ruleset_check.
 * Thread safety: shared. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_ruleset_load_file(const char* path, size_t path_size,
                                                          const stg_options* options,
                                                          stg_ruleset** ruleset,
                                                          stg_error** err) STG_NOEXCEPT;

/* Loads a ruleset from YAML text, for hosts that keep rulesets in a database or as a resource.
 *   text, text_size: the YAML
 *   file, file_size: the name that diagnostics give, may be empty
 *   options:         limits and language, or NULL. They hold for all later use of the ruleset
 *   ruleset:         set to the ruleset, which the caller gives back with stg_ruleset_unref
 * Errors: STG_STATUS_INVALID_RULESET with every mistake found, STG_STATUS_LIMIT_EXCEEDED.
 * Thread safety: shared. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_ruleset_load_text(const char* text, size_t text_size,
                                                          const char* file, size_t file_size,
                                                          const stg_options* options,
                                                          stg_ruleset** ruleset,
                                                          stg_error** err) STG_NOEXCEPT;

/* Adds a holder, who gives the ruleset back with stg_ruleset_unref. Use it where two parts of a
 * program keep one ruleset. Records, contexts and decisions hold theirs already. Returns `ruleset`.
 * Thread safety: shared. Since: 0.1. */
STG_API const stg_ruleset* stg_ruleset_ref(const stg_ruleset* ruleset) STG_NOEXCEPT;

/* Removes a holder. The last one frees the ruleset. NULL is fine.
 * Thread safety: shared. Since: 0.1. */
STG_API void stg_ruleset_unref(const stg_ruleset* ruleset) STG_NOEXCEPT;

/* The `name` of the ruleset. Borrowed from the ruleset.
 * Thread safety: shared. Since: 0.1. */
STG_API stg_str stg_ruleset_name(const stg_ruleset* ruleset) STG_NOEXCEPT;

/* The `version` of the ruleset, as its author wrote it. May be empty. To tell two rulesets apart,
 * compare fingerprints. Borrowed from the ruleset.
 * Thread safety: shared. Since: 0.1. */
STG_API stg_str stg_ruleset_version(const stg_ruleset* ruleset) STG_NOEXCEPT;

/* The `title` of the ruleset. May be empty. Borrowed from the ruleset.
 * Thread safety: shared. Since: 0.1. */
STG_API stg_str stg_ruleset_title(const stg_ruleset* ruleset) STG_NOEXCEPT;

/* 32 hexadecimal digits that are the same for the same content, whatever its comments and layout. A
 * changed text is another content. It does not defend against somebody who makes collisions on
 * purpose. Borrowed from the ruleset.
 * Thread safety: shared. Since: 0.1. */
STG_API stg_str stg_ruleset_fingerprint(const stg_ruleset* ruleset) STG_NOEXCEPT;

/* The fingerprint of what the ruleset does, 32 hexadecimal digits. It is the same for rulesets that
 * differ in titles, `doc`, `says`, units, translations, `version`, `promises`, comments and layout
 * alone. A record carries that of the rules that decided it (stg_record_behaviour), and is decided
 * by any ruleset of its name with the same one. Borrowed from the ruleset.
 * Thread safety: shared. Since: 0.1. */
STG_API stg_str stg_ruleset_behaviour(const stg_ruleset* ruleset) STG_NOEXCEPT;

/* The name of the ruleset's time zone, such as "Asia/Shanghai". Borrowed from the ruleset.
 * Thread safety: shared. Since: 0.1. */
STG_API stg_str stg_ruleset_time_zone(const stg_ruleset* ruleset) STG_NOEXCEPT;

/* Finds likely mistakes in a ruleset that loaded: the warnings and notes of loading, and the
 * analyses of stages and transitions (stages that nothing reaches or leaves, for example). Run it
 * when rules are changed, not for each decision.
 *   diagnostics: set to the findings, possibly none, which the caller frees with
 *                stg_diagnostics_free
 * Thread safety: shared. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_ruleset_check(const stg_ruleset* ruleset,
                                                      stg_diagnostics** diagnostics,
                                                      stg_error** err) STG_NOEXCEPT;

/* Finds what `migrate` of a ruleset has still to say of the records of an earlier version, before
 * any record asks: stages, deadlines, facts, enum values and events that are gone, other types.
 * Each finding has a place in this version, names the line of the earlier one, and an edit answers
 * it or leaves a word to fill in. An error keeps records from being migrated. A warning, such as a
 * narrower range, does so where a record's value does not fit.
 *   ruleset:     the version that records go on under
 *   old:         the version that has decided them
 *   diagnostics: set to the findings, possibly none, which the caller frees with
 *                stg_diagnostics_free
 * Errors: STG_STATUS_WRONG_RULESET where the two have different names.
 * Thread safety: shared. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_ruleset_check_against(const stg_ruleset* ruleset,
                                                              const stg_ruleset* old,
                                                              stg_diagnostics** diagnostics,
                                                              stg_error** err) STG_NOEXCEPT;

/* Draws the ruleset's stages and what moves a record between them.
 *   format: STG_FORMAT_DOT (Graphviz), STG_FORMAT_MERMAID or STG_FORMAT_TEXT
 *   text:   set to the picture's source (reused)
 * Errors: STG_STATUS_UNSUPPORTED for another format.
 * Thread safety: shared. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_ruleset_render(const stg_ruleset* ruleset,
                                                       stg_format format, stg_buffer** text,
                                                       stg_error** err) STG_NOEXCEPT;

/* Writes the JSON Schema of ruleset files, which gives editors completion and checks. It needs no
 * ruleset.
 *   schema: set to the schema (reused)
 * Thread safety: shared. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_ruleset_schema(stg_buffer** schema,
                                                       stg_error** err) STG_NOEXCEPT;

/* Compares two versions of a ruleset, and tells when a record notices each change. Both must load.
 * The report is a JSON object, with an object for each change in `changes`: docs/changing-rules.md
 * describes it.
 *   old_text, old_text_size: the YAML of the earlier version
 *   old_file, old_file_size: the name that diagnostics and the report give it, may be empty
 *   new_text, new_text_size: the YAML of the later version
 *   new_file, new_file_size: its name
 *   options:                 limits and language, or NULL
 *   report:                  set to the report (reused)
 * Errors: STG_STATUS_INVALID_RULESET with every mistake found in either, STG_STATUS_LIMIT_EXCEEDED.
 * Thread safety: shared. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_ruleset_diff(
    const char* old_text, size_t old_text_size, const char* old_file, size_t old_file_size,
    const char* new_text, size_t new_text_size, const char* new_file, size_t new_file_size,
    const stg_options* options, stg_buffer** report, stg_error** err) STG_NOEXCEPT;

/* -- facts: what is known about a record, read and set with stg_record_get_* and stg_record_set_*
 * */

/* How many facts the ruleset declares.
 * Thread safety: shared. Since: 0.1. */
STG_API uint32_t stg_ruleset_fact_count(const stg_ruleset* ruleset) STG_NOEXCEPT;

/* The index of a fact by its name, or STG_NONE.
 * Thread safety: shared. Since: 0.1. */
STG_API uint32_t stg_ruleset_fact_index(const stg_ruleset* ruleset, const char* name,
                                        size_t name_size) STG_NOEXCEPT;

/* The name of a fact. Borrowed from the ruleset.
 * Thread safety: shared. Since: 0.1. */
STG_API stg_str stg_ruleset_fact_name(const stg_ruleset* ruleset, uint32_t fact) STG_NOEXCEPT;

/* The type of a fact as CEL writes it: "int", "list(string)", "enum". Borrowed from the ruleset.
 * Thread safety: shared. Since: 0.1. */
STG_API stg_str stg_ruleset_fact_type(const stg_ruleset* ruleset, uint32_t fact) STG_NOEXCEPT;

/* How many members an enum fact has. 0 for a fact of another type.
 * Thread safety: shared. Since: 0.1. */
STG_API uint32_t stg_ruleset_fact_member_count(const stg_ruleset* ruleset,
                                               uint32_t fact) STG_NOEXCEPT;

/* A member of an enum fact, in the order of the ruleset: a choice in a form. Borrowed from the
 * ruleset.
 * Thread safety: shared. Since: 0.1. */
STG_API stg_str stg_ruleset_fact_member(const stg_ruleset* ruleset, uint32_t fact,
                                        uint32_t member) STG_NOEXCEPT;

/* The `doc` of a fact, for people. May be empty. Borrowed from the ruleset.
 * Thread safety: shared. Since: 0.1. */
STG_API stg_str stg_ruleset_fact_doc(const stg_ruleset* ruleset, uint32_t fact) STG_NOEXCEPT;

/* -- events: what can happen, and the payload fields that each event carries */

/* How many events the ruleset declares.
 * Thread safety: shared. Since: 0.1. */
STG_API uint32_t stg_ruleset_event_count(const stg_ruleset* ruleset) STG_NOEXCEPT;

/* The index of an event by its name, or STG_NONE. stg_decide takes the index.
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

/* The payload field that an event carries at a position, in document order. STG_NONE past the last.
 * The result is the index that stg_payload_set_* and stg_ruleset_field_* take, which counts the
 * fields of all events. It differs from `position`, which counts those of one event.
 * Thread safety: shared. Since: 0.1. */
STG_API uint32_t stg_ruleset_event_field(const stg_ruleset* ruleset, uint32_t event,
                                         uint32_t position) STG_NOEXCEPT;

/* The payload field of an event by its name, or STG_NONE if the event does not carry it.
 * Thread safety: shared. Since: 0.1. */
STG_API uint32_t stg_ruleset_field_index(const stg_ruleset* ruleset, uint32_t event,
                                         const char* name, size_t name_size) STG_NOEXCEPT;

/* The name of a payload field. Borrowed from the ruleset.
 * Thread safety: shared. Since: 0.1. */
STG_API stg_str stg_ruleset_field_name(const stg_ruleset* ruleset, uint32_t field) STG_NOEXCEPT;

/* The type of a payload field, written as stg_ruleset_fact_type writes it. Borrowed from the
 * ruleset.
 * Thread safety: shared. Since: 0.1. */
STG_API stg_str stg_ruleset_field_type(const stg_ruleset* ruleset, uint32_t field) STG_NOEXCEPT;

/* -- actions: what the host may be asked to do. Check at the start that the host implements each.
 * */

/* How many actions the ruleset declares. Where it has cadences, "touch" is one of them.
 * Thread safety: shared. Since: 0.1. */
STG_API uint32_t stg_ruleset_action_count(const stg_ruleset* ruleset) STG_NOEXCEPT;

/* The index of a declared action by its name, or STG_NONE.
 * Thread safety: shared. Since: 0.1. */
STG_API uint32_t stg_ruleset_action_index(const stg_ruleset* ruleset, const char* name,
                                          size_t name_size) STG_NOEXCEPT;

/* The name of a declared action, which stg_decision_action_name gives where the action is to be
 * done. Borrowed from the ruleset.
 * Thread safety: shared. Since: 0.1. */
STG_API stg_str stg_ruleset_action_name(const stg_ruleset* ruleset, uint32_t action) STG_NOEXCEPT;

/* How many parameters a declared action has. A decision gives an argument for each, in the same
 * order.
 * Thread safety: shared. Since: 0.1. */
STG_API uint32_t stg_ruleset_action_parameter_count(const stg_ruleset* ruleset,
                                                    uint32_t action) STG_NOEXCEPT;

/* The name of a parameter of an action. Borrowed from the ruleset.
 * Thread safety: shared. Since: 0.1. */
STG_API stg_str stg_ruleset_action_parameter_name(const stg_ruleset* ruleset, uint32_t action,
                                                  uint32_t parameter) STG_NOEXCEPT;

/* The type of a parameter of an action, written as stg_ruleset_fact_type writes it. Borrowed from
 * the ruleset.
 * Thread safety: shared. Since: 0.1. */
STG_API stg_str stg_ruleset_action_parameter_type(const stg_ruleset* ruleset, uint32_t action,
                                                  uint32_t parameter) STG_NOEXCEPT;

/* -- stages: where a record can be. A group holds stages. No record stands in a group itself. */

/* How many stages the ruleset declares, groups included. Parents come before their children.
 * Thread safety: shared. Since: 0.1. */
STG_API uint32_t stg_ruleset_stage_count(const stg_ruleset* ruleset) STG_NOEXCEPT;

/* The index of the stage at a path such as "lead.sql", or STG_NONE.
 * Thread safety: shared. Since: 0.1. */
STG_API uint32_t stg_ruleset_stage_index(const stg_ruleset* ruleset, const char* path,
                                         size_t path_size) STG_NOEXCEPT;

/* The path of a stage, such as "lead.sql". Borrowed from the ruleset.
 * Thread safety: shared. Since: 0.1. */
STG_API stg_str stg_ruleset_stage_name(const stg_ruleset* ruleset, uint32_t stage) STG_NOEXCEPT;

/* The `title` of a stage, for people. May be empty. Borrowed from the ruleset.
 * Thread safety: shared. Since: 0.1. */
STG_API stg_str stg_ruleset_stage_title(const stg_ruleset* ruleset, uint32_t stage) STG_NOEXCEPT;

/* The group that holds a stage. STG_NONE at the top.
 * Thread safety: shared. Since: 0.1. */
STG_API uint32_t stg_ruleset_stage_parent(const stg_ruleset* ruleset, uint32_t stage) STG_NOEXCEPT;

/* The stage where a move to this one ends: the stage itself, or for a group the stage that its
 * `initial` leads to.
 * Thread safety: shared. Since: 0.1. */
STG_API uint32_t stg_ruleset_stage_initial(const stg_ruleset* ruleset, uint32_t stage) STG_NOEXCEPT;

/* Whether a stage is a group, which holds other stages.
 * Thread safety: shared. Since: 0.1. */
STG_API uint8_t stg_ruleset_stage_is_group(const stg_ruleset* ruleset, uint32_t stage) STG_NOEXCEPT;

/* The `win_rate` that a stage declares, for a weighted forecast. Returns 1 and sets `rate`, or
 * returns 0 and sets nothing where the stage declares none. It is not inherited from a group.
 *   rate: set to the rate, from 0 to 1, may be NULL
 * Thread safety: shared. Since: 0.1. */
STG_API uint8_t stg_ruleset_stage_win_rate(const stg_ruleset* ruleset, uint32_t stage,
                                           double* rate) STG_NOEXCEPT;

/* Whether a stage is `final`: nothing happens to a record there any more.
 * Thread safety: shared. Since: 0.1. */
STG_API uint8_t stg_ruleset_stage_is_final(const stg_ruleset* ruleset, uint32_t stage) STG_NOEXCEPT;

/* The stage in which stg_record_new puts a record.
 * Thread safety: shared. Since: 0.1. */
STG_API uint32_t stg_ruleset_initial(const stg_ruleset* ruleset) STG_NOEXCEPT;

/* -- roles and decision tables */

/* How many roles the ruleset declares.
 * Thread safety: shared. Since: 0.1. */
STG_API uint32_t stg_ruleset_role_count(const stg_ruleset* ruleset) STG_NOEXCEPT;

/* The index of a role by its name, or STG_NONE. stg_context_set_actor takes names, so this serves
 * to ask whether a role exists.
 * Thread safety: shared. Since: 0.1. */
STG_API uint32_t stg_ruleset_role_index(const stg_ruleset* ruleset, const char* name,
                                        size_t name_size) STG_NOEXCEPT;

/* The name of a role. Borrowed from the ruleset.
 * Thread safety: shared. Since: 0.1. */
STG_API stg_str stg_ruleset_role_name(const stg_ruleset* ruleset, uint32_t role) STG_NOEXCEPT;

/* How many decision tables the ruleset declares.
 * Thread safety: shared. Since: 0.1. */
STG_API uint32_t stg_ruleset_table_count(const stg_ruleset* ruleset) STG_NOEXCEPT;

/* The index of a decision table by its name, or STG_NONE. stg_table_evaluate takes the index.
 * Thread safety: shared. Since: 0.1. */
STG_API uint32_t stg_ruleset_table_index(const stg_ruleset* ruleset, const char* name,
                                         size_t name_size) STG_NOEXCEPT;

/* The name of a decision table. Borrowed from the ruleset.
 * Thread safety: shared. Since: 0.1. */
STG_API stg_str stg_ruleset_table_name(const stg_ruleset* ruleset, uint32_t table) STG_NOEXCEPT;

/* ------------------------------------------------------------------------------------------------
 * Time
 *
 * The engine computes with instants: microseconds since 1970 UTC, which the host's clock gives.
 * These two functions turn text that people and files hold into instants and back.
 *
 * Example:
 *
 *     int64_t at = 0;
 *     stg_buffer* text = NULL;
 *     stg_status status = stg_time_parse(rules, "2026-03-02T10:00", 16, &at, &err);
 *     if (!status) status = stg_time_format(rules, at, &text, &err);
 *     if (status) return fail(err);
 *     puts(stg_buffer_text(text).data); // 2026-03-02T10:00:00+08:00
 *     stg_buffer_free(text);
 * --------------------------------------------------------------------------------------------- */

/* Reads an instant: RFC 3339 ("2026-03-02T10:00:00+08:00") and the forms in which databases and
 * programs write it, such as "2026-03-02 10:00:00+08" (docs/language.md lists them). With a ruleset
 * also a date or a local time ("2026-03-02", "2026-03-02T10:00"), which is read in the ruleset's
 * zone. Without a ruleset the same forms are taken, and an offset is required.
 *   ruleset:         gives the zone, may be NULL
 *   text, text_size: the text
 *   instant:         set to the instant. Digits finer than a microsecond are cut off
 * Errors: STG_STATUS_INVALID_INPUT.
 * Thread safety: shared. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_time_parse(const stg_ruleset* ruleset, const char* text,
                                                   size_t text_size, int64_t* instant,
                                                   stg_error** err) STG_NOEXCEPT;

/* Writes an instant as RFC 3339, with the offset of the ruleset's zone at that instant, or with "Z"
 * without a ruleset.
 *   ruleset: gives the zone, may be NULL
 *   instant: the instant. STG_NEVER is refused, so test for it first
 *   text:    set to the text (reused)
 * Errors: STG_STATUS_INVALID_ARGUMENT for an instant outside the years 0001 to 9999.
 * Thread safety: shared. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_time_format(const stg_ruleset* ruleset, int64_t instant,
                                                    stg_buffer** text,
                                                    stg_error** err) STG_NOEXCEPT;

/* ------------------------------------------------------------------------------------------------
 * Records
 *
 * A record says where one customer stands: the stage, the facts, the armed deadlines, the requests
 * that wait, the event ids it took. The host stores it as JSON and reads it back. Decisions do not
 * change a record, stg_apply does.
 *
 * Example:
 *
 *     stg_record* made = NULL;
 *     stg_record* read = NULL;
 *     stg_buffer* json = NULL;
 *     const uint32_t owner = stg_ruleset_fact_index(rules, "owner", 5);
 *     stg_status status = stg_record_new(rules, "A-18", 4, now, &made, &err);
 *     if (!status) status = stg_record_set_string(made, owner, "chen", 4, &err);
 *     if (!status) status = stg_record_to_json(made, &json, &err); // store it
 *     if (!status) {
 *       const stg_str stored = stg_buffer_text(json); // and read it back later
 *       status = stg_record_from_json(rules, stored.data, stored.size, &read, &err);
 *     }
 *     stg_buffer_free(json);
 *     stg_record_free(read);
 *     stg_record_free(made);
 *     if (status) return fail(err);
 * --------------------------------------------------------------------------------------------- */

/* Makes a record in the ruleset's initial stage. Facts have their defaults or are unknown. The
 * stage's deadlines are armed, but its `enter` actions do not run: stg_begin runs them. To take
 * over a record that another system kept, use stg_record_from_json or stg_record_place.
 *   id, id_size: the record's name, not empty. It becomes part of the ids of actions
 *   at:          when the stage was entered
 *   record:      set to the record, which the caller frees with stg_record_free
 * Errors: STG_STATUS_INVALID_ARGUMENT for an empty id.
 * Thread safety: shared. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_record_new(const stg_ruleset* ruleset, const char* id,
                                                   size_t id_size, int64_t at, stg_record** record,
                                                   stg_error** err) STG_NOEXCEPT;

/* Copies a record. Use it to keep or to change the record inside a decision.
 *   record: any record, also a decision's
 *   copy:   set to the copy, which the caller frees with stg_record_free
 * Thread safety: shared. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_record_clone(const stg_record* record, stg_record** copy,
                                                     stg_error** err) STG_NOEXCEPT;

/* Frees a record that the caller owns. Never call it on a decision's. NULL is fine.
 * Thread safety: exclusive. Since: 0.1. */
STG_API void stg_record_free(stg_record* record) STG_NOEXCEPT;

/* Reads a record from JSON in one of two forms. The first is what stg_record_to_json writes. The
 * second takes a record over from another system. It has `id`, `entered` (an instant) and as wanted
 * `stage` and `facts`:
 *   {"id":"A-17","stage":"lead.new","entered":"2026-03-02T10:00","facts":{"phone_status":"ok"}}
 * In the second form a stage that is absent means the initial one, and a group means its initial
 * stage. A fact that is null is unknown, and one that is absent has its default.
 *   text, text_size: the JSON
 *   record:          set to the record, which the caller frees with stg_record_free
 * Errors: STG_STATUS_INVALID_INPUT for malformed JSON or a value that does not fit,
 * STG_STATUS_UNKNOWN_NAME for a stage or fact that the ruleset lacks, STG_STATUS_WRONG_RULESET,
 * STG_STATUS_LIMIT_EXCEEDED. A record of another version of the ruleset can be read, and a decision
 * about it is STG_OUTCOME_MIGRATION_REQUIRED.
 * Thread safety: shared. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_record_from_json(const stg_ruleset* ruleset,
                                                         const char* text, size_t text_size,
                                                         stg_record** record,
                                                         stg_error** err) STG_NOEXCEPT;

/* Writes a record as JSON, whole. Reading it gives the same record, and the same record is always
 * the same bytes.
 *   text: set to the JSON (reused)
 * Thread safety: shared. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_record_to_json(const stg_record* record, stg_buffer** text,
                                                       stg_error** err) STG_NOEXCEPT;

/* Puts a record into a stage and arms the deadlines there, to take it over from another system. No
 * transition and no action runs. Do not use it for what an event or a deadline should do. The
 * sequence number stays, so that no action id of the record comes again. All else but the facts
 * begins anew.
 *   stage:   a stage of the record's ruleset. A group means its initial stage
 *   entered: when the stage was entered. Its deadlines count from then
 * Errors: STG_STATUS_INVALID_ARGUMENT also for a record inside a decision.
 * Thread safety: exclusive. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_record_place(stg_record* record, uint32_t stage,
                                                     int64_t entered, stg_error** err) STG_NOEXCEPT;

/* The record's name. Borrowed from the record.
 * Thread safety: shared. Since: 0.1. */
STG_API stg_str stg_record_id(const stg_record* record) STG_NOEXCEPT;

/* The stage where the record stands. STG_NONE for NULL.
 * Thread safety: shared. Since: 0.1. */
STG_API uint32_t stg_record_stage(const stg_record* record) STG_NOEXCEPT;

/* When the record last entered a stage or group. STG_NEVER if it never did.
 * Thread safety: shared. Since: 0.1. */
STG_API int64_t stg_record_entered(const stg_record* record, uint32_t stage) STG_NOEXCEPT;

/* How often the record entered a stage or group.
 * Thread safety: shared. Since: 0.1. */
STG_API uint32_t stg_record_visits(const stg_record* record, uint32_t stage) STG_NOEXCEPT;

/* The sequence number of a record: it grows by one with each decision that changes the record and
 * with stg_record_refresh. Setting a fact does not change it. Store it, and compare it before you
 * write, so that two hosts do not overwrite each other (stg_context_set_expected_sequence).
 * Thread safety: shared. Since: 0.1. */
STG_API int64_t stg_record_sequence(const stg_record* record) STG_NOEXCEPT;

/* The behaviour of the ruleset that last decided the record. Where it differs from
 * stg_ruleset_behaviour, the record belongs to another version. Borrowed from the record.
 * Thread safety: shared. Since: 0.1. */
STG_API stg_str stg_record_behaviour(const stg_record* record) STG_NOEXCEPT;

/* -- facts of a record, by index (stg_ruleset_fact_index). All of stg_record_set_* check type and
 *    range, give STG_STATUS_INVALID_INPUT where the value does not fit, and refuse a record inside
 *    a decision with STG_STATUS_INVALID_ARGUMENT. Set facts only for what no event carries, and
 *    call stg_record_refresh after that. -- */

/* Makes a fact unknown. A condition that needs it then answers STG_OUTCOME_NEEDS.
 * Thread safety: exclusive. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_record_set_unknown(stg_record* record, uint32_t fact,
                                                           stg_error** err) STG_NOEXCEPT;

/* Sets a bool.
 *   value: 0 for false, anything else for true
 * Errors: STG_STATUS_INVALID_INPUT.
 * Thread safety: exclusive. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_record_set_bool(stg_record* record, uint32_t fact,
                                                        uint8_t value,
                                                        stg_error** err) STG_NOEXCEPT;

/* Sets an int, a decimal or a double from a whole number.
 * Errors: STG_STATUS_INVALID_INPUT.
 * Thread safety: exclusive. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_record_set_int(stg_record* record, uint32_t fact,
                                                       int64_t value, stg_error** err) STG_NOEXCEPT;

/* Sets a double. A decimal does not take it: see stg_record_set_decimal.
 * Errors: STG_STATUS_INVALID_INPUT.
 * Thread safety: exclusive. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_record_set_double(stg_record* record, uint32_t fact,
                                                          double value,
                                                          stg_error** err) STG_NOEXCEPT;

/* Sets a decimal from its text, such as "12.50". Use it for money.
 * Errors: STG_STATUS_INVALID_INPUT, also for text that is not a number or does not fit exactly.
 * Thread safety: exclusive. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_record_set_decimal(stg_record* record, uint32_t fact,
                                                           const char* text, size_t text_size,
                                                           stg_error** err) STG_NOEXCEPT;

/* Sets a string, or an enum by the name of its member.
 * Errors: STG_STATUS_INVALID_INPUT, also for a name that is not a member.
 * Thread safety: exclusive. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_record_set_string(stg_record* record, uint32_t fact,
                                                          const char* text, size_t text_size,
                                                          stg_error** err) STG_NOEXCEPT;

/* Sets a timestamp.
 *   instant: microseconds since 1970 UTC
 * Errors: STG_STATUS_INVALID_INPUT.
 * Thread safety: exclusive. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_record_set_timestamp(stg_record* record, uint32_t fact,
                                                             int64_t instant,
                                                             stg_error** err) STG_NOEXCEPT;

/* Sets a fact of any type from text as a CSV file holds it: "3", "12.50", "true", a member of an
 * enum, "2026-03-02T10:00" in the ruleset's zone. Lists and maps are written as JSON.
 * Errors: STG_STATUS_INVALID_INPUT.
 * Thread safety: exclusive. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_record_set_text(stg_record* record, uint32_t fact,
                                                        const char* text, size_t text_size,
                                                        stg_error** err) STG_NOEXCEPT;

/* Sets a fact of any type from a JSON value. null makes it unknown. It is the way to set a date, a
 * duration, a list or a map.
 * Errors: STG_STATUS_INVALID_INPUT, STG_STATUS_LIMIT_EXCEEDED.
 * Thread safety: exclusive. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_record_set_json(stg_record* record, uint32_t fact,
                                                        const char* text, size_t text_size,
                                                        stg_error** err) STG_NOEXCEPT;

/* Whether a fact has a value.
 * Thread safety: shared. Since: 0.1. */
STG_API uint8_t stg_record_is_known(const stg_record* record, uint32_t fact) STG_NOEXCEPT;

/* Reads a bool. Like all of stg_record_get_*, it sets `*known` to 0 and leaves `*value` alone where
 * the fact is unknown.
 *   value: set to 0 or 1
 *   known: set to 0 or 1, may be NULL
 * Errors: STG_STATUS_INVALID_ARGUMENT for a fact of another type.
 * Thread safety: shared. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_record_get_bool(const stg_record* record, uint32_t fact,
                                                        uint8_t* value, uint8_t* known,
                                                        stg_error** err) STG_NOEXCEPT;

/* Reads an int.
 *   value: set to the value
 *   known: set to 0 or 1, may be NULL
 * Errors: STG_STATUS_INVALID_ARGUMENT for a fact of another type.
 * Thread safety: shared. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_record_get_int(const stg_record* record, uint32_t fact,
                                                       int64_t* value, uint8_t* known,
                                                       stg_error** err) STG_NOEXCEPT;

/* Reads a double, or the double nearest to a decimal. To keep a decimal exact, use
 * stg_record_get_decimal.
 *   value: set to the value
 *   known: set to 0 or 1, may be NULL
 * Errors: STG_STATUS_INVALID_ARGUMENT for a fact of another type.
 * Thread safety: shared. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_record_get_double(const stg_record* record, uint32_t fact,
                                                          double* value, uint8_t* known,
                                                          stg_error** err) STG_NOEXCEPT;

/* Reads a decimal as text in plain notation, such as "-12.5".
 *   text:  set to the text (reused), untouched where the fact is unknown
 *   known: set to 0 or 1, may be NULL
 * Errors: STG_STATUS_INVALID_ARGUMENT for a fact of another type.
 * Thread safety: shared. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_record_get_decimal(const stg_record* record, uint32_t fact,
                                                           stg_buffer** text, uint8_t* known,
                                                           stg_error** err) STG_NOEXCEPT;

/* Reads a string, or the name of an enum's member.
 *   value: set to the text, borrowed from the record until the record changes
 *   known: set to 0 or 1, may be NULL
 * Errors: STG_STATUS_INVALID_ARGUMENT for a fact of another type.
 * Thread safety: shared. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_record_get_string(const stg_record* record, uint32_t fact,
                                                          stg_str* value, uint8_t* known,
                                                          stg_error** err) STG_NOEXCEPT;

/* Reads a timestamp.
 *   instant: set to the instant. Digits finer than a microsecond are cut off
 *   known:   set to 0 or 1, may be NULL
 * Errors: STG_STATUS_INVALID_ARGUMENT for a fact of another type.
 * Thread safety: shared. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_record_get_timestamp(const stg_record* record,
                                                             uint32_t fact, int64_t* instant,
                                                             uint8_t* known,
                                                             stg_error** err) STG_NOEXCEPT;

/* Reads a fact of any type as JSON, written as in a decision's JSON. An unknown fact is null.
 *   text: set to the JSON (reused)
 * Thread safety: shared. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_record_get_json(const stg_record* record, uint32_t fact,
                                                        stg_buffer** text,
                                                        stg_error** err) STG_NOEXCEPT;

/* ------------------------------------------------------------------------------------------------
 * Payloads
 *
 * The values that an event carries, by payload field (stg_ruleset_field_index). A decision copies
 * them into the facts that the event declares. All of stg_payload_set_* check the field's type and
 * give STG_STATUS_INVALID_INPUT where the value does not fit. stg_decide refuses a payload with a
 * field that its event does not carry. Make one payload for each thread and clear it between
 * events.
 *
 * Example:
 *
 *     static const char kJson[] = "{\"product\": \"pro\", \"headcount\": 40}";
 *     stg_payload* payload = NULL;
 *     const uint32_t need_clear = stg_ruleset_event_index(rules, "need_clear", 10);
 *     const uint32_t amount = stg_ruleset_field_index(rules, need_clear, "amount", 6);
 *     stg_status status = stg_payload_new(rules, &payload, &err);
 *     if (!status) {
 *       status = stg_payload_set_json(payload, need_clear, kJson, sizeof kJson - 1, &err);
 *     }
 *     if (!status) status = stg_payload_set_decimal(payload, amount, "128000.50", 9, &err);
 *     stg_payload_free(payload); // after stg_decide
 *     if (status) return fail(err);
 * --------------------------------------------------------------------------------------------- */

/* Makes an empty payload for events of a ruleset.
 *   payload: set to the payload, which the caller frees with stg_payload_free
 * Thread safety: shared. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_payload_new(const stg_ruleset* ruleset,
                                                    stg_payload** payload,
                                                    stg_error** err) STG_NOEXCEPT;

/* Removes all values and keeps the memory for the next event.
 * Thread safety: exclusive. Since: 0.1. */
STG_API void stg_payload_clear(stg_payload* payload) STG_NOEXCEPT;

/* Frees a payload that the caller owns. Never call it on an event's (stg_event_payload). NULL is
 * fine.
 * Thread safety: exclusive. Since: 0.1. */
STG_API void stg_payload_free(stg_payload* payload) STG_NOEXCEPT;

/* Sets a bool.
 *   value: 0 for false, anything else for true
 * Errors: STG_STATUS_INVALID_INPUT.
 * Thread safety: exclusive. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_payload_set_bool(stg_payload* payload, uint32_t field,
                                                         uint8_t value,
                                                         stg_error** err) STG_NOEXCEPT;

/* Sets an int, a decimal or a double from a whole number.
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

/* Sets a decimal from its text, such as "12.50".
 * Errors: STG_STATUS_INVALID_INPUT.
 * Thread safety: exclusive. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_payload_set_decimal(stg_payload* payload, uint32_t field,
                                                            const char* text, size_t text_size,
                                                            stg_error** err) STG_NOEXCEPT;

/* Sets a string, or an enum by the name of its member.
 * Errors: STG_STATUS_INVALID_INPUT.
 * Thread safety: exclusive. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_payload_set_string(stg_payload* payload, uint32_t field,
                                                           const char* text, size_t text_size,
                                                           stg_error** err) STG_NOEXCEPT;

/* Sets a timestamp.
 *   instant: microseconds since 1970 UTC
 * Errors: STG_STATUS_INVALID_INPUT.
 * Thread safety: exclusive. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_payload_set_timestamp(stg_payload* payload, uint32_t field,
                                                              int64_t instant,
                                                              stg_error** err) STG_NOEXCEPT;

/* Sets a field of any type from text, which is read as by stg_record_set_text.
 * Errors: STG_STATUS_INVALID_INPUT.
 * Thread safety: exclusive. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_payload_set_text(stg_payload* payload, uint32_t field,
                                                         const char* text, size_t text_size,
                                                         stg_error** err) STG_NOEXCEPT;

/* Sets all fields that a JSON object names. A member that is null sets nothing.
 *   event:           the event that carries the fields
 *   text, text_size: the JSON object
 * Errors: STG_STATUS_UNKNOWN_NAME for a field that the event does not carry,
 * STG_STATUS_INVALID_INPUT, STG_STATUS_LIMIT_EXCEEDED. Where one field fails, none is set.
 * Thread safety: exclusive. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_payload_set_json(stg_payload* payload, uint32_t event,
                                                         const char* text, size_t text_size,
                                                         stg_error** err) STG_NOEXCEPT;

/* ------------------------------------------------------------------------------------------------
 * Events as JSON
 *
 * An event as a queue or a line of a file delivers it, read in one call: name, record, instant, id,
 * actor and payload. A host that has these values one by one uses contexts and payloads instead.
 *
 * Example:
 *
 *     static const char kJson[] =
 *         "{\"event\": \"put_on_hold\", \"record\": \"A-17\", \"at\": \"2026-03-04T15:30\","
 *         " \"id\": \"e-7\", \"actor\": {\"id\": \"chen\", \"roles\": [\"sales\"]}}";
 *     stg_event* event = NULL;
 *     stg_decision* decision = NULL;
 *     stg_status status = stg_event_from_json(rules, kJson, sizeof kJson - 1, &event, &err);
 *     if (!status) status = stg_decide_event(rules, lead, event, context, &decision, &err);
 *     if (!status) status = take(lead, decision, &err);
 *     stg_decision_free(decision);
 *     stg_event_free(event);
 *     if (status) return fail(err);
 * --------------------------------------------------------------------------------------------- */

/* Reads an event from a JSON object with these members:
 *   event    the name of the event. In its place, `approve` or `reject` names the request that is
 *            meant (null where a single one waits)
 *   record   the id of the record, optional
 *   at       an instant, optional
 *   id       the id of the event, optional
 *   actor    text, or an object with `id` and `roles`, optional
 *   roles    a list, or text separated by semicolons, optional
 *   payload  an object, optional
 * Parameters:
 *   text, text_size: the JSON
 *   event:           set to the event, which the caller frees with stg_event_free (reused)
 * Errors: STG_STATUS_INVALID_INPUT, STG_STATUS_UNKNOWN_NAME, STG_STATUS_LIMIT_EXCEEDED.
 * Thread safety: exclusive. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_event_from_json(const stg_ruleset* ruleset,
                                                        const char* text, size_t text_size,
                                                        stg_event** event,
                                                        stg_error** err) STG_NOEXCEPT;

/* Frees an event. NULL is fine.
 * Thread safety: exclusive. Since: 0.1. */
STG_API void stg_event_free(stg_event* event) STG_NOEXCEPT;

/* The index of the event in its ruleset. STG_NONE for an approval or a rejection, which only
 * stg_decide_event takes.
 * Thread safety: shared. Since: 0.1. */
STG_API uint32_t stg_event_index(const stg_event* event) STG_NOEXCEPT;

/* The id of the record that the event is for: look the record up by it. Empty where the JSON does
 * not name one. Borrowed from the event.
 * Thread safety: shared. Since: 0.1. */
STG_API stg_str stg_event_record(const stg_event* event) STG_NOEXCEPT;

/* When the event happened. STG_NEVER where the JSON does not say.
 * Thread safety: shared. Since: 0.1. */
STG_API int64_t stg_event_at(const stg_event* event) STG_NOEXCEPT;

/* The values that the event carries, for stg_decide. Borrowed from the event.
 * Thread safety: shared. Since: 0.1. */
STG_API const stg_payload* stg_event_payload(const stg_event* event) STG_NOEXCEPT;

/* ------------------------------------------------------------------------------------------------
 * Contexts
 *
 * What surrounds a decision: who acts, under which event id, at which sequence number, with which
 * counters. It also holds the memory that a decision works in. Make one for each thread and use it
 * for any number of records. What is set holds for every later decision until it is set again, or
 * until stg_context_reset. A host that serves many users resets the context between them.
 *
 * Example:
 *
 *     const stg_str roles[] = {{"sales", 5}};
 *     stg_context* own = NULL;
 *     stg_status status = stg_context_new(rules, &own, &err);
 *     if (!status) status = stg_context_set_actor(own, "chen", 4, roles, 1, &err);
 *     if (!status) status = stg_context_set_event_id(own, "e-1", 3, &err);
 *     stg_context_reset(own); // before somebody else's event
 *     stg_context_free(own);
 *     if (status) return fail(err);
 * --------------------------------------------------------------------------------------------- */

/* Makes a context for decisions under a ruleset, with no actor, no event id, no trace, no counters,
 * and any sequence number.
 *   context: set to the context, which the caller frees with stg_context_free
 * Thread safety: shared. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_context_new(const stg_ruleset* ruleset,
                                                    stg_context** context,
                                                    stg_error** err) STG_NOEXCEPT;

/* Forgets all that was set: the context is as stg_context_new made it. Its memory stays. NULL is
 * fine.
 * Thread safety: exclusive. Since: 0.1. */
STG_API void stg_context_reset(stg_context* context) STG_NOEXCEPT;

/* Frees a context. NULL is fine.
 * Thread safety: exclusive. Since: 0.1. */
STG_API void stg_context_free(stg_context* context) STG_NOEXCEPT;

/* Sets who acts in the next decisions. An event that the ruleset restricts (`by`) is denied to an
 * actor without the role.
 *   id, id_size:       who it is, empty for nobody in particular
 *   roles, role_count: names of roles, NULL with count 0 for none
 * Errors: STG_STATUS_UNKNOWN_NAME for a role that the ruleset does not declare.
 * Thread safety: exclusive. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_context_set_actor(stg_context* context, const char* id,
                                                          size_t id_size, const stg_str* roles,
                                                          uint32_t role_count,
                                                          stg_error** err) STG_NOEXCEPT;

/* Sets the id of the event that is decided next. The record remembers the id, and the same id again
 * is STG_OUTCOME_DUPLICATE with the first outcome. Set a new one, or empty, for every event.
 *   id, id_size: the id, empty for none
 * Thread safety: exclusive. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_context_set_event_id(stg_context* context, const char* id,
                                                             size_t id_size,
                                                             stg_error** err) STG_NOEXCEPT;

/* Takes actor, roles and id from an event that was read from JSON. What the event does not say is
 * empty afterwards. stg_decide_event does it by itself, so this is for stg_decide.
 * Errors: STG_STATUS_WRONG_RULESET.
 * Thread safety: exclusive. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_context_set_event(stg_context* context,
                                                          const stg_event* event,
                                                          stg_error** err) STG_NOEXCEPT;

/* Asks for a trace in decisions: each condition that was looked at, its value and the facts it read
 * (stg_decision_trace_*). A trace costs time and memory. Ask for it only where somebody reads it.
 *   on: 0 or 1
 * Thread safety: exclusive. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_context_set_trace(stg_context* context, uint8_t on,
                                                          stg_error** err) STG_NOEXCEPT;

/* Has records of earlier versions migrated before they are decided (stg_record_migrate). Then
 * stg_advance begins its list with the migration, and other decisions have the reason `migrated`.
 * Without it they are answered STG_OUTCOME_MIGRATION_REQUIRED. Where the migration is refused, the
 * call fails with STG_STATUS_UNANSWERED.
 *   on: 0 or 1
 * Thread safety: exclusive. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_context_set_migrate(stg_context* context, uint8_t on,
                                                            stg_error** err) STG_NOEXCEPT;

/* Sets the sequence number that the record is expected to have. A record with another one answers
 * STG_OUTCOME_CONFLICT. Use it where the decision follows from what somebody saw on a screen.
 *   sequence: the number, or -1 for any
 * Errors: STG_STATUS_INVALID_ARGUMENT for a number below -1.
 * Thread safety: exclusive. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_context_set_expected_sequence(stg_context* context,
                                                                      int64_t sequence,
                                                                      stg_error** err) STG_NOEXCEPT;

/* Sets how much of a quota is in use under a key: see "Quotas". A counter that a decision relies on
 * and that is not set appears in its needs as "counters.<quota>[<key>]", and as
 * "counters.<quota>" for a quota without `per`. It is never taken for 0.
 *   quota:         index of the quota
 *   key, key_size: the key, from stg_quota_key
 *   used:          the count, at least 0. It includes the record that is decided
 * Thread safety: exclusive. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_context_set_counter(stg_context* context, uint32_t quota,
                                                            const char* key, size_t key_size,
                                                            int64_t used,
                                                            stg_error** err) STG_NOEXCEPT;

/* States that the counters which are set are all there are: every other counter is then 0.
 *   on: 0 (as at first) or 1
 * Thread safety: exclusive. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_context_set_counters_complete(stg_context* context,
                                                                      uint8_t on,
                                                                      stg_error** err) STG_NOEXCEPT;

/* Removes all counters. NULL is fine.
 * Thread safety: exclusive. Since: 0.1. */
STG_API void stg_context_clear_counters(stg_context* context) STG_NOEXCEPT;

/* ------------------------------------------------------------------------------------------------
 * Quotas
 *
 * A quota limits how many records or events count under one key, such as leads of one seller. One
 * record cannot know the others, so the host counts and the engine judges. Before a decision the
 * host sets the counter of the record's key. Over all records it counts those for which
 * stg_quota_counts answers 1, or the events that stg_ruleset_quota_counts_event names. A record
 * that counts already is let through, however full the quota is. Where the event carries the
 * values of the key, the needs of a first decision say it: see stg_decision_counter_quota.
 *
 * Example:
 *
 *     stg_buffer* key = NULL;
 *     uint8_t known = 0;
 *     const uint32_t quota = stg_ruleset_quota_index(rules, "extended_leads", 14);
 *     stg_status status = stg_quota_key(rules, quota, lead, &key, &known, &err);
 *     if (!status && known) {
 *       const stg_str owner = stg_buffer_text(key);
 *       const int64_t used = 3; // the host's count for this owner
 *       status = stg_context_set_counter(context, quota, owner.data, owner.size, used, &err);
 *     }
 *     stg_buffer_free(key);
 *     if (status) return fail(err);
 * --------------------------------------------------------------------------------------------- */

/* How many quotas the ruleset declares.
 * Thread safety: shared. Since: 0.1. */
STG_API uint32_t stg_ruleset_quota_count(const stg_ruleset* ruleset) STG_NOEXCEPT;

/* The index of a quota by its name, or STG_NONE.
 * Thread safety: shared. Since: 0.1. */
STG_API uint32_t stg_ruleset_quota_index(const stg_ruleset* ruleset, const char* name,
                                         size_t name_size) STG_NOEXCEPT;

/* The name of a quota. Borrowed from the ruleset.
 * Thread safety: shared. Since: 0.1. */
STG_API stg_str stg_ruleset_quota_name(const stg_ruleset* ruleset, uint32_t quota) STG_NOEXCEPT;

/* The most that a quota allows under each key.
 * Thread safety: shared. Since: 0.1. */
STG_API int64_t stg_ruleset_quota_limit(const stg_ruleset* ruleset, uint32_t quota) STG_NOEXCEPT;

/* Whether a quota counts an event: 0 or 1. A quota of records counts no event.
 * Thread safety: shared. Since: 0.1. */
STG_API uint8_t stg_ruleset_quota_counts_event(const stg_ruleset* ruleset, uint32_t quota,
                                               uint32_t event) STG_NOEXCEPT;

/* Where the window of a quota of events begins. The events that count lie from `begin` to `now`,
 * both included.
 *   now:   the instant of the decision
 *   begin: set to the instant
 * Errors: STG_STATUS_INVALID_ARGUMENT for a quota of records.
 * Thread safety: shared. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_quota_window(const stg_ruleset* ruleset, uint32_t quota,
                                                     int64_t now, int64_t* begin,
                                                     stg_error** err) STG_NOEXCEPT;

/* The key under which a record counts: the values of the quota's `per` facts, joined by '/'. Inside
 * of them '/' is written "%2F" and '%' "%25", so that different values never share a key.
 *   key:   set to the key (reused), empty where one of the facts is unknown
 *   known: set to 0 where one of the facts is unknown, else to 1, may be NULL
 * Errors: STG_STATUS_WRONG_RULESET for a record of a ruleset of another name. Where another version
 * read the record: STG_STATUS_UNKNOWN_NAME, STG_STATUS_INVALID_INPUT, as for stg_record_from_json.
 * Thread safety: shared. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_quota_key(const stg_ruleset* ruleset, uint32_t quota,
                                                  const stg_record* record, stg_buffer** key,
                                                  uint8_t* known, stg_error** err) STG_NOEXCEPT;

/* Whether a quota of records counts this record: whether its `counts` is true at `now`. A quota of
 * events counts no record.
 *   now:     the instant to judge at
 *   context: of the same ruleset, it lends its memory
 *   counts:  set to 0 or 1
 * Errors: as stg_quota_key. STG_STATUS_WRONG_RULESET also for a context of another ruleset.
 * Thread safety: exclusive. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_quota_counts(const stg_ruleset* ruleset, uint32_t quota,
                                                     const stg_record* record, int64_t now,
                                                     stg_context* context, uint8_t* counts,
                                                     stg_error** err) STG_NOEXCEPT;

/* ------------------------------------------------------------------------------------------------
 * Deciding
 *
 * One step of a record's life: an event (stg_decide, stg_decide_event), the answer to a request
 * (stg_approve, stg_reject) or the passing of time (stg_advance). All but stg_record_refresh and
 * stg_apply are pure: they leave the record as it is and give a decision with the new one. The
 * example at the top shows the usual order: advance, decide, apply and store.
 *
 * A host that sleeps wakes at stg_record_next_due, since nothing changes by itself before that:
 *
 * Example:
 *
 *     stg_decisions* due = NULL;
 *     stg_status status = stg_advance(rules, lead, now, context, &due, &err);
 *     for (uint32_t i = 0; !status && i < stg_decisions_count(due); ++i) {
 *       status = take(lead, stg_decisions_get(due, i), &err);
 *     }
 *     stg_decisions_free(due);
 *     if (status) return fail(err);
 *     printf("wake at %lld\n", (long long)stg_record_next_due(lead));
 * --------------------------------------------------------------------------------------------- */

/* Decides an event. Refusals, missing values, duplicates and conflicts are outcomes, not errors.
 *   record:   the record as it is, may be the one inside `*decision`
 *   event:    index of the event
 *   payload:  what the event carries, or NULL
 *   now:      when the event happened
 *   context:  of the same ruleset
 *   decision: set to the decision, which the caller frees with stg_decision_free (reused: a plain
 *             decision then allocates nothing)
 * Errors: STG_STATUS_OVERDUE where something is due before `now`: advance the record to `now - 1`
 * first (at one instant, events go before deadlines). STG_STATUS_WRONG_RULESET for a record of a
 * ruleset of another name, or a payload or context of another ruleset. STG_STATUS_UNKNOWN_NAME for
 * a payload field that the event does not carry. STG_STATUS_INVALID_INPUT for a value outside its
 * fact's range.
 * Thread safety: exclusive. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_decide(const stg_ruleset* ruleset, const stg_record* record,
                                               uint32_t event, const stg_payload* payload,
                                               int64_t now, stg_context* context,
                                               stg_decision** decision,
                                               stg_error** err) STG_NOEXCEPT;

/* Approves a request that the record waits for: more time for a deadline, or a transition that
 * others must agree to. The context's actor approves.
 *   name, name_size: path or last part of the path of the deadline or transition, empty where a
 *                    single request waits
 *   now:             when it was approved
 *   decision:        set to the decision (reused). STG_OUTCOME_PENDING where more people must
 *                    agree. STG_OUTCOME_DENIED with one of these codes: `self_approval`,
 *                    `wrong_role`, `not_requested`, `ambiguous` (several wait), `quota_full`,
 *                    `already_approved`
 * Errors: as stg_decide, and STG_STATUS_UNKNOWN_NAME where nothing of that name can be requested.
 * Thread safety: exclusive. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_approve(const stg_ruleset* ruleset,
                                                const stg_record* record, const char* name,
                                                size_t name_size, int64_t now, stg_context* context,
                                                stg_decision** decision,
                                                stg_error** err) STG_NOEXCEPT;

/* Rejects a request that the record waits for. The one who asked takes it back this way. The
 * parameters are those of stg_approve.
 *   decision: set to the decision (reused). STG_OUTCOME_DENIED with one of these codes:
 *             `wrong_role`, `not_requested`, `ambiguous`
 * Errors: as stg_approve.
 * Thread safety: exclusive. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_reject(const stg_ruleset* ruleset, const stg_record* record,
                                               const char* name, size_t name_size, int64_t now,
                                               stg_context* context, stg_decision** decision,
                                               stg_error** err) STG_NOEXCEPT;

/* Decides an event that was read from JSON, at its own instant and for its own actor: an event of
 * the ruleset, an approval or a rejection. The context's actor and event id become the event's.
 *   decision: set to the decision (reused)
 * Errors: as stg_decide and stg_approve, and STG_STATUS_INVALID_INPUT where the JSON has no `at`.
 * Thread safety: exclusive. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_decide_event(const stg_ruleset* ruleset,
                                                     const stg_record* record,
                                                     const stg_event* event, stg_context* context,
                                                     stg_decision** decision,
                                                     stg_error** err) STG_NOEXCEPT;

/* Notes that facts of the record were set by hand (stg_record_set_*) at `now`: deadlines that
 * depend on them are computed anew from then. Without it, they count from the record's last change.
 * Where an event can carry the values, deliver that event instead.
 *   now:     when the facts changed
 *   context: it lends its memory, and its ruleset becomes the record's
 * Errors: STG_STATUS_OVERDUE as for stg_decide. STG_STATUS_WRONG_RULESET for a context of another
 * ruleset or another version.
 * Thread safety: exclusive. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_record_refresh(stg_record* record, int64_t now,
                                                       stg_context* context,
                                                       stg_error** err) STG_NOEXCEPT;

/* Begins a record that nothing has happened to yet: it enters the stage in which it stands and the
 * groups of that stage, outer ones first. Their `enter` actions run, their deadlines are armed, and
 * automatic transitions follow. Use it once for a record from stg_record_new, after its facts are
 * set. A record that is taken over from another system has begun elsewhere. The cause of the
 * decision is STG_CAUSE_BEGIN, its name the stage. Where a value that an action reads is unknown or
 * fails, the outcome says so, the record has not begun, and it can begin again.
 *   record:   the record as it is, may be the one inside `*decision`
 *   now:      when it begins. The decision is never earlier than the record's last change
 *   context:  of the same ruleset: who begins it. The event id and sequence in it have no effect
 *   decision: set to the decision, which the caller frees with stg_decision_free (reused)
 * Errors: STG_STATUS_INVALID_ARGUMENT for a record whose sequence number is not 0.
 * STG_STATUS_WRONG_RULESET.
 * Thread safety: exclusive. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_begin(const stg_ruleset* ruleset, const stg_record* record,
                                              int64_t now, stg_context* context,
                                              stg_decision** decision,
                                              stg_error** err) STG_NOEXCEPT;

/* Lets time pass up to and including `now`: everything that came due fires in order, each at its
 * own instant. One call after three days gives the same record as many calls.
 *   record:    the record as it is, may be one inside `*decisions`
 *   now:       the instant to advance to. Before an event use its instant minus 1
 *   context:   of the same ruleset. Its actor and event id have no effect
 *   decisions: set to the decisions in order, possibly none, which the caller frees with
 *              stg_decisions_free (reused)
 * A record of another version of the ruleset gets one decision: STG_OUTCOME_MIGRATION_REQUIRED,
 * with the cause STG_CAUSE_MIGRATION, and the record stays as it is.
 * Errors: STG_STATUS_INVALID_ARGUMENT for an instant outside the years 0001 to 9999, such as
 * STG_NEVER. STG_STATUS_WRONG_RULESET for a record of a ruleset of another name.
 * STG_STATUS_LIMIT_EXCEEDED where more is due than one call takes (STG_OPTION_MAX_DUE,
 * STG_OPTION_MAX_DUE_BYTES, STG_OPTION_MAX_DUE_STEPS). `*decisions` then holds those so far: apply
 * them, free the error and advance again.
 * Thread safety: exclusive. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_advance(const stg_ruleset* ruleset,
                                                const stg_record* record, int64_t now,
                                                stg_context* context, stg_decisions** decisions,
                                                stg_error** err) STG_NOEXCEPT;

/* Puts a record of an earlier version of the rules under this one. Nothing is lost: due instants,
 * extensions, requests, history and counts go on, sequence numbers and ids of actions too. Where
 * this version lacks something that the record holds, `migrate` or `was` in the ruleset says what
 * becomes of it. No action runs.
 *   ruleset:     the rules to go on under
 *   record_json: the record as stg_record_to_json gave it, by whichever version
 *   now:         the instant of the migration. Nothing that the migration moves is due before it
 *   context:     of the same ruleset, it lends its memory
 *   decision:    set to a decision with the cause STG_CAUSE_MIGRATION (reused). Its record is the
 *                one to store, its reasons say what has changed. STG_OUTCOME_IGNORED for a record
 *                that is of this version already
 * Errors: STG_STATUS_UNANSWERED where a question is open, with a diagnostic for each that names the
 * member of the record and what to write. STG_STATUS_WRONG_RULESET for a record of a ruleset of
 * another name, STG_STATUS_UNSUPPORTED for a record of a newer format, and as
 * stg_record_from_json. The record stays as it is then.
 * Thread safety: exclusive. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_record_migrate(const stg_ruleset* ruleset,
                                                       const char* record_json, size_t json_size,
                                                       int64_t now, stg_context* context,
                                                       stg_decision** decision,
                                                       stg_error** err) STG_NOEXCEPT;

/* Makes the decision's record the record. The last decision of a list contains the changes of all.
 * Store the record where stg_decision_changes_record says so. It is harmless where the decision
 * changed nothing.
 *   record:   the record that was decided, owned by the caller. Its ruleset becomes the one that
 *             decided
 *   decision: about a record of the same id
 * Errors: STG_STATUS_INVALID_ARGUMENT for a decision about another id. STG_STATUS_WRONG_RULESET for
 * a decision under another ruleset or another version.
 * Thread safety: exclusive. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_apply(stg_record* record, const stg_decision* decision,
                                              stg_error** err) STG_NOEXCEPT;

/* The next instant at which anything can change by itself: a deadline, a reminder, a step of a
 * cadence. STG_NEVER where nothing will. Keep it in an indexed column to find records that are due.
 * Thread safety: shared. Since: 0.1. */
STG_API int64_t stg_record_next_due(const stg_record* record) STG_NOEXCEPT;

/* Evaluates a decision table for a record, outside of any decision: for a price on a screen. Rules
 * that need a table call it themselves.
 *   table:   index of the table
 *   now:     the instant to evaluate at
 *   context: of the same ruleset, it lends its memory
 *   json:    set to JSON (reused): the row's outputs as an object, and a list of objects for a
 *            collecting table. For STG_RESULT_UNKNOWN a list of the names that are needed, for
 *            STG_RESULT_ERROR the message as a string
 *   result:  set to STG_RESULT_VALUE, STG_RESULT_UNKNOWN, or STG_RESULT_ERROR (no row matches, the
 *            hit policy is violated, or a condition failed), may be NULL
 * Errors: STG_STATUS_WRONG_RULESET for a record or context of another ruleset or another version.
 * Thread safety: exclusive. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_table_evaluate(const stg_ruleset* ruleset, uint32_t table,
                                                       const stg_record* record, int64_t now,
                                                       stg_context* context, stg_buffer** json,
                                                       stg_result* result,
                                                       stg_error** err) STG_NOEXCEPT;

/* ------------------------------------------------------------------------------------------------
 * Reading a decision
 *
 * A decision holds the outcome and its reasons, what is needed, the actions for the host, the
 * record after it, and on request a trace. Text is borrowed from the decision until the decision is
 * freed or filled again.
 *
 * Example:
 *
 *     stg_decision* decision = NULL;
 *     const uint32_t event = stg_ruleset_event_index(rules, "need_clear", 10);
 *     if (stg_decide(rules, lead, event, NULL, now, context, &decision, &err)) return fail(err);
 *     puts(stg_outcome_name(stg_decision_outcome(decision)).data); // needs
 *     for (uint32_t i = 0; i < stg_decision_reason_count(decision); ++i) {
 *       stg_str text = stg_decision_reason_text(decision, i);
 *       printf("because: %.*s\n", (int)text.size, text.data);
 *     }
 *     for (uint32_t i = 0; i < stg_decision_need_count(decision); ++i) {
 *       stg_str name = stg_decision_need(decision, i);
 *       printf("ask for: %.*s\n", (int)name.size, name.data); // product, ...
 *     }
 *     for (uint32_t i = 0; i < stg_decision_action_count(decision); ++i) {
 *       stg_str name = stg_decision_action_name(decision, i);
 *       printf("to do: %.*s\n", (int)name.size, name.data);
 *     }
 *     stg_decision_free(decision);
 * --------------------------------------------------------------------------------------------- */

/* How many decisions a list holds.
 * Thread safety: shared. Since: 0.1. */
STG_API uint32_t stg_decisions_count(const stg_decisions* decisions) STG_NOEXCEPT;

/* A decision of a list, in the order in which things came due. NULL past the last. Borrowed from
 * the list: never pass it to stg_decision_free.
 * Thread safety: shared. Since: 0.1. */
STG_API const stg_decision* stg_decisions_get(const stg_decisions* decisions,
                                              uint32_t index) STG_NOEXCEPT;

/* Frees a list and the decisions in it. NULL is fine.
 * Thread safety: exclusive. Since: 0.1. */
STG_API void stg_decisions_free(stg_decisions* decisions) STG_NOEXCEPT;

/* Frees a decision that the caller owns. Never call it on one of a list. NULL is fine.
 * Thread safety: exclusive. Since: 0.1. */
STG_API void stg_decision_free(stg_decision* decision) STG_NOEXCEPT;

/* Writes the whole decision as JSON, for a log or another process. The same decision is the same
 * bytes, through every binding.
 *   text: set to the JSON (reused)
 * Thread safety: shared. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_decision_to_json(const stg_decision* decision,
                                                         stg_buffer** text,
                                                         stg_error** err) STG_NOEXCEPT;

/* The id of the record that the decision is about.
 * Thread safety: shared. Since: 0.1. */
STG_API stg_str stg_decision_record_id(const stg_decision* decision) STG_NOEXCEPT;

/* The instant of what happened: the event's, or the one at which something came due.
 * Thread safety: shared. Since: 0.1. */
STG_API int64_t stg_decision_at(const stg_decision* decision) STG_NOEXCEPT;

/* What the decision answers: one of STG_CAUSE_*.
 * Thread safety: shared. Since: 0.1. */
STG_API stg_cause stg_decision_cause(const stg_decision* decision) STG_NOEXCEPT;

/* The name of the cause: the event, or the path of the deadline, cadence, transition or, of a
 * record that began, stage.
 * Thread safety: shared. Since: 0.1. */
STG_API stg_str stg_decision_cause_name(const stg_decision* decision) STG_NOEXCEPT;

/* The id of the event. Empty where it had none.
 * Thread safety: shared. Since: 0.1. */
STG_API stg_str stg_decision_event_id(const stg_decision* decision) STG_NOEXCEPT;

/* Which reminder it is, as the ruleset writes it, such as "80%". Empty for another cause.
 * Thread safety: shared. Since: 0.1. */
STG_API stg_str stg_decision_reminder(const stg_decision* decision) STG_NOEXCEPT;

/* Whether a reminder also stands for earlier ones of the same deadline, which one call passed.
 * Thread safety: shared. Since: 0.1. */
STG_API uint8_t stg_decision_is_late(const stg_decision* decision) STG_NOEXCEPT;

/* The outcome: one of STG_OUTCOME_*. STG_OUTCOME_ERROR for NULL. It does not tell whether there is
 * something to store: see stg_decision_changes_record.
 * Thread safety: shared. Since: 0.1. */
STG_API stg_outcome stg_decision_outcome(const stg_decision* decision) STG_NOEXCEPT;

/* Whether the host has to store the new record: 0 or 1. It is not a question of the outcome. A
 * refusal, a denial or an event that nothing handles changes the record too where the event has an
 * id, because the record remembers the id. Where it is 0, there are no actions, and the record is
 * as it was.
 * Thread safety: shared. Since: 0.1. */
STG_API uint8_t stg_decision_changes_record(const stg_decision* decision) STG_NOEXCEPT;

/* The name of an outcome, such as "moved" or "migration_required". Static, NUL-terminated. Empty
 * for a number that is not an outcome.
 * Thread safety: shared. Since: 0.1. */
STG_API stg_str stg_outcome_name(stg_outcome outcome) STG_NOEXCEPT;

/* The stage before the decision. Of a record that began, the stage in which it did. STG_NONE where
 * the ruleset that was asked has no such stage, which takes a record of another version.
 * Thread safety: shared. Since: 0.1. */
STG_API uint32_t stg_decision_from(const stg_decision* decision) STG_NOEXCEPT;

/* The stage after a move. STG_NONE where the decision did not move the record.
 * Thread safety: shared. Since: 0.1. */
STG_API uint32_t stg_decision_to(const stg_decision* decision) STG_NOEXCEPT;

/* The path of the transition that was selected, such as "lead.new.hand_over". Empty without one.
 * Thread safety: shared. Since: 0.1. */
STG_API stg_str stg_decision_transition(const stg_decision* decision) STG_NOEXCEPT;

/* How many evaluation steps the decision took: what a host counts that meters its tenants. The same
 * decision takes the same number in this version of the library. 0 for NULL.
 * Thread safety: shared. Since: 0.1. */
STG_API uint64_t stg_decision_steps(const stg_decision* decision) STG_NOEXCEPT;

/* How many reasons the decision gives for a refusal, a denial, a conflict or an error.
 * Thread safety: shared. Since: 0.1. */
STG_API uint32_t stg_decision_reason_count(const stg_decision* decision) STG_NOEXCEPT;

/* The code of a reason: the name of the criterion, or one of the engine's, such as "wrong_role".
 * Thread safety: shared. Since: 0.1. */
STG_API stg_str stg_decision_reason_code(const stg_decision* decision, uint32_t index) STG_NOEXCEPT;

/* A reason as people read it, in the language of the options that loaded the ruleset.
 * Thread safety: shared. Since: 0.1. */
STG_API stg_str stg_decision_reason_text(const stg_decision* decision, uint32_t index) STG_NOEXCEPT;

/* How many values the decision needs that are not known.
 * Thread safety: shared. Since: 0.1. */
STG_API uint32_t stg_decision_need_count(const stg_decision* decision) STG_NOEXCEPT;

/* The name of a value that is needed: a fact, a payload field ("event.reason") or a counter
 * ("counters.extended_leads[wu]"). Ask for it, then decide again.
 * Thread safety: shared. Since: 0.1. */
STG_API stg_str stg_decision_need(const stg_decision* decision, uint32_t index) STG_NOEXCEPT;

/* How many facts the decision changed.
 * Thread safety: shared. Since: 0.1. */
STG_API uint32_t stg_decision_changed_fact_count(const stg_decision* decision) STG_NOEXCEPT;

/* The index of a fact that the decision changed. stg_decision_record has its new value. STG_NONE
 * past the last.
 * Thread safety: shared. Since: 0.1. */
STG_API uint32_t stg_decision_changed_fact(const stg_decision* decision,
                                           uint32_t index) STG_NOEXCEPT;

/* How many actions the host has to do.
 * Thread safety: shared. Since: 0.1. */
STG_API uint32_t stg_decision_action_count(const stg_decision* decision) STG_NOEXCEPT;

/* Writes the stable id of an action, "<record>/<sequence>/<index>". The same decision, made again,
 * has the same ids: store the id with the action, so that it is done once.
 *   id: set to the id (reused)
 * Thread safety: shared. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_decision_action_id(const stg_decision* decision,
                                                           uint32_t action, stg_buffer** id,
                                                           stg_error** err) STG_NOEXCEPT;

/* The name of an action as the ruleset declares it. "start" asks to start another lifecycle and has
 * one argument, `ruleset`.
 * Thread safety: shared. Since: 0.1. */
STG_API stg_str stg_decision_action_name(const stg_decision* decision,
                                         uint32_t action) STG_NOEXCEPT;

/* When a cadence plans the action. STG_NEVER for other actions, which are to be done at once.
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

/* Writes the value of an argument as text: a string as it is, an instant, a date or a duration as
 * in JSON but without quotes, anything else as JSON.
 *   text: set to the text (reused)
 * Thread safety: shared. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_decision_argument_text(const stg_decision* decision,
                                                               uint32_t action, uint32_t argument,
                                                               stg_buffer** text,
                                                               stg_error** err) STG_NOEXCEPT;

/* Writes the value of an argument as JSON, which keeps its type.
 *   json: set to the JSON (reused)
 * Thread safety: shared. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_decision_argument_json(const stg_decision* decision,
                                                               uint32_t action, uint32_t argument,
                                                               stg_buffer** json,
                                                               stg_error** err) STG_NOEXCEPT;

/* How many deadlines are armed after the decision.
 * Thread safety: shared. Since: 0.1. */
STG_API uint32_t stg_decision_timer_count(const stg_decision* decision) STG_NOEXCEPT;

/* The path of an armed deadline, such as "lead.sql.one_week_rule".
 * Thread safety: shared. Since: 0.1. */
STG_API stg_str stg_decision_timer_name(const stg_decision* decision, uint32_t index) STG_NOEXCEPT;

/* When an armed deadline is due. While its clock stands still ("held"), this is the instant from
 * before the pause, and nothing fires then.
 * Thread safety: shared. Since: 0.1. */
STG_API int64_t stg_decision_timer_due(const stg_decision* decision, uint32_t index) STG_NOEXCEPT;

/* Whether an armed deadline came due and could not fire, because a value was unknown or failed. It
 * waits until the record's facts change.
 * Thread safety: shared. Since: 0.1. */
STG_API uint8_t stg_decision_timer_is_overdue(const stg_decision* decision,
                                              uint32_t index) STG_NOEXCEPT;

/* How many flags an armed deadline has.
 * Thread safety: shared. Since: 0.1. */
STG_API uint32_t stg_decision_timer_flag_count(const stg_decision* decision,
                                               uint32_t index) STG_NOEXCEPT;

/* What is special about an armed deadline: "overdue", "held" (its clock stands still), "pending" (a
 * request for more time waits) or "calendar_coverage" (its calendar does not reach that far). Empty
 * past the last.
 * Thread safety: shared. Since: 0.1. */
STG_API stg_str stg_decision_timer_flag(const stg_decision* decision, uint32_t index,
                                        uint32_t flag) STG_NOEXCEPT;

/* How many counters of quotas the decision relied on.
 * Thread safety: shared. Since: 0.1. */
STG_API uint32_t stg_decision_counter_count(const stg_decision* decision) STG_NOEXCEPT;

/* The quota and key of a counter that the decision relied on, such as "extended_leads[wu]". A host
 * that counts in a database checks in its transaction that the counter is still below the limit.
 *   value: set to the count that the decision saw, or to -1 where none was set. Then the counter is
 *          among the needs. May be NULL
 *   limit: set to the most that the quota allows, may be NULL
 * Thread safety: shared. Since: 0.1. */
STG_API stg_str stg_decision_counter(const stg_decision* decision, uint32_t index, int64_t* value,
                                     int64_t* limit) STG_NOEXCEPT;

/* The index of the quota of a counter that the decision relied on, or STG_NONE. With the key it is
 * what stg_context_set_counter takes: where a counter was needed, count under this key and decide
 * again. The key goes by the values that the event carries.
 *   key: set to the key, as stg_quota_key writes it, may be NULL
 * Thread safety: shared. Since: 0.1. */
STG_API uint32_t stg_decision_counter_quota(const stg_decision* decision, uint32_t index,
                                            stg_str* key) STG_NOEXCEPT;

/* stg_record_next_due of the record after the decision.
 * Thread safety: shared. Since: 0.1. */
STG_API int64_t stg_decision_next_due(const stg_decision* decision) STG_NOEXCEPT;

/* The sequence number of the record after the decision. It is one more than before where the
 * decision changed the record (stg_decision_changes_record), else the same.
 * Thread safety: shared. Since: 0.1. */
STG_API int64_t stg_decision_sequence(const stg_decision* decision) STG_NOEXCEPT;

/* The outcome of the first decision, for STG_OUTCOME_DUPLICATE: answer the sender with it. -1 for
 * any other decision.
 *   sequence: set to the sequence number after the first decision, may be NULL
 * Thread safety: shared. Since: 0.1. */
STG_API stg_outcome stg_decision_first_outcome(const stg_decision* decision,
                                               int64_t* sequence) STG_NOEXCEPT;

/* The record after the decision, or as it was where nothing changed. Borrowed from the decision and
 * read-only: clone it, or apply the decision.
 * Thread safety: shared. Since: 0.1. */
STG_API const stg_record* stg_decision_record(const stg_decision* decision) STG_NOEXCEPT;

/* How many conditions were looked at. 0 unless the context asked for a trace.
 * Thread safety: shared. Since: 0.1. */
STG_API uint32_t stg_decision_trace_count(const stg_decision* decision) STG_NOEXCEPT;

/* The source of a condition that was looked at, and where it stands in the ruleset's file.
 *   line, column: set to the place, counted from 1, each may be NULL
 * Thread safety: shared. Since: 0.1. */
STG_API stg_str stg_decision_trace_source(const stg_decision* decision, uint32_t index,
                                          uint32_t* line, uint32_t* column) STG_NOEXCEPT;

/* Writes the value of a condition as JSON: null where it was unknown, {"error": message} where it
 * failed.
 *   json: set to the JSON (reused)
 * Thread safety: shared. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_decision_trace_value(const stg_decision* decision,
                                                             uint32_t index, stg_buffer** json,
                                                             stg_error** err) STG_NOEXCEPT;

/* How many facts a condition read.
 * Thread safety: shared. Since: 0.1. */
STG_API uint32_t stg_decision_trace_fact_count(const stg_decision* decision,
                                               uint32_t index) STG_NOEXCEPT;

/* The index of a fact that a condition read. STG_NONE past the last.
 * Thread safety: shared. Since: 0.1. */
STG_API uint32_t stg_decision_trace_fact(const stg_decision* decision, uint32_t index,
                                         uint32_t position) STG_NOEXCEPT;

/* Writes the value that the fact had when the condition read it, as JSON. null where it was
 * unknown.
 *   json: set to the JSON (reused)
 * Thread safety: shared. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_decision_trace_fact_value(const stg_decision* decision,
                                                                  uint32_t index, uint32_t position,
                                                                  stg_buffer** json,
                                                                  stg_error** err) STG_NOEXCEPT;

/* ------------------------------------------------------------------------------------------------
 * CEL on its own
 *
 * Expressions without a ruleset: for a filter in a list or a formula in a form. They are typed
 * before they run, and their cost is known, so a host can accept them from people.
 *
 * Example:
 *
 *     static const char kVariables[] = "{\"amount\": \"decimal\"}";
 *     static const char kSource[] = "amount >= 100";
 *     static const char kValues[] = "{\"amount\": \"128000.50\"}";
 *     stg_expression* expression = NULL;
 *     stg_buffer* json = NULL;
 *     stg_status status = stg_expression_compile(kSource, sizeof kSource - 1, kVariables,
 *                                                sizeof kVariables - 1, NULL, &expression, &err);
 *     if (!status) {
 *       status = stg_expression_evaluate(expression, kValues, sizeof kValues - 1, &json, NULL,
 *     &err); }
 *     if (!status) puts(stg_buffer_text(json).data); // true
 *     stg_buffer_free(json);
 *     stg_expression_free(expression);
 *     if (status) return fail(err);
 * --------------------------------------------------------------------------------------------- */

/* Compiles an expression of the language that rulesets use: CEL with enums, decimals and dates.
 *   source, source_size: the expression
 *   variables, variables_size: a JSON object with a member for each variable that the expression
 *            may name, or empty text for no variables. A member is one of
 *              null                                    its type stays open
 *              "int", "list(string)"                   its type, written as for a fact
 *              {"type": "string", "max": 20}           type, and the most that it holds: characters
 *                                                      of a text, elements of a list, entries of a
 *                                                      map
 *              {"type": "enum", "values": ["a", "b"]}  an enum and its members
 *   options:    limits, or NULL
 *   expression: set to the expression, which the caller frees with stg_expression_free
 * Errors: STG_STATUS_INVALID_EXPRESSION with all findings, each with its range, and an edit where
 * one is known. STG_STATUS_INVALID_INPUT for `variables`.
 * Thread safety: shared. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_expression_compile(
    const char* source, size_t source_size, const char* variables, size_t variables_size,
    const stg_options* options, stg_expression** expression, stg_error** err) STG_NOEXCEPT;

/* The type of the expression's value as CEL writes it: "bool", "list(int)", or "dyn" where it
 * depends on open variables. Refuse a filter that is not a "bool". Borrowed from the expression.
 * Empty for NULL.
 * Thread safety: shared. Since: 0.1. */
STG_API stg_str stg_expression_type(const stg_expression* expression) STG_NOEXCEPT;

/* The declared variables that an expression reads: a JSON list of their names, in the order of
 * their declaration. Borrowed from the expression. Empty for NULL.
 * Thread safety: shared. Since: 0.1. */
STG_API stg_str stg_expression_facts(const stg_expression* expression) STG_NOEXCEPT;

/* The most steps that an evaluation takes, whatever the values are. STG_UNBOUNDED where they grow
 * with a variable that has no "max" or no type. A step is an instruction, or a byte or an element
 * that is worked on. An evaluation that spends more than STG_OPTION_MAX_STEPS ends in
 * STG_RESULT_ERROR, so compare the two before you accept an expression from somebody. 0 for NULL.
 * Thread safety: shared. Since: 0.1. */
STG_API uint64_t stg_expression_cost(const stg_expression* expression) STG_NOEXCEPT;

/* Evaluates an expression. It reads no clock and no network: the same values give the same result.
 *   values, values_size: a JSON object with the values of variables, or empty text for none. A
 *           variable without a value is unknown. A value of a declared type is written as in a
 *           record's JSON, and null is unknown. For an open variable, whole numbers are ints, other
 *           numbers doubles, and null is CEL's null
 *   json:   set to JSON (reused): the value. For STG_RESULT_UNKNOWN a list of the names that it
 *           depends on, for STG_RESULT_ERROR the message as a string
 *   result: set to STG_RESULT_VALUE, STG_RESULT_UNKNOWN or STG_RESULT_ERROR, may be NULL. A
 *           division by zero or a spent budget is a result, not an error of this call
 * Errors: STG_STATUS_INVALID_INPUT for a value of another type or above its "max",
 * STG_STATUS_UNKNOWN_NAME for a value of no variable.
 * Thread safety: shared. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_expression_evaluate(const stg_expression* expression,
                                                            const char* values, size_t values_size,
                                                            stg_buffer** json, stg_result* result,
                                                            stg_error** err) STG_NOEXCEPT;

/* Frees an expression. NULL is fine.
 * Thread safety: exclusive. Since: 0.1. */
STG_API void stg_expression_free(stg_expression* expression) STG_NOEXCEPT;

/* ------------------------------------------------------------------------------------------------
 * Tests
 *
 * Runs the test files that rulesets come with, as the command `stagegraph test` does. A host calls
 * it before it takes new rules into use.
 *
 * Example:
 *
 *     const stg_str paths[] = {{"rules/tests/b2b-trunk.test.yaml", 31}};
 *     stg_buffer* report = NULL;
 *     uint32_t failed = 0;
 *     uint32_t invalid = 0;
 *     stg_status status = stg_test_run(paths, 1, NULL, STG_FORMAT_TEXT, 0, &report, NULL, &failed,
 *                                      &invalid, &err);
 *     if (status) return fail(err);
 *     if (failed + invalid > 0) puts(stg_buffer_text(report).data);
 *     stg_buffer_free(report);
 * --------------------------------------------------------------------------------------------- */

/* Runs test files. A mistake in one file is reported in its place and does not stop the others.
 *   paths, path_count: files, or directories whose test files are all run
 *   options:  limits, or NULL
 *   format:   STG_FORMAT_TEXT or STG_FORMAT_JSON. In JSON, a failure has the `edits` of the file
 *             that would accept what came, or the `obstacle` to that
 *   coverage: whether the text ends with what the tests covered: 0 or 1. JSON always has it
 *   report:   set to the report (reused)
 *   passed, failed: set to the number of cases, each may be NULL
 *   invalid:  set to the number of cases and files that could not run, because they are malformed
 *             or their ruleset does not load, may be NULL
 * Errors: STG_STATUS_NOT_FOUND, STG_STATUS_IO. STG_STATUS_INVALID_INPUT for a path without test
 * files. STG_STATUS_UNSUPPORTED for another format.
 * Thread safety: shared. Since: 0.1. */
STG_API STG_CHECK_RESULT stg_status stg_test_run(const stg_str* paths, uint32_t path_count,
                                                 const stg_options* options, stg_format format,
                                                 uint8_t coverage, stg_buffer** report,
                                                 uint32_t* passed, uint32_t* failed,
                                                 uint32_t* invalid, stg_error** err) STG_NOEXCEPT;

#ifdef __cplusplus
} /* extern "C" */
#endif

#endif /* STAGEGRAPH_STAGEGRAPH_H_ */
