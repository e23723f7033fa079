// SPDX-License-Identifier: Apache-2.0
// Arguments that name a stage, a deadline or a table are resolved while an expression is compiled,
// and the call keeps the index. Evaluating it then asks the RecordView at once.
#include "ruleset/expressions/host_functions.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "base/suggest.h"
#include "ruleset/host.h"
#include "ruleset/lookup.h"
#include "time/working_hours.h"

namespace stagegraph::ruleset {

using namespace time;

namespace {

using cel::Argument;
using cel::Issue;
using cel::Type;
using cel::TypeKind;
using cel::Value;

using Arguments = std::span<const Argument>;

const RecordView& view(void* host) { return *static_cast<const RecordView*>(host); }

// What a call has been bound to: cel keeps it as a number (HostFunction::bind).
template <typename Of>
IndexOf<Of> bound(int64_t immediate) {
  return IndexOf<Of>(static_cast<size_t>(immediate));
}

Value fail(Arena& arena, std::string_view message) {
  return Value::error(arena.make<cel::EvalError>(cel::EvalError{arena.copy(message), 0, 0}));
}

Value call_in_stage(void* host, int64_t stage, std::span<const Value>, Arena&) {
  return Value::boolean(view(host).in_stage(bound<Stage>(stage)));
}

Value call_entered(void* host, int64_t stage, std::span<const Value>, Arena& arena) {
  std::optional<Instant> entered = view(host).entered(bound<Stage>(stage));
  if (entered) return Value::timestamp(to_timestamp(*entered));
  const Stage& asked = view(host).ruleset().stages[bound<Stage>(stage)];
  return fail(arena, fmt::format("the stage '{}' was never entered", asked.path));
}

Value call_visits(void* host, int64_t stage, std::span<const Value>, Arena&) {
  return Value::integer(view(host).visits(bound<Stage>(stage)));
}

Value call_extensions(void* host, int64_t deadline, std::span<const Value>, Arena&) {
  return Value::integer(view(host).extensions(bound<Deadline>(deadline)));
}

Value call_requested(void* host, int64_t deadline, std::span<const Value>, Arena&) {
  return Value::integer(view(host).requested(bound<Deadline>(deadline)));
}

Value call_table(void* host, int64_t table, std::span<const Value>, Arena& arena) {
  return static_cast<RecordView*>(host)->table(bound<Table>(table), arena);
}

// Instants are taken to the microsecond, rounded down. The limit is a duration's own: no more can
// be worked than passes, and a count of days has an end.
Value call_working_time(void* host, int64_t, std::span<const Value> arguments, Arena& arena) {
  const Ruleset& rules = view(host).ruleset();
  Instant a = to_instant(arguments[0].as_timestamp());
  Instant b = to_instant(arguments[1].as_timestamp());
  constexpr Duration kLongest(INT64_MAX / kNanosPerMicro);
  if (std::chrono::abs(b - a) > kLongest) {
    return fail(arena, "the duration is out of range: about 292 years at most");
  }
  const Duration worked = working_time(a, b, *rules.zone, rules.calendars[rules.calendar]);
  return Value::duration(worked.count() * kNanosPerMicro);
}

Issue issue(std::string_view code, std::string message, const Argument& at) {
  return Issue{std::string(code), std::move(message), at.begin, at.end, std::nullopt};
}

std::string quoted(std::string_view name) { return fmt::format("\"{}\"", name); }

// The name in quotes that a function's only argument is.
std::optional<std::string_view> literal_name(Arguments arguments) {
  if (arguments.size() != 1 || !arguments[0].is_literal) return std::nullopt;
  if (!arguments[0].literal.is(cel::Kind::kString)) return std::nullopt;
  return arguments[0].literal.as_text();
}

std::optional<Issue> not_literal(Arguments arguments, std::string_view noun) {
  if (arguments.size() != 1) return std::nullopt;  // the checker says so
  return issue("not-a-literal", fmt::format("write the name of the {} here, in quotes", noun),
               arguments[0]);
}

template <typename Of>
std::optional<Issue> use(const Lookup<Of>& lookup, const Argument& at, int64_t& immediate) {
  if (lookup.index != kNone) {
    immediate = lookup.index.value();
    return std::nullopt;
  }
  Issue finding = issue("unknown-name", lookup.problem, at);
  if (!lookup.replacement.empty()) finding.replacement = quoted(lookup.replacement);
  return finding;
}

auto bind_stage(HostBinding& binding) {
  return [&binding](Arguments arguments, int64_t& immediate, Type&) {
    std::optional<std::string_view> name = literal_name(arguments);
    if (!name) return not_literal(arguments, "stage");
    return use(binding.names->find_stage(*binding.ruleset, *name, binding.holder), arguments[0],
               immediate);
  };
}

auto bind_deadline(HostBinding& binding) {
  return [&binding](Arguments arguments, int64_t& immediate, Type&) {
    std::optional<std::string_view> name = literal_name(arguments);
    if (!name) return not_literal(arguments, "deadline");
    return use(binding.names->find_deadline(*binding.ruleset, *name, binding.holder), arguments[0],
               immediate);
  };
}

template <typename Of>
Lookup<Of> find_in(const NamesOf<Of>& table, std::string_view name) {
  IndexOf<Of> found = table.find(name);
  if (found != kNone) return {found, {}, {}};
  std::string near(nearest_name(name, table.names()));
  std::string question = did_you_mean(name, table.names());
  return {kNone, fmt::format("there is no {} '{}'{}", table.noun(), name, question), near};
}

auto bind_table(HostBinding& binding) {
  return [&binding](Arguments arguments, int64_t& immediate, Type& result) {
    std::optional<std::string_view> name = literal_name(arguments);
    if (!name) return not_literal(arguments, "table");
    Lookup<Table> lookup = find_in(binding.names->tables, *name);
    if (lookup.index != kNone) {
      binding.tables.push_back(lookup.index);
      result = result_type(binding.ruleset->tables[lookup.index]);
    }
    return use(lookup, arguments[0], immediate);
  };
}

auto bind_working_time(HostBinding& binding) {
  return [&binding](Arguments arguments, int64_t&, Type&) -> std::optional<Issue> {
    if (binding.ruleset->calendar != kNone || arguments.empty()) return std::nullopt;
    return issue("missing-key", "working_time() needs the ruleset's 'calendar', and there is none",
                 arguments[0]);
  };
}

Type map_to(Type value) { return cel::map_of(cel::scalar(TypeKind::kString), std::move(value)); }

}  // namespace

std::vector<cel::HostFunction> host_functions(HostBinding& binding) {
  const Type text = cel::scalar(TypeKind::kString);
  const Type instant = cel::scalar(TypeKind::kTimestamp);
  const Type number = cel::scalar(TypeKind::kInt);
  return {
      {"in_stage", {text}, cel::scalar(TypeKind::kBool), call_in_stage, bind_stage(binding)},
      {"entered", {text}, instant, call_entered, bind_stage(binding)},
      {"visits", {text}, number, call_visits, bind_stage(binding)},
      {"extensions", {text}, number, call_extensions, bind_deadline(binding)},
      {"requested", {text}, number, call_requested, bind_deadline(binding)},
      {"table", {text}, map_to(cel::scalar(TypeKind::kDyn)), call_table, bind_table(binding)},
      {"working_time",
       {instant, instant},
       cel::scalar(TypeKind::kDuration),
       call_working_time,
       bind_working_time(binding)},
  };
}

Type result_type(const Table& table) {
  bool same = !table.gives.empty() &&
              std::all_of(table.gives.begin(), table.gives.end(), [&](const Parameter& output) {
                return output.type == table.gives[0].type;
              });
  Type row = map_to(same ? table.gives[0].type : cel::scalar(TypeKind::kDyn));
  return table.hit == HitPolicy::kCollect ? cel::list_of(std::move(row)) : row;
}

}  // namespace stagegraph::ruleset
