// SPDX-License-Identifier: Apache-2.0
// Names. A chain such as a.b.c is first tried as one qualified name, then as fields of a shorter
// one. Variables of macros hide all others while their body is checked.
#include "cel/checker/check_names.h"

#include "base/suggest.h"
#include "cel/common/records.h"

namespace stagegraph::cel {

bool NameChecks::resolve_name(NodeId id, Type& type) {
  const Node& node = ast_.at(id);
  bool may_be_name = node.kind == NodeKind::kIdent ||
                     (node.kind == NodeKind::kSelect && !node.is_test && !node.is_optional);
  if (!may_be_name) return false;
  std::optional<FoundName> found = names_.find(ast_, id);
  if (!found) return false;
  Annotation& note = out_.notes[id];
  switch (found->kind) {
    case FoundName::Kind::kVariable:
      note.meaning = Meaning::kVariable;
      break;
    case FoundName::Kind::kLocal:
      note.meaning = Meaning::kLocal;
      break;
    default:
      note.meaning = Meaning::kConstant;
  }
  note.slot = found->slot;
  note.index = found->local;
  note.value = found->value;
  type = set(id, found->type);
  return true;
}

Type NameChecks::unknown_name(NodeId id, std::span<const NodeId> spine) {
  if (is_full()) return fail(id);
  NodeId chain = id;
  for (auto next = spine.rbegin(); next != spine.rend(); ++next) {
    const Node& node = ast_.at(*next);
    if (node.kind != NodeKind::kSelect || node.is_optional || node.is_test) break;
    chain = *next;
  }
  std::vector<std::string> known = names_.variable_names();
  std::string whole = qualified_name(ast_, chain);
  std::string_view nearest = nearest_name(whole, known);
  NodeId place = chain;
  if (nearest.empty() && chain != id) {
    whole = ast_.at(id).name;
    nearest = nearest_name(whole, known);
    place = id;
  }
  std::string message = "there is no '" + whole + "'" + did_you_mean(whole, known);
  for (const std::string& name : known) {
    if (!nearest.empty() || !name.starts_with(whole + ".")) continue;
    message =
        "'" + whole + "' has no value of its own. Name one of its fields, such as '" + name + "'";
    break;
  }
  std::optional<std::string> replacement;
  if (!nearest.empty()) replacement = std::string(nearest);
  return problem_at(id, ast_.at(place).begin, ast_.at(place).end, "unknown-name", message,
                    std::move(replacement));
}

uint32_t NameChecks::declare(NodeId id, std::string_view name, const Type& type) {
  uint32_t local = next_local_++;
  out_.notes[id].locals.push_back(local);
  names_.push({name, local, options_.check ? type : Type()});
  return local;
}

Type NameChecks::check_loop(NodeId id, const Type& range) {
  const Node node = ast_.at(id);
  Type resolved = unifier_.resolve(range);
  bool two = !node.name2.empty();
  Type first;
  Type second;
  if (resolved.kind == TypeKind::kList) {
    first = two ? scalar(TypeKind::kInt) : resolved.parameters[0];
    second = resolved.parameters[0];
  } else if (resolved.kind == TypeKind::kMap) {
    first = resolved.parameters[0];
    second = resolved.parameters[1];
  } else if (!is_dyn(resolved) && resolved.kind != TypeKind::kParameter) {
    problem(ast_.child(node, 0), "type-mismatch",
            "only lists and maps have elements to go through, not " + show(resolved));
  }
  declare(id, node.name, first);
  if (two) declare(id, node.name2, second);
  if (node.has_filter) expect_bool(ast_.child(node, 1), check(ast_.child(node, 1)));
  NodeId body_id = ast_.child(node, node.count - 1);
  Type body = check(body_id);
  if (two) names_.pop();
  names_.pop();
  switch (node.loop) {
    case LoopKind::kList:
      return set(id, capped(list_of(body)));
    case LoopKind::kMapEntries:
      return set(id, capped(map_of(first, body)));
    case LoopKind::kMergedMaps:
      return set(id, merged_maps(body_id, body));
    case LoopKind::kFilter:
      expect_bool(body_id, body);
      return set(id, capped(list_of(first)));
    default:
      expect_bool(body_id, body);
      return set(id, scalar(TypeKind::kBool));
  }
}

Type NameChecks::merged_maps(NodeId body_id, const Type& body) {
  Type resolved = unifier_.resolve(body);
  if (resolved.kind == TypeKind::kMap || resolved.kind == TypeKind::kError) return resolved;
  if (is_dyn(resolved) || resolved.kind == TypeKind::kParameter) return map_of(Type(), Type());
  return problem(body_id, "type-mismatch",
                 "transformMapEntry() puts maps together. This is " + show(resolved));
}

Type NameChecks::check_bind(NodeId id) {
  const Node node = ast_.at(id);
  Type value = check(ast_.child(node, 0));
  declare(id, node.name, value);
  Type body = check(ast_.child(node, 1));
  names_.pop();
  return set(id, body);
}

Type NameChecks::check_opt_map(NodeId id, const Type& operand) {
  const Node node = ast_.at(id);
  Type content = unifier_.fresh();
  if (!unifier_.assign(operand, optional_of(content))) {
    return problem(ast_.child(node, 0), "type-mismatch",
                   "this must be an optional, but is of type " + show(operand));
  }
  declare(id, node.name, unifier_.resolve(content));
  NodeId body_id = ast_.child(node, 1);
  Type body = check(body_id);
  names_.pop();
  if (!node.is_flat) return set(id, capped(optional_of(body)));
  if (unifier_.assign(body, optional_of(unifier_.fresh()))) return set(id, body);
  return problem(body_id, "type-mismatch",
                 "the result of optFlatMap must be an optional, but is of type " + show(body));
}

Type NameChecks::check_block(NodeId id) {
  const Node node = ast_.at(id);
  for (uint32_t i = 0; i + 1 < node.count; ++i) {
    Type type = check_element(ast_.child(node, i));
    declare(id, ast_.text.copy("@index" + std::to_string(i)), type);
  }
  Type body = check(ast_.child(node, node.count - 1));
  for (uint32_t i = 0; i + 1 < node.count; ++i) names_.pop();
  return set(id, body);
}

Type NameChecks::check_record(NodeId id) {
  const Node node = ast_.at(id);
  const RecordType* record = nullptr;
  for (const std::string& name : names_.candidates(node.name, node.leading_dot)) {
    if (record == nullptr) record = find_record(name);
  }
  if (record == nullptr) {
    return problem(id, "unknown-name", "there is no record '" + std::string(node.name) + "'");
  }
  if (node.count > 2) return problem(id, "type-mismatch", "a record has one field at most");
  Annotation& note = out_.notes[id];
  note.meaning = Meaning::kRecord;
  note.value = record->empty;
  for (uint32_t i = 0; i < node.count; i += 2) {
    std::string_view name = ast_.at(ast_.child(node, i)).value.as_text();
    Type type = check_element(ast_.child(node, i + 1));
    const RecordField* found = nullptr;
    for (const RecordField& field : record->fields) {
      if (field.name == name) found = &field;
    }
    if (found == nullptr) {
      return problem(id, "unknown-name", "the record has no field '" + std::string(name) + "'");
    }
    bool is_null = found->type == TypeKind::kNull;
    if (is_null) out_.notes[id].meaning = Meaning::kConstant;
    if (!is_null && !is_dyn(type) && unifier_.resolve(type).kind != found->type) {
      return problem(id, "type-mismatch",
                     "the field '" + std::string(name) + "' does not take " + show(type));
    }
  }
  return set(id, scalar(record->type));
}

}  // namespace stagegraph::cel
