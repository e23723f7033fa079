// SPDX-License-Identifier: Apache-2.0
// stagegraph.hpp - the C++20 interface of Stagegraph: a thin layer of classes over stagegraph.h.
//
// It is header-only and calls nothing but the C interface, so a program may use another compiler or
// standard library than the engine's. What stagegraph.h says of a function holds for the member of
// that name. In addition:
//
//  - Ownership. Objects free themselves. Ruleset is shared: copies are cheap and may cross threads.
//    Record is a value. The other classes move and do not copy.
//  - Errors. A call that fails throws stg::Error with the status and the diagnostics, or
//    std::bad_alloc. Readers do not throw.
//  - Lifetimes. A RecordView, a DecisionView and a std::string_view are borrowed from the object
//    whose member returned them, until that object is destroyed, changed or filled again. Members
//    that lend are deleted for temporaries: give the owner a name before you read it.
//  - Names. fact_index() and the like give std::nullopt for a name that the ruleset lacks, fact(),
//    event() and stage() throw. Look names up once.
//
// A host brings a record up to date, decides, and stores what changed:
//
// Example:
//
//     #include <stagegraph/stagegraph.hpp>
//
//     #include <iostream>
//
//     // Applies a decision that changed the record, then stores both in one transaction.
//     static void take(stg::Record& lead, const stg::DecisionView& decision) {
//       if (!decision.changes_record()) return;
//       lead.apply(decision);
//       std::cout << lead.to_json() << '\n';
//     }
//
//     // Delivers one event: first what came due before it, then the event itself.
//     static void deliver(stg::Record& lead, stg::Index event, stg::Instant now,
//                         stg::Context& context) {
//       const stg::Decisions due = stg::advance(lead, now - 1, context);
//       for (uint32_t i = 0; i < due.size(); ++i) take(lead, due[i]);
//       take(lead, stg::decide(lead, event, now, context));
//     }
//
//     int main() try {
//       const stg::Ruleset rules = stg::Ruleset::load_file("rules/b2b-trunk.yaml");
//       stg::Record lead(rules, "A-17", rules.parse_time("2026-03-02T10:00"));
//       stg::Context context(rules);
//       context.set_actor("wu", {"marketing"});
//       lead.set_string(rules.fact("phone_status"), "ok");
//       lead.set_string(rules.fact("need"), "now");
//       deliver(lead, rules.event("hand_over"), rules.parse_time("2026-03-03T09:00"), context);
//       return lead.stage() == rules.stage("lead.mql") ? 0 : 1;
//     } catch (const stg::Error& error) {
//       std::cerr << error.what() << '\n';
//       return 2;
//     }
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <iterator>
#include <memory>
#include <new>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "stagegraph/stagegraph.h"

namespace stg {

// The place of a fact, an event, a stage and the like in its ruleset. Valid for that ruleset alone.
using Index = uint32_t;
// Microseconds since 1970-01-01T00:00:00Z.
using Instant = int64_t;

inline constexpr Index kNone = STG_NONE;      // no such index
inline constexpr Instant kNever = STG_NEVER;  // no instant, later than every other

// Why a call failed: STG_STATUS_*.
enum class Status : stg_status {
  kOk = STG_STATUS_OK,
  kInvalidArgument = STG_STATUS_INVALID_ARGUMENT,
  kOutOfMemory = STG_STATUS_OUT_OF_MEMORY,
  kInternal = STG_STATUS_INTERNAL,
  kInvalidRuleset = STG_STATUS_INVALID_RULESET,
  kInvalidExpression = STG_STATUS_INVALID_EXPRESSION,
  kInvalidInput = STG_STATUS_INVALID_INPUT,
  kUnknownName = STG_STATUS_UNKNOWN_NAME,
  kLimitExceeded = STG_STATUS_LIMIT_EXCEEDED,
  kNotFound = STG_STATUS_NOT_FOUND,
  kIo = STG_STATUS_IO,
  kOverdue = STG_STATUS_OVERDUE,
  kWrongRuleset = STG_STATUS_WRONG_RULESET,
  kUnsupported = STG_STATUS_UNSUPPORTED,
  kUnanswered = STG_STATUS_UNANSWERED,
};

// The outcome of a decision: STG_OUTCOME_*.
enum class Outcome : stg_outcome {
  kMoved = STG_OUTCOME_MOVED,
  kStayed = STG_OUTCOME_STAYED,
  kRefused = STG_OUTCOME_REFUSED,
  kDenied = STG_OUTCOME_DENIED,
  kPending = STG_OUTCOME_PENDING,
  kIgnored = STG_OUTCOME_IGNORED,
  kDuplicate = STG_OUTCOME_DUPLICATE,
  kLate = STG_OUTCOME_LATE,
  kConflict = STG_OUTCOME_CONFLICT,
  kNeeds = STG_OUTCOME_NEEDS,
  kMigrationRequired = STG_OUTCOME_MIGRATION_REQUIRED,
  kError = STG_OUTCOME_ERROR,
};

// What a decision answers: STG_CAUSE_*.
enum class Cause : stg_cause {
  kEvent = STG_CAUSE_EVENT,
  kDeadline = STG_CAUSE_DEADLINE,
  kReminder = STG_CAUSE_REMINDER,
  kCadence = STG_CAUSE_CADENCE,
  kAuto = STG_CAUSE_AUTO,
  kApprove = STG_CAUSE_APPROVE,
  kReject = STG_CAUSE_REJECT,
  kExpiry = STG_CAUSE_EXPIRY,
  kMigration = STG_CAUSE_MIGRATION,
  kBegin = STG_CAUSE_BEGIN,
};

// How bad a finding is: STG_SEVERITY_*.
enum class Severity : stg_severity {
  kError = STG_SEVERITY_ERROR,
  kWarning = STG_SEVERITY_WARNING,
  kNote = STG_SEVERITY_NOTE,
};

// Forms of output: STG_FORMAT_*.
enum class Format : stg_format {
  kText = STG_FORMAT_TEXT,
  kJson = STG_FORMAT_JSON,
  kDot = STG_FORMAT_DOT,
  kMermaid = STG_FORMAT_MERMAID,
};

// How an evaluation ended: STG_RESULT_*.
enum class Result : stg_result {
  kValue = STG_RESULT_VALUE,
  kUnknown = STG_RESULT_UNKNOWN,
  kError = STG_RESULT_ERROR,
};

// A place in a text. Lines and columns count from 1, columns in code points, and the end lies after
// the last character. 0 means that the place is not known.
struct Range {
  uint32_t line = 0;
  uint32_t column = 0;
  uint32_t end_line = 0;
  uint32_t end_column = 0;
};

// A change that mends a finding: replace the range by the text.
struct Edit {
  Range range;
  std::string text;
};

// A finding in a ruleset or an expression. It owns its text and outlives what it was found in.
struct Diagnostic {
  std::string code;
  Severity severity = Severity::kError;
  std::string file;
  Range range;
  std::string path;
  std::string message;
  std::optional<Edit> edit;
};

// What a failed call throws: a status to branch on, a sentence in what(), and for a ruleset or an
// expression the findings.
class Error : public std::runtime_error {
 public:
  Error(Status status, const std::string& message, std::vector<Diagnostic> diagnostics)
      : std::runtime_error(message), status_(status), diagnostics_(std::move(diagnostics)) {}

