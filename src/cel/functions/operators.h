// The types of the operators.
#pragma once

#include <span>

#include "cel/functions/declaration.h"

namespace stagegraph::cel {

// Operators have instructions of their own, so that nothing but their types is declared.
std::span<const Signature> operator_signatures();
std::span<const Signature> profile_operator_signatures();

}  // namespace stagegraph::cel
