// SPDX-License-Identifier: Apache-2.0
// getFullYear(), getHours() and the other parts of timestamps and durations.
#pragma once

#include <span>

#include "cel/functions/declaration.h"

namespace stagegraph::cel {

std::span<const Declaration> time_declarations();

// Whether the last argument is the name of a zone.
bool takes_zone(const Function& function);
// The offset that such a text says by itself: "+08:00", "-02:30", "08:00".
std::optional<std::chrono::seconds> fixed_offset(std::string_view zone);

}  // namespace stagegraph::cel
