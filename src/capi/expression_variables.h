// SPDX-License-Identifier: Apache-2.0
// The variables of an expression on its own: declared in JSON, and given values in JSON.
#pragma once

#include <string_view>
#include <vector>

#include "base/json.h"
#include "cel/cel.h"
#include "ruleset/model.h"

namespace stagegraph::capi {

// An object, or no text at all; throws Failure for anything else.
Json read_object(std::string_view text, const char* what);

// Each member is a variable: null leaves its type open, text is its type, an object has `type`,
// `max` and `values` as a fact of a ruleset does. Throws Failure.
std::vector<ruleset::Fact> read_variables(std::string_view json);

cel::Environment environment_of(const std::vector<ruleset::Fact>& variables,
                                const cel::Limits& limits);

// The values by variable, unknown where `json` has none. Throws Failure.
std::vector<cel::Value> read_values(const std::vector<ruleset::Fact>& variables,
                                    std::string_view json, Arena& arena);

}  // namespace stagegraph::capi
