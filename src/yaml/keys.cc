#include "yaml/keys.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <numeric>

namespace stagegraph::yaml {

namespace {

constexpr std::array<std::string_view, 9> kTruthWords = {"y",   "n",    "yes",   "no",  "on",
                                                         "off", "true", "false", "null"};

bool equals_ignoring_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return (x >= 'A' && x <= 'Z' ? x + 32 : x) == y; });
}

bool is_truth_word(std::string_view text) {
  return std::any_of(kTruthWords.begin(), kTruthWords.end(),
                     [text](std::string_view word) { return equals_ignoring_case(text, word); });
}

std::string explain_ambiguous(std::string_view key) {
  if (key == "<<") return "merge keys (<<) are not read; write the entries out";
  return fmt::format(
      "some YAML readers take the key {0} for true, false or null; choose another name, or quote "
      "it: '{0}'",
      key);
}

void check_plain_key(const Node& key, Findings& findings) {
  size_t end = key.offset + key.text.size();
  if (key.text.empty()) {
    findings.add("yaml-empty-key", key.offset, key.offset,
                 "a name is missing before the ':'; write one, or '' for the empty text");
  } else if (is_truth_word(key.text) || key.text == "~" || key.text == "<<") {
    findings.add("yaml-ambiguous-key", key.offset, end, explain_ambiguous(key.text));
  }
}

}  // namespace

void check_key(const Node& key, Findings& findings) {
  if (!key.is_scalar()) {
    findings.add("yaml-complex-key", key.offset, key.offset + 1,
                 "a key must be a text, not a list or a map; quote it if a text is meant");
  } else if (key.is_plain()) {
    check_plain_key(key, findings);
  }
}

// Sorted by name, so that a file of nothing but keys is no burden.
void check_duplicates(const Node& map, Findings& findings) {
  const std::vector<Entry>& entries = map.entries;
  std::vector<size_t> order(entries.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::stable_sort(order.begin(), order.end(), [&entries](size_t a, size_t b) {
    return entries[a].key.text < entries[b].key.text;
  });
  for (size_t i = 1; i < order.size(); ++i) {
    const Node& first = entries[order[i - 1]].key;
    const Node& second = entries[order[i]].key;
    if (first.text != second.text || !second.is_scalar()) continue;
    findings.add("yaml-duplicate-key", second.range,
                 fmt::format("the key '{}' is in this map already, on line {}; keep one",
                             second.text, first.range.begin.line));
  }
}

}  // namespace stagegraph::yaml
