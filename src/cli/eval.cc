// `stagegraph eval`.
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <cstdio>

#include "cli/arguments.h"
#include "cli/diagnostics.h"
#include "cli/files.h"
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
      std::fprintf(stderr, "stagegraph: the evaluation failed: %s\n", evaluated.json.c_str());
  }
}

// The value is JSON already, and stays as it is.
void show_json(const stg::Expression& expression, const stg::Evaluated& evaluated) {
  print("{\"type\":\"" + std::string(expression.type()) + "\",\"result\":\"" +
        std::string(name_of(evaluated.result)) + "\",\"value\":" + evaluated.json + "}\n");
}

// The members of the facts are variables of open types.
std::string variables_of(const std::string& facts) {
  boost::system::error_code problem;
  const boost::json::value given = boost::json::parse(facts, problem);
  if (problem || !given.is_object()) return facts;  // the library says what is wrong with it
  boost::json::object variables;
  for (const auto& member : given.get_object()) variables[member.key()] = nullptr;
  return boost::json::serialize(variables);
}

}  // namespace

int eval(const EvalArguments& arguments) {
  const std::string facts =
      arguments.facts.empty() ? std::string() : read_json_argument(arguments.facts);
  try {
    stg::Expression expression(arguments.expression, variables_of(facts));
    stg::Evaluated evaluated = expression.evaluate(facts);
    arguments.json ? show_json(expression, evaluated) : show(evaluated);
    return evaluated.result == stg::Result::kError ? kNo : kFine;
  } catch (const stg::Error& error) {
    DiagnosticPrinter printer;
    printer.add_source("", arguments.expression);
    print_error(error, printer);
    return kBadUse;
  }
}

}  // namespace stagegraph::cli
