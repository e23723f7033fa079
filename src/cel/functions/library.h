// The functions of the language: their names, their types for the checker, their code. Operators
// are functions here too ("_+_"), but have instructions of their own instead of code.
#pragma once

#include <string_view>
#include <vector>

#include "cel/common/function.h"
#include "cel/functions/declaration.h"

namespace stagegraph::cel {

class Library {
 public:
  static const Library& standard();
  static const Library& with_profile();

  // Null where there is none.
  const Function* find(std::string_view name, bool is_member, size_t arity) const;
  bool has_name(std::string_view name) const;
  const std::vector<Function>& functions() const { return functions_; }

 private:
  explicit Library(bool profile);
  void add_operator(const Signature& signature);
  void add(const Declaration& declaration);
  void add(const Declaration& declaration, bool is_member);
  void widen(const Signature& signature);
  Function* find_declared(std::string_view name, bool is_member, size_t arity);

  std::vector<Function> functions_;  // sorted by name when complete
};

}  // namespace stagegraph::cel
