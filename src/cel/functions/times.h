// getFullYear(), getHours() and the other parts of timestamps and durations.
#pragma once

#include <span>

#include "cel/functions/declaration.h"

namespace stagegraph::cel {

std::span<const Declaration> time_declarations();

}  // namespace stagegraph::cel
