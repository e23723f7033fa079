// SPDX-License-Identifier: Apache-2.0
// Follows line folding, doubled quotes and escapes.
#include "yaml/map_flow_scalar.h"

#include "yaml/map_writer.h"
#include "yaml/text_cursor.h"

namespace stagegraph::yaml {

namespace {

// The length in bytes of the value's next code point: what one escape stands for.
size_t code_point_size(char first) {
  auto byte = static_cast<uint8_t>(first);
  if (byte < 0xC0) return 1;
  if (byte < 0xE0) return 2;
  return byte < 0xF0 ? 3 : 4;
}

size_t escape_size(char letter) {
  switch (letter) {
    case 'x':
      return 4;
    case 'u':
      return 6;
    case 'U':
      return 10;
    default:
      return 2;
  }
}

// `breaks` line breaks: one is a space, and of more the first is dropped.
bool put_fold(MapWriter& out, size_t breaks, uint32_t begin, uint32_t end) {
  if (breaks == 1) return out.put_if(' ', begin, end);
  for (size_t i = 1; i < breaks; ++i) {
    if (!out.put_if('\n', begin, end)) return false;
  }
  return true;
}

// Blanks inside a line are themselves; around a line break they are part of the fold.
bool map_white(MapWriter& out, TextCursor& in) {
  TextCursor ahead = in;
  size_t breaks = ahead.skip_white();
  if (breaks != 0) {
    bool same = put_fold(out, breaks, in.offset(), ahead.offset());
    in = ahead;
    return same;
  }
  for (; in.at() < ahead.at(); in.move(1)) {
    if (!out.put_if(in.peek(), in.offset(), in.offset() + 1)) return false;
  }
  return true;
}

// A backslash at the line's end stands for nothing; blank lines behind it are breaks.
bool map_escaped_break(MapWriter& out, TextCursor& in) {
  in.move(1);
  uint32_t begin = in.offset();
  size_t breaks = in.skip_white();
  for (size_t i = 1; i < breaks; ++i) {
    if (!out.put_if('\n', begin, in.offset())) return false;
  }
  return true;
}

bool map_escape(MapWriter& out, TextCursor& in) {
  TextCursor next(in);
  next.move(1);
  if (next.break_length() != 0) return map_escaped_break(out, in);
  size_t size = escape_size(next.peek());
  uint32_t begin = in.offset();
  in.move(size);
  if (out.done()) return false;
  out.put(begin, in.offset(), code_point_size(out.expected()));
  return true;
}

bool map_character(MapWriter& out, TextCursor& in, ScalarStyle style) {
  if (in.at_blank() || in.break_length() != 0) return map_white(out, in);
  if (style == ScalarStyle::kDoubleQuoted && in.peek() == '\\') return map_escape(out, in);
  size_t size = style == ScalarStyle::kSingleQuoted && in.peek() == '\'' ? 2 : 1;
  bool same = out.put_if(in.peek(), in.offset(), in.offset() + static_cast<uint32_t>(size));
  in.move(size);
  return same;
}

bool at_closing_quote(const TextCursor& in, char quote) {
  return in.peek() == quote && (quote == '"' || in.peek(1) != '\'');
}

SourceMap map_quoted(std::string_view source, size_t offset, ScalarStyle style,
                     std::string_view value) {
  TextCursor in(source, offset + 1);
  MapWriter out(value, in.offset());
  char quote = source[offset];
  bool same = true;
  while (same && !in.at_end() && !at_closing_quote(in, quote)) same = map_character(out, in, style);
  return out.finish(same, in.offset(), in.offset() + (in.at_end() ? 0 : 1));
}

SourceMap map_plain(std::string_view source, size_t offset, std::string_view value) {
  TextCursor in(source, offset);
  MapWriter out(value, in.offset());
  bool same = true;
  while (same && !in.at_end() && !out.done()) same = map_character(out, in, ScalarStyle::kPlain);
  return out.finish(same, in.offset(), in.offset());
}

}  // namespace

SourceMap map_flow_scalar(std::string_view source, size_t offset, ScalarStyle style,
                          std::string_view value) {
  if (style == ScalarStyle::kPlain) return map_plain(source, offset, value);
  return map_quoted(source, offset, style, value);
}

}  // namespace stagegraph::yaml
