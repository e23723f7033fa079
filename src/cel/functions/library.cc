#include "cel/functions/library.h"

#include <algorithm>
#include <array>
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

constexpr std::array<std::pair<std::string_view, TypeKind>, 18> kTypeNames = {{
    {"dyn", TypeKind::kDyn},
    {"null", TypeKind::kNull},
    {"bool", TypeKind::kBool},
    {"int", TypeKind::kInt},
    {"uint", TypeKind::kUint},
    {"double", TypeKind::kDouble},
    {"string", TypeKind::kString},
    {"bytes", TypeKind::kBytes},
    {"timestamp", TypeKind::kTimestamp},
    {"duration", TypeKind::kDuration},
    {"list", TypeKind::kList},
    {"map", TypeKind::kMap},
    {"type", TypeKind::kType},
    {"optional", TypeKind::kOptional},
    {"ip", TypeKind::kIp},
    {"cidr", TypeKind::kCidr},
    {"decimal", TypeKind::kDecimal},
    {"date", TypeKind::kDate},
}};

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
    for (const auto& [known, kind] : kTypeNames) {
      if (known == name) return scalar(kind);
    }
    Type parameter = scalar(TypeKind::kParameter);
    parameter.name = name;
    return parameter;
  }

  std::string_view text_;
};

}  // namespace

Library::Library(bool profile) {
  for (auto declarations :
       {operator_declarations(), conversion_declarations(), size_declarations(),
        text_declarations(), text_building_declarations(), format_declarations(),
        time_declarations(), math_declarations(), encoder_declarations(), network_declarations(),
        optional_declarations(), list_declarations()}) {
    add(declarations);
  }
  if (profile) {
    add(profile_operator_declarations());
    add(profile_declarations());
  }
  std::stable_sort(functions_.begin(), functions_.end(),
                   [](const Function& a, const Function& b) { return a.name < b.name; });
}

void Library::add(std::span<const Declaration> declarations) {
  for (const Declaration& declaration : declarations) {
    if (declaration.style != Style::kMember) add(declaration, false);
    if (declaration.style == Style::kMember || declaration.style == Style::kBoth) {
      add(declaration, true);
    }
  }
}

void Library::add(const Declaration& declaration, bool is_member) {
  std::vector<Overload> overloads = TypesReader(declaration.types).run();
  bool variadic = declaration.style == Style::kVariadic;
  size_t arity = variadic ? 0 : overloads[0].parameters.size();
  for (Function& known : functions_) {
    if (known.name != declaration.name || known.is_member != is_member || known.arity != arity) {
      continue;
    }
    // The profile widens a function: its code takes all of the kinds.
    known.overloads.insert(known.overloads.end(), overloads.begin(), overloads.end());
    if (declaration.call != nullptr) known.call = declaration.call;
    return;
  }
  functions_.push_back({.name = declaration.name,
                        .is_member = is_member,
                        .is_variadic = variadic,
                        .arity = arity,
                        .call = declaration.call,
                        .overloads = std::move(overloads)});
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
