// What the functions of this folder say when they cannot answer. All have kInvalidInput.
#pragma once

#include <string_view>

#include "base/expected.h"

namespace stagegraph::time {

Error invalid_text(std::string_view text, std::string_view why);  // "'text' why"
Error out_of_calendar();
Error no_calendar();  // for working time

}  // namespace stagegraph::time
