// SPDX-License-Identifier: Apache-2.0
// Parts of a ruleset put into words, for the outline.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ruleset/model.h"

namespace stagegraph::render {

// "a, b and c", or another word before the last.
std::string join(const std::vector<std::string>& parts, std::string_view last = "and");

// "need == \"now\"", on one line.
std::string condition_in_words(const ruleset::Ruleset& ruleset,
                               ruleset::ExpressionIndex expression);

// "missed_calls + 1" of "${missed_calls + 1}"; a literal as it is written.
std::string value_in_words(const ruleset::Ruleset& ruleset, const ruleset::Template& value);

// "set missed_calls to 0", "notify (to: marketing)".
std::string action_in_words(const ruleset::Ruleset& ruleset, const ruleset::Action& action);
std::string actions_in_words(const ruleset::Ruleset& ruleset,
                             const std::vector<ruleset::Action>& actions);

// The lines below a transition or a deadline: its conditions, refusals, actions.
std::vector<std::string> details_of(const ruleset::Ruleset& ruleset,
                                    const ruleset::Transition& transition);
std::vector<std::string> details_of(const ruleset::Ruleset& ruleset,
                                    const ruleset::Deadline& deadline);

// The touches of a cadence, each on a line.
std::vector<std::string> details_of(const ruleset::Ruleset& ruleset,
                                    const ruleset::Cadence& cadence);

}  // namespace stagegraph::render
