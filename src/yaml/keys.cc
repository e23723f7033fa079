// SPDX-License-Identifier: Apache-2.0
// Keys are judged as they are read, duplicates when a map is whole. Entries of one key are joined,
// so that the rest of the document can still be checked.
#include "yaml/keys.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
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
  if (key == "<<") return "merge keys (<<) are not read. Write the entries out";
  return fmt::format(
      "some YAML readers take the key {0} for true, false or null. Choose another name, or quote "
      "it: '{0}'",
      key);
}

void check_plain_key(const Node& key, Findings& findings) {
  size_t end = key.offset + key.text.size();
  if (key.text.empty()) {
    findings.add("yaml-empty-key", key.offset, key.offset,
                 "a name is missing before the ':'. Write one, or '' for the empty text");
  } else if (is_truth_word(key.text) || key.text == "~" || key.text == "<<") {
    findings.add("yaml-ambiguous-key", key.offset, end, explain_ambiguous(key.text));
  }
}

// For each entry the first one with its key: for most themselves. Sorted by name, so that a file of
// nothing but keys is no burden.
std::vector<size_t> firsts_of(const Node& map) {
  const std::vector<Entry>& entries = map.entries;
  std::vector<size_t> order(entries.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::stable_sort(order.begin(), order.end(), [&entries](size_t a, size_t b) {
    return entries[a].key.text < entries[b].key.text;
  });
  std::vector<size_t> firsts(entries.size());
  for (size_t i = 0; i < order.size(); ++i) {
    bool repeats = i > 0 && entries[order[i]].key.text == entries[order[i - 1]].key.text;
    firsts[order[i]] = repeats ? firsts[order[i - 1]] : order[i];
  }
  return firsts;
}

void keep(Node& map, const std::vector<size_t>& firsts) {
  std::vector<Entry> kept;
  for (size_t i = 0; i < firsts.size(); ++i) {
    if (firsts[i] == i) kept.push_back(std::move(map.entries[i]));
  }
  map.entries = std::move(kept);
}

void adopt_children(Node& node, Node& other) {
  if (node.kind != other.kind) return;
  std::move(other.items.begin(), other.items.end(), std::back_inserter(node.items));
  std::move(other.entries.begin(), other.entries.end(), std::back_inserter(node.entries));
}

// Recursion is bounded by Limits::depth.
void join_same_keys(Node& map, const std::vector<size_t>& firsts) {
  std::vector<bool> grown(firsts.size());
  for (size_t i = 0; i < firsts.size(); ++i) {
    if (firsts[i] == i) continue;
    adopt_children(map.entries[firsts[i]].value, map.entries[i].value);
    grown[firsts[i]] = true;
  }
  for (size_t i = 0; i < firsts.size(); ++i) {
    Node& value = map.entries[i].value;
    if (grown[i]) join_same_keys(value, firsts_of(value));
  }
  keep(map, firsts);
}

}  // namespace

void check_key(const Node& key, Findings& findings) {
  if (!key.is_scalar()) {
    findings.add("yaml-complex-key", key.offset, key.offset + 1,
                 "a key must be a text, not a list or a map. Quote it if a text is meant");
  } else if (key.is_plain()) {
    check_plain_key(key, findings);
  }
}

void check_duplicates(Node& map, Findings& findings) {
  const std::vector<size_t> firsts = firsts_of(map);
  bool repeats = false;
  for (size_t i = 0; i < firsts.size(); ++i) {
    const Node& key = map.entries[i].key;
    if (firsts[i] == i || !key.is_scalar()) continue;
    repeats = true;
    findings.add("yaml-duplicate-key", key.range,
                 fmt::format("the key '{}' is in this map already, on line {}. Keep one", key.text,
                             map.entries[firsts[i]].key.range.begin.line));
  }
  if (repeats) join_same_keys(map, firsts);
}

void keep_first(Node& map) { keep(map, firsts_of(map)); }

}  // namespace stagegraph::yaml
