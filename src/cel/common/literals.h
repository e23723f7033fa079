// What the literals of the language are worth.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/expected.h"

namespace stagegraph::cel {

// The text of a string or bytes literal, prefix and quotes included, decoded: escapes replaced.
// In strings \x, \ooo, \u and \U are code points. In bytes \x and \ooo are bytes, and \u is not
// allowed.
Expected<std::string> decode_text(std::string_view literal);

// Decimal or "0x..." digits with an optional 'u' behind. Nothing when out of range.
std::optional<int64_t> decode_int(std::string_view literal, bool negative);
std::optional<uint64_t> decode_uint(std::string_view literal);

// The nearest double. Too large is infinity, too small zero.
double decode_double(std::string_view literal);

// `text` with the quotes and escapes that make it a string literal again.
std::string quote(std::string_view text);

}  // namespace stagegraph::cel
