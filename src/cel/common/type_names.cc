#include "cel/common/type_names.h"

#include <array>

#include "cel/common/network.h"

namespace stagegraph::cel {
namespace {

std::vector<NamedType> make_named_types() {
  std::vector<NamedType> types = {
      {"null_type", scalar(TypeKind::kNull)},
      {"bool", scalar(TypeKind::kBool)},
      {"int", scalar(TypeKind::kInt)},
      {"uint", scalar(TypeKind::kUint)},
      {"double", scalar(TypeKind::kDouble)},
      {"string", scalar(TypeKind::kString)},
      {"bytes", scalar(TypeKind::kBytes)},
      {"google.protobuf.Timestamp", scalar(TypeKind::kTimestamp)},
      {"google.protobuf.Duration", scalar(TypeKind::kDuration)},
      {"list", list_of(Type())},
      {"map", map_of(Type(), Type())},
      {"type", scalar(TypeKind::kType)},
      {"optional_type", optional_of(Type())},
      {"net.IP", scalar(TypeKind::kIp)},
      {"net.CIDR", scalar(TypeKind::kCidr)},
      {"decimal", scalar(TypeKind::kDecimal)},
      {"date", scalar(TypeKind::kDate)},
  };
  return types;
}

TypeKind kind_of(const Value& value) {
  constexpr std::array<TypeKind, 18> kKinds = {
      TypeKind::kNull,     TypeKind::kBool,   TypeKind::kInt,     TypeKind::kUint,
      TypeKind::kDouble,   TypeKind::kString, TypeKind::kBytes,   TypeKind::kTimestamp,
      TypeKind::kDuration, TypeKind::kList,   TypeKind::kMap,     TypeKind::kType,
      TypeKind::kOptional, TypeKind::kIp,     TypeKind::kDecimal, TypeKind::kDate,
      TypeKind::kDyn,      TypeKind::kDyn};
  return kKinds[static_cast<size_t>(value.kind())];
}

const NamedType* find_kind(TypeKind kind) {
  for (const NamedType& named : named_types()) {
    if (named.type.kind == kind) return &named;
  }
  return nullptr;
}

const NamedType* named_type_of(const Value& value) {
  TypeKind kind = kind_of(value);
  if (value.is(Kind::kNetwork) && is_range(value)) kind = TypeKind::kCidr;
  return find_kind(kind);
}

}  // namespace

const std::vector<NamedType>& named_types() {
  static const std::vector<NamedType> types = make_named_types();
  return types;
}

std::string_view name_of(const Type& type) {
  if (type.kind == TypeKind::kOpaque) return type.name;
  const NamedType* named = find_kind(type.kind == TypeKind::kEnum ? TypeKind::kString : type.kind);
  return named != nullptr ? named->name : "dyn";
}

std::string_view type_name(const Value& value) {
  const NamedType* named = named_type_of(value);
  return named != nullptr ? named->name : value.is_unknown() ? "unknown" : "error";
}

Value type_value(const Value& value) { return Value::type(&named_type_of(value)->type); }

}  // namespace stagegraph::cel
