// The most steps that an expression can take, whatever the values of its variables are. A walk over
// the tree that charges what the machine charges, for the largest values there can be.
#pragma once

#include "cel/checker/checker.h"
#include "cel/common/extent.h"
#include "cel/compiler/shared.h"
#include "cel/runtime/program.h"
#include "cel/syntax/ast.h"

namespace stagegraph::cel {

// Of what `program` was compiled from. Named expressions are not in it but for their results.
Cost bound_cost(const Ast& ast, const Checked& checked, const Program& program,
                const SharedParts& shared, const Environment& environment, const Sizes& undeclared);

}  // namespace stagegraph::cel
