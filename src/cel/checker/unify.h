// Type variables of one expression, and what is known about them so far.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "cel/common/type.h"

namespace stagegraph::cel {

class Unifier {
 public:
  Type fresh();

  // Whether a `from` may stand where a `to` is asked for. Binds variables on the way. Where they
  // were bound already, the more general of both types stays, so that the order in which a list's
  // elements come does not matter.
  bool assign(const Type& from, const Type& to);

  // With every known variable replaced. The unknown ones stay.
  Type resolve(const Type& type) const;
  // The unknown ones become dyn.
  Type finish(const Type& type) const;

  // Taking assignments back: roll_back(mark()) undoes what came after the mark.
  size_t mark() const { return trail_.size(); }
  void roll_back(size_t mark);

 private:
  struct Variable {
    bool bound = false;
    Type type;
  };

  bool assign_variable(const Type& variable, const Type& type);
  bool assign_parameters(const Type& from, const Type& to);
  void bind(uint32_t variable, Type type);
  bool occurs(uint32_t variable, const Type& type) const;
  bool occurs(uint32_t variable, const Type& type, int& budget) const;
  Type most_general(const Type& a, const Type& b) const;
  Type replace(const Type& type, bool to_dyn, int& budget) const;

  std::vector<Variable> variables_;
  std::vector<std::pair<uint32_t, Variable>> trail_;
};

// dyn instead of a type that has grown beyond any use: hostile input makes types that double with
// each step.
Type capped(Type type);

inline bool is_dyn(const Type& type) {
  return type.kind == TypeKind::kDyn || type.kind == TypeKind::kError;
}

}  // namespace stagegraph::cel
