// SPDX-License-Identifier: Apache-2.0
#include "cli/records_file.h"

#include <fmt/format.h>

#include <boost/json/serialize.hpp>
#include <optional>
#include <vector>

#include "cli/cell_text.h"
#include "cli/files.h"
#include "cli/json.h"

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

class RecordsReader {
 public:
  RecordsReader(const stg::Ruleset& rules, const std::string& path, const TableOptions& options,
                Records& records, Problems& problems)
      : rules_(rules), file_(path, options), records_(records), problems_(problems) {
    if (!file_.is_json()) columns_.emplace(rules, file_, options.ignore_columns);
  }

  const std::string& path() const { return file_.path(); }

  void read_all(Progress& progress) {
    progress.begin("reading", "records");
    while (file_.next(row_)) {
      progress.step([&] { return file_.share(); });
      std::optional<stg::Record> record = read_record();
      const std::string id = record ? std::string(record->id()) : id_of_bad_row();
      if (id.empty() || is_torn()) records_.add_unread(row_.line);
      if (!id.empty()) take(id, std::move(record));
    }
  }

 private:
  std::optional<stg::Record> read_record() {
    if (!row_.problem.empty()) {
      problems_.add(file_.path(), row_.line, row_.problem);
      return std::nullopt;
    }
    try {
      return columns_ ? columns_->read(row_.csv.cells) : stg::Record::from_json(rules_, row_.json);
    } catch (const stg::Error& error) {
      problems_.add(file_.path(), row_.line, error);
      return std::nullopt;
    }
  }

  // Cells may be missing, or hold what belongs to others.
  bool is_torn() const { return !row_.problem.empty(); }

  std::string id_of_bad_row() const {
    if (!columns_) return id_of_json(row_.json);
    const std::vector<std::string>& cells = row_.csv.cells;
    const size_t sound = cells.size() - (row_.csv.problem.empty() ? 0 : 1);
    return columns_->id() < sound ? cells[columns_->id()] : std::string();
  }

  void take(const std::string& id, std::optional<stg::Record> record) {
    const std::optional<uint32_t> earlier = records_.line_of(id);
    if (!earlier) {
      if (record) return records_.add(std::move(*record), row_.line);
      return records_.refuse(id, row_.line);
    }
    if (record) report_twice(id, row_.line, *earlier);
    if (records_.is_refused(id)) return;
    report_twice(id, *earlier, row_.line);
    records_.refuse(id, *earlier);
  }

  void report_twice(const std::string& id, uint32_t line, uint32_t other) {
    problems_.add(file_.path(), line,
                  fmt::format("record '{}' is in line {} too, so neither is used", id, other));
  }

  const stg::Ruleset& rules_;
  TableFile file_;
  std::optional<RecordColumns> columns_;
  Records& records_;
  Problems& problems_;
  TableRow row_;
};

}  // namespace

void read_records(const stg::Ruleset& rules, const std::string& path, const TableOptions& options,
                  bool new_records, Records& records, Problems& problems, Progress& progress) {
  RecordsReader reader(rules, path, options, records, problems);
  reader.read_all(progress);
  records.close(reader.path(), new_records);
}

}  // namespace stagegraph::cli
