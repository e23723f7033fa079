// The types of the operators.
#pragma once

#include <span>

#include "cel/functions/declaration.h"

namespace stagegraph::cel {

// Operators have instructions of their own, so that nothing but their types is declared.
std::span<const Declaration> operator_declarations();
std::span<const Declaration> profile_operator_declarations();

}  // namespace stagegraph::cel
