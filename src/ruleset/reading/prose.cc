// SPDX-License-Identifier: Apache-2.0
// A language is looked up by its whole tag, then without the last part of it, and so on.
#include "ruleset/reading/prose.h"

#include <fmt/format.h>

#include <algorithm>

#include "ruleset/reading/reader.h"

namespace stagegraph::ruleset {

namespace {

constexpr std::string_view kFallback = "en";
constexpr size_t kMaxLanguages = 100;  // each is compared with those before it

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
bool is_letter(char c) { return lower(c) >= 'a' && lower(c) <= 'z'; }
bool is_letter_or_digit(char c) { return is_letter(c) || (c >= '0' && c <= '9'); }

bool same_language(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return lower(x) == lower(y); });
}

const yaml::Entry* find_language(const yaml::Node& map, std::string_view language) {
  auto at = std::find_if(map.entries.begin(), map.entries.end(), [&](const yaml::Entry& entry) {
    return same_language(entry.key.text, language);
  });
  return at == map.entries.end() ? nullptr : &*at;
}

// "zh-Hant-TW", "zh-Hant", "zh", "".
std::string_view without_last_part(std::string_view language) {
  size_t dash = language.rfind('-');
  return language.substr(0, dash == std::string_view::npos ? 0 : dash);
}

const yaml::Entry& choose(const yaml::Node& map, std::string_view language) {
  for (; !language.empty(); language = without_last_part(language)) {
    if (const yaml::Entry* entry = find_language(map, language)) return *entry;
  }
  const yaml::Entry* fallback = find_language(map, kFallback);
  return fallback != nullptr ? *fallback : map.entries[0];
}

bool check_language(Findings& findings, const DocPlace& map, const DocPlace& place) {
  const std::string& tag = place.key->text;
  if (!is_language(tag)) {
    findings.error_at_head(
        "invalid-language", place,
        fmt::format("'{}' is not a language. Write a text, or texts by language: "
                    "{{ en: ..., zh: ... }}, with tags such as en, zh or zh-TW",
                    tag));
    return false;
  }
  if (&find_language(*map.node, tag)->key == place.key) return true;
  findings.error_at_head("duplicate-name", place,
                         fmt::format("there is a text for '{}' already", tag));
  return false;
}

bool check_translation(Findings& findings, const DocPlace& map, const DocPlace& place) {
  if (!check_language(findings, map, place)) return false;
  if (place.node->is_null()) {
    findings.error_at_head(
        "missing-value", place,
        fmt::format("'{}' has no text. Write one, or leave the language out", place.key->text));
    return false;
  }
  return read_text(findings, place).has_value();
}

}  // namespace

bool is_language(std::string_view tag) {
  size_t begin = 0;
  for (size_t part = 0; begin <= tag.size(); ++part) {
    std::string_view word = tag.substr(begin, tag.find('-', begin) - begin);
    bool fits =
        part == 0 ? word.size() >= 2 && word.size() <= 3 : !word.empty() && word.size() <= 8;
    if (!fits ||
        !std::all_of(word.begin(), word.end(), part == 0 ? is_letter : is_letter_or_digit)) {
      return false;
    }
    begin += word.size() + 1;
  }
  return true;
}

DocPlace choose_translation(Findings& findings, const DocPlace& map, std::string_view language) {
  if (map.node->entries.empty()) {
    findings.error("missing-value", map, "there is no text. Write one, or one for each language");
    return {};
  }
  if (map.node->entries.size() > kMaxLanguages) {
    findings.error("too-large", map, fmt::format("a text has at most {} languages", kMaxLanguages));
    return {};
  }
  bool complete = true;
  for (const DocPlace& place : read_entries(findings, map)) {
    complete &= check_translation(findings, map, place);
  }
  return complete ? child_of(map, choose(*map.node, language)) : DocPlace{};
}

std::optional<std::string> read_prose(Findings& findings, const DocPlace& place,
                                      std::string_view language) {
  if (!place || !place.node->is_map()) return read_text(findings, place);
  return read_text(findings, choose_translation(findings, place, language));
}

}  // namespace stagegraph::ruleset
