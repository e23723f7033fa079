// SPDX-License-Identifier: Apache-2.0
// `stagegraph eval`.
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cli/arguments.h"
#include "cli/diagnostics.h"
#include "cli/files.h"
#include "cli/messages.h"
#include "cli/output.h"
#include "stagegraph/stagegraph.hpp"

namespace stagegraph::cli {

namespace {

std::string_view name_of(stg::Result result) {
  switch (result) {
    case stg::Result::kValue:
      return "value";
    case stg::Result::kUnknown:
      return "unknown";
    case stg::Result::kError:
      return "error";
  }
  return "";
}

void show(const stg::Evaluated& evaluated) {
  switch (evaluated.result) {
    case stg::Result::kValue:
      return print(evaluated.json + "\n");
    case stg::Result::kUnknown:
      return print("unknown, for want of " + evaluated.json + "\n");
    case stg::Result::kError:
      say("stagegraph: the evaluation failed: " + evaluated.json + "\n");
  }
}

// The value is JSON already, and stays as it is.
void show_json(const stg::Expression& expression, const stg::Evaluated& evaluated) {
  print("{\"type\":\"" + std::string(expression.type()) + "\",\"result\":\"" +
        std::string(name_of(evaluated.result)) + "\",\"value\":" + evaluated.json + "}\n");
}

// The members of the facts are variables of open types. Nothing where the facts are no JSON object:
// the library says what is wrong with them when an expression is evaluated.
std::optional<std::string> variables_of(const std::string& facts) {
  boost::json::object variables;
  if (facts.empty()) return boost::json::serialize(variables);
  boost::system::error_code problem;
  const boost::json::value given = boost::json::parse(facts, problem);
  if (problem || !given.is_object()) return std::nullopt;
  for (const auto& member : given.get_object()) variables[member.key()] = nullptr;
  return boost::json::serialize(variables);
}

// What is wrong with a text of the command line, below that text.
int refuse(const stg::Error& error, std::string name, const std::string& text) {
  std::vector<stg::Diagnostic> named = error.diagnostics();
  for (stg::Diagnostic& diagnostic : named) diagnostic.file = name;
  DiagnosticPrinter printer;
  printer.add_source(std::move(name), text);
  print_error(stg::Error(error.status(), error.what(), std::move(named)), printer);
  return kBadUse;
}

std::optional<stg::Evaluated> evaluate(const stg::Expression& expression,
                                       const std::string& facts) {
  try {
    return expression.evaluate(facts);
  } catch (const stg::Error& error) {
    refuse(error, "--facts", facts);
    return std::nullopt;
  }
}

}  // namespace

int eval(const EvalArguments& arguments) {
  const std::string facts =
      arguments.facts.empty() ? std::string() : read_json_argument(arguments.facts);
  try {
    const std::optional<std::string> variables = variables_of(facts);
    stg::Options options;
    options.set(STG_OPTION_TIME_ZONES, std::string_view(arguments.time_zones));
    const stg::Expression expression(variables ? arguments.expression : "true",
                                     variables.value_or("{}"), &options);
    const std::optional<stg::Evaluated> evaluated = evaluate(expression, facts);
    if (!evaluated) return kBadUse;
    arguments.json ? show_json(expression, *evaluated) : show(*evaluated);
    return evaluated->result == stg::Result::kError ? kNo : kFine;
  } catch (const stg::Error& error) {
    return refuse(error, "", arguments.expression);
  }
}

}  // namespace stagegraph::cli
