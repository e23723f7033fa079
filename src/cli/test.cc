// SPDX-License-Identifier: Apache-2.0
// `stagegraph test`.
#include "cli/arguments.h"
#include "cli/output.h"
#include "cli/rules.h"
#include "cli/utf8.h"
#include "stagegraph/stagegraph.hpp"

namespace stagegraph::cli {

int test(const TestArguments& arguments) {
  for (const std::string& path : arguments.paths) check_is_no_output(path, "'" + path + "'");
  const stg::Options options = in_language(arguments.language);
  stg::TestRun run =
      stg::run_tests(arguments.paths, arguments.json ? stg::Format::kJson : stg::Format::kText,
                     arguments.coverage, &options);
  if (!run.report.ends_with('\n')) run.report += '\n';
  print(arguments.json ? run.report : printable(run.report));
  if (run.invalid > 0) return kBadUse;
  return run.failed > 0 ? kNo : kFine;
}

}  // namespace stagegraph::cli
