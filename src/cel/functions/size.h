// size().
#pragma once

#include <span>

#include "cel/functions/declaration.h"

namespace stagegraph::cel {

std::span<const Declaration> size_declarations();

}  // namespace stagegraph::cel