  Status status() const { return status_; }
  const std::vector<Diagnostic>& diagnostics() const& { return diagnostics_; }
  const std::vector<Diagnostic>& diagnostics() const&& = delete;

 private:
  Status status_;
  std::vector<Diagnostic> diagnostics_;
};

namespace detail {

inline std::string_view view(stg_str text) { return {text.data, text.size}; }
inline std::string copy(stg_str text) { return std::string(view(text)); }
inline stg_str borrow(std::string_view text) { return {text.data(), text.size()}; }

// Text that stays where it is while a range of it is read: not a std::string made on the way.
template <typename T>
concept LastingText = std::convertible_to<T, std::string_view> &&
    (std::is_lvalue_reference_v<T> || std::same_as<T, std::string_view> ||
     std::same_as<T, const char*>);

template <typename Range>
concept Texts = requires(const Range& range) {
  { std::begin(range) } -> std::forward_iterator;
  { *std::begin(range) } -> LastingText;
  std::end(range);
};

inline std::vector<stg_str> borrow_all(const Texts auto& texts) {
  std::vector<stg_str> all;
  for (const auto& text : texts) all.push_back(borrow(text));
  return all;
}

// unique_ptr's deleter that calls a C function.
template <auto Free>
struct Freed {
  template <typename T>
  void operator()(T* handle) const {
    Free(handle);
  }
};

template <typename T, auto Free>
using Handle = std::unique_ptr<T, Freed<Free>>;

inline Diagnostic read_diagnostic(const stg_diagnostics* list, uint32_t index) {
  Diagnostic found;
  found.code = copy(stg_diagnostics_code(list, index));
  found.severity = static_cast<Severity>(stg_diagnostics_severity(list, index));
  found.file = copy(stg_diagnostics_file(list, index));
  Range& range = found.range;
  stg_diagnostics_range(list, index, &range.line, &range.column, &range.end_line,
                        &range.end_column);
  found.path = copy(stg_diagnostics_path(list, index));
  found.message = copy(stg_diagnostics_message(list, index));
  Range edit;
  stg_str text{};
  if (stg_diagnostics_edit(list, index, &edit.line, &edit.column, &edit.end_line, &edit.end_column,
                           &text) != 0) {
    found.edit = Edit{edit, copy(text)};
  }
  return found;
}

inline std::vector<Diagnostic> read_diagnostics(const stg_diagnostics* list) {
  std::vector<Diagnostic> all;
  for (uint32_t i = 0; i < stg_diagnostics_count(list); ++i)
    all.push_back(read_diagnostic(list, i));
  return all;
}

[[noreturn]] inline void raise(stg_error* error) {
  Handle<stg_error, stg_error_free> owner(error);
  stg_status status = stg_error_status(error);
  if (status == STG_STATUS_OUT_OF_MEMORY) throw std::bad_alloc();
  throw Error(static_cast<Status>(status), copy(stg_error_message(error)),
              read_diagnostics(stg_error_diagnostics(error)));
}

// Calls a C function with its arguments and `err`, and throws where it fails.
template <typename Function, typename... Arguments>
void call(Function function, Arguments... arguments) {
  stg_error* error = nullptr;
  if (function(arguments..., &error) != STG_STATUS_OK) raise(error);
}

// Calls a C function whose next argument is a buffer.
template <typename Function, typename... Arguments>
std::string text(Function function, Arguments... arguments) {
  stg_buffer* buffer = nullptr;
  call(function, arguments..., &buffer);
  Handle<stg_buffer, stg_buffer_free> owner(buffer);
  return copy(stg_buffer_text(buffer));
}

inline std::optional<Index> found(Index index) {
  if (index == kNone) return std::nullopt;
  return index;
}

}  // namespace detail

// Text whose memory is used again, for writing many decisions one after another. The view that it
// gives is valid until it is filled again.
class Buffer {
 public:
  std::string_view text() const& { return detail::view(stg_buffer_text(handle_.get())); }
  std::string_view text() const&& = delete;

  // Fills it by a C function whose next argument is the buffer.
  template <typename Function, typename... Arguments>
  std::string_view fill(Function function, Arguments... arguments) & {
    stg_buffer* buffer = handle_.get();
    detail::call(function, arguments..., &buffer);
    if (!handle_) handle_.reset(buffer);
    return text();
  }

 private:
  detail::Handle<stg_buffer, stg_buffer_free> handle_;
};

// The release of the library, such as "1.0.0".
inline std::string_view version() { return detail::view(stg_version_string()); }
// How the library was built, as JSON. See stg_build_info.
inline std::string_view build_info() { return detail::view(stg_build_info()); }
// Names as JSON writes them, such as "moved" and "invalid-ruleset". Static.
inline std::string_view name_of(Outcome outcome) {
  return detail::view(stg_outcome_name(static_cast<stg_outcome>(outcome)));
}
inline std::string_view name_of(Status status) {
  return detail::view(stg_status_name(static_cast<stg_status>(status)));
}

// ------------------------------------------------------------------------------------- loading

// Limits and the language for loading. Pass none for the safe defaults. Options are read by the
// call that takes them and may be destroyed after it.
class Options {
 public:
  Options() {
    stg_options* made = nullptr;
    detail::call(stg_options_new, &made);
    handle_.reset(made);
  }
  // Sets a limit, or the language. `option` is one of STG_OPTION_*. Returns *this.
  Options& set(stg_option option, int64_t value) & {
    detail::call(stg_options_set_int, handle_.get(), option, value);
    return *this;
  }
  Options& set(stg_option option, std::string_view value) & {
    detail::call(stg_options_set_text, handle_.get(), option, value.data(), value.size());
    return *this;
  }
  Options set(stg_option option, int64_t value) && { return std::move(set(option, value)); }
  Options set(stg_option option, std::string_view value) && {
    return std::move(set(option, value));
  }
  const stg_options* get() const& { return handle_.get(); }
  const stg_options* get() const&& = delete;

