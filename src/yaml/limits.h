// SPDX-License-Identifier: Apache-2.0
// How large a YAML document may be.
#pragma once

#include <cstddef>

namespace stagegraph::yaml {

struct Limits {
  size_t bytes = 1u << 20;
  size_t depth = 64;
  size_t nodes = 200'000;
};

}  // namespace stagegraph::yaml
