// SPDX-License-Identifier: Apache-2.0
// What all checks share: the tree, what has been found out about its nodes so far, and reporting.
//
// The checker is built in layers. Each is a class that knows those above it in this list:
//
//   CheckState     the state and reporting
//   ProfileChecks  written numbers and enums as the profile has them
//   CallChecks     operators, functions, the choice among overloads
//   NameChecks     names, macros and the variables that macros introduce
//   Checker        the walk over the tree (checker.cc)
//
// Each layer asks check() for the type of a child. The walk alone implements it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cel/checker/checker.h"
#include "cel/checker/names.h"
#include "cel/checker/unify.h"

namespace stagegraph::cel {

class CheckState {
 public:
  CheckState(Ast& ast, std::string_view source, const Environment& environment,
             const CompileOptions& options, std::vector<Issue>& issues);

 protected:
  ~CheckState() = default;

  // The type of the node, which is kept in its annotation, as is its meaning.
  virtual Type check(NodeId id) = 0;

  // Reports and gives the type that silences what follows from it.
  Type problem(NodeId id, std::string code, std::string message);
  Type problem_at(NodeId id, uint32_t begin, uint32_t end, std::string code, std::string message,
                  std::optional<std::string> replacement = {});
  // No further problem would be listed: looking for what was meant is a waste.
  bool is_full() const;
  Type fail(NodeId id) { return set(id, scalar(TypeKind::kError)); }
  // Without checks every type is dyn, and what does not fit fails when it runs.
  Type set(NodeId id, Type type);
  std::string show(const Type& type) const { return to_string(unifier_.finish(type)); }
  void expect_bool(NodeId id, const Type& type);
  // The type of an element of a list, a map or a block, which may stand behind '?'.
  Type check_element(NodeId id);

  Ast& ast_;
  std::string_view source_;
  const Environment& environment_;
  const CompileOptions& options_;
  std::vector<Issue>& issues_;
  Names names_;
  Unifier unifier_;
  Checked out_;
};

}  // namespace stagegraph::cel
