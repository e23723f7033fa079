// SPDX-License-Identifier: Apache-2.0
#include "cli/table_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <regex>

#include "cli/encoding.h"
#include "cli/files.h"
#include "cli/look_alikes.h"
#include "cli/utf8.h"

namespace stagegraph::cli {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr const char* kConvert =
    "is not UTF-8. Save the file as 'CSV UTF-8', or convert it, such as by "
    "iconv -f GB18030 -t UTF-8";

char first_character(std::string_view text) {
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  size_t first = text.find_first_not_of(" \t\r\n");
  return first == std::string_view::npos ? '\0' : text[first];
}

bool sniff_json(std::string_view path, std::string_view text) {
  if (path.ends_with(".csv")) return false;
  for (std::string_view ending : {".jsonl", ".ndjson", ".json"}) {
    if (path.ends_with(ending)) return true;
  }
  return first_character(text) == '{' || first_character(text) == '[';
}

bool is_empty(const std::string& cell) { return cell.empty(); }

std::string list_of_headings(const std::vector<std::string>& header) {
  constexpr size_t kMost = 50;
  if (header.size() <= kMost) return fmt::to_string(fmt::join(header, ", "));
  return fmt::format("{} and {} more", fmt::join(header.begin(), header.begin() + kMost, ", "),
                     header.size() - kMost);
}

std::string with_hint(std::string message, const std::string& hint) {
  return hint.empty() ? message : message + ": " + hint;
}

std::string name_of_column(const std::vector<std::string>& header, size_t column) {
  if (column >= header.size() || header[column].empty())
    return fmt::format("column {}", column + 1);
  return fmt::format("column {} '{}'", column + 1, header[column]);
}

// The last heading that a row must have a cell for.
size_t named_width(const std::vector<std::string>& header) {
  auto last = std::find_if_not(header.rbegin(), header.rend(), is_empty);
  return static_cast<size_t>(header.rend() - last);
}

std::string too_few(const std::vector<std::string>& header, const std::vector<std::string>& cells) {
  return with_hint(
      fmt::format("has {} cells, but the first row names {} columns: {} is missing", cells.size(),
                  named_width(header), name_of_column(header, cells.size())),
      hint_for_separator(fmt::to_string(fmt::join(cells, " "))));
}

std::string no_heading(size_t column, const std::string& cell) {
  return fmt::format(
      "column {} holds '{}', but the first row has no heading there. Name the column, empty it, or "
      "put a cell that holds a comma in quotes",
      column + 1, cell);
}

// Thousands apart, as spreadsheets and people write them.
bool is_grouped(const std::string& cell) {
  static const std::regex kGrouped(R"(-?\d{1,3}(,\d{3})+(\.\d+)?)");
  return std::regex_match(cell, kGrouped);
}

// A whole number of a column that also has gaps, as pandas writes it.
bool has_idle_fraction(const std::string& cell) {
  static const std::regex kIdle(R"(-?\d+\.0+)");
  return std::regex_match(cell, kIdle);
}

std::string what_to_write(std::string cell) {
  constexpr size_t kLongestNumber = 64;
  if (cell.size() > kLongestNumber) return hint_for_look_alike(cell);
  if (is_grouped(cell)) {
    std::erase(cell, ',');
    return "write " + cell;
  }
  if (has_idle_fraction(cell)) return "write " + cell.substr(0, cell.find('.'));
  if (cell.front() == ' ' || cell.back() == ' ') return "delete the space around it";
  return hint_for_look_alike(cell);
}

}  // namespace

TableFile::TableFile(const std::string& path, const TableOptions& options)
    : path_(path == "-" ? "<stdin>" : path),
      text_(read_all(path, options.max_bytes,
                     [this](std::string_view first) { check_is_text(path_, first); })),
      is_json_(sniff_json(path, text_)),
      ignore_columns_(options.ignore_columns),
      csv_(text_) {
  check_is_text(path_, text_);
  if (!is_json_) {
    read_header();
  } else if (first_character(text_) == '[') {
    throw Unusable(path_ + ": is a JSON array. Write one object a line, such as by jq -c '.[]'");
  } else if (text_.starts_with(kByteOrderMark)) {
    at_ = kByteOrderMark.size();
  }
}

void TableFile::read_header() {
  CsvRow row;
  if (!csv_.next(row)) throw Unusable(path_ + ": is empty. The first row names the columns");
  if (!row.problem.empty()) throw Unusable(fmt::format("{}:{}: {}", path_, row.line, row.problem));
  header_ = row.cells;
  for (size_t column = 0; column < header_.size(); ++column) add_heading(row.line, column);
}

