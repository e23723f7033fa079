// The network extension: addresses and ranges.
#pragma once

#include <span>

#include "cel/functions/declaration.h"

namespace stagegraph::cel {

std::span<const Declaration> network_declarations();

}  // namespace stagegraph::cel
