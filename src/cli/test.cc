// SPDX-License-Identifier: Apache-2.0
// `stagegraph test`.
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "cli/accept.h"
#include "cli/arguments.h"
#include "cli/output.h"
#include "cli/rules.h"
#include "cli/utf8.h"
#include "stagegraph/stagegraph.hpp"

namespace stagegraph::cli {

namespace {

std::string with_changes(const std::string& report, const boost::json::array& changes) {
  boost::json::object object = boost::json::parse(report).as_object();
  object["accepted"] = changes;
  return boost::json::serialize(object);
}

}  // namespace

int test(const TestArguments& arguments) {
  for (const std::string& path : arguments.paths) check_is_no_output(path, "'" + path + "'");
  const stg::Options options = in_language(arguments.language);
  boost::json::array changes;
  if (arguments.accept) {
    changes = accept(stg::run_tests(arguments.paths, stg::Format::kJson, false, &options).report);
    if (!arguments.json && !changes.empty()) print(printable(accepted_text(changes)));
  }
  stg::TestRun run =
      stg::run_tests(arguments.paths, arguments.json ? stg::Format::kJson : stg::Format::kText,
                     arguments.coverage, &options);
  if (arguments.accept && arguments.json) run.report = with_changes(run.report, changes);
  if (!run.report.ends_with('\n')) run.report += '\n';
  print(arguments.json ? run.report : printable(run.report));
  if (run.invalid > 0) return kBadUse;
  return run.failed > 0 ? kNo : kFine;
}

}  // namespace stagegraph::cli
