// SPDX-License-Identifier: Apache-2.0
// "Did you mean ...?"
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace stagegraph {

// While it lives, all suggestions that are made on this thread may compare so much together. A file
// may have very many mistakes, each among very many names. What comes after that gets none.
class HintBudget {
 public:
  HintBudget();
  ~HintBudget();
  HintBudget(const HintBudget&) = delete;
  HintBudget& operator=(const HintBudget&) = delete;

 private:
  size_t left_ = 5'000'000;  // pairs of letters
  size_t* before_;
};

// The candidate nearest to `word` by edit distance (transpositions count as one), or empty when
// none is near enough to be what was meant.
std::string_view nearest_name(std::string_view word, std::span<const std::string_view> candidates);
std::string_view nearest_name(std::string_view word, std::span<const std::string> candidates);

// ". Did you mean 'x'?" or "".
std::string did_you_mean(std::string_view word, std::span<const std::string_view> candidates);
std::string did_you_mean(std::string_view word, std::span<const std::string> candidates);

}  // namespace stagegraph
