#include "ruleset/reading/reader.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "ruleset/reading/unsupported.h"
#include "time/span_text.h"

namespace stagegraph::ruleset {

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

void wrong_shape(Findings& findings, const Spot& spot, std::string_view wanted) {
  findings.error("wrong-shape", spot,
                 fmt::format("here should be {}, not {}", wanted, describe(*spot.node)));
}

}  // namespace

Spot child_of(const Spot& spot, const yaml::Entry& entry) {
  std::string path = spot.path.empty() ? entry.key.text : spot.path + '.' + entry.key.text;
  return {&entry.value, &entry.key, std::move(path)};
}

Spot item_of(const Spot& spot, size_t index) {
  return {&spot.node->items[index], nullptr, fmt::format("{}[{}]", spot.path, index)};
}

std::string describe(const yaml::Node& node) {
  if (node.is_map()) return "a map";
  if (node.is_sequence()) return "a list";
  if (node.is_null()) return "nothing";
  constexpr size_t kLongest = 40;
  if (node.text.size() > kLongest) return "a text";
  return fmt::format("the text '{}'", node.text);
}

Fields::Fields(Findings& findings, Spot spot, MapKind kind)
    : findings_(findings), spot_(std::move(spot)), form_(form_of(kind)) {
  if (!spot_) return;
  if (!spot_.node->is_map()) {
    wrong_shape(findings_, spot_, with_article(form_.name));
    return;
  }
  for (const yaml::Entry& entry : spot_.node->entries) check_entry(entry);
  check_missing();
}

void Fields::check_entry(const yaml::Entry& entry) const {
  const Key* key = find_key(form_, entry.key.text);
  if (key == nullptr && form_.others) return;
  Spot spot = child_of(spot_, entry);
  if (key == nullptr) {
    findings_.unknown("unknown-key", entry.key.range, spot.path,
                      fmt::format("{} has no key '{}'", with_article(form_.name), entry.key.text),
                      entry.key.text, names_of(form_));
    return;
  }
  if (entry.value.is_null()) {
    findings_.error_at_head(
        "missing-value", spot,
        fmt::format("'{}' has no value; give it one, or leave the key out", entry.key.text));
    return;
  }
  warn_if_unsupported(findings_, spot, form_.kind);
}

void Fields::check_missing() const {
  for (const Key& key : form_.keys) {
    if (!key.required || spot_.node->find(key.name) != nullptr) continue;
    findings_.error_at_head("missing-key", spot_,
                            fmt::format("{} needs the key '{}': {}", with_article(form_.name),
                                        key.name, in_passing(key.doc)));
  }
}

Spot Fields::operator[](std::string_view key) const {
  if (!is_map()) return {};
  for (const yaml::Entry& entry : spot_.node->entries) {
    if (entry.key.text == key) {
      return entry.value.is_null() ? Spot{} : child_of(spot_, entry);
    }
  }
  return {};
}

std::vector<Spot> Fields::others() const {
  std::vector<Spot> spots;
  if (!is_map()) return spots;
  for (const yaml::Entry& entry : spot_.node->entries) {
    if (find_key(form_, entry.key.text) == nullptr) spots.push_back(child_of(spot_, entry));
  }
  return spots;
}

std::optional<size_t> Fields::choice(std::string_view key) const {
  return read_choice(findings_, (*this)[key], find_key(form_, key)->value.choices);
}

std::optional<size_t> read_choice(Findings& findings, const Spot& spot,
                                  std::span<const std::string_view> words) {
  std::optional<std::string> text = read_text(findings, spot);
  if (!text) return std::nullopt;
  auto at = std::find(words.begin(), words.end(), *text);
  if (at != words.end()) return static_cast<size_t>(at - words.begin());
  findings.unknown("invalid-value", spot.range(), spot.path,
                   fmt::format("'{}' is none of {}", *text, fmt::join(words, ", ")), *text,
                   std::vector<std::string>(words.begin(), words.end()));
  return std::nullopt;
}

bool is_blank(const Spot& spot) { return !spot || spot.node->is_null(); }

std::optional<std::string> read_text(Findings& findings, const Spot& spot) {
  if (!spot) return std::nullopt;
  if (!spot.node->is_scalar() || spot.node->is_null()) {
    wrong_shape(findings, spot, "a text");
    return std::nullopt;
  }
  return spot.node->text;
}

std::optional<bool> read_bool(Findings& findings, const Spot& spot) {
  bool value = false;
  if (!spot) return std::nullopt;
  if (yaml::is_bool(*spot.node, value)) return value;
  wrong_shape(findings, spot, "true or false");
  return std::nullopt;
}

std::optional<int64_t> read_whole(Findings& findings, const Spot& spot, int64_t min, int64_t max) {
  int64_t value = 0;
  if (!spot) return std::nullopt;
  if (!yaml::is_int(*spot.node, value)) {
    wrong_shape(findings, spot, "a whole number");
    return std::nullopt;
  }
  if (value >= min && value <= max) return value;
  findings.error("invalid-value", spot,
                 fmt::format("{} is not a number from {} to {}", value, min, max));
  return std::nullopt;
}

std::optional<Span> read_span(Findings& findings, const Spot& spot) {
  std::optional<std::string> text = read_text(findings, spot);
  if (!text) return std::nullopt;
  Expected<Span> span = parse_span(*text);
  if (!span) {
    findings.error("invalid-value", spot, span.error().message);
    return std::nullopt;
  }
  return *span;
}

std::vector<Spot> read_entries(Findings& findings, const Spot& spot) {
  std::vector<Spot> spots;
  if (!spot) return spots;
  if (!spot.node->is_map()) wrong_shape(findings, spot, "a map");
  for (const yaml::Entry& entry : spot.node->entries) spots.push_back(child_of(spot, entry));
  return spots;
}

std::vector<Spot> read_items(Findings& findings, const Spot& spot) {
  std::vector<Spot> spots;
  if (!spot) return spots;
  if (!spot.node->is_sequence()) wrong_shape(findings, spot, "a list");
  for (size_t i = 0; i < spot.node->items.size(); ++i) spots.push_back(item_of(spot, i));
  return spots;
}

std::vector<Spot> read_one_or_more(Findings& findings, const Spot& spot) {
  if (!spot || !spot.node->is_sequence()) return spot ? std::vector{spot} : std::vector<Spot>{};
  if (spot.node->items.empty()) {
    findings.error("missing-value", spot, "this list is empty; fill it, or leave the key out");
  }
  return read_items(findings, spot);
}

std::vector<std::string> read_texts(Findings& findings, const Spot& spot) {
  std::vector<std::string> texts;
  for (const Spot& item : read_one_or_more(findings, spot)) {
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
