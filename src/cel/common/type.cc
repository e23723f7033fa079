#include "cel/common/type.h"

#include <array>
#include <utility>

namespace stagegraph::cel {
namespace {

// In the order of TypeKind.
constexpr std::array<std::string_view, 22> kNames = {
    "dyn",       "null",     "bool",    "int",  "uint",   "double",        "string", "bytes",
    "timestamp", "duration", "list",    "map",  "type",   "optional_type", "net.IP", "net.CIDR",
    "",          "",         "decimal", "date", "string", "error"};

// Deep types are cut: nobody reads them, and they may come from hostile input.
constexpr int kMaxPrintedDepth = 64;

void print(const Type& type, int depth, std::string& out) {
  if (depth > kMaxPrintedDepth) {
    out += "...";
    return;
  }
  bool named = type.kind == TypeKind::kParameter || type.kind == TypeKind::kOpaque;
  out += named ? std::string_view(type.name) : kNames[static_cast<size_t>(type.kind)];
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

Type enum_of(std::vector<std::string> members) {
  return {.kind = TypeKind::kEnum, .parameters = {}, .name = {}, .members = std::move(members)};
}

Type scalar(TypeKind kind) { return {.kind = kind, .parameters = {}, .name = {}, .members = {}}; }

std::string to_string(const Type& type) {
  std::string out;
  print(type, 0, out);
  return out;
}

}  // namespace stagegraph::cel
