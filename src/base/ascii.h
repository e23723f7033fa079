// SPDX-License-Identifier: Apache-2.0
// Questions about single characters, the same whatever the locale.
#pragma once

namespace stagegraph {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace stagegraph
