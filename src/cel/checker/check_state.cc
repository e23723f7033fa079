// SPDX-License-Identifier: Apache-2.0
// Reporting. In unchecked mode an issue becomes a failure of its node, which shows when the node is
// evaluated.
#include "cel/checker/check_state.h"

#include <utility>

namespace stagegraph::cel {

namespace {

constexpr size_t kMaxIssues = 20;

}  // namespace

CheckState::CheckState(Ast& ast, std::string_view source, const Environment& environment,
                       const CompileOptions& options, std::vector<Issue>& issues)
    : ast_(ast),
      source_(source),
      environment_(environment),
      options_(options),
      issues_(issues),
      names_(environment) {}

bool CheckState::is_full() const { return options_.check && issues_.size() >= kMaxIssues; }

Type CheckState::problem_at(NodeId id, uint32_t begin, uint32_t end, std::string code,
                            std::string message, std::optional<std::string> replacement) {
  Annotation& note = out_.notes[id];
  if (!options_.check) {
    note.meaning = Meaning::kFailure;
    note.failure = std::move(message);
    return set(id, Type());
  }
  if (!is_full()) {
    issues_.push_back({.code = std::move(code),
                       .message = std::move(message),
                       .begin = begin,
                       .end = end,
                       .replacement = std::move(replacement)});
  }
  return fail(id);
}

Type CheckState::problem(NodeId id, std::string code, std::string message) {
  const Node& node = ast_.at(id);
  return problem_at(id, node.begin, node.end, std::move(code), std::move(message));
}

Type CheckState::set(NodeId id, Type type) {
  if (!options_.check) type = Type();
  out_.notes[id].type = type;
  return type;
}

void CheckState::expect_bool(NodeId id, const Type& type) {
  if (unifier_.assign(type, scalar(TypeKind::kBool))) return;
  problem(id, "type-mismatch", "this must be true or false, but is of type " + show(type));
}

Type CheckState::check_element(NodeId id) {
  const Node node = ast_.at(id);
  if (node.kind != NodeKind::kMaybe) return check(id);
  NodeId inner = ast_.child(node, 0);
  Type type = check(inner);
  Type element = unifier_.fresh();
  if (unifier_.assign(type, optional_of(element))) return set(id, unifier_.resolve(element));
  return problem(inner, "type-mismatch",
                 "what stands behind '?' must be an optional, but is of type " + show(type));
}

}  // namespace stagegraph::cel
