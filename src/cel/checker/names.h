// What names mean: variables by longest prefix and container, loop variables, types, functions.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "cel/common/environment.h"
#include "cel/functions/library.h"
#include "cel/syntax/ast.h"

namespace stagegraph::cel {

// A variable of a macro, visible in part of the expression.
struct Local {
  std::string_view name;
  uint32_t id = 0;
  Type type;
};

struct FoundName {
  enum class Kind : uint8_t { kVariable, kLocal, kType, kConstant };
  Kind kind = Kind::kVariable;
  Slot slot;           // of a variable
  uint32_t local = 0;  // id
  Type type;           // of the name's value
  Value value;         // of a type or constant
};

class Names {
 public:
  explicit Names(const Environment& environment);

  // A chain such as a.b.c as one name. Nothing where no such name is declared.
  std::optional<FoundName> find(const Ast& ast, NodeId chain) const;

  // The name of the function a call without receiver means, its container included.
  std::string function_name(const Node& call) const;
  // Whether such a member call names a function of that qualified name, not a receiver.
  std::string qualified_function(const Ast& ast, const Node& call) const;

  const HostFunction* host_function(std::string_view name) const;
  const Library& library() const { return library_; }
  const Environment& environment() const { return environment_; }

  // What names the containers give `name`, the first to be tried first.
  std::vector<std::string> candidates(std::string_view name, bool leading_dot) const;

  std::vector<std::string> variable_names() const;
  std::vector<std::string> function_names(bool members) const;

  void push(Local local) { locals_.push_back(std::move(local)); }
  void pop() { locals_.pop_back(); }
  bool is_local(std::string_view name) const { return find_local(name) != nullptr; }

 private:
  const Local* find_local(std::string_view name) const;
  std::optional<FoundName> find_global(const std::string& name) const;
  bool is_too_long(const Ast& ast, NodeId chain) const;
  bool is_function(std::string_view name) const;

  const Environment& environment_;
  const Library& library_;
  std::unordered_map<std::string_view, const Variable*> variables_;
  size_t longest_name_ = 0;  // in parts
  std::vector<Local> locals_;
};

}  // namespace stagegraph::cel
