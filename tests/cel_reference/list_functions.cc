// SPDX-License-Identifier: Apache-2.0
// Prints what the library of CEL declares, a function a line: its name, whether it has a receiver
// (0 or 1), and how many arguments it takes besides, or "any".
#include <cstdio>
#include <string>

#include "cel/functions/library.h"

int main() {
  for (const auto& function : stagegraph::cel::Library::with_profile().functions()) {
    const size_t count = function.arity - (function.is_member ? 1 : 0);
    std::printf("%s\t%d\t%s\n", std::string(function.name).c_str(), function.is_member ? 1 : 0,
                function.is_variadic ? "any" : std::to_string(count).c_str());
  }
  return 0;
}
