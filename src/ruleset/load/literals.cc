// SPDX-License-Identifier: Apache-2.0
// The text of a scalar is read by the type that is expected, so that 12 is a decimal where one
// is declared. Elements of lists and maps are read in the same way, each with its own findings.
#include "ruleset/load/literals.h"

#include <fmt/format.h>

#include "ruleset/value_build.h"
#include "ruleset/values.h"

namespace stagegraph::ruleset {

namespace {

using cel::Type;
using cel::TypeKind;
using cel::Value;

// Quoting makes a text of what else would be a number or a bool.
bool must_be_plain(TypeKind kind) {
  return kind == TypeKind::kBool || kind == TypeKind::kInt || kind == TypeKind::kDouble;
}

std::nullopt_t mismatch(Loader& loader, const DocPlace& place, const Type& type) {
  bool is_word = type.kind == TypeKind::kEnum && place.node->is_scalar() && !place.node->is_null();
  if (is_word) {
    loader.findings.unknown("enum-value", place.range(), place.path,
                            fmt::format("'{}' is not {}", place.node->text, describe(type)),
                            place.node->text, type.members.all());
  } else {
    loader.findings.error(
        "type-mismatch", place,
        fmt::format("this should be {}, not {}", describe(type), describe(*place.node)));
  }
  return std::nullopt;
}

std::optional<Value> read_scalar(Loader& loader, const DocPlace& place, const Type& type) {
  const yaml::Node& node = *place.node;
  if (node.is_null() || (must_be_plain(type.kind) && !node.is_plain())) {
    return mismatch(loader, place, type);
  }
  if (type.kind == TypeKind::kString && node.text.find("${") != std::string::npos) {
    loader.findings.error(
        "literal-only", place,
        "${...} cannot stand here. A list can be one expression as a whole: ${[a, b]}");
    return std::nullopt;
  }
  Expected<Value> value =
      value_from_text(node.text, type, *loader.ruleset.zone, loader.ruleset.arena);
  if (!value) return mismatch(loader, place, type);
  return intern(*value, loader.ruleset.arena);
}

std::optional<Value> read_list(Loader& loader, const DocPlace& place, const Type& type) {
  auto items = loader.ruleset.arena.make_array<Value>(place.node->items.size());
  bool complete = true;
  for (size_t i = 0; i < items.size(); ++i) {
    std::optional<Value> item = read_literal(loader, item_of(place, i), type.parameters[0]);
    complete &= item.has_value();
    items[i] = item.value_or(Value());
  }
  if (!complete) return std::nullopt;
  return make_list(items, loader.ruleset.arena);
}

std::optional<Value> read_map(Loader& loader, const DocPlace& place, const Type& type) {
  Arena& arena = loader.ruleset.arena;
  auto entries = arena.make_array<std::pair<Value, Value>>(place.node->entries.size());
  bool complete = true;
  for (size_t i = 0; i < entries.size(); ++i) {
    const yaml::Entry& entry = place.node->entries[i];
    std::optional<Value> value = read_literal(loader, child_of(place, entry), type.parameters[1]);
    complete &= value.has_value();
    entries[i] = {Value::interned(arena.copy(entry.key.text)), value.value_or(Value())};
  }
  if (!complete) return std::nullopt;
  return make_map(entries, arena);
}

}  // namespace

std::optional<Value> read_literal(Loader& loader, const DocPlace& place, const Type& type) {
  if (!place || type.kind == TypeKind::kError) return std::nullopt;
  bool is_list = type.kind == TypeKind::kList;
  bool is_map = type.kind == TypeKind::kMap;
  if (is_list && place.node->is_sequence()) return read_list(loader, place, type);
  if (is_map && place.node->is_map()) return read_map(loader, place, type);
  if (is_list || is_map || !place.node->is_scalar()) return mismatch(loader, place, type);
  return read_scalar(loader, place, type);
}

}  // namespace stagegraph::ruleset
