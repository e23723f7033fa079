#include "cli/records_file.h"

#include <fmt/format.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <optional>
#include <vector>

#include "cli/cell_text.h"
#include "cli/files.h"
#include "cli/table_file.h"

namespace stagegraph::cli {

namespace {

// How the columns of a CSV file of records are to be read.
class RecordColumns {
 public:
  RecordColumns(const stg::Ruleset& rules, const TableFile& file, bool ignore_columns)
      : rules_(rules),
        file_(file),
        id_(file.required_column("id")),
        entered_(file.required_column("entered")),
        stage_(file.column("stage")) {
    for (size_t i = 0; i < file.header().size(); ++i) {
      if (i == id_ || i == entered_ || i == stage_ || file.header()[i].empty()) continue;
      if (auto fact = rules.fact_index(file.header()[i])) {
        facts_.push_back({i, *fact});
      } else if (!ignore_columns) {
        fail(file, file.header()[i]);
      }
    }
  }

  size_t id() const { return id_; }

  stg::Record read(const std::vector<std::string>& cells) const {
    const stg::Instant entered = file_.with_cell(
        cells, entered_, [&](const std::string& cell) { return rules_.parse_time(cell); });
    stg::Record record = file_.with_cell(
        cells, id_, [&](const std::string& cell) { return stg::Record(rules_, cell, entered); });
    for (const FactColumn& one : facts_) {
      if (!cells[one.column].empty()) set(one, cells, record);
    }
    record.place(stage_of(cells), entered);
    return record;
  }

 private:
  struct FactColumn {
    size_t column;
    stg::Index fact;
  };

  void set(const FactColumn& one, const std::vector<std::string>& cells,
           stg::Record& record) const {
    std::string buffer;
    file_.with_cell(cells, one.column, [&](const std::string& cell) {
      record.set_text(one.fact, text_for(rules_.fact_type(one.fact), cell, buffer));
    });
  }

  stg::Index stage_of(const std::vector<std::string>& cells) const {
    if (!stage_ || cells[*stage_].empty()) return rules_.initial();
    return file_.with_cell(cells, *stage_, [&](const std::string& cell) {
      if (const auto stage = rules_.stage_index(cell)) return *stage;
      // The reader of JSON also says which stage may be meant.
      const boost::json::object record{{"id", "-"}, {"stage", cell}, {"entered", "2000-01-01"}};
      return stg::Record::from_json(rules_, boost::json::serialize(record)).stage();
    });
  }

  [[noreturn]] void fail(const TableFile& file, const std::string& name) const {
    std::string known = "id, stage, entered";
    for (stg::Index i = 0; i < rules_.fact_count(); ++i) {
      known += fmt::format(", {}", rules_.fact_name(i));
    }
    throw Unusable(fmt::format(
        "{}:1: column '{}' is no fact of the ruleset (--ignore-columns skips it). Known are: {}",
        file.path(), name, known));
  }

  const stg::Ruleset& rules_;
  const TableFile& file_;
  size_t id_;
  size_t entered_;
  std::optional<size_t> stage_;
  std::vector<FactColumn> facts_;
};

void read_row(const stg::Ruleset& rules, const std::optional<RecordColumns>& columns,
              const TableRow& row, Records& records) {
  records.add(columns ? columns->read(row.csv.cells) : stg::Record::from_json(rules, row.json));
}

}  // namespace

void Records::add(stg::Record record) {
  if (!index_.emplace(record.id(), records_.size()).second) {
    throw stg::Error(stg::Status::kInvalidInput,
                     fmt::format("record '{}' is there already", record.id()), {});
  }
  records_.push_back(std::move(record));
}

stg::Record* Records::find(std::string_view id) {
  auto found = index_.find(id);
  return found == index_.end() ? nullptr : &records_[found->second];
}

void read_records(const stg::Ruleset& rules, const std::string& path, bool ignore_columns,
                  Records& records, Problems& problems) {
  TableFile file(path, ignore_columns);
  std::optional<RecordColumns> columns;
  if (!file.is_json()) columns.emplace(rules, file, ignore_columns);
  TableRow row;
  while (file.next(row)) {
    if (!row.problem.empty()) {
      problems.add(file.path(), row.line, row.problem);
      continue;
    }
    try {
      read_row(rules, columns, row, records);
    } catch (const stg::Error& error) {
      problems.add(file.path(), row.line, error);
    }
  }
}

}  // namespace stagegraph::cli
