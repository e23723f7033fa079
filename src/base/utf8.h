// SPDX-License-Identifier: Apache-2.0
// UTF-8: checking, counting and walking.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace stagegraph {

// The offset of the first byte that is not valid UTF-8 (surrogates and overlong forms included).
std::optional<size_t> find_invalid_utf8(std::string_view text);
inline bool is_utf8(std::string_view text) { return !find_invalid_utf8(text); }
// The text with each such byte written as "\xff": for the name of a file in a message.
std::string escape_invalid_utf8(std::string_view text);

// All of these take valid UTF-8.
size_t count_code_points(std::string_view text);
// Reads the code point at `at` and moves `at` behind it.
char32_t next_code_point(std::string_view text, size_t& at);
void append_code_point(std::string& out, char32_t code_point);

}  // namespace stagegraph
