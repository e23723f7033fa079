// "...%d...".format([...]).
#pragma once

#include <span>

#include "cel/functions/declaration.h"

namespace stagegraph::cel {

std::span<const Declaration> format_declarations();

}  // namespace stagegraph::cel
