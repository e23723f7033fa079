// The functions of the language: their names, their types for the checker, their code. Operators
// are functions here too ("_+_"), but have instructions of their own instead of code.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "cel/runtime.h"
#include "cel/type.h"

namespace stagegraph::cel {

// Gets plain values only: unknowns and errors never reach it. It looks at the kinds itself, since
// arguments may be dyn, and gives Runtime::no_overload for kinds it does not take.
using Implementation = Value (*)(Runtime& runtime, std::span<const Value> arguments);

struct Overload {
  std::vector<Type> parameters;  // the receiver first
  Type result;
};

struct Function {
  std::string_view name;  // may be qualified: "math.abs"
  bool is_member = false;
  bool is_variadic = false;  // any number of arguments, at least one
  size_t arity = 0;          // the receiver included
  Implementation call = nullptr;
  std::vector<Overload> overloads;
};

enum class Style : uint8_t { kGlobal, kMember, kBoth, kVariadic };

// A line of the table. `types` is "string, string -> bool | bytes, bytes -> bool": single capital
// letters are type parameters; all of a line's overloads have the same number of parameters.
struct Declaration {
  std::string_view name;
  Style style;
  std::string_view types;
  Implementation call;
};

// The part of the language each file of functions declares.
std::span<const Declaration> operator_declarations();
std::span<const Declaration> profile_operator_declarations();
std::span<const Declaration> conversion_declarations();
std::span<const Declaration> collection_declarations();
std::span<const Declaration> text_declarations();
std::span<const Declaration> text_building_declarations();
std::span<const Declaration> format_declarations();
std::span<const Declaration> time_declarations();
std::span<const Declaration> math_declarations();
std::span<const Declaration> encoder_declarations();
std::span<const Declaration> network_declarations();
std::span<const Declaration> optional_declarations();
std::span<const Declaration> list_declarations();
std::span<const Declaration> profile_declarations();

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
  void add(std::span<const Declaration> declarations);
  void add(const Declaration& declaration, bool is_member);

  std::vector<Function> functions_;  // sorted by name when complete
};

}  // namespace stagegraph::cel
