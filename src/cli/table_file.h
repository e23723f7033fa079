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
#include <vector>

#include "cli/csv.h"

namespace stagegraph::cli {

// One row: its cells (CSV) or its text (JSON Lines).
struct TableRow {
  CsvRow csv;
  std::string_view json;
  uint32_t line = 0;
  size_t offset = 0;
  std::string problem;  // why the row cannot be used; empty where it can
};

class TableFile {
 public:
  // "-" is standard input. CSV where the name ends in .csv, JSON Lines for .jsonl, .ndjson and
  // .json, otherwise by the first character: '{' begins JSON.
  explicit TableFile(std::string path);

  const std::string& path() const { return path_; }
  bool is_json() const { return is_json_; }
  // CSV's first row. Throws Unusable where there is none, or where a name is there twice.
  const std::vector<std::string>& header() const { return header_; }
  std::optional<size_t> column(std::string_view name) const;
  // Throws Unusable where the column is missing.
  size_t required_column(std::string_view name) const;

  // The next row in file order; false at the end.
  bool next(TableRow& row);
  // Reads a row again.
  void read_at(size_t offset, uint32_t line, TableRow& row) const;

 private:
  void read_header();
  bool next_json(TableRow& row);

  std::string path_;
  std::string text_;
  bool is_json_ = false;
  std::vector<std::string> header_;
  CsvReader csv_;
  size_t at_ = 0;  // of the next JSON line
  uint32_t line_ = 1;
};

}  // namespace stagegraph::cli
