// SPDX-License-Identifier: Apache-2.0
// Members of a record that belong to the host or to a newer release: kept, and written back.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/json.h"

namespace stagegraph::engine {

// The host's own, of any record.
inline constexpr std::string_view kHostMember = "x";
inline constexpr size_t kMostUnknownBytes = 65'536;

// The members of `record` that are none of `known`, as compact JSON with commas between them.
// Throws Unreadable (fields.h) for one whose name is nearly a known one, for an `x` that is no
// object, and where they are more than kMostUnknownBytes.
std::string unknown_members(const Json& record, std::span<const std::string_view> known);

}  // namespace stagegraph::engine
