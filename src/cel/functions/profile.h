// The profile's functions on decimals, dates and months.
#pragma once

#include <span>

#include "cel/functions/declaration.h"

namespace stagegraph::cel {

std::span<const Declaration> profile_declarations();

}  // namespace stagegraph::cel
