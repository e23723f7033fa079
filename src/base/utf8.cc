// SPDX-License-Identifier: Apache-2.0
#include "base/utf8.h"

namespace stagegraph {

namespace {

uint8_t byte_at(std::string_view text, size_t at) { return static_cast<uint8_t>(text[at]); }

bool is_continuation(uint8_t byte) { return (byte & 0xC0) == 0x80; }

// The length announced by the first byte; 0 for one that cannot be first.
size_t sequence_length(uint8_t first) {
  if (first < 0x80) return 1;
  if (first < 0xC2) return 0;  // a continuation, or overlong by construction
  if (first < 0xE0) return 2;
  if (first < 0xF0) return 3;
  return first < 0xF5 ? 4 : 0;
}

// The second byte's range shuts out overlong forms, surrogates and what is past U+10FFFF.
bool is_second(uint8_t first, uint8_t second) {
  switch (first) {
    case 0xE0:
      return second >= 0xA0 && second <= 0xBF;
    case 0xED:
      return second >= 0x80 && second <= 0x9F;
    case 0xF0:
      return second >= 0x90 && second <= 0xBF;
    case 0xF4:
      return second >= 0x80 && second <= 0x8F;
    default:
      return is_continuation(second);
  }
}

bool is_sequence(std::string_view text, size_t at, size_t length) {
  if (length == 0 || length > text.size() - at) return false;
  if (length > 1 && !is_second(byte_at(text, at), byte_at(text, at + 1))) return false;
  for (size_t i = 2; i < length; ++i) {
    if (!is_continuation(byte_at(text, at + i))) return false;
  }
  return true;
}

}  // namespace

std::optional<size_t> find_invalid_utf8(std::string_view text) {
  size_t at = 0;
  while (at < text.size()) {
    size_t length = sequence_length(byte_at(text, at));
    if (!is_sequence(text, at, length)) return at;
    at += length;
  }
  return std::nullopt;
}

std::string escape_invalid_utf8(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string valid;
  while (const auto bad = find_invalid_utf8(text)) {
    const uint8_t byte = byte_at(text, *bad);
    valid.append(text.substr(0, *bad)).append("\\x");
    valid += kDigits[byte >> 4];
    valid += kDigits[byte & 15];
    text.remove_prefix(*bad + 1);
  }
  return valid.append(text);
}

size_t count_code_points(std::string_view text) {
  size_t count = 0;
  for (char c : text) count += !is_continuation(static_cast<uint8_t>(c));
  return count;
}

char32_t next_code_point(std::string_view text, size_t& at) {
  uint8_t first = byte_at(text, at);
  size_t length = sequence_length(first);
  char32_t result = length == 1 ? first : first & (0x7Fu >> length);
  for (size_t i = 1; i < length; ++i) result = result << 6 | (byte_at(text, at + i) & 0x3Fu);
  at += length;
  return result;
}

void append_code_point(std::string& out, char32_t c) {
  auto put = [&out](char32_t byte) { out += static_cast<char>(byte); };
  auto tail = [&](int shift) { put(0x80 | (c >> shift & 0x3F)); };
  if (c < 0x80) return put(c);
  if (c < 0x800) return put(0xC0 | c >> 6), tail(0);
  if (c < 0x10000) return put(0xE0 | c >> 12), tail(6), tail(0);
  put(0xF0 | c >> 18), tail(12), tail(6), tail(0);
}

}  // namespace stagegraph
