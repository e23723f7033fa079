// Values as text.
#pragma once

#include <string>

#include "cel/value.h"

namespace stagegraph {
class Zone;
}

namespace stagegraph::cel {

// The shortest text that reads back as the same number; "NaN", "Infinity", "-Infinity".
std::string format_double(double value);

// What string(x) gives; nothing for values string() does not take.
bool format_scalar(const Value& value, const Zone* zone, std::string& out);

}  // namespace stagegraph::cel
