// CEL on its own.
#include <algorithm>
#include <charconv>

#include "base/json.h"
#include "base/line_index.h"
#include "base/suggest.h"
#include "capi/guard.h"
#include "capi/handles.h"
#include "capi/values.h"
#include "ruleset/value_build.h"

using namespace stagegraph;
using namespace stagegraph::capi;
using cel::Value;

struct stg_expression {
  std::shared_ptr<const cel::Program> program;
  std::string type;
  std::vector<std::string> variables;  // by slot of bank 0
  uint64_t steps = 0;
};

namespace {

// An object, or no text at all.
Json read_object(std::string_view text, const char* what) {
  Json json = take(parse_json(text.empty() ? "{}" : text));
  if (json.kind != Json::Kind::kObject) {
    fail(Status::kInvalidInput,
         std::string(what) + ": expected an object, found " + std::string(to_string(json.kind)));
  }
  return json;
}

Diagnostic diagnostic_of(const cel::Issue& issue, const LineIndex& lines) {
  Diagnostic diagnostic;
  diagnostic.code = issue.code;
  diagnostic.range = lines.range(issue.begin, issue.end);
  diagnostic.message = issue.message;
  if (issue.replacement) diagnostic.edit = Edit{diagnostic.range, *issue.replacement};
  return diagnostic;
}

[[noreturn]] void fail_issues(std::string_view source, const std::vector<cel::Issue>& issues) {
  Error error{Status::kInvalidExpression, "the expression is not valid", {}};
  const LineIndex lines(source);
  for (const cel::Issue& issue : issues) error.diagnostics.push_back(diagnostic_of(issue, lines));
  if (!issues.empty()) error.message = issues.front().message;
  throw Failure{std::move(error)};
}

cel::Environment environment_of(const std::vector<std::string>& variables,
                                const cel::Limits& limits) {
  cel::Environment environment;
  environment.limits = limits;
  for (uint32_t i = 0; i < variables.size(); ++i) {
    environment.variables.push_back({variables[i], cel::scalar(cel::TypeKind::kDyn), {0, i}});
  }
  return environment;
}

Value number(const std::string& text) {
  int64_t whole = 0;
  const char* end = text.data() + text.size();
  auto [stop, problem] = std::from_chars(text.data(), end, whole);
  if (problem == std::errc() && stop == end) return Value::integer(whole);
  double real = 0;
  std::from_chars(text.data(), end, real);
  return Value::real(real);
}

// JSON's depth is bounded by its reader.
Value value_of(const Json& json, Arena& arena) {
  switch (json.kind) {
    case Json::Kind::kNull:
      return Value::null();
    case Json::Kind::kBool:
      return Value::boolean(json.boolean);
    case Json::Kind::kNumber:
      return number(json.text);
    case Json::Kind::kString:
      return Value::string(arena.copy(json.text));
    case Json::Kind::kArray: {
      auto items = arena.make_array<Value>(json.items.size());
      for (size_t i = 0; i < items.size(); ++i) items[i] = value_of(json.items[i], arena);
      return make_list(items, arena);
    }
    case Json::Kind::kObject: {
      auto entries = arena.make_array<std::pair<Value, Value>>(json.members.size());
      for (size_t i = 0; i < entries.size(); ++i) {
        entries[i].first = Value::string(arena.copy(json.members[i].first));
        entries[i].second = value_of(json.members[i].second, arena);
      }
      return make_map(entries, arena);
    }
  }
  return Value::null();
}

std::vector<Value> bind(const stg_expression& expression, const Json& given, Arena& arena) {
  std::vector<Value> bank;
  for (uint32_t i = 0; i < expression.variables.size(); ++i) bank.push_back(Value::unknown(i));
  for (const auto& [name, json] : given.members) {
    auto found = std::find(expression.variables.begin(), expression.variables.end(), name);
    if (found == expression.variables.end()) {
      fail(Status::kUnknownName, "the expression has no variable '" + name + "'" +
                                     did_you_mean(name, expression.variables));
    }
    bank[static_cast<size_t>(found - expression.variables.begin())] = value_of(json, arena);
  }
  return bank;
}

void write_unknown(const stg_expression& expression, const Value& value, JsonWriter& json) {
  const uint32_t single = value.unknown_set() == nullptr ? value.unknown_slot() : 0;
  std::span<const uint32_t> slots = value.unknown_set() == nullptr
                                        ? std::span<const uint32_t>(&single, 1)
                                        : value.unknown_set()->slots;
  json.begin_array();
  for (uint32_t slot : slots) json.string(expression.variables[slot]);
  json.end_array();
}

stg_result write_result(const stg_expression& expression, const Value& value, std::string& out) {
  JsonWriter json(out);
  if (value.is_error()) {
    json.string(value.as_error().message);
    return STG_RESULT_ERROR;
  }
  if (value.is_unknown()) {
    write_unknown(expression, value, json);
    return STG_RESULT_UNKNOWN;
  }
  append_json(value, nullptr, out);
  return STG_RESULT_VALUE;
}

}  // namespace

stg_status stg_expression_compile(const char* source, size_t source_size, const char* variables,
                                  size_t variables_size, const stg_options* options,
                                  stg_expression** expression, stg_error** err) noexcept {
  return guarded(err, [&] {
    stg_expression*& result = checked(expression, "expression");
    std::string_view text = text_in(source, source_size, "source");
    auto made = std::make_unique<stg_expression>();
    const Json names = read_object(bytes_in(variables, variables_size, "variables"), "variables");
    for (const auto& member : names.members) made->variables.push_back(member.first);
    const cel::Limits limits = options == nullptr ? cel::Limits{} : options->limits.expression;
    cel::Compiled compiled = cel::compile(text, environment_of(made->variables, limits));
    if (compiled.program == nullptr) fail_issues(text, compiled.issues);
    made->program = std::move(compiled.program);
    made->type = cel::to_string(compiled.type);
    made->steps = limits.steps;
    result = made.release();
  });
}

stg_str stg_expression_type(const stg_expression* expression) noexcept {
  return expression == nullptr ? stg_str{} : text_out(expression->type);
}

stg_status stg_expression_evaluate(const stg_expression* expression, const char* values,
                                   size_t values_size, stg_buffer** json, stg_result* result,
                                   stg_error** err) noexcept {
  return guarded(err, [&] {
    const stg_expression& program = checked(expression, "expression");
    const Json given = read_object(bytes_in(values, values_size, "values"), "values");
    Reused<stg_buffer> buffer(json);
    Arena arena;
    const std::vector<Value> bank = bind(program, given, arena);
    cel::Activation activation;
    activation.banks[0] = bank.data();
    activation.arena = &arena;
    activation.steps = program.steps;
    buffer->text.clear();
    stg_result kind =
        write_result(program, cel::evaluate(*program.program, activation), buffer->text);
    if (result != nullptr) *result = kind;
    buffer.commit();
  });
}

void stg_expression_free(stg_expression* expression) noexcept { delete expression; }
