// SPDX-License-Identifier: Apache-2.0
// `stagegraph migrate`: records of earlier versions go on under this one. A record that is refused
// is written as it was, so that the output can take the input's place.
#include <string>

#include "cli/arguments.h"
#include "cli/files.h"
#include "cli/json.h"
#include "cli/messages.h"
#include "cli/migration_report.h"
#include "cli/output.h"
#include "cli/problems.h"
#include "cli/progress.h"
#include "cli/rules.h"
#include "cli/table_file.h"

namespace stagegraph::cli {

namespace {

class Migration {
 public:
  explicit Migration(const MigrateArguments& arguments)
      : arguments_(arguments),
        rules_(load_rules(arguments.rules, arguments.language)),
        at_(time_or_now(rules_, arguments.at)),
        context_(rules_),
        file_(arguments.records, {false, arguments.max_bytes}),
        progress_(arguments.quiet) {
    if (file_.is_json()) return;
    throw Unusable(arguments.records +
                   ": migrate reads records as JSON Lines, as the library writes them. A CSV file "
                   "of records has no version");
  }

  int execute() {
    if (arguments_.dry_run) {
      migrate_all([](std::string_view) {});
      print(arguments_.json ? report_.json() : report_.text());
    } else {
      Output out(arguments_.out);
      migrate_all([&](std::string_view record) { out.write_line(record); });
      out.close();
      if (!arguments_.quiet) say(arguments_.json ? report_.json() : report_.text());
    }
    return report_.any_refused() || problems_.any() ? kNo : kFine;
  }

 private:
  template <typename Write>
  void migrate_all(Write&& write) {
    progress_.begin("migrating", "records");
    TableRow row;
    while (file_.next(row)) {
      progress_.step([&] { return file_.share(); });
      write(row.problem.empty() ? migrate(row) : left(row));
    }
    progress_.begin("", "");
  }

  // A row that is no record stays where it is.
  std::string left(const TableRow& row) {
    problems_.add(file_.path(), row.line, row.problem);
    return std::string(row.json);
  }

  std::string migrate(const TableRow& row) {
    try {
      decision_.migrate(row.json, at_, context_);
      report_.add(decision_.record_id(), decision_);
      return decision_.record().to_json();
    } catch (const stg::Error& error) {
      const std::string id = id_of_json(row.json);
      if (id.empty()) {
        problems_.add(file_.path(), row.line, error);
      } else {
        report_.add(id, error);
      }
      return std::string(row.json);
    }
  }

  const MigrateArguments& arguments_;
  stg::Ruleset rules_;
  stg::Instant at_;
  stg::Context context_;
  TableFile file_;
  Progress progress_;
  Problems problems_;
  MigrationReport report_;
  stg::Decision decision_;
};

}  // namespace

int migrate(const MigrateArguments& arguments) {
  if (!arguments.dry_run) {
    check_is_no_output(arguments.rules, "the ruleset", arguments.out);
    check_is_no_output(arguments.records, "the records file", arguments.out);
  }
  return Migration(arguments).execute();
}

}  // namespace stagegraph::cli