 private:
  detail::Handle<stg_options, stg_options_free> handle_;
};

// A compiled ruleset, and readers that describe it. It does not change, so every thread may use it.
// A copy is another holder of the same ruleset. Records, contexts and decisions hold theirs
// themselves. Text is borrowed from the ruleset.
class [[nodiscard]] Ruleset {
 public:
  // Load and compile a ruleset. Throw Error with every mistake that was found. `file` is the name
  // that diagnostics give.
  static Ruleset load_file(std::string_view path, const Options* options = nullptr) {
    stg_ruleset* made = nullptr;
    detail::call(stg_ruleset_load_file, path.data(), path.size(), raw(options), &made);
    return Ruleset(made);
  }
  static Ruleset load_text(std::string_view yaml, std::string_view file = {},
                           const Options* options = nullptr) {
    stg_ruleset* made = nullptr;
    detail::call(stg_ruleset_load_text, yaml.data(), yaml.size(), file.data(), file.size(),
                 raw(options), &made);
    return Ruleset(made);
  }

  Ruleset(const Ruleset& other) : handle_(stg_ruleset_ref(other.get())) {}
  Ruleset(Ruleset&&) = default;
  Ruleset& operator=(Ruleset other) {
    handle_.swap(other.handle_);
    return *this;
  }
  ~Ruleset() = default;

  std::string_view name() const& { return detail::view(stg_ruleset_name(get())); }
  std::string_view name() const&& = delete;
  std::string_view version() const& { return detail::view(stg_ruleset_version(get())); }
  std::string_view version() const&& = delete;
  std::string_view title() const& { return detail::view(stg_ruleset_title(get())); }
  std::string_view title() const&& = delete;
  std::string_view fingerprint() const& { return detail::view(stg_ruleset_fingerprint(get())); }
  std::string_view fingerprint() const&& = delete;
  std::string_view behaviour() const& { return detail::view(stg_ruleset_behaviour(get())); }
  std::string_view behaviour() const&& = delete;
  std::string_view time_zone() const& { return detail::view(stg_ruleset_time_zone(get())); }
  std::string_view time_zone() const&& = delete;

  // Likely mistakes in a ruleset that loaded: warnings, notes and the analyses of its stages.
  [[nodiscard]] std::vector<Diagnostic> check() const {
    stg_diagnostics* found = nullptr;
    detail::call(stg_ruleset_check, get(), &found);
    detail::Handle<stg_diagnostics, stg_diagnostics_free> owner(found);
    return detail::read_diagnostics(found);
  }
  // What `migrate` of this version has still to say of the records of `old`. See
  // stg_ruleset_check_against.
  [[nodiscard]] std::vector<Diagnostic> check_against(const Ruleset& old) const {
    stg_diagnostics* found = nullptr;
    detail::call(stg_ruleset_check_against, get(), old.get(), &found);
    detail::Handle<stg_diagnostics, stg_diagnostics_free> owner(found);
    return detail::read_diagnostics(found);
  }
  // The source of a picture: Format::kDot, kMermaid or kText.
  [[nodiscard]] std::string render(Format format) const {
    return detail::text(stg_ruleset_render, get(), static_cast<stg_format>(format));
  }

  // Facts: what is known about a record.
  Index fact_count() const { return stg_ruleset_fact_count(get()); }
  std::optional<Index> fact_index(std::string_view fact) const {
    return detail::found(stg_ruleset_fact_index(get(), fact.data(), fact.size()));
  }
  std::string_view fact_name(Index fact) const& {
    return detail::view(stg_ruleset_fact_name(get(), fact));
  }
  std::string_view fact_name(Index) const&& = delete;
  std::string_view fact_type(Index fact) const& {
    return detail::view(stg_ruleset_fact_type(get(), fact));
  }
  std::string_view fact_type(Index) const&& = delete;

  // Events, and the payload fields that each carries.
  Index event_count() const { return stg_ruleset_event_count(get()); }
  std::optional<Index> event_index(std::string_view event) const {
    return detail::found(stg_ruleset_event_index(get(), event.data(), event.size()));
  }
  std::string_view event_name(Index event) const& {
    return detail::view(stg_ruleset_event_name(get(), event));
  }
  std::string_view event_name(Index) const&& = delete;
  // The payload fields of an event, in document order, as Payload::set_* takes them.
  std::vector<Index> event_fields(Index event) const {
    std::vector<Index> fields(stg_ruleset_event_field_count(get(), event));
    for (Index i = 0; i < fields.size(); ++i) fields[i] = stg_ruleset_event_field(get(), event, i);
    return fields;
  }
  std::string_view field_name(Index field) const& {
    return detail::view(stg_ruleset_field_name(get(), field));
  }
  std::string_view field_name(Index) const&& = delete;
  std::optional<Index> field_index(Index event, std::string_view field) const {
    return detail::found(stg_ruleset_field_index(get(), event, field.data(), field.size()));
  }
  std::string_view field_type(Index field) const& {
    return detail::view(stg_ruleset_field_type(get(), field));
  }
  std::string_view field_type(Index) const&& = delete;

  // Actions that the host may be asked to do, and the parameters that each takes.
  Index action_count() const { return stg_ruleset_action_count(get()); }
  std::string_view action_name(Index action) const& {
    return detail::view(stg_ruleset_action_name(get(), action));
  }
  std::string_view action_name(Index) const&& = delete;
  std::optional<Index> action_index(std::string_view action) const {
    return detail::found(stg_ruleset_action_index(get(), action.data(), action.size()));
  }
  Index action_parameter_count(Index action) const {
    return stg_ruleset_action_parameter_count(get(), action);
  }
  std::string_view action_parameter_name(Index action, Index parameter) const& {
    return detail::view(stg_ruleset_action_parameter_name(get(), action, parameter));
  }
  std::string_view action_parameter_name(Index, Index) const&& = delete;
  std::string_view action_parameter_type(Index action, Index parameter) const& {
    return detail::view(stg_ruleset_action_parameter_type(get(), action, parameter));
  }
  std::string_view action_parameter_type(Index, Index) const&& = delete;

  // Stages and groups of stages. A parent comes before its children.
  Index stage_count() const { return stg_ruleset_stage_count(get()); }
  std::optional<Index> stage_index(std::string_view path) const {
    return detail::found(stg_ruleset_stage_index(get(), path.data(), path.size()));
  }
  std::string_view stage_name(Index stage) const& {
    return detail::view(stg_ruleset_stage_name(get(), stage));
  }
  std::string_view stage_name(Index) const&& = delete;
  std::string_view stage_title(Index stage) const& {
    return detail::view(stg_ruleset_stage_title(get(), stage));
  }
  std::string_view stage_title(Index) const&& = delete;
  Index stage_parent(Index stage) const { return stg_ruleset_stage_parent(get(), stage); }
  Index stage_initial(Index stage) const { return stg_ruleset_stage_initial(get(), stage); }
  bool stage_is_group(Index stage) const { return stg_ruleset_stage_is_group(get(), stage) != 0; }
  bool stage_is_final(Index stage) const { return stg_ruleset_stage_is_final(get(), stage) != 0; }
  // From 0 to 1. std::nullopt for a stage that declares no `win_rate` itself.
  std::optional<double> stage_win_rate(Index stage) const {
    double rate = 0;
    if (stg_ruleset_stage_win_rate(get(), stage, &rate) == 0) return std::nullopt;
    return rate;
  }
  // The stage in which a new record starts.
  Index initial() const { return stg_ruleset_initial(get()); }

