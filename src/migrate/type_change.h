// SPDX-License-Identifier: Apache-2.0
// Whether the values of a fact of an earlier version can be those of one of this.
#pragma once

#include <string>
#include <vector>

#include "ruleset/model.h"

namespace stagegraph::migrate {

enum class Fit : uint8_t { kAlways, kLacksMembers, kOtherType };

// Of values in a record's JSON. `lacking` gains the enum's members that the new type has not.
Fit fit_of(const cel::Type& old, const cel::Type& now, std::vector<std::string>& lacking);

// Whether a value that the one allows can break the range of the other. Their types fit.
bool is_narrower(const ruleset::Fact& old, const ruleset::Fact& now);

}  // namespace stagegraph::migrate
