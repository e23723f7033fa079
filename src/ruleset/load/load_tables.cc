// SPDX-License-Identifier: Apache-2.0
// A table is declared with its outputs, so that its rows and other expressions know their types.
// Rows are read when all tables are declared.
#include "ruleset/load/load_tables.h"

#include <fmt/format.h>

#include "ruleset/load/conditions.h"
#include "ruleset/load/parameters.h"

namespace stagegraph::ruleset {

namespace {

constexpr int64_t kMaxPriority = 1'000'000;

class TableReader {
 public:
  TableReader(Loader& loader, TableIndex index, const Fields& fields)
      : loader_(loader), table_(loader.ruleset.tables[index]), fields_(fields) {
    scope_.table = index;
  }

  void read() {
    DocPlace rows = fields_["rows"];
    for (const DocPlace& row : read_items(loader_.findings, rows)) read_row(row);
    if (rows && rows.node->is_sequence() && rows.node->items.empty()) {
      loader_.findings.error_at_head("missing-value", rows, "a table needs at least one row");
    }
  }

 private:
  void read_row(const DocPlace& place) {
    Fields fields(loader_.findings, place, MapKind::kTableRow);
    if (!fields.is_map()) return;
    TableRow row;
    row.location = location_of(place);
    row.when = read_condition(loader_, fields["when"], scope_);
    read_priority(fields["priority"], row);
    std::string what = fmt::format("a row of '{}'", table_.name);
    row.gives = read_arguments(loader_, place, fields.others(), table_.gives, what, scope_);
    if (row.gives.size() != table_.gives.size()) return;
    table_.rows.push_back(std::move(row));
  }

  void read_priority(const DocPlace& place, TableRow& row) {
    if (!place) return;
    if (table_.hit != HitPolicy::kPriority) {
      loader_.findings.error_at_head("not-allowed-here", place,
                                     "rows have a priority only in a table with 'hit: priority'");
    }
    row.priority = static_cast<int32_t>(
        read_whole(loader_.findings, place, -kMaxPriority, kMaxPriority).value_or(0));
  }

  Loader& loader_;
  Table& table_;
  const Fields& fields_;
  Scope scope_;
};

// Outputs stand beside the keys of a row.
void check_outputs(Loader& loader, const DocPlace& gives) {
  for (const DocPlace& entry : read_entries(loader.findings, gives)) {
    if (find_key(form_of(MapKind::kTableRow), entry.key->text) == nullptr) continue;
    loader.findings.error_at_head(
        "invalid-name", entry,
        fmt::format("'{}' is a key of every row. Choose another name", entry.key->text));
  }
}

}  // namespace

void declare_tables(Loader& loader, const DocPlace& section) {
  declare_names(loader, loader.names.tables, section);
  for (TableIndex i : loader.names.tables.indices()) {
    const DocPlace& place = loader.names.tables.place(i);
    Table& table = loader.ruleset.tables.emplace_back();
    table.name = place.key->text;
    table.location = location_of(place);
    Fields fields(loader.findings, place, MapKind::kTable);
    table.hit =
        read_choice(loader.findings, fields["hit"], kHitPolicies).value_or(HitPolicy::kUnique);
    DocPlace gives = fields["gives"];
    table.gives = read_parameters(loader, gives);
    if (gives && gives.node->is_map()) check_outputs(loader, gives);
    if (!gives || !gives.node->is_map() || !table.gives.empty()) continue;
    loader.findings.error_at_head("missing-value", gives, "a table needs at least one output");
  }
}

void load_tables(Loader& loader) {
  for (TableIndex i : loader.ruleset.tables.indices()) {
    const DocPlace& place = loader.names.tables.place(i);
    if (!place.node->is_map()) continue;  // reported when it was declared
    Findings silent(loader.document.file);
    TableReader(loader, i, Fields(silent, place, MapKind::kTable)).read();
  }
}

}  // namespace stagegraph::ruleset
