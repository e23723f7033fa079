// SPDX-License-Identifier: Apache-2.0
// yaml-cpp's parse errors in words that say what to do.
#pragma once

#include <string>
#include <string_view>

namespace stagegraph::yaml {

struct Explanation {
  std::string_view code;
  std::string message;
  bool missing_bracket = false;
};

// `line` is the text of the line in which the error was found, up to its place.
Explanation explain(std::string_view yaml_cpp_message, std::string_view line);

}  // namespace stagegraph::yaml
