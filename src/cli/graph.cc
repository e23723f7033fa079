// SPDX-License-Identifier: Apache-2.0
// `stagegraph graph` and `stagegraph schema`.
#include "cli/arguments.h"
#include "cli/output.h"
#include "cli/rules.h"
#include "stagegraph/stagegraph.hpp"

namespace stagegraph::cli {

namespace {

stg::Format format_of(const std::string& name) {
  if (name == "dot") return stg::Format::kDot;
  if (name == "mermaid") return stg::Format::kMermaid;
  return stg::Format::kText;
}

}  // namespace

int graph(const GraphArguments& arguments) {
  check_is_no_output(arguments.rules, "'" + arguments.rules + "'");
  const stg::Options options = in_language(arguments.language);
  const stg::Ruleset rules = stg::Ruleset::load_file(arguments.rules, &options);
  print(rules.render(format_of(arguments.format)));
  return kFine;
}

int schema() {
  std::string text = stg::ruleset_schema();
  if (!text.ends_with('\n')) text += '\n';
  print(text);
  return kFine;
}

}  // namespace stagegraph::cli
