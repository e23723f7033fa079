// Places in tables.
#pragma once

#include <cstdint>

namespace stagegraph {

using Index = uint32_t;
inline constexpr Index kNone = UINT32_MAX;

}  // namespace stagegraph
