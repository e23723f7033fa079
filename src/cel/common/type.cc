// SPDX-License-Identifier: Apache-2.0
// Types and their names.
#include "cel/common/type.h"

#include <algorithm>
#include <array>
#include <utility>

#include "cel/common/enum_table.h"

namespace stagegraph::cel {
namespace {

// Parameters and opaque types have names of their own.
constexpr auto kNames = std::to_array<NamedRow<TypeKind>>({
    {TypeKind::kDyn, "dyn"},
    {TypeKind::kNull, "null"},
    {TypeKind::kBool, "bool"},
    {TypeKind::kInt, "int"},
    {TypeKind::kUint, "uint"},
    {TypeKind::kDouble, "double"},
    {TypeKind::kString, "string"},
    {TypeKind::kBytes, "bytes"},
    {TypeKind::kTimestamp, "timestamp"},
    {TypeKind::kDuration, "duration"},
    {TypeKind::kList, "list"},
    {TypeKind::kMap, "map"},
    {TypeKind::kType, "type"},
    {TypeKind::kOptional, "optional_type"},
    {TypeKind::kIp, "net.IP"},
    {TypeKind::kCidr, "net.CIDR"},
    {TypeKind::kParameter, ""},
    {TypeKind::kOpaque, ""},
    {TypeKind::kDecimal, "decimal"},
    {TypeKind::kDate, "date"},
    {TypeKind::kEnum, "string"},
    {TypeKind::kError, "error"},
});
static_assert(stands_by_key(kNames, TypeKind::kError));

// Deep types are cut: nobody reads them, and they may come from hostile input.
constexpr int kMaxPrintedDepth = 64;

void print(const Type& type, int depth, std::string& out) {
  if (depth > kMaxPrintedDepth) {
    out += "...";
    return;
  }
  bool named = type.kind == TypeKind::kParameter || type.kind == TypeKind::kOpaque;
  out += named ? std::string_view(type.name) : kNames[static_cast<size_t>(type.kind)].name;
  if (type.parameters.empty()) return;
  char separator = '(';
  for (const Type& parameter : type.parameters) {
    out += separator;
    if (separator == ',') out += ' ';
    separator = ',';
    print(parameter, depth + 1, out);
  }
  out += ')';
}

}  // namespace

Type list_of(Type element) {
  Type type{.kind = TypeKind::kList, .parameters = {}, .name = {}, .members = {}};
  type.parameters.push_back(std::move(element));
  return type;
}

Type map_of(Type key, Type value) {
  Type type{.kind = TypeKind::kMap, .parameters = {}, .name = {}, .members = {}};
  type.parameters.push_back(std::move(key));
  type.parameters.push_back(std::move(value));
  return type;
}

Type optional_of(Type value) {
  Type type{.kind = TypeKind::kOptional, .parameters = {}, .name = {}, .members = {}};
  type.parameters.push_back(std::move(value));
  return type;
}

const std::vector<std::string>& Members::all() const {
  static const std::vector<std::string> none;
  return all_ == nullptr ? none : *all_;
}

Type enum_of(std::vector<std::string> members) {
  return {.kind = TypeKind::kEnum, .parameters = {}, .name = {}, .members = std::move(members)};
}

Type scalar(TypeKind kind) { return {.kind = kind, .parameters = {}, .name = {}, .members = {}}; }

std::optional<TypeKind> kind_named(std::string_view name) {
  auto at = std::find_if(kNames.begin(), kNames.end(),
                         [&](const NamedRow<TypeKind>& row) { return row.name == name; });
  return at == kNames.end() ? std::nullopt : std::optional(at->key);
}

std::string to_string(const Type& type) {
  std::string out;
  print(type, 0, out);
  return out;
}

}  // namespace stagegraph::cel
