// The functions on optional values.
#pragma once

#include <span>

#include "cel/functions/declaration.h"

namespace stagegraph::cel {

std::span<const Declaration> optional_declarations();

}  // namespace stagegraph::cel
