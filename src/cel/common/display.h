// Values as text.
#pragma once

#include <string>

#include "cel/common/value.h"

namespace stagegraph::time {
class Zone;
}

namespace stagegraph::cel {

// The fewest digits that read back as the same number, with an exponent for what is below 1e-6 or
// from 1e21 on. "NaN", "Infinity", "-Infinity".
std::string format_double(double value);

// What string(x) gives. False for values that string() does not take.
bool format_scalar(const Value& value, const time::Zone* zone, std::string& out);

// What string(x) gives for scalars. Lists and maps as CEL literals. For messages and templates.
// Timestamps in the zone (null: UTC).
std::string display(const Value& value, const time::Zone* zone = nullptr);

}  // namespace stagegraph::cel
