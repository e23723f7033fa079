// Functions that make text: substring(), replace(), split(), join(), ...
#pragma once

#include <span>

#include "cel/functions/declaration.h"

namespace stagegraph::cel {

std::span<const Declaration> text_building_declarations();

}  // namespace stagegraph::cel