  // Roles, decision tables and quotas.
  Index role_count() const { return stg_ruleset_role_count(get()); }
  std::string_view role_name(Index role) const& {
    return detail::view(stg_ruleset_role_name(get(), role));
  }
  std::string_view role_name(Index) const&& = delete;

  Index table_count() const { return stg_ruleset_table_count(get()); }
  std::string_view table_name(Index table) const& {
    return detail::view(stg_ruleset_table_name(get(), table));
  }
  std::string_view table_name(Index) const&& = delete;
  std::optional<Index> table_index(std::string_view table) const {
    return detail::found(stg_ruleset_table_index(get(), table.data(), table.size()));
  }

  Index quota_count() const { return stg_ruleset_quota_count(get()); }
  std::string_view quota_name(Index quota) const& {
    return detail::view(stg_ruleset_quota_name(get(), quota));
  }
  std::string_view quota_name(Index) const&& = delete;
  std::optional<Index> quota_index(std::string_view quota) const {
    return detail::found(stg_ruleset_quota_index(get(), quota.data(), quota.size()));
  }
  int64_t quota_limit(Index quota) const { return stg_ruleset_quota_limit(get(), quota); }
  bool quota_counts_event(Index quota, Index event) const {
    return stg_ruleset_quota_counts_event(get(), quota, event) != 0;
  }
  // Where the window of a quota of events begins at `now`.
  [[nodiscard]] Instant quota_window(Index quota, Instant now) const {
    Instant begin = 0;
    detail::call(stg_quota_window, get(), quota, now, &begin);
    return begin;
  }

  // The index of a name that must be there. Throws Error with Status::kUnknownName.
  Index fact(std::string_view wanted) const { return require(fact_index(wanted), "fact", wanted); }
  Index event(std::string_view wanted) const {
    return require(event_index(wanted), "event", wanted);
  }
  Index stage(std::string_view wanted) const {
    return require(stage_index(wanted), "stage", wanted);
  }

  // Instants as text: RFC 3339, or a date or local time in the ruleset's zone.
  [[nodiscard]] Instant parse_time(std::string_view text) const {
    Instant instant = 0;
    detail::call(stg_time_parse, get(), text.data(), text.size(), &instant);
    return instant;
  }
  [[nodiscard]] std::string format_time(Instant instant) const {
    return detail::text(stg_time_format, get(), instant);
  }

  // The handle, for calls of the C interface. Borrowed.
  const stg_ruleset* get() const& { return handle_.get(); }
  const stg_ruleset* get() const&& = delete;

 private:
  explicit Ruleset(const stg_ruleset* handle) : handle_(handle) {}
  static const stg_options* raw(const Options* options) {
    return options == nullptr ? nullptr : options->get();
  }
  static Index require(std::optional<Index> index, const char* what, std::string_view wanted) {
    if (index) return *index;
    throw Error(Status::kUnknownName,
                std::string("the ruleset has no ") + what + " '" + std::string(wanted) + "'", {});
  }

  detail::Handle<const stg_ruleset, stg_ruleset_unref> handle_;
};

// What differs between two versions of a ruleset, given as YAML, and when a record notices: a JSON
// object. `old_file` and `new_file` are the names that it gives them. See stg_ruleset_diff.
[[nodiscard]] inline std::string diff(std::string_view old_text, std::string_view new_text,
                                      std::string_view old_file = "old",
                                      std::string_view new_file = "new",
                                      const Options* options = nullptr) {
  return detail::text(stg_ruleset_diff, old_text.data(), old_text.size(), old_file.data(),
                      old_file.size(), new_text.data(), new_text.size(), new_file.data(),
                      new_file.size(), options == nullptr ? nullptr : options->get());
}

// The JSON Schema of ruleset files, for editors.
[[nodiscard]] inline std::string ruleset_schema() { return detail::text(stg_ruleset_schema); }

// ------------------------------------------------------------------------------------- records

class Record;

// A record to read: a Record, or the one inside a decision. It owns nothing and is valid as long as
// its owner is neither destroyed nor changed.
class RecordView {
 public:
  explicit RecordView(const stg_record* handle) : handle_(handle) {}
  RecordView(const Record&&) = delete;  // it would outlive the record
  RecordView& operator=(const Record&&) = delete;

  std::string_view id() const& { return detail::view(stg_record_id(get())); }
  Index stage() const { return stg_record_stage(get()); }
  Instant entered(Index stage) const { return stg_record_entered(get(), stage); }
  uint32_t visits(Index stage) const { return stg_record_visits(get(), stage); }
  int64_t sequence() const { return stg_record_sequence(get()); }
  std::string_view behaviour() const& { return detail::view(stg_record_behaviour(get())); }
  Instant next_due() const { return stg_record_next_due(get()); }
  // Whole: from_json() gives the same record.
  [[nodiscard]] std::string to_json() const { return detail::text(stg_record_to_json, get()); }

  // Values of facts, by their type. std::nullopt where the fact is unknown, and get_json gives
  // null. get_string's text is borrowed from the record. Throw Error for a fact of another type.
  bool is_known(Index fact) const { return stg_record_is_known(get(), fact) != 0; }
  std::optional<bool> get_bool(Index fact) const {
    auto value = read<uint8_t>(stg_record_get_bool, fact);
    return value ? std::optional<bool>(*value != 0) : std::nullopt;
  }
  std::optional<int64_t> get_int(Index fact) const {
    return read<int64_t>(stg_record_get_int, fact);
  }
  std::optional<double> get_double(Index fact) const {
    return read<double>(stg_record_get_double, fact);
  }
  std::optional<std::string_view> get_string(Index fact) const& {
    auto value = read<stg_str>(stg_record_get_string, fact);
    return value ? std::optional(detail::view(*value)) : std::nullopt;
  }
  std::optional<Instant> get_timestamp(Index fact) const {
    return read<Instant>(stg_record_get_timestamp, fact);
  }
  std::optional<std::string> get_decimal(Index fact) const {
    stg_buffer* buffer = nullptr;
    uint8_t known = 0;
    detail::call(stg_record_get_decimal, get(), fact, &buffer, &known);
    detail::Handle<stg_buffer, stg_buffer_free> owner(buffer);
    return known != 0 ? std::optional(detail::copy(stg_buffer_text(buffer))) : std::nullopt;
  }
  std::string get_json(Index fact) const { return detail::text(stg_record_get_json, get(), fact); }

