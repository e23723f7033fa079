// SPDX-License-Identifier: Apache-2.0
// CEL on its own.
#include "base/json_writer.h"
#include "base/line_index.h"
#include "capi/expression_variables.h"
#include "capi/guard.h"
#include "capi/handles.h"
#include "capi/values.h"
#include "time/zones.h"

using namespace stagegraph;
using namespace stagegraph::capi;
using namespace stagegraph::ruleset;
using cel::Value;

struct stg_expression {
  std::shared_ptr<const cel::Program> program;
  std::string type;
  std::vector<Fact> variables;  // by slot of bank 0
  uint64_t cost = 0;
  std::string reads;  // the names of variables, as JSON
  uint64_t steps = 0;
};

namespace {

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

// Of its own: compiling adds the zones that stand in the expression.
std::shared_ptr<time::Zones> zones_of(const stg_options& options) {
  return std::make_shared<time::Zones>(options.load.zones);
}

void write_unknown(const stg_expression& expression, const Value& value, JsonWriter& json) {
  const uint32_t single = value.unknown_set() == nullptr ? value.unknown_slot() : 0;
  std::span<const uint32_t> slots = value.unknown_set() == nullptr
                                        ? std::span<const uint32_t>(&single, 1)
                                        : value.unknown_set()->slots;
  json.begin_array();
  for (uint32_t slot : slots) json.string(expression.variables[slot].name);
  json.end_array();
}

std::string names_of_reads(const stg_expression& expression) {
  std::string out;
  JsonWriter json(out);
  json.begin_array();
  for (const cel::Slot& slot : cel::reads_of(*expression.program)) {
    json.string(expression.variables[slot.index].name);
  }
  json.end_array();
  return out;
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
    made->variables = read_variables(bytes_in(variables, variables_size, "variables"));
    const cel::Limits limits = options == nullptr ? cel::Limits{} : options->load.expression;
    cel::Environment environment = environment_of(made->variables, limits);
    environment.zones = options == nullptr ? nullptr : zones_of(*options);
    cel::Compiled compiled = cel::compile(text, environment);
    if (compiled.program == nullptr) fail_issues(text, compiled.issues);
    made->program = std::move(compiled.program);
    made->type = cel::to_string(compiled.type);
    made->cost = compiled.cost.steps;
    made->reads = names_of_reads(*made);
    made->steps = limits.steps;
    result = made.release();
  });
}

stg_str stg_expression_type(const stg_expression* expression) noexcept {
  return expression == nullptr ? stg_str{} : text_out(expression->type);
}

stg_str stg_expression_facts(const stg_expression* expression) noexcept {
  return expression == nullptr ? stg_str{} : text_out(expression->reads);
}

uint64_t stg_expression_cost(const stg_expression* expression) noexcept {
  return expression == nullptr ? 0 : expression->cost;
}

stg_status stg_expression_evaluate(const stg_expression* expression, const char* values,
                                   size_t values_size, stg_buffer** json, stg_result* result,
                                   stg_error** err) noexcept {
  return guarded(err, [&] {
    const stg_expression& program = checked(expression, "expression");
    Reused<stg_buffer> buffer(json);
    Arena arena;
    const std::vector<Value> bank =
        read_values(program.variables, bytes_in(values, values_size, "values"), arena);
    cel::Activation activation;
    activation.banks[0] = bank.data();
    activation.arena = &arena;
    activation.steps = program.steps;
    buffer->text.clear();
    stg_result kind =
        write_result(program, cel::evaluate_to_write(*program.program, activation), buffer->text);
    if (result != nullptr) *result = kind;
    buffer.commit();
  });
}

void stg_expression_free(stg_expression* expression) noexcept { delete expression; }
