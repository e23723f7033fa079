// SPDX-License-Identifier: Apache-2.0
// Every reader checks the shape of what stands there first and reports it in words. A map is
// checked against its form (keys.h) as a whole, before any key of it is read.
#include "ruleset/reading/reader.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "ruleset/reading/unsupported.h"
#include "time/span_text.h"

namespace stagegraph::ruleset {

using namespace time;

namespace {

constexpr std::array<std::string_view, 26> kReservedWords = {
    "true", "false",    "null",  "in",     "as",    "break", "const",   "continue",  "else",
    "for",  "function", "if",    "import", "let",   "loop",  "package", "namespace", "return",
    "var",  "void",     "while", "event",  "actor", "now",   "stage",   "due"};

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

bool is_identifier(std::string_view name) {
  if (name.empty() || !is_letter(name[0])) return false;
  return std::all_of(name.begin(), name.end(),
                     [](char c) { return is_letter(c) || (c >= '0' && c <= '9'); });
}

std::vector<std::string> names_of(const MapForm& form) {
  std::vector<std::string> names;
  for (const Key& key : form.keys) names.emplace_back(key.name);
  return names;
}

// "a deadline", "an event".
std::string with_article(std::string_view noun) {
  bool vowel = std::string_view("aeiou").find(noun[0]) != std::string_view::npos;
  return fmt::format("{} {}", vowel ? "an" : "a", noun);
}

// A sentence as part of another one.
std::string in_passing(std::string_view sentence) {
  std::string text(sentence.substr(0, sentence.size() - (sentence.ends_with('.') ? 1 : 0)));
  bool word = text.size() > 1 && text[0] >= 'A' && text[0] <= 'Z' && text[1] >= 'a';
  if (word) text[0] = static_cast<char>(text[0] - 'A' + 'a');
  return text;
}

void wrong_shape(Findings& findings, const DocPlace& place, std::string_view wanted) {
  findings.error("wrong-shape", place,
                 fmt::format("this should be {}, not {}", wanted, describe(*place.node)));
}

}  // namespace

DocPlace child_of(const DocPlace& place, const yaml::Entry& entry) {
  std::string path = place.path.empty() ? entry.key.text : place.path + '.' + entry.key.text;
  return {&entry.value, &entry.key, std::move(path)};
}

DocPlace item_of(const DocPlace& place, size_t index) {
  return {&place.node->items[index], nullptr, fmt::format("{}[{}]", place.path, index)};
}

std::string describe(const yaml::Node& node) {
  if (node.is_map()) return "a map";
  if (node.is_sequence()) return "a list";
  if (node.is_null()) return "nothing";
  constexpr size_t kLongest = 40;
  if (node.text.size() > kLongest) return "a text";
  return fmt::format("the text '{}'", node.text);
}

Fields::Fields(Findings& findings, DocPlace place, MapKind kind)
    : findings_(findings), place_(std::move(place)), form_(form_of(kind)) {
  if (!place_) return;
  if (!place_.node->is_map()) {
    wrong_shape(findings_, place_, with_article(form_.name));
    return;
  }
  for (const yaml::Entry& entry : place_.node->entries) check_entry(entry);
  check_missing();
}

void Fields::check_entry(const yaml::Entry& entry) const {
  const Key* key = find_key(form_, entry.key.text);
  if (key == nullptr && form_.others) return;
  DocPlace place = child_of(place_, entry);
  if (key == nullptr) {
    findings_.unknown("unknown-key", entry.key.range, place.path,
                      fmt::format("{} has no key '{}'", with_article(form_.name), entry.key.text),
                      entry.key.text, names_of(form_));
    return;
  }
  if (entry.value.is_null()) {
    findings_.error_at_head(
        "missing-value", place,
        fmt::format("'{}' has no value. Write one, or leave the key out", entry.key.text));
    return;
  }
  warn_if_unsupported(findings_, place, form_.kind);
}

void Fields::check_missing() const {
  for (const Key& key : form_.keys) {
    if (!key.required || place_.node->find(key.name) != nullptr) continue;
    findings_.error_at_head("missing-key", place_,
                            fmt::format("{} needs the key '{}': {}", with_article(form_.name),
                                        key.name, in_passing(key.doc)));
  }
}

DocPlace Fields::operator[](std::string_view key) const {
  if (!is_map()) return {};
  for (const yaml::Entry& entry : place_.node->entries) {
    if (entry.key.text == key) {
      return entry.value.is_null() ? DocPlace{} : child_of(place_, entry);
    }
  }
  return {};
}

std::vector<DocPlace> Fields::others() const {
  std::vector<DocPlace> places;
  if (!is_map()) return places;
  for (const yaml::Entry& entry : place_.node->entries) {
    if (find_key(form_, entry.key.text) == nullptr) places.push_back(child_of(place_, entry));
  }
  return places;
}

std::optional<size_t> read_word(Findings& findings, const DocPlace& place,
                                std::span<const std::string_view> words) {
  std::optional<std::string> text = read_text(findings, place);
  if (!text) return std::nullopt;
  auto at = std::find(words.begin(), words.end(), *text);
  if (at != words.end()) return static_cast<size_t>(at - words.begin());
  findings.unknown("invalid-value", place.range(), place.path,
                   fmt::format("'{}' is none of {}", *text, fmt::join(words, ", ")), *text,
                   std::vector<std::string>(words.begin(), words.end()));
  return std::nullopt;
}

bool is_blank(const DocPlace& place) { return !place || place.node->is_null(); }

std::optional<std::string> read_text(Findings& findings, const DocPlace& place) {
  if (!place) return std::nullopt;
  if (!place.node->is_scalar() || place.node->is_null()) {
    wrong_shape(findings, place, "a text");
    return std::nullopt;
  }
  return place.node->text;
}

std::optional<bool> read_bool(Findings& findings, const DocPlace& place) {
  bool value = false;
  if (!place) return std::nullopt;
  if (yaml::is_bool(*place.node, value)) return value;
  wrong_shape(findings, place, "true or false");
  return std::nullopt;
}

std::optional<int64_t> read_whole(Findings& findings, const DocPlace& place, int64_t min,
                                  int64_t max) {
  int64_t value = 0;
  if (!place) return std::nullopt;
  if (!yaml::is_int(*place.node, value)) {
    wrong_shape(findings, place, "a whole number");
    return std::nullopt;
  }
  if (value >= min && value <= max) return value;
  findings.error("invalid-value", place,
                 fmt::format("{} is not a number from {} to {}", value, min, max));
  return std::nullopt;
}

std::optional<Span> read_span(Findings& findings, const DocPlace& place) {
  std::optional<std::string> text = read_text(findings, place);
  if (!text) return std::nullopt;
  Expected<Span> span = parse_span(*text);
  if (!span) {
    findings.error("invalid-value", place, span.error().message);
    return std::nullopt;
  }
  return *span;
}

std::vector<DocPlace> read_entries(Findings& findings, const DocPlace& place) {
  std::vector<DocPlace> places;
  if (!place) return places;
  if (!place.node->is_map()) wrong_shape(findings, place, "a map");
  for (const yaml::Entry& entry : place.node->entries) places.push_back(child_of(place, entry));
  return places;
}

std::vector<DocPlace> read_items(Findings& findings, const DocPlace& place) {
  std::vector<DocPlace> places;
  if (!place) return places;
  if (!place.node->is_sequence()) wrong_shape(findings, place, "a list");
  for (size_t i = 0; i < place.node->items.size(); ++i) places.push_back(item_of(place, i));
  return places;
}

std::vector<DocPlace> read_one_or_more(Findings& findings, const DocPlace& place) {
  if (!place || !place.node->is_sequence())
    return place ? std::vector{place} : std::vector<DocPlace>{};
  if (place.node->items.empty()) {
    findings.error("missing-value", place, "this list is empty. Fill it, or leave the key out");
  }
  return read_items(findings, place);
}

std::vector<std::string> read_texts(Findings& findings, const DocPlace& place) {
  std::vector<std::string> texts;
  for (const DocPlace& item : read_one_or_more(findings, place)) {
    if (std::optional<std::string> text = read_text(findings, item)) texts.push_back(*text);
  }
  return texts;
}

bool check_field_name(Findings& findings, const Range& range, const std::string& path,
                      std::string_view name) {
  if (is_identifier(name)) return true;
  findings.add(Severity::kError, "invalid-name", range, path,
               fmt::format("'{}' cannot be a name: use letters, digits and _, "
                           "and begin with a letter or _",
                           name));
  return false;
}

bool check_name(Findings& findings, const Range& range, const std::string& path,
                std::string_view name) {
  if (!check_field_name(findings, range, path, name)) return false;
  if (std::find(kReservedWords.begin(), kReservedWords.end(), name) == kReservedWords.end()) {
    return true;
  }
  findings.add(Severity::kError, "invalid-name", range, path,
               fmt::format("'{}' means something else in conditions: choose another name", name));
  return false;
}

}  // namespace stagegraph::ruleset
