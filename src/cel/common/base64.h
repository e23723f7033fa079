// Base64 of RFC 4648.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace stagegraph::cel {

std::string encode_base64(std::string_view bytes);
// With or without padding. Nothing where the text is not Base64.
std::optional<std::string> decode_base64(std::string_view text);

}  // namespace stagegraph::cel
