// SPDX-License-Identifier: Apache-2.0
// A line of the tables that declare the functions of the language.
#pragma once

#include <cstdint>
#include <string_view>

#include "cel/common/extent.h"
#include "cel/common/function.h"

namespace stagegraph::cel {

enum class Style : uint8_t { kGlobal, kMember, kBoth, kVariadic };

// `types` is "string, string -> bool | bytes, bytes -> bool": single capital letters are type
// parameters. All overloads of a line have the same number of parameters. `steps` and `extent`
// bound what `call` charges and gives. The bound of an expression is only as good as they are, so
// that a line without them does not compile.
struct Declaration {
  consteval Declaration(std::string_view name_in, Style style_in, std::string_view types_in,
                        Implementation call_in, StepsBound steps_in, ExtentBound extent_in)
      : name(name_in),
        style(style_in),
        types(types_in),
        call(call_in),
        steps(steps_in),
        extent(extent_in) {}

  std::string_view name;
  Style style;
  std::string_view types;
  Implementation call;
  StepsBound steps;
  ExtentBound extent;
};

// The types of an operator, or types that the profile adds to a function declared elsewhere.
struct Signature {
  std::string_view name;
  std::string_view types;
};

}  // namespace stagegraph::cel
