// The math extension.
#pragma once

#include <span>

#include "cel/functions/declaration.h"

namespace stagegraph::cel {

std::span<const Declaration> math_declarations();

}  // namespace stagegraph::cel
