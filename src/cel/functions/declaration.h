// A line of the tables that declare the functions of the language.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "cel/common/function.h"

namespace stagegraph::cel {

enum class Style : uint8_t { kGlobal, kMember, kBoth, kVariadic };

// A line of the table. `types` is "string, string -> bool | bytes, bytes -> bool": single capital
// letters are type parameters; all of a line's overloads have the same number of parameters.
struct Declaration {
  std::string_view name;
  Style style;
  std::string_view types;
  Implementation call;
};

}  // namespace stagegraph::cel
