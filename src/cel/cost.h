// The most steps that an expression can take, whatever the values of its variables are. A walk over
// the tree that charges what the machine charges, for the largest values there can be.
#pragma once

#include "cel/ast.h"
#include "cel/checker.h"
#include "cel/extent.h"
#include "cel/program.h"
#include "cel/shared.h"

namespace stagegraph::cel {

// Of what `program` was compiled from. Named expressions are not in it but for their results.
Cost bound_cost(const Ast& ast, const Checked& checked, const Program& program,
                const SharedParts& shared, const Environment& environment, const Sizes& undeclared);

// What the walk knows of a node.
struct NodeCost {
  uint64_t code = 0;   // instructions
  uint64_t steps = 0;  // charged besides them
  uint64_t calls = 0;  // of host functions
  Extent extent;
};

// Arguments of a function, the receiver first.
struct CallCost {
  std::string_view name;
  std::span<const Extent> arguments;
  std::span<const Value* const> literals;  // null where an argument is none
  const Type& type;
  const Sizes& undeclared;
};

// What a function of the library charges and the most that it gives.
uint64_t call_steps(const CallCost& call);
Extent call_extent(const CallCost& call);

}  // namespace stagegraph::cel
