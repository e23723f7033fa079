// SPDX-License-Identifier: Apache-2.0
// Characters that look like those of CSV and of numbers, and are others: an input method for
// Chinese writes '，' for ',', a word processor writes '“' for '"'.
#pragma once

#include <string>
#include <string_view>

namespace stagegraph::cli {

// What to write in the place of the first look-alike in the text: "write ',' in the place of '，'
// (U+FF0C)". Empty where there is none.
std::string hint_for_look_alike(std::string_view text);

// The same for look-alikes of what CSV itself is made of: commas and double quotes.
std::string hint_for_separator(std::string_view text);

}  // namespace stagegraph::cli
