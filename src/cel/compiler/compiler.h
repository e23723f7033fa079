// SPDX-License-Identifier: Apache-2.0
// A checked tree to a program.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "cel/checker/checker.h"
#include "cel/compiler/shared.h"
#include "cel/runtime/program.h"

namespace stagegraph::cel {

// Constant parts are evaluated here. Reports what only shows now: a regular expression that is
// none. The program's constants lie in the tree's texts, which it must be given afterwards.
std::shared_ptr<Program> compile_tree(const Ast& ast, const Checked& checked,
                                      std::string_view source, const Environment& environment,
                                      const CompileOptions& options, const SharedParts& shared,
                                      std::shared_ptr<const time::Zones> zones,
                                      std::vector<Issue>& issues);

}  // namespace stagegraph::cel