void TableFile::add_heading(uint32_t line, size_t column) {
  const std::string& name = header_[column];
  if (name.empty()) return;
  auto fail = [&](const std::string& problem) {
    throw Unusable(fmt::format("{}:{}: column {} {}", path_, line, column + 1, problem));
  };
  if (!is_utf8(name)) fail(kConvert);
  if (name.find_first_of("\r\n") != name.npos) {
    fail("has a heading of several lines. Lines end with LF or CRLF");
  }
  if (name.front() == ' ' || name.back() == ' ') {
    fail(fmt::format("'{}': delete the space around the heading", name));
  }
  if (const std::string hint = hint_for_look_alike(name); !hint.empty()) {
    fail(fmt::format("'{}': {}", name, hint));
  }
  if (const auto [first, is_new] = columns_.emplace(name, column); !is_new) {
    fail(fmt::format("is '{}', and so is column {}", name, first->second + 1));
  }
}

std::optional<size_t> TableFile::column(std::string_view name) const {
  auto found = columns_.find(name);
  return found == columns_.end() ? std::nullopt : std::optional(found->second);
}

size_t TableFile::required_column(std::string_view name) const {
  if (auto found = column(name)) return *found;
  const bool is_one = header_.size() == 1 && header_[0].find_first_of(";\t|") != std::string::npos;
  throw Unusable(fmt::format("{}:1: there is no column '{}'. The columns are: {}{}", path_, name,
                             list_of_headings(header_),
                             is_one ? ". Cells are separated by commas" : ""));
}

double TableFile::share() const {
  const auto at = static_cast<double>(is_json_ ? at_ : csv_.offset());
  return text_.empty() ? 1 : at / static_cast<double>(text_.size());
}

bool TableFile::next(TableRow& row) { return is_json_ ? next_json(row) : next_csv(row); }

bool TableFile::next_csv(TableRow& row) {
  do {
    if (!csv_.next(row.csv)) return false;
  } while (row.csv.problem.empty() &&
           std::all_of(row.csv.cells.begin(), row.csv.cells.end(), is_empty));
  row.line = row.csv.line;
  row.offset = row.csv.offset;
  row.problem = row.csv.problem;
  if (row.problem.empty()) fit(row);
  return true;
}

// Gives the row a cell for each column: spreadsheets write empty cells behind the last heading,
// and leave them out.
void TableFile::fit(TableRow& row) const {
  std::vector<std::string>& cells = row.csv.cells;
  auto not_utf8 = std::find_if_not(cells.begin(), cells.end(), is_utf8);
  if (not_utf8 != cells.end()) {
    row.problem = fmt::format("column {} {}", not_utf8 - cells.begin() + 1, kConvert);
    return;
  }
  if (cells.size() < named_width(header_)) {
    row.problem = too_few(header_, cells);
    return;
  }
  for (size_t column = 0; column < cells.size(); ++column) {
    const bool is_beyond = column >= header_.size();
    const bool is_unnamed = is_beyond || header_[column].empty();
    if (!is_unnamed || cells[column].empty() || (ignore_columns_ && !is_beyond)) continue;
    row.problem = no_heading(column, cells[column]);
    return;
  }
  cells.resize(header_.size());
}

bool TableFile::next_json(TableRow& row) {
  while (at_ < text_.size()) {
    const size_t begin = at_;
    const uint32_t line = line_++;
    at_ = std::min(text_.find('\n', begin), text_.size() - 1) + 1;
    read_at(begin, line, row);
    if (row.json.find_first_not_of(" \t\r\n") != std::string_view::npos) return true;
  }
  return false;
}

void TableFile::read_at(size_t offset, uint32_t line, TableRow& row) const {
  row.line = line;
  row.offset = offset;
  row.problem.clear();
  if (is_json_) {
    row.json = std::string_view(text_).substr(offset);
    row.json = row.json.substr(0, row.json.find('\n'));
    return;
  }
  CsvReader reader(text_, offset, line);
  reader.next(row.csv);
  fit(row);
}

void TableFile::fail_cell(size_t column, const std::string& cell, const stg::Error& error) const {
  const std::string hint = cell.empty() ? std::string() : what_to_write(cell);
  throw stg::Error(
      error.status(),
      with_hint(fmt::format("{}: {}", name_of_column(header_, column), error.what()), hint),
      error.diagnostics());
}

}  // namespace stagegraph::cli
