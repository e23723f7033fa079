// What a table file is not: text in another encoding, or no text.
#pragma once

#include <string>
#include <string_view>

namespace stagegraph::cli {

// Throws Unusable for UTF-16, for workbooks and for other files that are no text, with the way out.
// Other encodings than UTF-8 are found row by row.
void check_is_text(const std::string& path, std::string_view text);

}  // namespace stagegraph::cli
