// SPDX-License-Identifier: Apache-2.0
// Values of a document as one line of text for people.
#pragma once

#include <string>
#include <string_view>

#include "ruleset/reading/keys.h"
#include "yaml/node.h"

namespace stagegraph::diff {

// In the words of its keys: "within 7 days, goes to pool.nurture". Texts for people are those in
// `language`, as a ruleset is loaded (ruleset/reading/prose.h).
std::string show(const yaml::Node& node, const ruleset::ValueForm& form, std::string_view language);

// Whether a value is a text for each of some languages.
bool has_languages(const yaml::Node& node);

// A text for people in that language, without quotes. Empty where nothing is written.
std::string text_of(const yaml::Node* prose, std::string_view language);

// No longer than people read in a sentence.
std::string shorten(std::string_view text);

}  // namespace stagegraph::diff
