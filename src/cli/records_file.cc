#include "cli/records_file.h"

#include <fmt/format.h>

#include "cli/files.h"

namespace stagegraph::cli {

namespace {

// How the columns of a CSV file of records are to be read.
class RecordColumns {
 public:
  RecordColumns(const stg::Ruleset& rules, const TableFile& file, bool ignore_columns)
      : rules_(rules),
        id_(file.required_column("id")),
        entered_(file.required_column("entered")),
        stage_(file.column("stage")) {
    for (size_t i = 0; i < file.header().size(); ++i) {
      if (i == id_ || i == entered_ || i == stage_) continue;
      if (auto fact = rules.fact_index(file.header()[i])) {
        facts_.push_back({i, *fact});
      } else if (!ignore_columns) {
        fail(file, file.header()[i]);
      }
    }
  }

  stg::Record read(const std::vector<std::string>& cells) const {
    const stg::Instant entered = rules_.parse_time(cells[entered_]);
    stg::Record record(rules_, cells[id_], entered);
    for (const FactColumn& one : facts_) {
      if (!cells[one.column].empty()) record.set_text(one.fact, cells[one.column]);
    }
    const bool has_stage = stage_ && !cells[*stage_].empty();
    record.place(has_stage ? rules_.stage(cells[*stage_]) : rules_.initial(), entered);
    return record;
  }

 private:
  struct FactColumn {
    size_t column;
    stg::Index fact;
  };

  [[noreturn]] void fail(const TableFile& file, const std::string& name) const {
    std::string known = "id, stage, entered";
    for (stg::Index i = 0; i < rules_.fact_count(); ++i) {
      known += fmt::format(", {}", rules_.fact_name(i));
    }
    throw Unusable(fmt::format(
        "{}:1: column '{}' is no fact of the ruleset (--ignore-columns skips it); known are: {}",
        file.path(), name, known));
  }

  const stg::Ruleset& rules_;
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
  TableFile file(path);
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
