// A tree as source again: what is printed parses to the same tree. Macros come back as they were
// written, brackets only where they are needed.
#pragma once

#include <string>

#include "cel/syntax/ast.h"

namespace stagegraph::cel {

// The tree as the parser made it, without kBad. cel.block and the names of its values are written
// as the macros of the conformance suite.
std::string print(const Ast& ast);

}  // namespace stagegraph::cel