  const stg_record* get() const& { return handle_; }

 protected:
  const stg_record* handle_;

 private:
  template <typename T, typename Function>
  std::optional<T> read(Function function, Index fact) const {
    T value{};
    uint8_t known = 0;
    detail::call(function, get(), fact, &value, &known);
    return known != 0 ? std::optional<T>(value) : std::nullopt;
  }
};

class DecisionView;
class Context;

// A record that the program owns: where one customer stands. Copying copies the whole record. Store
// it as to_json() and read it back with from_json().
class [[nodiscard]] Record : public RecordView {
 public:
  // A record in the initial stage since `at`.
  Record(const Ruleset& ruleset, std::string_view id, Instant at) : RecordView(nullptr) {
    stg_record* made = nullptr;
    detail::call(stg_record_new, ruleset.get(), id.data(), id.size(), at, &made);
    take(made);
  }
  // A record from JSON, whole or taken over from another system. See stg_record_from_json.
  static Record from_json(const Ruleset& ruleset, std::string_view json) {
    stg_record* made = nullptr;
    detail::call(stg_record_from_json, ruleset.get(), json.data(), json.size(), &made);
    return Record(made);
  }
  // A copy of any record, also of a decision's.
  explicit Record(const RecordView& other) : RecordView(nullptr) {
    stg_record* made = nullptr;
    detail::call(stg_record_clone, other.get(), &made);
    take(made);
  }
  Record(const Record& other) : Record(static_cast<const RecordView&>(other)) {}
  Record(Record&& other) noexcept : RecordView(nullptr) { swap(other); }
  Record& operator=(Record other) noexcept {
    swap(other);
    return *this;
  }
  ~Record() = default;

  // A temporary lends nothing.
  using RecordView::behaviour;
  using RecordView::get;
  using RecordView::get_string;
  using RecordView::id;
  std::string_view behaviour() const&& = delete;
  const stg_record* get() const&& = delete;
  std::optional<std::string_view> get_string(Index) const&& = delete;
  std::string_view id() const&& = delete;

  // Puts the record into a stage, to take it over from another system. No action runs.
  void place(Index stage, Instant entered) {
    detail::call(stg_record_place, owned_.get(), stage, entered);
  }
  // Facts set by hand. Throw Error with Status::kInvalidInput where the value does not fit. Call
  // refresh() after them.
  void set_unknown(Index fact) { detail::call(stg_record_set_unknown, owned_.get(), fact); }
  void set_bool(Index fact, bool value) {
    detail::call(stg_record_set_bool, owned_.get(), fact, uint8_t{value});
  }
  void set_int(Index fact, int64_t value) {
    detail::call(stg_record_set_int, owned_.get(), fact, value);
  }
  void set_double(Index fact, double value) {
    detail::call(stg_record_set_double, owned_.get(), fact, value);
  }
  void set_decimal(Index fact, std::string_view text) {
    detail::call(stg_record_set_decimal, owned_.get(), fact, text.data(), text.size());
  }
  void set_string(Index fact, std::string_view text) {
    detail::call(stg_record_set_string, owned_.get(), fact, text.data(), text.size());
  }
  void set_timestamp(Index fact, Instant instant) {
    detail::call(stg_record_set_timestamp, owned_.get(), fact, instant);
  }
  void set_text(Index fact, std::string_view text) {
    detail::call(stg_record_set_text, owned_.get(), fact, text.data(), text.size());
  }
  void set_json(Index fact, std::string_view json) {
    detail::call(stg_record_set_json, owned_.get(), fact, json.data(), json.size());
  }
  // Makes the decision's record this one.
  void apply(const DecisionView& decision);
  // Notes that facts were set by hand at `now`. See stg_record_refresh.
  void refresh(Instant now, Context& context);

 private:
  explicit Record(stg_record* made) : RecordView(made), owned_(made) {}
  void take(stg_record* made) {
    owned_.reset(made);
    handle_ = made;
  }
  void swap(Record& other) noexcept {
    std::swap(handle_, other.handle_);
    owned_.swap(other.owned_);
  }

  detail::Handle<stg_record, stg_record_free> owned_;
};

// ---------------------------------------------------------------------- events and their context

// The values that an event carries, by payload field (Ruleset::field_index). Make one and clear it
// between events.
class Payload {
 public:
  explicit Payload(const Ruleset& ruleset) {
    stg_payload* made = nullptr;
    detail::call(stg_payload_new, ruleset.get(), &made);
    handle_.reset(made);
  }

  void clear() { stg_payload_clear(handle_.get()); }
  void set_bool(Index field, bool value) {
    detail::call(stg_payload_set_bool, handle_.get(), field, uint8_t{value});
  }
  void set_int(Index field, int64_t value) {
    detail::call(stg_payload_set_int, handle_.get(), field, value);
  }
  void set_double(Index field, double value) {
    detail::call(stg_payload_set_double, handle_.get(), field, value);
  }
  void set_decimal(Index field, std::string_view text) {
    detail::call(stg_payload_set_decimal, handle_.get(), field, text.data(), text.size());
  }
  void set_string(Index field, std::string_view text) {
    detail::call(stg_payload_set_string, handle_.get(), field, text.data(), text.size());
  }
  void set_timestamp(Index field, Instant instant) {
    detail::call(stg_payload_set_timestamp, handle_.get(), field, instant);
  }
  void set_text(Index field, std::string_view text) {
    detail::call(stg_payload_set_text, handle_.get(), field, text.data(), text.size());
  }
  // Sets all fields that a JSON object names.
  void set_json(Index event, std::string_view json) {
    detail::call(stg_payload_set_json, handle_.get(), event, json.data(), json.size());
  }

  const stg_payload* get() const& { return handle_.get(); }
  const stg_payload* get() const&& = delete;

 private:
  detail::Handle<stg_payload, stg_payload_free> handle_;
};

// An event read from JSON, with its record, instant, id, actor and payload. read() fills it again
// and reuses its memory. Text and payload are borrowed from it.
class Event {
 public:
  Event() = default;
  Event(const Ruleset& ruleset, std::string_view json) { read(ruleset, json); }

  void read(const Ruleset& ruleset, std::string_view json) {
    stg_event* event = handle_.get();
    detail::call(stg_event_from_json, ruleset.get(), json.data(), json.size(), &event);
    if (!handle_) handle_.reset(event);
  }

  Index index() const { return stg_event_index(get()); }
  std::string_view record() const& { return detail::view(stg_event_record(get())); }
  std::string_view record() const&& = delete;
  Instant at() const { return stg_event_at(get()); }
  const stg_payload* payload() const& { return stg_event_payload(get()); }
  const stg_payload* payload() const&& = delete;
  const stg_event* get() const& { return handle_.get(); }
  const stg_event* get() const&& = delete;

