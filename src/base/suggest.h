// SPDX-License-Identifier: Apache-2.0
// "Did you mean ...?"
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace stagegraph {

// The candidate nearest to `word` by edit distance (transpositions count as one), or empty when
// none is near enough to be what was meant.
std::string_view nearest_name(std::string_view word, std::span<const std::string_view> candidates);
std::string_view nearest_name(std::string_view word, std::span<const std::string> candidates);

// ". Did you mean 'x'?" or "".
std::string did_you_mean(std::string_view word, std::span<const std::string_view> candidates);
std::string did_you_mean(std::string_view word, std::span<const std::string> candidates);

}  // namespace stagegraph
