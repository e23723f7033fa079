// The list and set extensions.
#pragma once

#include <span>

#include "cel/functions/declaration.h"

namespace stagegraph::cel {

std::span<const Declaration> list_declarations();

}  // namespace stagegraph::cel
