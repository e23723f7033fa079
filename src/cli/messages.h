// SPDX-License-Identifier: Apache-2.0
// What the command tells people, on standard error: messages, and on a terminal one line that shows
// how far it is, which every message and the end erase.
#pragma once

#include <string_view>

namespace stagegraph::cli {

// Writes a message, which ends with a line feed. What is not UTF-8 in it is escaped.
void say(std::string_view message);

// Shows `line` in the place of the last one. For a terminal alone.
void show_line(std::string_view line);
void erase_line();

// Whether every message so far could be written.
bool were_messages_written();

}  // namespace stagegraph::cli