 private:
  detail::Handle<stg_event, stg_event_free> handle_;
};

// What surrounds a decision: actor, event id, expected sequence number, counters. It holds the
// memory that a decision works in and its ruleset, by which decide() and advance() judge. Make one
// for each thread. What is set holds until it is set again, or until reset().
class Context {
 public:
  explicit Context(Ruleset ruleset) : ruleset_(std::move(ruleset)) {
    stg_context* made = nullptr;
    detail::call(stg_context_new, ruleset_.get(), &made);
    handle_.reset(made);
  }

  // Who acts. `roles` is a list in braces, or any container of text.
  void set_actor(std::string_view id, std::initializer_list<std::string_view> roles = {}) {
    set_actor<std::initializer_list<std::string_view>>(id, roles);
  }
  template <detail::Texts Roles>
  void set_actor(std::string_view id, const Roles& roles) {
    const std::vector<stg_str> names = detail::borrow_all(roles);
    detail::call(stg_context_set_actor, get(), id.data(), id.size(), names.data(),
                 static_cast<uint32_t>(names.size()));
  }
  void set_event_id(std::string_view id) {
    detail::call(stg_context_set_event_id, get(), id.data(), id.size());
  }
  void set_event(const Event& event) { detail::call(stg_context_set_event, get(), event.get()); }
  void set_migrate(bool on) { detail::call(stg_context_set_migrate, get(), uint8_t{on}); }
  void set_trace(bool on) { detail::call(stg_context_set_trace, get(), uint8_t{on}); }
  // -1 for any.
  void set_expected_sequence(int64_t sequence) {
    detail::call(stg_context_set_expected_sequence, get(), sequence);
  }

  void set_counter(Index quota, std::string_view key, int64_t used) {
    detail::call(stg_context_set_counter, get(), quota, key.data(), key.size(), used);
  }
  void set_counters_complete(bool on) {
    detail::call(stg_context_set_counters_complete, get(), uint8_t{on});
  }
  void clear_counters() { stg_context_clear_counters(get()); }
  // Forgets all that was set: between one user's event and the next one's.
  void reset() { stg_context_reset(get()); }

  const Ruleset& ruleset() const& { return ruleset_; }
  const Ruleset& ruleset() const&& = delete;
  stg_context* get() const& { return handle_.get(); }
  stg_context* get() const&& = delete;

 private:
  Ruleset ruleset_;
  detail::Handle<stg_context, stg_context_free> handle_;
};

// The key under which a record counts for a quota. std::nullopt where one of its facts is unknown.
[[nodiscard]] inline std::optional<std::string> quota_key(const Ruleset& ruleset, Index quota,
                                                          const RecordView& record) {
  stg_buffer* buffer = nullptr;
  uint8_t known = 0;
  detail::call(stg_quota_key, ruleset.get(), quota, record.get(), &buffer, &known);
  detail::Handle<stg_buffer, stg_buffer_free> owner(buffer);
  return known != 0 ? std::optional(detail::copy(stg_buffer_text(buffer))) : std::nullopt;
}

// Whether a quota of records counts this record at `now`, by the context's ruleset.
[[nodiscard]] inline bool quota_counts(Index quota, const RecordView& record, Instant now,
                                       Context& context) {
  uint8_t counts = 0;
  detail::call(stg_quota_counts, context.ruleset().get(), quota, record.get(), now, context.get(),
               &counts);
  return counts != 0;
}

// ----------------------------------------------------------------------------------- decisions

// Why a decision refused, denied or failed: a code to branch on, a text for people. Borrowed from
// the decision, like every std::string_view of the structs that follow.
struct Reason {
  std::string_view code;
  std::string_view text;
};

// A deadline that is armed after a decision.
struct Timer {
  std::string_view name;
  Instant due = kNever;
  bool overdue = false;
  std::vector<std::string_view> flags;  // see stg_decision_timer_flag
};

// A counter of a quota that the decision relied on.
struct Counter {
  std::string_view key;  // "extended_leads[wu]"
  int64_t value = 0;     // -1: it was not set, and is among the needs
  int64_t limit = 0;
  Index quota = kNone;     // with `under`, what Context::set_counter takes
  std::string_view under;  // the key in the quota, as quota_key gives it
};

// An argument of an action, with its value as JSON.
struct Argument {
  std::string_view name;
  std::string json;
};

// Something for the host to do. The same decision, made again, gives the same ids.
struct Action {
  std::string id;
  std::string_view name;
  std::vector<Argument> arguments;
  Instant due = kNever;  // where a cadence planned it
};

// A condition that was looked at, its value as JSON, and the facts that it read with their values.
struct Traced {
  std::string_view source;
  uint32_t line = 0;
  uint32_t column = 0;
  std::string json;
  std::vector<std::pair<Index, std::string>> facts;
};

class Decision;

// A decision to read: a Decision, or one of a list. It owns nothing and is valid as long as its
// owner is neither destroyed nor filled again. Text is borrowed from the decision.
class DecisionView {
 public:
  explicit DecisionView(const stg_decision* handle) : handle_(handle) {}
  DecisionView(const Decision&&) = delete;  // it would outlive the decision
  DecisionView& operator=(const Decision&&) = delete;

  std::string_view record_id() const& { return detail::view(stg_decision_record_id(get())); }
  Instant at() const { return stg_decision_at(get()); }
  uint64_t steps() const { return stg_decision_steps(get()); }  // of evaluation that it took
  Cause cause() const { return static_cast<Cause>(stg_decision_cause(get())); }
  std::string_view cause_name() const& { return detail::view(stg_decision_cause_name(get())); }
  std::string_view event_id() const& { return detail::view(stg_decision_event_id(get())); }
  std::string_view reminder() const& { return detail::view(stg_decision_reminder(get())); }
  bool is_late() const { return stg_decision_is_late(get()) != 0; }
  Outcome outcome() const { return static_cast<Outcome>(stg_decision_outcome(get())); }
  Index from() const { return stg_decision_from(get()); }
  Index to() const { return stg_decision_to(get()); }
  std::string_view transition() const& { return detail::view(stg_decision_transition(get())); }
  Instant next_due() const { return stg_decision_next_due(get()); }
  int64_t sequence() const { return stg_decision_sequence(get()); }
  // Whether there is something to store, whatever the outcome.
  bool changes_record() const { return stg_decision_changes_record(get()) != 0; }
  RecordView record() const& { return RecordView(stg_decision_record(get())); }
  // The same decision is the same bytes, through every binding.
  [[nodiscard]] std::string to_json() const { return detail::text(stg_decision_to_json, get()); }
  std::string_view to_json(Buffer& buffer) const {
    return buffer.fill(stg_decision_to_json, get());
  }

