// SPDX-License-Identifier: Apache-2.0
// UTF-8: what is, and what is shown of bytes that are not.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace stagegraph::cli {

// Takes one character off the front of a text that is not empty; nothing where that is not UTF-8.
std::optional<uint32_t> take_character(std::string_view& text);

bool is_utf8(std::string_view text);

// The text with what is not UTF-8 and with control characters written as "\xff", so that a message
// is always text and no file steers the terminal. Line feeds and tabs stay.
std::string printable(std::string_view text);

}  // namespace stagegraph::cli
