// The profile's functions on decimals, dates and months.
#pragma once

#include <span>

#include "cel/functions/declaration.h"

namespace stagegraph::cel {

std::span<const Declaration> profile_declarations();

// Types that the profile adds to functions of the language, whose code takes them all along.
std::span<const Signature> profile_signatures();

}  // namespace stagegraph::cel