  std::vector<Reason> reasons() const& {
    std::vector<Reason> all(stg_decision_reason_count(get()));
    for (uint32_t i = 0; i < all.size(); ++i) {
      all[i] = {detail::view(stg_decision_reason_code(get(), i)),
                detail::view(stg_decision_reason_text(get(), i))};
    }
    return all;
  }
  std::vector<std::string_view> needs() const& {
    std::vector<std::string_view> all(stg_decision_need_count(get()));
    for (uint32_t i = 0; i < all.size(); ++i) all[i] = detail::view(stg_decision_need(get(), i));
    return all;
  }
  // The facts that the decision changed. record() has their values.
  std::vector<Index> set() const {
    std::vector<Index> all(stg_decision_changed_fact_count(get()));
    for (uint32_t i = 0; i < all.size(); ++i) all[i] = stg_decision_changed_fact(get(), i);
    return all;
  }
  std::vector<Timer> timers() const& {
    std::vector<Timer> all(stg_decision_timer_count(get()));
    for (uint32_t i = 0; i < all.size(); ++i) {
      all[i] = {detail::view(stg_decision_timer_name(get(), i)), stg_decision_timer_due(get(), i),
                stg_decision_timer_is_overdue(get(), i) != 0, flags(i)};
    }
    return all;
  }
  std::vector<Counter> counters() const& {
    std::vector<Counter> all(stg_decision_counter_count(get()));
    for (uint32_t i = 0; i < all.size(); ++i) {
      all[i].key = detail::view(stg_decision_counter(get(), i, &all[i].value, &all[i].limit));
      stg_str under{};
      all[i].quota = stg_decision_counter_quota(get(), i, &under);
      all[i].under = detail::view(under);
    }
    return all;
  }
  std::vector<Action> actions() const& {
    std::vector<Action> all(stg_decision_action_count(get()));
    for (uint32_t i = 0; i < all.size(); ++i) all[i] = action(i);
    return all;
  }

  // Empty unless the context asked for a trace.
  std::vector<Traced> trace() const& {
    std::vector<Traced> all(stg_decision_trace_count(get()));
    for (uint32_t i = 0; i < all.size(); ++i) all[i] = traced(i);
    return all;
  }

  const stg_decision* get() const& { return handle_; }

 protected:
  const stg_decision* handle_;

 private:
  std::vector<std::string_view> flags(uint32_t timer) const {
    std::vector<std::string_view> all(stg_decision_timer_flag_count(get(), timer));
    for (uint32_t i = 0; i < all.size(); ++i) {
      all[i] = detail::view(stg_decision_timer_flag(get(), timer, i));
    }
    return all;
  }
  Traced traced(uint32_t index) const {
    Traced entry;
    entry.source =
        detail::view(stg_decision_trace_source(get(), index, &entry.line, &entry.column));
    entry.json = detail::text(stg_decision_trace_value, get(), index);
    for (uint32_t i = 0; i < stg_decision_trace_fact_count(get(), index); ++i) {
      entry.facts.emplace_back(stg_decision_trace_fact(get(), index, i),
                               detail::text(stg_decision_trace_fact_value, get(), index, i));
    }
    return entry;
  }
  Action action(uint32_t index) const {
    Action found{detail::text(stg_decision_action_id, get(), index),
                 detail::view(stg_decision_action_name(get(), index)),
                 {},
                 stg_decision_action_due(get(), index)};
    for (uint32_t i = 0; i < stg_decision_argument_count(get(), index); ++i) {
      found.arguments.push_back({detail::view(stg_decision_argument_name(get(), index, i)),
                                 detail::text(stg_decision_argument_json, get(), index, i)});
    }
    return found;
  }
};

// A decision that the program owns. It is empty at first, and each call below fills it again and
// reuses its memory, so that a plain decision allocates nothing. `record` may be its own record().
class [[nodiscard]] Decision : public DecisionView {
 public:
  Decision() : DecisionView(nullptr) {}
  Decision(Decision&& other) noexcept : DecisionView(nullptr) { swap(other); }
  Decision& operator=(Decision&& other) noexcept {
    swap(other);
    return *this;
  }
  ~Decision() = default;

  // A temporary lends nothing.
  using DecisionView::actions;
  using DecisionView::cause_name;
  using DecisionView::counters;
  using DecisionView::event_id;
  using DecisionView::get;
  using DecisionView::needs;
  using DecisionView::reasons;
  using DecisionView::record;
  using DecisionView::record_id;
  using DecisionView::reminder;
  using DecisionView::timers;
  using DecisionView::trace;
  using DecisionView::transition;
  std::vector<Action> actions() const&& = delete;
  std::string_view cause_name() const&& = delete;
  std::vector<Counter> counters() const&& = delete;
  std::string_view event_id() const&& = delete;
  const stg_decision* get() const&& = delete;
  std::vector<std::string_view> needs() const&& = delete;
  std::vector<Reason> reasons() const&& = delete;
  RecordView record() const&& = delete;
  std::string_view record_id() const&& = delete;
  std::string_view reminder() const&& = delete;
  std::vector<Timer> timers() const&& = delete;
  std::vector<Traced> trace() const&& = delete;
  std::string_view transition() const&& = delete;

  // See stg_begin. The context's ruleset decides.
  void begin(const RecordView& record, Instant now, Context& context) {
    fill(stg_begin, record, context, now, context.get());
  }
  // See stg_decide, stg_approve, stg_reject and stg_decide_event. The context's ruleset decides.
  void decide(const RecordView& record, Index event, Instant now, Context& context,
              const stg_payload* payload = nullptr) {
    fill(stg_decide, record, context, event, payload, now, context.get());
  }
  void approve(const RecordView& record, std::string_view name, Instant now, Context& context) {
    fill(stg_approve, record, context, name.data(), name.size(), now, context.get());
  }
  void reject(const RecordView& record, std::string_view name, Instant now, Context& context) {
    fill(stg_reject, record, context, name.data(), name.size(), now, context.get());
  }
  void decide(const RecordView& record, const Event& event, Context& context) {
    fill(stg_decide_event, record, context, event.get(), context.get());
  }
  // See stg_record_migrate.
  void migrate(std::string_view record_json, Instant now, Context& context) {
    fill_by(stg_record_migrate, context.ruleset().get(), record_json.data(), record_json.size(),
            now, context.get());
  }

 private:
  template <typename Call, typename... Arguments>
  void fill(Call function, const RecordView& record, Context& context, Arguments... arguments) {
    fill_by(function, context.ruleset().get(), record.get(), arguments...);
  }
  template <typename Call, typename... Arguments>
  void fill_by(Call function, Arguments... arguments) {
    stg_decision* decision = owned_.get();
    detail::call(function, arguments..., &decision);
    if (!owned_) owned_.reset(decision);
    handle_ = decision;
  }
  void swap(Decision& other) noexcept {
    std::swap(handle_, other.handle_);
    owned_.swap(other.owned_);
  }

