// SPDX-License-Identifier: Apache-2.0
// 128-bit whole numbers, which both compilers have and the standard has not.
#pragma once

namespace stagegraph {

__extension__ typedef __int128 Int128;
__extension__ typedef unsigned __int128 Uint128;

}  // namespace stagegraph
