// SPDX-License-Identifier: Apache-2.0
#include "cli/csv.h"

#include <fmt/format.h>

#include <algorithm>

namespace stagegraph::cli {

CsvReader::CsvReader(std::string_view text) : text_(text) {
  if (text_.starts_with("\xEF\xBB\xBF")) at_ = 3;
}

CsvReader::CsvReader(std::string_view text, size_t offset, uint32_t line)
    : text_(text), at_(offset), line_(line) {}

bool CsvReader::next(CsvRow& row) {
  while (at_ < text_.size() && at_line_end()) end_line();
  if (at_ >= text_.size()) return false;
  row.line = line_;
  row.offset = at_;
  row.problem.clear();
  size_t count = 0;
  for (bool more = true; more; ++count) {
    if (row.cells.size() == count) row.cells.emplace_back();
    read_cell(row.cells[count], row.problem);
    more = row.problem.empty() && at_ < text_.size() && text_[at_] == ',';
    if (more) ++at_;
  }
  row.cells.resize(count);
  if (!row.problem.empty()) give_up(row);
  end_line();
  return true;
}

// At the end of the text, at LF or at CRLF.
bool CsvReader::at_line_end() const {
  if (at_ >= text_.size() || text_[at_] == '\n') return true;
  return text_[at_] == '\r' && (at_ + 1 == text_.size() || text_[at_ + 1] == '\n');
}

void CsvReader::end_line() {
  if (at_ >= text_.size()) return;
  if (text_[at_] == '\r') ++at_;
  if (at_ < text_.size() && text_[at_] == '\n') ++at_;
  ++line_;
}

// Names the column, and goes back to the end of the line where the bad cell begins.
void CsvReader::give_up(CsvRow& row) {
  row.problem = fmt::format("column {}: {}", row.cells.size(), row.problem);
  if (line_ > cell_line_) {
    row.problem += fmt::format(". What follows line {} is read as rows of its own", cell_line_);
  }
  at_ = std::min(text_.find('\n', cell_), text_.size());
  line_ = cell_line_;
}

void CsvReader::read_cell(std::string& cell, std::string& problem) {
  cell.clear();
  cell_ = at_;
  cell_line_ = line_;
  if (at_ < text_.size() && text_[at_] == '"') return read_quoted(cell, problem);
  size_t begin = at_;
  while (!at_line_end() && text_[at_] != ',') ++at_;
  cell = text_.substr(begin, at_ - begin);
  const size_t first = cell.find_first_not_of(" \t");
  if (first != std::string::npos && first > 0 && cell[first] == '"') {
    problem = "a quoted cell begins right behind the comma: delete the space before the quote";
  }
}

void CsvReader::read_quoted(std::string& cell, std::string& problem) {
  for (++at_; at_ < text_.size(); ++at_) {
    if (text_[at_] == '\n') ++line_;
    if (text_[at_] != '"') {
      cell += text_[at_];
    } else if (text_.substr(at_ + 1, 1) == "\"") {
      cell += text_[at_++];
    } else {
      ++at_;
      if (!at_line_end() && text_[at_] != ',') problem = text_after_quote();
      return;
    }
  }
  problem = fmt::format(
      "a quote that opens in line {} never closes: write \"\" for a quote within a quoted cell",
      cell_line_);
}

std::string CsvReader::text_after_quote() const {
  constexpr const char* kAdvice = "write \"\" for a quote within a quoted cell";
  if (line_ == cell_line_) return fmt::format("text after a closing quote: {}", kAdvice);
  return fmt::format("a quote that opens in line {} closes in line {} before other text: {}",
                     cell_line_, line_, kAdvice);
}

}  // namespace stagegraph::cli
