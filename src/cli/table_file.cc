#include "cli/table_file.h"

#include <fmt/format.h>

#include <algorithm>

#include "cli/files.h"

namespace stagegraph::cli {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

bool sniff_json(std::string_view path, std::string_view text) {
  if (path.ends_with(".csv")) return false;
  for (std::string_view ending : {".jsonl", ".ndjson", ".json"}) {
    if (path.ends_with(ending)) return true;
  }
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  size_t first = text.find_first_not_of(" \t\r\n");
  return first != std::string_view::npos && text[first] == '{';
}

void check_width(const std::vector<std::string>& header, TableRow& row) {
  if (row.problem.empty() && row.csv.cells.size() != header.size()) {
    row.problem =
        fmt::format("has {} cells, the first row has {}", row.csv.cells.size(), header.size());
  }
}

}  // namespace

TableFile::TableFile(std::string path)
    : path_(std::move(path)),
      text_(read_all(path_)),
      is_json_(sniff_json(path_, text_)),
      csv_(text_) {
  if (path_ == "-") path_ = "<stdin>";
  if (!is_json_) read_header();
  if (is_json_ && text_.starts_with(kByteOrderMark)) at_ = kByteOrderMark.size();
}

void TableFile::read_header() {
  CsvRow row;
  if (!csv_.next(row)) throw Unusable(path_ + ": is empty; the first row names the columns");
  if (!row.problem.empty()) throw Unusable(fmt::format("{}:{}: {}", path_, row.line, row.problem));
  header_ = row.cells;
  for (size_t i = 0; i < header_.size(); ++i) {
    if (std::find(header_.begin() + static_cast<ptrdiff_t>(i) + 1, header_.end(), header_[i]) !=
        header_.end()) {
      throw Unusable(fmt::format("{}:{}: column '{}' is there twice", path_, row.line, header_[i]));
    }
  }
}

std::optional<size_t> TableFile::column(std::string_view name) const {
  auto found = std::find(header_.begin(), header_.end(), name);
  if (found == header_.end()) return std::nullopt;
  return static_cast<size_t>(found - header_.begin());
}

size_t TableFile::required_column(std::string_view name) const {
  if (auto found = column(name)) return *found;
  throw Unusable(fmt::format("{}:1: there is no column '{}'; the columns are: {}", path_, name,
                             fmt::join(header_, ", ")));
}

bool TableFile::next(TableRow& row) {
  if (is_json_) return next_json(row);
  if (!csv_.next(row.csv)) return false;
  row.line = row.csv.line;
  row.offset = row.csv.offset;
  row.problem = row.csv.problem;
  check_width(header_, row);
  return true;
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
}

}  // namespace stagegraph::cli
