// SPDX-License-Identifier: Apache-2.0
// What a scalar is by the core schema, read from its text each time: a tree keeps text alone.
#include "yaml/node.h"

#include <algorithm>
#include <charconv>

#include "base/utf8.h"
#include "yaml/source_map.h"

namespace stagegraph::yaml {

namespace {

// The place behind `text`, which begins at `from`.
Position advance(Position from, std::string_view text) {
  size_t newline = text.rfind('\n');
  if (newline == text.npos) {
    return {from.line, from.column + static_cast<uint32_t>(count_code_points(text))};
  }
  auto lines = static_cast<uint32_t>(std::count(text.begin(), text.end(), '\n'));
  return {from.line + lines,
          static_cast<uint32_t>(count_code_points(text.substr(newline + 1))) + 1};
}

// "0", "-7", "42": no sign alone, no leading zero, no "+".
bool has_int_form(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  if (text.empty() || (text.size() > 1 && text.front() == '0')) return false;
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

bool Node::is_null() const {
  return is_plain() &&
         (text.empty() || text == "~" || text == "null" || text == "Null" || text == "NULL");
}

const Node* Node::find(std::string_view key) const {
  auto found = std::find_if(entries.begin(), entries.end(),
                            [key](const Entry& entry) { return entry.key.text == key; });
  return found == entries.end() ? nullptr : &found->value;
}

Range locate(const Document& document, const Node& scalar, size_t begin, size_t end) {
  SourceMap map = map_scalar(document.text, scalar.offset, scalar.style, scalar.text);
  size_t size = map.bytes.size();
  begin = std::min(begin, size);
  end = std::clamp(end, begin, size);
  size_t first = begin < size ? map.bytes[begin].begin : map.content_end;
  size_t last = end > begin ? std::min(map.bytes[end - 1].end, map.content_end) : first;
  std::string_view text = document.text;
  auto place = [&](size_t offset) {
    return advance(scalar.range.begin, text.substr(scalar.offset, offset - scalar.offset));
  };
  return {place(first), place(std::max(first, last))};
}

bool is_bool(const Node& node, bool& value) {
  if (!node.is_plain()) return false;
  value = node.text == "true" || node.text == "True" || node.text == "TRUE";
  return value || node.text == "false" || node.text == "False" || node.text == "FALSE";
}

bool is_int(const Node& node, int64_t& value) {
  if (!node.is_plain() || !has_int_form(node.text)) return false;
  const char* end = node.text.data() + node.text.size();
  return std::from_chars(node.text.data(), end, value).ec == std::errc();
}

}  // namespace stagegraph::yaml
