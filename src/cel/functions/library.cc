// The table of all functions. Declarations give types as text, which is read once. Functions are
// sorted by name and found by binary search among those of one name.
#include "cel/functions/library.h"

#include <algorithm>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

#include "cel/functions/conversions.h"
#include "cel/functions/encoders.h"
#include "cel/functions/format.h"
#include "cel/functions/lists.h"
#include "cel/functions/math.h"
#include "cel/functions/network_functions.h"
#include "cel/functions/operators.h"
#include "cel/functions/optional_functions.h"
#include "cel/functions/profile.h"
#include "cel/functions/size.h"
#include "cel/functions/text_building.h"
#include "cel/functions/text_functions.h"
#include "cel/functions/times.h"

namespace stagegraph::cel {
namespace {

// Reads the `types` of a declaration. The table is ours, so it is taken to be well formed.
class TypesReader {
 public:
  explicit TypesReader(std::string_view text) : text_(text) {}

  std::vector<Overload> run() {
    std::vector<Overload> overloads;
    do {
      overloads.push_back(overload());
    } while (accept("|"));
    return overloads;
  }

 private:
  void skip_spaces() {
    while (text_.starts_with(' ')) text_.remove_prefix(1);
  }

  bool accept(std::string_view token) {
    skip_spaces();
    if (!text_.starts_with(token)) return false;
    text_.remove_prefix(token.size());
    return true;
  }

  Overload overload() {
    Overload result;
    while (!accept("->")) {
      result.parameters.push_back(type());
      accept(",");
    }
    result.result = type();
    return result;
  }

  Type type() {
    skip_spaces();
    size_t length = std::min(text_.find_first_of(" ,()|-"), text_.size());
    std::string_view name = text_.substr(0, length);
    text_.remove_prefix(length);
    Type result = named(name);
    if (accept("(")) {
      do {
        result.parameters.push_back(type());
      } while (accept(","));
      accept(")");
    }
    return result;
  }

  static Type named(std::string_view name) {
    if (std::optional<TypeKind> kind = kind_named(name)) return scalar(*kind);
    Type parameter = scalar(TypeKind::kParameter);
    parameter.name = name;
    return parameter;
  }

  std::string_view text_;
};

}  // namespace

Library::Library(bool profile) {
  for (const Signature& signature : operator_signatures()) add_operator(signature);
  for (auto declarations : {conversion_declarations(), size_declarations(), text_declarations(),
                            text_building_declarations(), format_declarations(),
                            time_declarations(), math_declarations(), encoder_declarations(),
                            network_declarations(), optional_declarations(), list_declarations()}) {
    for (const Declaration& declaration : declarations) add(declaration);
  }
  if (profile) {
    for (const Declaration& declaration : profile_declarations()) add(declaration);
    for (const Signature& signature : profile_operator_signatures()) widen(signature);
    for (const Signature& signature : profile_signatures()) widen(signature);
  }
  std::stable_sort(functions_.begin(), functions_.end(),
                   [](const Function& a, const Function& b) { return a.name < b.name; });
}

void Library::add_operator(const Signature& signature) {
  std::vector<Overload> overloads = TypesReader(signature.types).run();
  Function function;
  function.name = signature.name;
  function.arity = overloads[0].parameters.size();
  function.overloads = std::move(overloads);
  functions_.push_back(std::move(function));
}

void Library::add(const Declaration& declaration) {
  if (declaration.style != Style::kMember) add(declaration, false);
  if (declaration.style == Style::kMember || declaration.style == Style::kBoth) {
    add(declaration, true);
  }
}

void Library::add(const Declaration& declaration, bool is_member) {
  std::vector<Overload> overloads = TypesReader(declaration.types).run();
  bool variadic = declaration.style == Style::kVariadic;
  size_t arity = variadic ? 0 : overloads[0].parameters.size();
  if (find_declared(declaration.name, is_member, arity) != nullptr) {
    throw std::logic_error("declared twice: " + std::string(declaration.name));
  }
  functions_.push_back({.name = declaration.name,
                        .is_member = is_member,
                        .is_variadic = variadic,
                        .arity = arity,
                        .call = declaration.call,
                        .steps = declaration.steps,
                        .extent = declaration.extent,
                        .overloads = std::move(overloads)});
}

// Code and bounds stay those of the one declaration.
void Library::widen(const Signature& signature) {
  std::vector<Overload> overloads = TypesReader(signature.types).run();
  Function* function = find_declared(signature.name, false, overloads[0].parameters.size());
  if (function == nullptr) {
    throw std::logic_error("no such function to widen: " + std::string(signature.name));
  }
  function->overloads.insert(function->overloads.end(), overloads.begin(), overloads.end());
}

Function* Library::find_declared(std::string_view name, bool is_member, size_t arity) {
  auto at = std::find_if(functions_.begin(), functions_.end(), [&](const Function& function) {
    return function.name == name && function.is_member == is_member && function.arity == arity;
  });
  return at == functions_.end() ? nullptr : &*at;
}

const Library& Library::standard() {
  static const Library library(false);
  return library;
}

const Library& Library::with_profile() {
  static const Library library(true);
  return library;
}

const Function* Library::find(std::string_view name, bool is_member, size_t arity) const {
  auto at = std::lower_bound(functions_.begin(), functions_.end(), name,
                             [](const Function& f, std::string_view n) { return f.name < n; });
  for (; at != functions_.end() && at->name == name; ++at) {
    bool fits = at->is_variadic ? arity > 0 : at->arity == arity;
    if (at->is_member == is_member && fits) return &*at;
  }
  return nullptr;
}

bool Library::has_name(std::string_view name) const {
  return std::any_of(functions_.begin(), functions_.end(),
                     [&](const Function& function) { return function.name == name; });
}

}  // namespace stagegraph::cel
