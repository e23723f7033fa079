// Types as values. The list of named types lives for ever, so that a type value can point into it.
#include "cel/common/type_names.h"

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
  switch (value.kind()) {
    case Kind::kNull:
      return TypeKind::kNull;
    case Kind::kBool:
      return TypeKind::kBool;
    case Kind::kInt:
      return TypeKind::kInt;
    case Kind::kUint:
      return TypeKind::kUint;
    case Kind::kDouble:
      return TypeKind::kDouble;
    case Kind::kString:
      return TypeKind::kString;
    case Kind::kBytes:
      return TypeKind::kBytes;
    case Kind::kTimestamp:
      return TypeKind::kTimestamp;
    case Kind::kDuration:
      return TypeKind::kDuration;
    case Kind::kList:
      return TypeKind::kList;
    case Kind::kMap:
      return TypeKind::kMap;
    case Kind::kType:
      return TypeKind::kType;
    case Kind::kOptional:
      return TypeKind::kOptional;
    case Kind::kNetwork:
      return is_range(value) ? TypeKind::kCidr : TypeKind::kIp;
    case Kind::kDecimal:
      return TypeKind::kDecimal;
    case Kind::kDate:
      return TypeKind::kDate;
    case Kind::kUnknown:
    case Kind::kError:
      break;
  }
  return TypeKind::kDyn;
}

const NamedType* find_kind(TypeKind kind) {
  for (const NamedType& named : named_types()) {
    if (named.type.kind == kind) return &named;
  }
  return nullptr;
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
  const NamedType* named = find_kind(kind_of(value));
  return named != nullptr ? named->name : value.is_unknown() ? "unknown" : "error";
}

Value type_value(const Value& value) { return Value::type(&find_kind(kind_of(value))->type); }

}  // namespace stagegraph::cel
