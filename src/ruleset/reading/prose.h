// SPDX-License-Identifier: Apache-2.0
// Texts for people: one text, or a map with one for each language. A ruleset is loaded in one
// language and keeps the texts in that one alone.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "ruleset/reading/findings.h"

namespace stagegraph::ruleset {

// Whether this can be a language: a tag of RFC 5646 whose first part has two or three letters,
// such as "en", "zh" or "zh-Hant-TW".
bool is_language(std::string_view tag);

// The text for a reader of `language`: of one text, that one. Of a map, which must be one (Lookup
// of RFC 4647): the text in that language; else in the language without its last part, and so on;
// else in "en"; else the first. An empty `language` asks for none. Tags are compared without regard
// to case. Reports keys that are no languages, texts that are none, and maps without any; an absent
// place is read in silence.
std::optional<std::string> read_prose(Findings& findings, const DocPlace& place,
                                      std::string_view language);

// The same for a map whose texts the caller reads: where the chosen one stands. An empty place
// where the map has findings.
DocPlace choose_translation(Findings& findings, const DocPlace& map, std::string_view language);

}  // namespace stagegraph::ruleset
