// The types of the rule language as authors write them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/expected.h"
#include "cel/common/type.h"

namespace stagegraph::ruleset {

// "int", "list(string)", "map(string, decimal)"; wherever it says enum, `members` are the members.
// Fails with kInvalidRuleset and says which types there are.
Expected<cel::Type> parse_type(std::string_view text, const std::vector<std::string>& members);

// Whether the type is an enum, or of enums.
bool has_enum(const cel::Type& type);

}  // namespace stagegraph::ruleset
