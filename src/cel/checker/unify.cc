// Unification with a twist: CEL lets a variable widen. When a second type is assigned to a bound
// variable, the more general of both stays, so that [1, dyn(x)] is a list of dyn in either order.
// Every binding is put on a trail, so that an attempt can be taken back. Types are capped in size,
// because hostile input can double a type with each step.
#include "cel/checker/unify.h"

#include <algorithm>
#include <charconv>
#include <string>

namespace stagegraph::cel {
namespace {

constexpr int kMaxTypeSize = 64;  // nodes of a type's tree

bool is_variable(const Type& type) { return type.kind == TypeKind::kParameter; }

uint32_t index_of(const Type& variable) {
  uint32_t index = 0;
  std::from_chars(variable.name.data(), variable.name.data() + variable.name.size(), index);
  return index;
}

// Kinds that null may stand for, as CEL's checkers have always allowed.
bool is_nullable(const Type& type) {
  switch (type.kind) {
    case TypeKind::kNull:
    case TypeKind::kTimestamp:
    case TypeKind::kDuration:
    case TypeKind::kOptional:
    case TypeKind::kOpaque:
    case TypeKind::kIp:
    case TypeKind::kCidr:
      return true;
    default:
      return false;
  }
}

bool is_text(const Type& type) {
  return type.kind == TypeKind::kString || type.kind == TypeKind::kEnum;
}

// `a` says no more than `b`.
bool is_less_specific(const Type& a, const Type& b) {
  if (is_dyn(a) || is_variable(a)) return true;
  if (is_dyn(b) || is_variable(b)) return false;
  if (a.kind == TypeKind::kString && b.kind == TypeKind::kEnum) return true;
  if (a.kind != b.kind || a.name != b.name) return false;
  if (a.kind == TypeKind::kType) return true;
  if (a.kind == TypeKind::kEnum) return a.members == b.members;
  if (a.parameters.size() != b.parameters.size()) return false;
  for (size_t i = 0; i < a.parameters.size(); ++i) {
    if (!is_less_specific(a.parameters[i], b.parameters[i])) return false;
  }
  return true;
}

bool fits(const Type& type, int& budget) {
  if (--budget < 0) return false;
  return std::all_of(type.parameters.begin(), type.parameters.end(),
                     [&](const Type& parameter) { return fits(parameter, budget); });
}

}  // namespace

Type capped(Type type) {
  int budget = kMaxTypeSize;
  return fits(type, budget) ? type : Type();
}

Type Unifier::fresh() {
  Type type = scalar(TypeKind::kParameter);
  type.name = std::to_string(variables_.size());
  variables_.emplace_back();
  return type;
}

void Unifier::bind(uint32_t variable, Type type) {
  trail_.emplace_back(variable, variables_[variable]);
  variables_[variable] = {true, capped(std::move(type))};
}

void Unifier::roll_back(size_t mark) {
  while (trail_.size() > mark) {
    variables_[trail_.back().first] = std::move(trail_.back().second);
    trail_.pop_back();
  }
}

bool Unifier::occurs(uint32_t variable, const Type& type, int& budget) const {
  if (--budget < 0) return true;  // nobody binds a type as large as that
  if (is_variable(type)) {
    const Variable& other = variables_[index_of(type)];
    return index_of(type) == variable || (other.bound && occurs(variable, other.type, budget));
  }
  return std::any_of(type.parameters.begin(), type.parameters.end(),
                     [&](const Type& parameter) { return occurs(variable, parameter, budget); });
}

bool Unifier::occurs(uint32_t variable, const Type& type) const {
  int budget = 2 * kMaxTypeSize;
  return occurs(variable, type, budget);
}

Type Unifier::most_general(const Type& a, const Type& b) const {
  if (a.kind == TypeKind::kEnum && b.kind == TypeKind::kEnum && a.members != b.members) {
    return scalar(TypeKind::kString);
  }
  if (b.kind == TypeKind::kNull) return a;  // what null stands for says more
  return is_less_specific(a, b) ? a : b;
}

bool Unifier::assign_variable(const Type& variable, const Type& type) {
  if (is_variable(type) && type.name == variable.name) return true;
  uint32_t index = index_of(variable);
  if (!variables_[index].bound) {
    if (occurs(index, type)) return is_variable(resolve(type));
    bind(index, type);
    return true;
  }
  Type bound = variables_[index].type;
  if (!assign(type, bound)) return false;
  Type general = most_general(resolve(type), resolve(bound));
  if (general != bound && !occurs(index, general)) bind(index, std::move(general));
  return true;
}

bool Unifier::assign_parameters(const Type& from, const Type& to) {
  if (from.parameters.size() != to.parameters.size()) return false;
  for (size_t i = 0; i < from.parameters.size(); ++i) {
    if (!assign(from.parameters[i], to.parameters[i])) return false;
  }
  return true;
}

bool Unifier::assign(const Type& from, const Type& to) {
  if (is_variable(to)) return assign_variable(to, from);
  if (is_variable(from)) return assign_variable(from, to);
  if (is_dyn(from) || is_dyn(to)) return true;
  if (from.kind == TypeKind::kNull) return is_nullable(to);
  if (to.kind == TypeKind::kNull) return is_nullable(from);
  if (is_text(from) && is_text(to)) return true;
  if (from.kind != to.kind || from.name != to.name) return false;
  if (from.kind == TypeKind::kType) return true;
  return assign_parameters(from, to);
}

Type Unifier::replace(const Type& type, bool to_dyn, int& budget) const {
  if (--budget < 0) return Type();
  if (is_variable(type)) {
    const Variable& variable = variables_[index_of(type)];
    if (variable.bound) return replace(variable.type, to_dyn, budget);
    return to_dyn ? Type() : type;
  }
  if (type.parameters.empty()) return type;
  Type result{.kind = type.kind, .parameters = {}, .name = type.name, .members = type.members};
  result.parameters.reserve(type.parameters.size());
  for (const Type& parameter : type.parameters) {
    result.parameters.push_back(replace(parameter, to_dyn, budget));
  }
  return result;
}

Type Unifier::resolve(const Type& type) const {
  int budget = kMaxTypeSize;
  return replace(type, false, budget);
}

Type Unifier::finish(const Type& type) const {
  int budget = kMaxTypeSize;
  return replace(type, true, budget);
}

}  // namespace stagegraph::cel
