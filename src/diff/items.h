// SPDX-License-Identifier: Apache-2.0
// The items of lists: what tells them apart, and what they are called.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "diff/align.h"
#include "ruleset/reading/keys.h"
#include "yaml/node.h"

namespace stagegraph::diff {

// A list has its items, and anything else is a list of one.
size_t size_of(const yaml::Node* node);
const yaml::Node& item_of(const yaml::Node& node, size_t i);

// Of a list of maps of this form. `actions` is that section of the ruleset.
std::vector<ItemKey> keys_of(const yaml::Node* list, const ruleset::MapForm& form,
                             const yaml::Node* actions);

// "row 2", "reminder at 80%", "notify". Empty where the list has but this one.
std::string label_of(const yaml::Node& item, std::string_view noun, size_t place, bool is_alone,
                     const ruleset::MapForm& form);

// Whether a map, or one of a list of maps, has the key.
bool has_deep(const yaml::Node& node, std::string_view key);

// The texts of a list of names. Of what an event carries, the fields one by one.
std::vector<std::string> texts_of(const yaml::Node* node);
// Those that `others` lacks, each as often as it lacks it.
std::vector<std::string> without(const std::vector<std::string>& texts,
                                 const std::vector<std::string>& others);

}  // namespace stagegraph::diff
