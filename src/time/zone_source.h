// SPDX-License-Identifier: Apache-2.0
// Where zones come from: the system's IANA database.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/expected.h"
#include "time/zone.h"

namespace stagegraph::time {

// The zone's periods from the year 1800 (the first is the one then in force) to 2200, by its IANA
// name. Fails with kUnknownName and a suggestion, or with kNotFound where there is no database.
Expected<std::vector<ZonePeriod>> load_periods(std::string_view name);

// Whether the database has a zone of that name. False where there is no database.
bool is_zone_name(std::string_view name);

// The release of the database, such as "2024b", or "unknown" where it does not say.
std::string tzdata_version();

}  // namespace stagegraph::time
