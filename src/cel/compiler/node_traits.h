// What a node's kind and meaning say of how it is compiled.
#pragma once

#include "cel/checker/checker.h"
#include "cel/syntax/ast.h"

namespace stagegraph::cel {

// Whether the first child is the operand that the rest of the node works on. Chains of such nodes
// may be long, and are compiled in a loop.
bool leans_left(const Node& node, const Annotation& note);

enum class Constancy : uint8_t { kNever, kIfPartsAre, kAlways };
Constancy constancy_of(const Node& node, const Annotation& note);

}  // namespace stagegraph::cel
