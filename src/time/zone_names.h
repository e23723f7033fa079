// SPDX-License-Identifier: Apache-2.0
// What people write in the place of a zone's name, and what they mean by it.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace stagegraph::time {

// Whether a text has the form of a name of the IANA database, region first: "Asia/Shanghai". It
// need not be one.
bool looks_like_zone(std::string_view text);

// How to go on from a name that `names` lacks, to be put behind a message: ". Did you mean ...?",
// or nothing.
std::string zone_hint(std::string_view text, std::span<const std::string_view> names);

// What is surprising about a zone that exists: the sign of "Etc/GMT+8".
std::optional<std::string> surprise_of_zone(std::string_view name);

}  // namespace stagegraph::time
