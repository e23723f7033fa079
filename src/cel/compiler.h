// A checked tree to a program.
#pragma once

#include <memory>
#include <vector>

#include "cel/checker.h"
#include "cel/program.h"

namespace stagegraph::cel {

// Constant parts are evaluated here. Reports what only shows now: a regular expression that is
// none. Takes the tree, whose literals the program goes on using.
std::shared_ptr<const Program> compile_tree(Ast ast, const Checked& checked,
                                            std::string_view source, const Environment& environment,
                                            std::vector<Issue>& issues);

}  // namespace stagegraph::cel
