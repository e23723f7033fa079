// SPDX-License-Identifier: Apache-2.0
#include "cli/utf8.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace stagegraph::cli {

namespace {

size_t length_of_sequence(unsigned char first) {
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first <= 0xDF) return 2;
  if (first >= 0xE0 && first <= 0xEF) return 3;
  if (first >= 0xF0 && first <= 0xF4) return 4;
  return 0;
}

// Shortest forms only, no surrogates, nothing above U+10FFFF.
bool is_scalar(uint32_t code_point, size_t length) {
  constexpr std::array<uint32_t, 5> kLeast = {0, 0, 0x80, 0x800, 0x10000};
  return code_point >= kLeast[length] && code_point <= 0x10FFFF &&
         (code_point < 0xD800 || code_point > 0xDFFF);
}

// What moves a terminal's cursor, or changes what it shows. Lines may end.
bool is_control(uint32_t code_point) {
  if (code_point == '\n' || code_point == '\t') return false;
  return code_point < 0x20 || (code_point >= 0x7F && code_point < 0xA0);
}

}  // namespace

std::optional<uint32_t> take_character(std::string_view& text) {
  const auto first = static_cast<unsigned char>(text[0]);
  const size_t length = length_of_sequence(first);
  if (length == 0 || length > text.size()) return std::nullopt;
  uint32_t code_point = length == 1 ? first : first & (0x7FU >> length);
  for (size_t i = 1; i < length; ++i) {
    const auto next = static_cast<unsigned char>(text[i]);
    if ((next & 0xC0U) != 0x80U) return std::nullopt;
    code_point = (code_point << 6U) | (next & 0x3FU);
  }
  text.remove_prefix(length);
  if (!is_scalar(code_point, length)) return std::nullopt;
  return code_point;
}

bool is_utf8(std::string_view text) {
  const auto is_ascii = [](char byte) { return static_cast<unsigned char>(byte) < 0x80; };
  while (true) {
    text.remove_prefix(
        static_cast<size_t>(std::find_if_not(text.begin(), text.end(), is_ascii) - text.begin()));
    if (text.empty()) return true;
    if (!take_character(text)) return false;
  }
}

std::string printable(std::string_view text) {
  std::string shown;
  while (!text.empty()) {
    const std::string_view before = text;
    const std::optional<uint32_t> code_point = take_character(text);
    if (!code_point) text.remove_prefix(1);
    const std::string_view taken = before.substr(0, before.size() - text.size());
    if (code_point && !is_control(*code_point)) {
      shown += taken;
    } else {
      for (char byte : taken) shown += fmt::format("\\x{:02x}", static_cast<unsigned char>(byte));
    }
  }
  return shown;
}

}  // namespace stagegraph::cli
