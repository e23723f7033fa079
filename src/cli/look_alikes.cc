#include "cli/look_alikes.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

namespace stagegraph::cli {

namespace {

struct Pair {
  uint32_t code_point;
  std::string_view meant;
};

// Besides the full-width forms, which follow a rule.
constexpr std::array kPairs = {
    Pair{0x00A0, " "}, Pair{0x2013, "-"},  Pair{0x2014, "-"},  Pair{0x2018, "'"},
    Pair{0x2019, "'"}, Pair{0x201C, "\""}, Pair{0x201D, "\""}, Pair{0x201E, "\""},
    Pair{0x2212, "-"}, Pair{0x3000, " "},  Pair{0x3001, ","},  Pair{0xFE50, ","},
    Pair{0xFE54, ";"}, Pair{0x200B, ""},   Pair{0x200E, ""},   Pair{0x202C, ""},
    Pair{0x202D, ""},  Pair{0xFEFF, ""},
};

constexpr uint32_t kFirstFullWidth = 0xFF01;  // '！'
constexpr uint32_t kLastFullWidth = 0xFF5E;   // '～'
constexpr std::string_view kAscii =
    "!\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz"
    "{|}~";
static_assert(kAscii.size() == kLastFullWidth - kFirstFullWidth + 1);

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

// Takes one character off the front; nothing where that is not UTF-8.
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

std::optional<std::string_view> meant_by(uint32_t code_point) {
  if (code_point >= kFirstFullWidth && code_point <= kLastFullWidth) {
    return kAscii.substr(code_point - kFirstFullWidth, 1);
  }
  auto found = std::find_if(kPairs.begin(), kPairs.end(),
                            [&](const Pair& pair) { return pair.code_point == code_point; });
  if (found == kPairs.end()) return std::nullopt;
  return found->meant;
}

std::string advice(uint32_t code_point, std::string_view character, std::string_view meant) {
  if (meant.empty()) return fmt::format("delete the invisible U+{:04X}", code_point);
  if (meant == " ") return fmt::format("write a plain space in the place of U+{:04X}", code_point);
  return fmt::format("write {} in the place of {} (U+{:04X})", meant, character, code_point);
}

template <typename Wanted>
std::string first_advice(std::string_view text, Wanted is_wanted) {
  while (!text.empty()) {
    const std::string_view before = text;
    const std::optional<uint32_t> code_point = take_character(text);
    if (!code_point) return {};
    const std::optional<std::string_view> meant = meant_by(*code_point);
    if (meant && is_wanted(*meant)) {
      return advice(*code_point, before.substr(0, before.size() - text.size()), *meant);
    }
  }
  return {};
}

}  // namespace

bool is_utf8(std::string_view text) {
  const auto is_ascii = [](char byte) { return static_cast<unsigned char>(byte) < 0x80; };
  while (true) {
    text.remove_prefix(
        static_cast<size_t>(std::find_if_not(text.begin(), text.end(), is_ascii) - text.begin()));
    if (text.empty()) return true;
    if (!take_character(text)) return false;
  }
}

std::string hint_for_look_alike(std::string_view text) {
  return first_advice(text, [](std::string_view) { return true; });
}

std::string hint_for_separator(std::string_view text) {
  return first_advice(text, [](std::string_view meant) { return meant == "," || meant == "\""; });
}

}  // namespace stagegraph::cli
