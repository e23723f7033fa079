// SPDX-License-Identifier: Apache-2.0
// Sentences about changes. What a sentence is about stands first: "accept, approval".
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "diff/change.h"
#include "diff/words.h"

namespace stagegraph::diff {

// "accept: goes to sql → returned", "week: 7 days → 10 days", "week: no longer pauses while hold".
std::string say_value(std::string_view about, const KeyWords& words, Kind kind,
                      std::string_view before, std::string_view after);

// "new fact staff: int", "fact staff is gone", "stage sql is now working".
std::string say_thing(std::string_view about, std::string_view noun, Kind kind,
                      std::string_view before, std::string_view after, std::string_view detail);

// "reject list of accept without three_missed_calls".
std::string say_list(std::string_view about, const KeyWords& words,
                     const std::vector<std::string>& added, const std::vector<std::string>& removed,
                     std::string_view after);

}  // namespace stagegraph::diff
