// SPDX-License-Identifier: Apache-2.0
// `stagegraph check`.
#include <algorithm>
#include <boost/json/parse.hpp>
#include <optional>

#include "cli/arguments.h"
#include "cli/diagnostics.h"
#include "cli/files.h"
#include "cli/json.h"
#include "cli/messages.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/rules.h"
#include "cli/utf8.h"

namespace stagegraph::cli {

namespace {

struct Checked {
  std::string file;
  bool readable = true;
  std::string problem;  // where there are no diagnostics to tell it
  std::string name;
  std::string fingerprint;
  std::vector<stg::Diagnostic> diagnostics;
  std::optional<stg::Ruleset> ruleset;
  std::string against;  // the earlier version that it was compared with
  size_t open = 0;      // questions about its records
};

Checked check_file(const std::string& file, const stg::Options& options) {
  check_is_no_output(file, "'" + file + "'");
  Checked checked;
  checked.file = file;
  try {
    checked.ruleset = stg::Ruleset::load_file(file, &options);
    checked.name = checked.ruleset->name();
    checked.fingerprint = checked.ruleset->fingerprint();
    checked.diagnostics = checked.ruleset->check();
  } catch (const stg::Error& error) {
    checked.readable =
        error.status() != stg::Status::kNotFound && error.status() != stg::Status::kIo;
    checked.problem = error.what();
    checked.diagnostics = error.diagnostics();
  }
  return checked;
}

// A folder that cannot be searched does not keep the others from being checked.
void check_path(const std::string& path, const stg::Options& options, std::vector<Checked>& all,
                Progress& progress) {
  std::vector<std::string> files;
  try {
    files = find_rulesets(path);
  } catch (const Unusable& problem) {
    Checked& checked = all.emplace_back();
    checked.file = path;
    checked.readable = false;
    checked.problem = problem.what();
  }
  for (size_t i = 0; i < files.size(); ++i) {
    all.push_back(check_file(files[i], options));
    progress.count(static_cast<double>(i + 1) / static_cast<double>(files.size()));
  }
}

size_t count(const std::vector<stg::Diagnostic>& diagnostics, stg::Severity severity) {
  auto found = std::count_if(diagnostics.begin(), diagnostics.end(),
                             [&](const auto& one) { return one.severity == severity; });
  return static_cast<size_t>(found);
}

// What is open about the records of the earlier version joins the findings.
void compare(const CheckArguments& arguments, std::vector<Checked>& all) {
  if (all.size() != 1) {
    throw Unusable("--against compares one ruleset with its earlier version, and there are " +
                   std::to_string(all.size()));
  }
  Checked& checked = all[0];
  const stg::Ruleset old = load_rules(arguments.against, arguments.language);
  if (!checked.ruleset) return;
  checked.against = arguments.against;
  for (stg::Diagnostic& found : checked.ruleset->check_against(old)) {
    if (found.severity == stg::Severity::kError) ++checked.open;
    checked.diagnostics.push_back(std::move(found));
  }
}

bool is_loaded(const Checked& checked) { return checked.problem.empty(); }

bool is_fine(const Checked& checked) { return is_loaded(checked) && checked.open == 0; }

void show(const Checked& checked, DiagnosticPrinter& printer) {
  for (const stg::Diagnostic& diagnostic : checked.diagnostics) printer.print(diagnostic);
  if (checked.diagnostics.empty() && !is_loaded(checked)) {
    say("stagegraph: " + checked.problem + "\n");
  }
}

std::string plural(size_t number, const char* what) {
  return std::to_string(number) + " " + what + (number == 1 ? "" : "s");
}

std::string comparison(const Checked& checked) {
  if (checked.against.empty()) return {};
  const std::string records = " about the records of " + checked.against + "\n";
  if (checked.open == 0) return checked.file + ": no question is open" + records;
  return checked.file + ": " + plural(checked.open, "question") +
         (checked.open == 1 ? " is open" : " are open") + records;
}

std::string summary(const Checked& checked) {
  if (!checked.readable) return checked.file + ": cannot be read\n";
  size_t errors = count(checked.diagnostics, stg::Severity::kError);
  if (!is_loaded(checked)) {
    return checked.file + ": " + plural(std::max<size_t>(errors, 1), "error") + ", " +
           plural(count(checked.diagnostics, stg::Severity::kWarning), "warning") + "\n";
  }
  return checked.file + ": ok (" + checked.name + ", " + checked.fingerprint + "), " +
         plural(count(checked.diagnostics, stg::Severity::kWarning), "warning") + "\n" +
         comparison(checked);
}

boost::json::object to_json(const Checked& checked) {
  boost::json::object object;
  object["file"] = printable(checked.file);
  object["ok"] = is_fine(checked);
  object["name"] = checked.name;
  object["fingerprint"] = checked.fingerprint;
  object["problem"] = printable(checked.problem);
  if (!checked.against.empty()) {
    object["against"] = printable(checked.against);
    object["open"] = checked.open;
  }
  object["diagnostics"] = cli::to_json(checked.diagnostics);
  return object;
}

int status_of(const std::vector<Checked>& all) {
  if (std::any_of(all.begin(), all.end(), [](const auto& one) { return !one.readable; })) {
    return kBadUse;
  }
  return std::all_of(all.begin(), all.end(), is_fine) ? kFine : kNo;
}

// The command and the library are built together, so that it knows the members.
std::string tzdata_version() {
  return std::string(boost::json::parse(stg::build_info()).at("tzdata").as_string());
}

}  // namespace

int check(const CheckArguments& arguments) {
  const stg::Options options = in_language(arguments.language);
  std::vector<Checked> all;
  Progress progress(arguments.quiet);
  progress.begin("checking", "files");
  for (const std::string& path : arguments.rules) check_path(path, options, all, progress);
  progress.begin("", "");
  if (!arguments.against.empty()) compare(arguments, all);
  DiagnosticPrinter printer;
  for (const Checked& checked : all) show(checked, printer);
  if (arguments.json) {
    boost::json::array files;
    for (const Checked& checked : all) files.push_back(to_json(checked));
    print_json({{"files", std::move(files)}, {"tzdata", tzdata_version()}});
  } else {
    for (const Checked& checked : all) print(printable(summary(checked)));
    print("time zones: tzdata " + tzdata_version() + "\n");
  }
  return status_of(all);
}

}  // namespace stagegraph::cli
