// Functions that ask about text: contains(), startsWith(), indexOf(), matches(), ...
#pragma once

#include <cstdint>
#include <span>

#include "cel/functions/declaration.h"

namespace stagegraph::cel {

std::span<const Declaration> text_declarations();

// The failure of a function that is asked for a character behind the end of a text or before it.
Value index_out_of_range(Runtime& runtime, int64_t index);

}  // namespace stagegraph::cel
