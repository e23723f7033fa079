// Macros: calls that are rewritten while parsing, because they introduce variables.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "cel/common/environment.h"
#include "cel/syntax/ast.h"

namespace stagegraph::cel {

// A call as the parser read it. `call` has name, range and is_member. `children` has the target
// first where is_member.
struct MacroCall {
  Node call;
  std::span<const NodeId> children;
};

// The node the macro expands to. Nothing where the call is no macro. A macro that is misused
// (a variable that is no name, say) is reported and gives a node of kind kBad.
std::optional<NodeId> expand_macro(Ast& ast, const MacroCall& macro, bool test_macros,
                                   std::vector<Issue>& issues);

// How a macro of that name is written, as an example. Empty where there is none.
std::string_view macro_usage(std::string_view name);

// The macro that makes loops of that kind with one or two variables.
std::string_view loop_name(LoopKind kind, size_t variables);

}  // namespace stagegraph::cel
