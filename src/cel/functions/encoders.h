// The encoders extension: Base64.
#pragma once

#include <span>

#include "cel/functions/declaration.h"

namespace stagegraph::cel {

std::span<const Declaration> encoder_declarations();

}  // namespace stagegraph::cel
