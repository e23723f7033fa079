// SPDX-License-Identifier: Apache-2.0
#include "cli/look_alikes.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

#include "cli/utf8.h"

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

std::string hint_for_look_alike(std::string_view text) {
  return first_advice(text, [](std::string_view) { return true; });
}

std::string hint_for_separator(std::string_view text) {
  return first_advice(text, [](std::string_view meant) { return meant == "," || meant == "\""; });
}

}  // namespace stagegraph::cli
