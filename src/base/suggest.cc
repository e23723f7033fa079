// SPDX-License-Identifier: Apache-2.0
#include "base/suggest.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/utf8.h"

namespace stagegraph {

namespace {

constexpr size_t kLongest = 64;  // code points; longer names are not compared
// A comparison takes the product of the lengths, and reading a name about as much as its length.
constexpr size_t kMaxCandidates = 2'000;
constexpr size_t kWorkOfReading = 30;

constexpr size_t kWorkOfOne = 200'000;  // where there is no budget

// Of the HintBudget that lives on this thread.
thread_local size_t* budget = nullptr;

struct Word {
  std::array<char32_t, kLongest> letters;
  size_t size = 0;
  bool comparable = false;
};

char32_t to_lower(char32_t c) { return c >= U'A' && c <= U'Z' ? c + 32 : c; }

Word decode(std::string_view text) {
  Word word;
  if (text.size() > 4 * kLongest || !is_utf8(text)) return word;
  for (size_t at = 0; at < text.size();) {
    if (word.size == kLongest) return word;
    word.letters[word.size++] = to_lower(next_code_point(text, at));
  }
  word.comparable = word.size != 0;
  return word;
}

// Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours.
size_t edit_distance(const Word& a, const Word& b) {
  using Row = std::array<size_t, kLongest + 1>;
  std::array<Row, 3> rows;
  for (size_t j = 0; j <= b.size; ++j) rows[0][j] = j;
  for (size_t i = 1; i <= a.size; ++i) {
    Row& row = rows[i % 3];
    const Row& above = rows[(i - 1) % 3];
    row[0] = i;
    for (size_t j = 1; j <= b.size; ++j) {
      bool same = a.letters[i - 1] == b.letters[j - 1];
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (same ? 0 : 1)});
      if (i > 1 && j > 1 && a.letters[i - 1] == b.letters[j - 2] &&
          a.letters[i - 2] == b.letters[j - 1]) {
        row[j] = std::min(row[j], rows[(i - 2) % 3][j - 2] + 1);
      }
    }
  }
  return rows[a.size % 3][b.size];
}

// A third of the longer word may differ, and never all of it.
bool is_near(const Word& a, const Word& b, size_t distance) {
  size_t longer = std::max(a.size, b.size);
  return distance <= std::max<size_t>(1, longer / 3) && distance < std::min(a.size, b.size);
}

template <typename Names>
std::string_view nearest(std::string_view text, const Names& candidates) {
  Word word = decode(text);
  std::string_view best;
  size_t best_distance = SIZE_MAX;
  size_t alone = kWorkOfOne;
  size_t& left = budget == nullptr ? alone : *budget;
  const auto charge = [&left](size_t work) {
    const bool fits = work <= left;
    left = fits ? left - work : 0;
    return fits;
  };
  if (!word.comparable || candidates.size() > kMaxCandidates) return best;
  if (!charge(candidates.size() * kWorkOfReading)) return best;
  for (std::string_view candidate : candidates) {
    Word other = decode(candidate);
    const size_t apart = std::max(word.size, other.size) - std::min(word.size, other.size);
    if (!other.comparable || !is_near(word, other, apart)) continue;
    if (!charge(word.size * other.size)) return best;
    size_t distance = edit_distance(word, other);
    if (distance >= best_distance || !is_near(word, other, distance)) continue;
    best = candidate;
    best_distance = distance;
  }
  return best;
}

std::string question(std::string_view name) {
  return name.empty() ? std::string() : fmt::format(". Did you mean '{}'?", name);
}

}  // namespace

HintBudget::HintBudget() : before_(budget) { budget = &left_; }

HintBudget::~HintBudget() { budget = before_; }

std::string_view nearest_name(std::string_view word, std::span<const std::string_view> candidates) {
  return nearest(word, candidates);
}

std::string_view nearest_name(std::string_view word, std::span<const std::string> candidates) {
  return nearest(word, candidates);
}

std::string did_you_mean(std::string_view word, std::span<const std::string_view> candidates) {
  return question(nearest(word, candidates));
}

std::string did_you_mean(std::string_view word, std::span<const std::string> candidates) {
  return question(nearest(word, candidates));
}

}  // namespace stagegraph
