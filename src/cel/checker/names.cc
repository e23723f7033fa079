// Resolution of names: a variable of a macro first, then in each container from the innermost out a
// declared variable, a type, a constant.
#include "cel/checker/names.h"

#include <algorithm>

#include "cel/common/type_names.h"

namespace stagegraph::cel {
namespace {

size_t parts_of(std::string_view name) {
  return static_cast<size_t>(std::count(name.begin(), name.end(), '.')) + 1;
}

constexpr size_t kLongestBuiltIn = 4;  // google.protobuf.NullValue.NULL_VALUE

const Library& library_for(const Environment& environment) {
  return environment.profile ? Library::with_profile() : Library::standard();
}

}  // namespace

Names::Names(const Environment& environment)
    : environment_(environment), library_(library_for(environment)) {
  longest_name_ = kLongestBuiltIn;
  for (const Variable& variable : environment.variables) {
    variables_.emplace(variable.name, &variable);
    longest_name_ = std::max(longest_name_, parts_of(variable.name));
  }
}

std::vector<std::string> Names::candidates(std::string_view name, bool leading_dot) const {
  std::vector<std::string> result;
  std::string_view container = leading_dot ? std::string_view() : environment_.container;
  while (!container.empty()) {
    result.push_back(std::string(container) + "." + std::string(name));
    size_t dot = container.rfind('.');
    container = dot == std::string_view::npos ? std::string_view() : container.substr(0, dot);
  }
  result.emplace_back(name);
  return result;
}

const Local* Names::find_local(std::string_view name) const {
  for (auto local = locals_.rbegin(); local != locals_.rend(); ++local) {
    if (local->name == name) return &*local;
  }
  return nullptr;
}

bool Names::is_too_long(const Ast& ast, NodeId chain) const {
  size_t parts = 1;
  while (ast.at(chain).kind == NodeKind::kSelect) {
    if (++parts > longest_name_) return true;
    chain = ast.child(ast.at(chain), 0);
  }
  return false;
}

std::optional<FoundName> Names::find_global(const std::string& name) const {
  if (auto at = variables_.find(name); at != variables_.end()) {
    return FoundName{.kind = FoundName::Kind::kVariable,
                     .slot = at->second->slot,
                     .local = 0,
                     .type = at->second->type,
                     .value = {}};
  }
  for (const NamedType& named : named_types()) {
    bool of_profile = named.type.kind == TypeKind::kDecimal || named.type.kind == TypeKind::kDate;
    if (named.name != name || (of_profile && !environment_.profile)) continue;
    Type type = scalar(TypeKind::kType);
    type.parameters.push_back(named.type);
    return FoundName{.kind = FoundName::Kind::kType,
                     .slot = {},
                     .local = 0,
                     .type = std::move(type),
                     .value = Value::type(&named.type)};
  }
  if (name == "google.protobuf.NullValue.NULL_VALUE") {
    return FoundName{.kind = FoundName::Kind::kConstant,
                     .slot = {},
                     .local = 0,
                     .type = scalar(TypeKind::kInt),
                     .value = Value::integer(0)};
  }
  return std::nullopt;
}

std::optional<FoundName> Names::find(const Ast& ast, NodeId chain) const {
  if (is_too_long(ast, chain)) return std::nullopt;
  std::string name = qualified_name(ast, chain);
  if (name.empty()) return std::nullopt;
  const Node& root = ast.at(root_of_chain(ast, chain));
  if (!root.leading_dot) {
    if (const Local* local = find_local(root.name)) {
      if (ast.at(chain).kind != NodeKind::kIdent) return std::nullopt;
      return FoundName{.kind = FoundName::Kind::kLocal,
                       .slot = {},
                       .local = local->id,
                       .type = local->type,
                       .value = {}};
    }
  }
  for (const std::string& candidate : candidates(name, root.leading_dot)) {
    if (auto found = find_global(candidate)) return found;
  }
  return std::nullopt;
}

const HostFunction* Names::host_function(std::string_view name) const {
  for (const HostFunction& function : environment_.functions) {
    if (function.name == name) return &function;
  }
  return nullptr;
}

bool Names::is_function(std::string_view name) const {
  return host_function(name) != nullptr || library_.has_name(name);
}

std::string Names::function_name(const Node& call) const {
  for (const std::string& candidate : candidates(call.name, call.leading_dot)) {
    if (is_function(candidate)) return candidate;
  }
  return std::string(call.name);
}

std::string Names::qualified_function(const Ast& ast, const Node& call) const {
  NodeId target = ast.child(call, 0);
  if (is_too_long(ast, target)) return {};
  std::string prefix = qualified_name(ast, target);
  if (prefix.empty()) return {};
  const Node& root = ast.at(root_of_chain(ast, target));
  if (!root.leading_dot && is_local(root.name)) return {};
  for (const std::string& candidate :
       candidates(prefix + "." + std::string(call.name), root.leading_dot)) {
    if (is_function(candidate)) return candidate;
  }
  return {};
}

std::vector<std::string> Names::variable_names() const {
  std::vector<std::string> names;
  for (const Variable& variable : environment_.variables) names.push_back(variable.name);
  for (const Local& local : locals_) names.emplace_back(local.name);
  return names;
}

std::vector<std::string> Names::function_names(bool members) const {
  std::vector<std::string> names;
  for (const HostFunction& function : environment_.functions) {
    if (!members) names.push_back(function.name);
  }
  for (const Function& function : library_.functions()) {
    bool is_name = !function.name.empty() && function.name.find('_') != 0 && function.name[0] > '@';
    if (is_name && function.is_member == members) names.emplace_back(function.name);
  }
  return names;
}

}  // namespace stagegraph::cel
