// SPDX-License-Identifier: Apache-2.0
// A file of rows, CSV or JSON Lines, held in memory. Rows are first walked in file order, later
// read again one by one in another order: so a file of millions of events costs its own size and
// a few words a row.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "cli/csv.h"
#include "stagegraph/stagegraph.hpp"

namespace stagegraph::cli {

// One row: its cells (CSV) or its text (JSON Lines).
struct TableRow {
  CsvRow csv;
  std::string_view json;
  uint32_t line = 0;
  size_t offset = 0;
  std::string problem;  // why the row cannot be used; empty where it can
};

struct TableOptions {
  bool ignore_columns = false;
  size_t max_bytes = SIZE_MAX;
};

class TableFile {
 public:
  // "-" is standard input. CSV where the name ends in .csv, JSON Lines for .jsonl, .ndjson and
  // .json, otherwise by the first character: '{' begins JSON. Throws Unusable for what is neither,
  // such as UTF-16.
  // Cells of columns without a heading must be empty, unless `ignore_columns`. No more than
  // `max_bytes` are read.
  TableFile(const std::string& path, const TableOptions& options);

  const std::string& path() const { return path_; }
  bool is_json() const { return is_json_; }
  // CSV's first row. A column without a heading is one that no row may fill.
  const std::vector<std::string>& header() const { return header_; }
  std::optional<size_t> column(std::string_view name) const;
  // Throws Unusable where the column is missing.
  size_t required_column(std::string_view name) const;

  // The next row in file order that is not empty; false at the end.
  bool next(TableRow& row);
  // What part of the file `next` has read, from 0 to 1.
  double share() const;
  // Reads a row again.
  void read_at(size_t offset, uint32_t line, TableRow& row) const;

  // Runs `use` on a cell. An stg::Error then names the column, and what to write instead.
  template <typename Use>
  auto with_cell(const std::vector<std::string>& cells, size_t column, Use use) const {
    try {
      return use(cells[column]);
    } catch (const stg::Error& error) {
      fail_cell(column, cells[column], error);
    }
  }

 private:
  void read_header();
  void add_heading(uint32_t line, size_t column);
  void fit(TableRow& row) const;
  bool next_json(TableRow& row);
  bool next_csv(TableRow& row);
  [[noreturn]] void fail_cell(size_t column, const std::string& cell,
                              const stg::Error& error) const;

  std::string path_;
  std::string text_;
  bool is_json_ = false;
  bool ignore_columns_;
  std::vector<std::string> header_;
  std::unordered_map<std::string_view, size_t> columns_;  // by heading
  CsvReader csv_;
  size_t at_ = 0;  // of the next JSON line
  uint32_t line_ = 1;
};

}  // namespace stagegraph::cli
