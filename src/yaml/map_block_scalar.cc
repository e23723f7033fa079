// SPDX-License-Identifier: Apache-2.0
// Follows the header, the indentation and the folding of the lines.
#include "yaml/map_block_scalar.h"

#include <algorithm>

#include "yaml/map_writer.h"
#include "yaml/text_cursor.h"

namespace stagegraph::yaml {

namespace {

size_t leading_spaces(std::string_view text) {
  return std::min(text.find_first_not_of(' '), text.size());
}

// The part of the value from its first line that is more than spaces, or nothing.
std::string_view from_first_full_line(std::string_view value) {
  size_t full = value.find_first_not_of(" \n");
  if (full == value.npos) return {};
  size_t line = value.rfind('\n', full);
  return line == value.npos ? value : value.substr(line + 1);
}

// The spaces that every line begins with and that are not part of the value: those of the first
// full line, less its own.
size_t find_indentation(std::string_view source, TextCursor in, std::string_view value) {
  std::string_view full_line = from_first_full_line(value);
  if (full_line.empty()) return source.size();
  for (; !in.at_end(); in.skip_line(), in.take_break()) {
    TextCursor line = in;
    size_t spaces = line.skip_spaces(source.size());
    if (!line.at_line_end()) return spaces - std::min(spaces, leading_spaces(full_line));
  }
  return 0;
}

class BlockMapper {
 public:
  BlockMapper(std::string_view source, size_t offset, std::string_view value, bool folded)
      : in_(source, offset), out_(value, static_cast<uint32_t>(offset)), folded_(folded) {
    in_.skip_line();
    content_end_ = in_.offset();
    in_.take_break();
    indentation_ = find_indentation(source, in_, value);
  }

  SourceMap map() {
    bool same = map_leading_lines();
    while (same && !out_.done() && !in_.at_end()) same = map_line() && map_breaks();
    return out_.finish(same, content_end_, content_end_);
  }

 private:
  // Blank lines before the content are breaks in both styles.
  bool map_leading_lines() {
    in_.skip_spaces(indentation_);
    while (!out_.done() && in_.break_length() != 0) {
      if (!put_break()) return false;
    }
    return true;
  }

  bool map_line() {
    for (; !in_.at_line_end(); in_.move(1)) {
      if (!out_.put_if(in_.peek(), in_.offset(), in_.offset() + 1)) return false;
      content_end_ = in_.offset() + 1;
    }
    return true;
  }

  bool map_breaks() { return folded_ ? map_folded_breaks() : put_break() || out_.done(); }

  // One break, and the indentation of the line behind it.
  bool put_break() {
    uint32_t begin = in_.offset();
    in_.take_break();
    in_.skip_spaces(indentation_);
    return out_.put_if('\n', begin, in_.offset());
  }

  // A space, or as many breaks as the value shows: the first may have been dropped.
  bool map_folded_breaks() {
    uint32_t begin = in_.offset();
    size_t breaks = 0;
    for (; in_.break_length() != 0; ++breaks) {
      in_.take_break();
      in_.skip_spaces(indentation_);
    }
    if (breaks == 1 && out_.put_if(' ', begin, in_.offset())) return true;
    size_t put = 0;
    while (put < breaks && out_.put_if('\n', begin, in_.offset())) ++put;
    return put + 1 >= breaks || out_.done();
  }

  TextCursor in_;
  MapWriter out_;
  bool folded_;
  size_t indentation_ = 0;
  uint32_t content_end_ = 0;
};

}  // namespace

SourceMap map_block_scalar(std::string_view source, size_t offset, ScalarStyle style,
                           std::string_view value) {
  return BlockMapper(source, offset, value, style == ScalarStyle::kFolded).map();
}

}  // namespace stagegraph::yaml
