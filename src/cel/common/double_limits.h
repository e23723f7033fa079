// The first whole doubles beyond the integers of 64 bits.
#pragma once

namespace stagegraph::cel {

inline constexpr double kTwo63 = 9223372036854775808.0;
inline constexpr double kTwo64 = 18446744073709551616.0;

}  // namespace stagegraph::cel
