// Tokens to a tree. Goes on after a syntax error, so that several are found in one go.
#pragma once

#include <string_view>
#include <vector>

#include "cel/common/environment.h"
#include "cel/syntax/ast.h"

namespace stagegraph::cel {

struct ParseOptions {
  Limits limits;
  bool test_macros = false;  // cel.block, cel.index and cel.iterVar of the conformance suite
};

// `source` is valid UTF-8 and outlives the tree. With issues, the tree holds nodes of kind kBad.
Ast parse(std::string_view source, const ParseOptions& options, std::vector<Issue>& issues);

}  // namespace stagegraph::cel
