// SPDX-License-Identifier: Apache-2.0
// The words in which a change of a key is told, and when a record notices it.
//
// A key without words of its own is told by its name, and noticed at the next step.
#pragma once

#include <string>
#include <string_view>

#include "diff/change.h"
#include "ruleset/reading/keys.h"

namespace stagegraph::diff {

struct KeyWords {
  ruleset::MapKind in = ruleset::MapKind::kRuleset;
  std::string_view key;
  std::string label;     // "reject list". Empty: the value says it all, as "7 days" does
  bool is_verb = false;  // "goes to": with "now" and "no longer" in the place of "new", "without"
  Effect effect = Effect::kNextStep;
  std::string note = {};
};

KeyWords words_of(ruleset::MapKind in, const ruleset::Key& key);

// What the things of a section are called: "criterion" of `criteria`, "deadline" of `deadlines`.
std::string noun_of(const ruleset::Key& key);

// The heading of a section whose things stand together, such as "Facts".
std::string heading_of(std::string_view section);

}  // namespace stagegraph::diff
