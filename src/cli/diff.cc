// SPDX-License-Identifier: Apache-2.0
// `stagegraph diff`: what a new version of a ruleset changes, and for which records.
#include <fmt/format.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <string>

#include "cli/arguments.h"
#include "cli/diff_history.h"
#include "cli/diff_html.h"
#include "cli/diff_names.h"
#include "cli/diff_outline.h"
#include "cli/diff_records.h"
#include "cli/diff_text.h"
#include "cli/files.h"
#include "cli/output.h"
#include "cli/problems.h"
#include "cli/progress.h"
#include "cli/rules.h"

namespace stagegraph::cli {

namespace {

boost::json::object compare(const DiffArguments& arguments) {
  const std::string before = read_all(arguments.before, kMostRulesBytes);
  const std::string after = read_all(arguments.after, kMostRulesBytes);
  const stg::Options options = in_language(arguments.language);
  const std::string report = stg::diff(before, after, arguments.before, arguments.after, &options);
  return boost::json::parse(report).as_object();
}

// Adds what the two versions do with records, and with their history.
void compare_lives(const DiffArguments& arguments, boost::json::object& report,
                   Problems& problems) {
  const stg::Ruleset before = load_rules(arguments.before, arguments.language);
  const stg::Ruleset after = load_rules(arguments.after, arguments.language);
  const DiffNames names(report);
  Progress progress(arguments.quiet);
  if (!arguments.events.empty()) {
    const PlayOptions options{.records = arguments.records,
                              .events = arguments.events,
                              .until = arguments.until,
                              .new_records = arguments.records.empty(),
                              .ignore_columns = true,
                              .max_bytes = arguments.max_bytes};
    report["history"] = compare_history(before, after, names, options, problems, progress);
    return;
  }
  report["records"] =
      compare_records({before, after, names, arguments.records, arguments.at, arguments.max_bytes},
                      problems, progress);
}

std::string written(const DiffArguments& arguments, const boost::json::object& report) {
  if (arguments.format == "json") return boost::json::serialize(report);
  const DiffOutline outline = outline_of(report);
  return arguments.format == "html" ? diff_as_html(outline) : diff_as_text(outline);
}

bool needs_answer(const boost::json::object& report) {
  if (number_in(report.at("counts").as_object(), "needs_answer") > 0) return true;
  const boost::json::value* records = report.if_contains("records");
  return records != nullptr && number_in(records->as_object(), "refused") > 0;
}

void check_use(const DiffArguments& arguments) {
  const auto only_with = [](bool is_wrong, const char* option, const char* other) {
    if (is_wrong) throw Unusable(fmt::format("{} needs {}", option, other));
  };
  only_with(!arguments.until.empty() && arguments.events.empty(), "--until", "--events FILE");
  only_with(!arguments.at.empty() && arguments.records.empty(), "--at", "--records FILE");
  if (!arguments.at.empty() && !arguments.events.empty()) {
    throw Unusable("--at is for records alone. With --events, time is that of the history");
  }
  for (const std::string* path :
       {&arguments.before, &arguments.after, &arguments.records, &arguments.events}) {
    if (*path == "-") throw Unusable("diff reads files more than once: standard input is none");
  }
}

}  // namespace

int diff(const DiffArguments& arguments) {
  check_use(arguments);
  boost::json::object report = compare(arguments);
  Problems problems;
  if (!arguments.records.empty() || !arguments.events.empty()) {
    compare_lives(arguments, report, problems);
  }
  Output out(arguments.out);
  out.write_line(written(arguments, report));
  out.close();
  return needs_answer(report) || problems.any() ? kNo : kFine;
}

}  // namespace stagegraph::cli