  detail::Handle<stg_decision, stg_decision_free> owned_;
};

// Decides an event into a new Decision. See stg_decide.
inline Decision decide(const RecordView& record, Index event, Instant now, Context& context,
                       const stg_payload* payload = nullptr) {
  Decision decision;
  decision.decide(record, event, now, context, payload);
  return decision;
}
inline Decision decide(const RecordView& record, Index event, Instant now, Context& context,
                       const Payload& payload) {
  return decide(record, event, now, context, payload.get());
}

// Begins a record and gives the Decision. See stg_begin.
inline Decision begin(const RecordView& record, Instant now, Context& context) {
  Decision decision;
  decision.begin(record, now, context);
  return decision;
}
// Puts a record of an earlier version of the rules under the context's. See stg_record_migrate.
inline Decision migrate(std::string_view record_json, Instant now, Context& context) {
  Decision decision;
  decision.migrate(record_json, now, context);
  return decision;
}

// What came due, in order. It is empty at first, and advance() fills it again and reuses its
// memory. The decisions are borrowed from it.
class [[nodiscard]] Decisions {
 public:
  // See stg_advance. The context's ruleset decides. Where it throws LimitExceeded the list holds
  // the decisions so far: apply them and call it again.
  void advance(const RecordView& record, Instant now, Context& context) {
    stg_decisions* list = handle_.get();
    try {
      detail::call(stg_advance, context.ruleset().get(), record.get(), now, context.get(), &list);
    } catch (...) {
      if (!handle_) handle_.reset(list);
      throw;
    }
    if (!handle_) handle_.reset(list);
  }

  uint32_t size() const { return stg_decisions_count(handle_.get()); }
  bool empty() const { return size() == 0; }
  DecisionView operator[](uint32_t index) const& {
    return DecisionView(stg_decisions_get(handle_.get(), index));
  }
  DecisionView operator[](uint32_t) const&& = delete;

 private:
  detail::Handle<stg_decisions, stg_decisions_free> handle_;
};

// Lets time pass up to and including `now`, into a new list. See stg_advance. Where more is due
// than one call takes the decisions so far are lost with the list: Decisions::advance() keeps them.
inline Decisions advance(const RecordView& record, Instant now, Context& context) {
  Decisions decisions;
  decisions.advance(record, now, context);
  return decisions;
}

inline void Record::refresh(Instant now, Context& context) {
  detail::call(stg_record_refresh, owned_.get(), now, context.get());
}

inline void Record::apply(const DecisionView& decision) {
  detail::call(stg_apply, owned_.get(), decision.get());
}

// ----------------------------------------------------------------------- tables and expressions

// The value of a table or an expression as JSON, or why there is none. See stg_table_evaluate and
// stg_expression_evaluate.
struct [[nodiscard]] Evaluated {
  Result result = Result::kValue;
  std::string json;
};

// Evaluates a decision table for a record, outside of any decision.
inline Evaluated evaluate_table(Index table, const RecordView& record, Instant now,
                                Context& context) {
  stg_buffer* buffer = nullptr;
  stg_result result = STG_RESULT_VALUE;
  detail::call(stg_table_evaluate, context.ruleset().get(), table, record.get(), now, context.get(),
               &buffer, &result);
  detail::Handle<stg_buffer, stg_buffer_free> owner(buffer);
  return {static_cast<Result>(result), detail::copy(stg_buffer_text(buffer))};
}

// A CEL expression without a ruleset, typed and with a known cost. It does not change, so every
// thread may evaluate it.
class Expression {
 public:
  // `variables` declares in JSON what the expression may name. See stg_expression_compile.
  explicit Expression(std::string_view source, std::string_view variables = {},
                      const Options* options = nullptr) {
    stg_expression* made = nullptr;
    detail::call(stg_expression_compile, source.data(), source.size(), variables.data(),
                 variables.size(), options == nullptr ? nullptr : options->get(), &made);
    handle_.reset(made);
  }

  // Such as "bool". Borrowed from the expression.
  std::string_view type() const& { return detail::view(stg_expression_type(handle_.get())); }
  std::string_view type() const&& = delete;
  // A JSON list of the variables that it reads. Borrowed from the expression.
  std::string_view facts() const& { return detail::view(stg_expression_facts(handle_.get())); }
  std::string_view facts() const&& = delete;
  // The most steps of an evaluation. std::nullopt where there is no bound.
  std::optional<uint64_t> cost() const {
    uint64_t steps = stg_expression_cost(handle_.get());
    return steps == STG_UNBOUNDED ? std::nullopt : std::optional(steps);
  }
  // `values` gives values of variables as a JSON object. Those that it lacks are unknown.
  Evaluated evaluate(std::string_view values = {}) const {
    stg_buffer* buffer = nullptr;
    stg_result result = STG_RESULT_VALUE;
    detail::call(stg_expression_evaluate, handle_.get(), values.data(), values.size(), &buffer,
                 &result);
    detail::Handle<stg_buffer, stg_buffer_free> owner(buffer);
    return {static_cast<Result>(result), detail::copy(stg_buffer_text(buffer))};
  }

 private:
  detail::Handle<stg_expression, stg_expression_free> handle_;
};

// --------------------------------------------------------------------------------------- tests

// The result of run_tests: a report for people or as JSON, and counts of cases.
struct [[nodiscard]] TestRun {
  std::string report;
  uint32_t passed = 0;
  uint32_t failed = 0;
  uint32_t invalid = 0;
};

// Runs the test files of rulesets. See stg_test_run. `paths` is any container of text, or a list in
// braces.
template <detail::Texts Paths>
TestRun run_tests(const Paths& paths, Format format, bool coverage,
                  const Options* options = nullptr) {
  const std::vector<stg_str> names = detail::borrow_all(paths);
  stg_buffer* buffer = nullptr;
  TestRun run;
  detail::call(stg_test_run, names.data(), static_cast<uint32_t>(names.size()),
               options == nullptr ? nullptr : options->get(), static_cast<stg_format>(format),
               uint8_t{coverage}, &buffer, &run.passed, &run.failed, &run.invalid);
  detail::Handle<stg_buffer, stg_buffer_free> owner(buffer);
  run.report = detail::copy(stg_buffer_text(buffer));
  return run;
}
inline TestRun run_tests(std::initializer_list<std::string_view> paths, Format format,
                         bool coverage, const Options* options = nullptr) {
  return run_tests<std::initializer_list<std::string_view>>(paths, format, coverage, options);
}

}  // namespace stg
