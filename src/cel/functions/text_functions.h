// Functions that ask about text: contains(), startsWith(), indexOf(), matches(), ...
#pragma once

#include <span>

#include "cel/functions/declaration.h"

namespace stagegraph::cel {

std::span<const Declaration> text_declarations();

}  // namespace stagegraph::cel
