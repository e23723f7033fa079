// SPDX-License-Identifier: Apache-2.0
// Unwraps lists and maps from the outside until a scalar type is left. A loop, not a recursion: how
// deep they nest is the author's.
#include "ruleset/type_text.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <optional>

#include "base/suggest.h"

namespace stagegraph::ruleset {

namespace {

using cel::Type;
using cel::TypeKind;

// What a fact can be, lists and maps apart.
constexpr std::array kScalars = {
    TypeKind::kBool,      TypeKind::kInt,    TypeKind::kDouble,
    TypeKind::kDecimal,   TypeKind::kString, TypeKind::kEnum,
    TypeKind::kTimestamp, TypeKind::kDate,   TypeKind::kDuration,
};

// CEL's name, but for enums: to CEL they are strings.
std::string name_of(TypeKind kind) {
  return kind == TypeKind::kEnum ? "enum" : cel::to_string(cel::scalar(kind));
}

constexpr size_t kMaxDepth = 8;  // of lists in lists

std::string_view trim(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

// What stands between `head` followed by "(" and the ")" at the end.
std::optional<std::string_view> inside(std::string_view text, std::string_view head) {
  if (!text.starts_with(head)) return std::nullopt;
  text = trim(text.substr(head.size()));
  if (text.size() < 2 || text.front() != '(' || text.back() != ')') return std::nullopt;
  return trim(text.substr(1, text.size() - 2));
}

// Of "string, T", the T.
std::optional<std::string_view> after_string_key(std::string_view text) {
  size_t comma = text.find(',');
  if (comma == std::string_view::npos || trim(text.substr(0, comma)) != "string") {
    return std::nullopt;
  }
  return trim(text.substr(comma + 1));
}

Error unknown_type(std::string_view text) {
  std::vector<std::string> names;
  for (TypeKind kind : kScalars) names.push_back(name_of(kind));
  std::string help = did_you_mean(text, names);
  if (help.empty()) {
    help = fmt::format(". Types are {}, list(T) and map(string, T)", fmt::join(names, ", "));
  }
  return Error{Status::kInvalidRuleset, fmt::format("'{}' is not a type{}", text, help), {}};
}

}  // namespace

Expected<Type> parse_type(std::string_view text, const std::vector<std::string>& members) {
  std::vector<bool> is_map;  // the wrappings, outermost first
  std::string_view core = trim(text);
  while (is_map.size() < kMaxDepth) {
    std::optional<std::string_view> element = inside(core, "list");
    std::optional<std::string_view> entries = inside(core, "map");
    if (entries) element = after_string_key(*entries);
    if (!element) break;
    is_map.push_back(entries.has_value());
    core = *element;
  }
  auto scalar = std::find_if(kScalars.begin(), kScalars.end(),
                             [&](TypeKind kind) { return name_of(kind) == core; });
  if (scalar == kScalars.end()) return unknown_type(text);
  Type type;
  type.kind = *scalar;
  if (type.kind == TypeKind::kEnum) type.members = members;
  for (auto map = is_map.rbegin(); map != is_map.rend(); ++map) {
    Type key;
    key.kind = TypeKind::kString;
    type = *map ? cel::map_of(std::move(key), std::move(type)) : cel::list_of(std::move(type));
  }
  return type;
}

bool has_enum(const Type& type) {
  const Type* at = &type;
  while (!at->parameters.empty()) at = &at->parameters.back();
  return at->kind == TypeKind::kEnum;
}

}  // namespace stagegraph::ruleset
