// int(), string(), timestamp() and the other conversions, dyn() and type().
#pragma once

#include <span>

#include "cel/functions/declaration.h"

namespace stagegraph::cel {

std::span<const Declaration> conversion_declarations();

}  // namespace stagegraph::cel
