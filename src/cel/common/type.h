// SPDX-License-Identifier: Apache-2.0
// The types of CEL expressions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace stagegraph::cel {

enum class TypeKind : uint8_t {
  kDyn,
  kNull,
  kBool,
  kInt,
  kUint,
  kDouble,
  kString,
  kBytes,
  kTimestamp,
  kDuration,
  kList,
  kMap,
  kType,
  kOptional,
  kIp,
  kCidr,
  kParameter,
  kOpaque,
  kDecimal,
  kDate,
  kEnum,   // of the profile: a string with a closed set of values
  kError,  // of an expression that did not type: silences what follows from it
};

// The values of an enum, which may be very many: copies share them.
class Members {
 public:
  Members() = default;
  Members(std::vector<std::string> all)
      : all_(std::make_shared<const std::vector<std::string>>(std::move(all))) {}

  const std::vector<std::string>& all() const;
  auto begin() const { return all().begin(); }
  auto end() const { return all().end(); }
  size_t size() const { return all().size(); }
  bool empty() const { return all().empty(); }
  const std::string& operator[](size_t i) const { return all()[i]; }
  friend bool operator==(const Members& a, const Members& b) {
    return a.all_ == b.all_ || a.all() == b.all();
  }

 private:
  std::shared_ptr<const std::vector<std::string>> all_;
};

struct Type {
  TypeKind kind = TypeKind::kDyn;
  std::vector<Type> parameters;  // of a list the element, of a map key and value
  std::string name;              // of a type parameter or an opaque type
  Members members;               // of an enum

  friend bool operator==(const Type&, const Type&) = default;
};

Type list_of(Type element);
Type map_of(Type key, Type value);
Type optional_of(Type value);
Type enum_of(std::vector<std::string> members);
Type scalar(TypeKind kind);               // a type without parameters
std::string to_string(const Type& type);  // "list(int)", "map(string, double)"
// The kind that to_string() shows as `name`, parameters aside.
std::optional<TypeKind> kind_named(std::string_view name);

}  // namespace stagegraph::cel
