// SPDX-License-Identifier: Apache-2.0
// Finding names in the text of an expression, to point at them.
#pragma once

#include <string_view>
#include <utility>
#include <vector>

namespace stagegraph::ruleset {

inline bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

// Whether the name that `text` begins with is `word`.
inline bool starts_with_word(std::string_view text, std::string_view word) {
  return text.starts_with(word) &&
         (text.size() == word.size() || !is_name_character(text[word.size()]));
}

// The bytes of the first such name in `text`; all of the text where there is none.
inline std::pair<size_t, size_t> find_word(std::string_view text, std::string_view word) {
  for (size_t at = text.find(word); at != text.npos; at = text.find(word, at + 1)) {
    bool begins = at == 0 || !is_name_character(text[at - 1]);
    if (begins && starts_with_word(text.substr(at), word)) return {at, at + word.size()};
  }
  return {0, text.size()};
}

// The names in `text`, and the words in its strings.
inline std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  for (size_t at = 0; at < text.size();) {
    size_t end = at;
    while (end < text.size() && is_name_character(text[end])) ++end;
    if (end > at) words.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

}  // namespace stagegraph::ruleset
