// SPDX-License-Identifier: Apache-2.0
// Types are written in short ("int") or as a map. Bounds and defaults are literals of the type.
#include "ruleset/load/load_facts.h"

#include <fmt/format.h>

#include <algorithm>

#include "ruleset/load/labels.h"
#include "ruleset/load/literals.h"
#include "ruleset/load/load_migrations.h"
#include "ruleset/lookup.h"
#include "ruleset/reading/prose.h"
#include "ruleset/type_text.h"
#include "ruleset/values.h"

namespace stagegraph::ruleset {

namespace {

using cel::Type;
using cel::TypeKind;

std::vector<std::string> read_members(Loader& loader, const DocPlace& place) {
  constexpr size_t kMaxMembers = 1'000;
  std::vector<std::string> members;
  for (const DocPlace& item : read_items(loader.findings, place)) {
    std::optional<std::string> text = read_text(loader.findings, item);
    if (!text) continue;
    if (members.size() == kMaxMembers) {
      loader.findings.error(
          "too-large", item,
          fmt::format("an enum has at most {} values. Use a string for more", kMaxMembers));
      break;
    }
    if (std::find(members.begin(), members.end(), *text) != members.end()) {
      loader.findings.error("duplicate-name", item,
                            fmt::format("'{}' is in this list twice", *text));
      continue;
    }
    members.push_back(*text);
  }
  return members;
}

Type named_type(Loader& loader, const DocPlace& place, const std::vector<std::string>& members) {
  std::optional<std::string> text = read_text(loader.findings, place);
  if (!text) return cel::scalar(TypeKind::kError);
  Expected<Type> type = parse_type(*text, members);
  if (type) return *type;
  loader.findings.error("unknown-type", place, type.error().message);
  return cel::scalar(TypeKind::kError);
}

// The type under `type` and `values`, which belong together.
Type type_of_fields(Loader& loader, const Fields& fields) {
  DocPlace values = fields["values"];
  DocPlace name = fields["type"];
  std::vector<std::string> members = read_members(loader, values);
  Type type = named_type(loader, name, members);
  if (type.kind == TypeKind::kError) return type;
  if (has_enum(type) && members.empty()) {
    loader.findings.error("missing-key", name, "an enum needs its 'values': [one, another]");
    return cel::scalar(TypeKind::kError);
  }
  if (!has_enum(type) && values) {
    loader.findings.error_at_head("not-allowed-here", values, "only an enum has 'values'");
  }
  return type;
}

Type short_type(Loader& loader, const DocPlace& place) {
  Type type = named_type(loader, place, {});
  if (type.kind == TypeKind::kError || !has_enum(type)) return type;
  loader.findings.error("missing-key", place,
                        "an enum needs its values: { type: enum, values: [one, another] }");
  return cel::scalar(TypeKind::kError);
}

bool has_size(const Type& type) {
  return type.kind == TypeKind::kString || type.kind == TypeKind::kList ||
         type.kind == TypeKind::kMap;
}

bool has_order(const Type& type) {
  return !has_size(type) && type.kind != TypeKind::kBool && type.kind != TypeKind::kEnum;
}

void read_bounds(Loader& loader, const Fields& fields, Fact& fact) {
  DocPlace min = fields["min"];
  DocPlace max = fields["max"];
  bool sized = has_size(fact.type);
  for (const DocPlace& bound : {min, max}) {
    if (!bound || has_order(fact.type) || (sized && bound.key->text == "max")) continue;
    loader.findings.error_at_head(
        "not-allowed-here", bound,
        fmt::format("{} has no '{}'", describe(fact.type), bound.key->text));
  }
  if (sized) {
    std::optional<int64_t> size = read_whole(loader.findings, max, 0, UINT32_MAX);
    if (size) fact.max_size = static_cast<uint32_t>(*size);
  }
  if (!has_order(fact.type)) return;
  fact.min = read_literal(loader, min, fact.type);
  if (fact.min) {
    fact.max = read_literal(loader, max, fact.type);
    if (fact.max && check_fact_range(fact, *fact.max)) {
      loader.findings.error("out-of-range", max, "'max' is less than 'min'");
      fact.max.reset();
    }
    return;
  }
  fact.max = read_literal(loader, max, fact.type);
}

void read_default(Loader& loader, const DocPlace& place, Fact& fact) {
  std::optional<cel::Value> value = read_literal(loader, place, fact.type);
  if (!value) return;
  fact.has_default = true;
  fact.default_value = *value;
  if (std::optional<std::string> problem = check_fact_range(fact, *value)) {
    loader.findings.error("out-of-range", place, fmt::format("the default {}", *problem));
  }
}

Fact read_fact(Loader& loader, const DocPlace& place) {
  Fact fact;
  fact.name = place.key->text;
  fact.location = location_of(place);
  fact.body = body_of(*place.node);
  if (place.node->is_scalar()) {
    fact.type = short_type(loader, place);
    return fact;
  }
  Fields fields(loader.findings, place, MapKind::kFact);
  fact.type = type_of_fields(loader, fields);
  fact.unit = read_label(loader, fields["unit"]).value_or("");
  fact.doc = read_prose(loader.findings, fields["doc"], loader.language).value_or("");
  if (fact.type.kind == TypeKind::kError) return fact;
  read_bounds(loader, fields, fact);
  read_default(loader, fields["default"], fact);
  return fact;
}

// Once all names are known.
void read_earlier_names(Loader& loader, FactIndex fact) {
  const DocPlace& place = loader.names.facts.place(fact);
  const yaml::Node* was = place.node->is_map() ? place.node->find("was") : nullptr;
  if (was == nullptr) return;
  const DocPlace names = {was, place.key, place.path + ".was"};
  loader.ruleset.facts[fact].was = read_texts(loader.findings, names);
  check_was(loader, loader.names.facts, loader.ruleset.facts[fact].was, names);
}

}  // namespace

Type read_type(Loader& loader, const DocPlace& place) {
  if (place.node->is_scalar()) return short_type(loader, place);
  return type_of_fields(loader, Fields(loader.findings, place, MapKind::kType));
}

void load_facts(Loader& loader, const DocPlace& section) {
  for (const DocPlace& place : read_entries(loader.findings, section)) {
    check_name(loader.findings, place.key->range, place.path, place.key->text);
    loader.names.facts.add(place, place.key->text);
    loader.ruleset.facts.push_back(read_fact(loader, place));
  }
  for (FactIndex fact : loader.ruleset.facts.indices()) read_earlier_names(loader, fact);
  loader.ruleset.owner = find_fact(loader.ruleset, "owner");
}

}  // namespace stagegraph::ruleset
