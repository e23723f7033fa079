// SPDX-License-Identifier: Apache-2.0
// Text made safe for the languages that pictures are written in.
#pragma once

#include <string>
#include <string_view>

namespace stagegraph::render {

// For a quoted string of the dot language, quotes not included. Line breaks stay line breaks.
std::string escape_dot(std::string_view text);

// For an HTML-like label of the dot language.
std::string escape_html(std::string_view text);

// For a label of Mermaid: whatever means something there is written as "#34;".
std::string escape_mermaid(std::string_view text);

}  // namespace stagegraph::render
