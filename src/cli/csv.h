// SPDX-License-Identifier: Apache-2.0
// CSV as in RFC 4180: fields separated by commas, quoted where they hold commas, quotes ("" for
// one) or line breaks; rows end with LF or CRLF. A byte-order mark is skipped.
//
// A cell whose quote is not closed as it should be takes lines that are rows of their own. So the
// line after the one where it opens is read as a row again. No line is read three times: a quote
// within the lines that are read again would have closed the cell.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace stagegraph::cli {

struct CsvRow {
  uint32_t line = 0;  // on which it begins, from 1
  size_t offset = 0;  // of its first byte
  std::vector<std::string> cells;
  // Why the row cannot be used, and empty where it can. The problem is in the last of the cells.
  std::string problem;
};

class CsvReader {
 public:
  // Reads from the beginning of `text`, which must outlive the reader.
  explicit CsvReader(std::string_view text);
  // Reads from a row that another reader has found.
  CsvReader(std::string_view text, size_t offset, uint32_t line);

  // The next row that is not empty; false at the end. The row's memory is used again.
  bool next(CsvRow& row);

  // How far it has read, in bytes.
  size_t offset() const { return at_; }

 private:
  bool at_line_end() const;
  void end_line();
  void give_up(CsvRow& row);
  void read_cell(std::string& cell, std::string& problem);
  void read_quoted(std::string& cell, std::string& problem);
  std::string text_after_quote() const;

  std::string_view text_;
  size_t at_ = 0;
  uint32_t line_ = 1;
  size_t cell_ = 0;  // where the cell begins that is being read, and in which line
  uint32_t cell_line_ = 1;
};

}  // namespace stagegraph::cli
