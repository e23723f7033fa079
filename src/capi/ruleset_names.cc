// The names of a ruleset, and from names to indices.
#include "capi/guard.h"
#include "capi/handles.h"
#include "ruleset/lookup.h"

using namespace stagegraph;
using namespace stagegraph::capi;
using namespace stagegraph::ruleset;

namespace {

// Element `index` of a list of the ruleset; null when there is none.
template <typename T, typename Of>
const T* element(const stg_ruleset* ruleset, IndexedVector<T, Of> Ruleset::*list, uint32_t index) {
  if (ruleset == nullptr) return nullptr;
  const IndexedVector<T, Of>& all = (*ruleset->rules).*list;
  return index < all.size() ? &all[IndexOf<Of>(index)] : nullptr;
}

template <typename T>
stg_str text_of(const T* thing, std::string T::*member) {
  return thing == nullptr ? stg_str{} : text_out(thing->*member);
}

template <typename T, typename Of>
uint32_t count(const stg_ruleset* ruleset, IndexedVector<T, Of> Ruleset::*list) {
  return ruleset == nullptr ? 0 : count_out(((*ruleset->rules).*list).size());
}

template <typename Of>
uint32_t index_of(const stg_ruleset* ruleset, IndexOf<Of> (*find)(const Ruleset&, std::string_view),
                  const char* name, size_t size) {
  if (ruleset == nullptr || name == nullptr) return STG_NONE;
  return find(*ruleset->rules, {name, size}).value();
}

const std::string* find_type(const std::vector<std::string>& types, uint32_t index) {
  return index < types.size() ? &types[index] : nullptr;
}

}  // namespace

uint32_t stg_ruleset_fact_count(const stg_ruleset* ruleset) noexcept {
  return count(ruleset, &Ruleset::facts);
}

uint32_t stg_ruleset_fact_index(const stg_ruleset* ruleset, const char* name,
                                size_t name_size) noexcept {
  return index_of(ruleset, find_fact, name, name_size);
}

stg_str stg_ruleset_fact_name(const stg_ruleset* ruleset, uint32_t fact) noexcept {
  return text_of(element(ruleset, &Ruleset::facts, fact), &Fact::name);
}

stg_str stg_ruleset_fact_type(const stg_ruleset* ruleset, uint32_t fact) noexcept {
  if (ruleset == nullptr) return {};
  const std::string* type = find_type(ruleset->fact_types, fact);
  return type == nullptr ? stg_str{} : text_out(*type);
}

uint32_t stg_ruleset_fact_member_count(const stg_ruleset* ruleset, uint32_t fact) noexcept {
  const Fact* found = element(ruleset, &Ruleset::facts, fact);
  return found == nullptr ? 0 : count_out(found->type.members.size());
}

stg_str stg_ruleset_fact_member(const stg_ruleset* ruleset, uint32_t fact,
                                uint32_t member) noexcept {
  const Fact* found = element(ruleset, &Ruleset::facts, fact);
  if (found == nullptr || member >= found->type.members.size()) return {};
  return text_out(found->type.members[member]);
}

stg_str stg_ruleset_fact_doc(const stg_ruleset* ruleset, uint32_t fact) noexcept {
  return text_of(element(ruleset, &Ruleset::facts, fact), &Fact::doc);
}

uint32_t stg_ruleset_event_count(const stg_ruleset* ruleset) noexcept {
  return count(ruleset, &Ruleset::events);
}

uint32_t stg_ruleset_event_index(const stg_ruleset* ruleset, const char* name,
                                 size_t name_size) noexcept {
  return index_of(ruleset, find_event, name, name_size);
}

stg_str stg_ruleset_event_name(const stg_ruleset* ruleset, uint32_t event) noexcept {
  return text_of(element(ruleset, &Ruleset::events, event), &Event::name);
}

uint32_t stg_ruleset_event_field_count(const stg_ruleset* ruleset, uint32_t event) noexcept {
  const Event* found = element(ruleset, &Ruleset::events, event);
  return found == nullptr ? 0 : count_out(found->carries.size());
}

uint32_t stg_ruleset_event_field(const stg_ruleset* ruleset, uint32_t event,
                                 uint32_t position) noexcept {
  const Event* found = element(ruleset, &Ruleset::events, event);
  if (found == nullptr || position >= found->carries.size()) return STG_NONE;
  return found->carries[position].field.value();
}

uint32_t stg_ruleset_field_index(const stg_ruleset* ruleset, uint32_t event, const char* name,
                                 size_t name_size) noexcept {
  const Event* found = element(ruleset, &Ruleset::events, event);
  if (found == nullptr || name == nullptr) return STG_NONE;
  return find_payload_field(*ruleset->rules, *found, {name, name_size}).value();
}

stg_str stg_ruleset_field_name(const stg_ruleset* ruleset, uint32_t field) noexcept {
  return text_of(element(ruleset, &Ruleset::payload, field), &PayloadField::name);
}

stg_str stg_ruleset_field_type(const stg_ruleset* ruleset, uint32_t field) noexcept {
  if (ruleset == nullptr) return {};
  const std::string* type = find_type(ruleset->field_types, field);
  return type == nullptr ? stg_str{} : text_out(*type);
}

uint32_t stg_ruleset_action_count(const stg_ruleset* ruleset) noexcept {
  return count(ruleset, &Ruleset::actions);
}

uint32_t stg_ruleset_action_index(const stg_ruleset* ruleset, const char* name,
                                  size_t name_size) noexcept {
  return index_of(ruleset, find_action, name, name_size);
}

stg_str stg_ruleset_action_name(const stg_ruleset* ruleset, uint32_t action) noexcept {
  return text_of(element(ruleset, &Ruleset::actions, action), &ActionDeclaration::name);
}

uint32_t stg_ruleset_action_parameter_count(const stg_ruleset* ruleset, uint32_t action) noexcept {
  const ActionDeclaration* found = element(ruleset, &Ruleset::actions, action);
  return found == nullptr ? 0 : count_out(found->parameters.size());
}

stg_str stg_ruleset_action_parameter_name(const stg_ruleset* ruleset, uint32_t action,
                                          uint32_t parameter) noexcept {
  const ActionDeclaration* found = element(ruleset, &Ruleset::actions, action);
  if (found == nullptr || parameter >= found->parameters.size()) return {};
  return text_out(found->parameters[parameter].name);
}

stg_str stg_ruleset_action_parameter_type(const stg_ruleset* ruleset, uint32_t action,
                                          uint32_t parameter) noexcept {
  if (ruleset == nullptr || action >= ruleset->parameter_types.size()) return {};
  const std::string* type = find_type(ruleset->parameter_types[action], parameter);
  return type == nullptr ? stg_str{} : text_out(*type);
}

uint32_t stg_ruleset_stage_count(const stg_ruleset* ruleset) noexcept {
  return count(ruleset, &Ruleset::stages);
}

uint32_t stg_ruleset_stage_index(const stg_ruleset* ruleset, const char* path,
                                 size_t path_size) noexcept {
  return index_of(ruleset, find_stage, path, path_size);
}

stg_str stg_ruleset_stage_name(const stg_ruleset* ruleset, uint32_t stage) noexcept {
  return text_of(element(ruleset, &Ruleset::stages, stage), &Stage::path);
}

stg_str stg_ruleset_stage_title(const stg_ruleset* ruleset, uint32_t stage) noexcept {
  return text_of(element(ruleset, &Ruleset::stages, stage), &Stage::title);
}

uint32_t stg_ruleset_stage_parent(const stg_ruleset* ruleset, uint32_t stage) noexcept {
  const Stage* found = element(ruleset, &Ruleset::stages, stage);
  return found == nullptr ? STG_NONE : found->parent.value();
}

uint32_t stg_ruleset_stage_initial(const stg_ruleset* ruleset, uint32_t stage) noexcept {
  const Stage* found = element(ruleset, &Ruleset::stages, stage);
  return found == nullptr ? STG_NONE : initial_leaf(*ruleset->rules, StageIndex(stage)).value();
}

uint8_t stg_ruleset_stage_is_group(const stg_ruleset* ruleset, uint32_t stage) noexcept {
  const Stage* found = element(ruleset, &Ruleset::stages, stage);
  return found != nullptr && found->is_group() ? 1 : 0;
}

uint8_t stg_ruleset_stage_win_rate(const stg_ruleset* ruleset, uint32_t stage,
                                   double* rate) noexcept {
  const Stage* found = element(ruleset, &Ruleset::stages, stage);
  if (found == nullptr || !found->win_rate) return 0;
  if (rate != nullptr) *rate = found->win_rate->to_double();
  return 1;
}

uint8_t stg_ruleset_stage_is_final(const stg_ruleset* ruleset, uint32_t stage) noexcept {
  const Stage* found = element(ruleset, &Ruleset::stages, stage);
  return found != nullptr && found->final ? 1 : 0;
}

uint32_t stg_ruleset_initial(const stg_ruleset* ruleset) noexcept {
  return ruleset == nullptr ? STG_NONE : ruleset->rules->initial.value();
}

uint32_t stg_ruleset_role_count(const stg_ruleset* ruleset) noexcept {
  return count(ruleset, &Ruleset::roles);
}

uint32_t stg_ruleset_role_index(const stg_ruleset* ruleset, const char* name,
                                size_t name_size) noexcept {
  return index_of(ruleset, find_role, name, name_size);
}

stg_str stg_ruleset_role_name(const stg_ruleset* ruleset, uint32_t role) noexcept {
  const std::string* found = element(ruleset, &Ruleset::roles, role);
  return found == nullptr ? stg_str{} : text_out(*found);
}

uint32_t stg_ruleset_table_count(const stg_ruleset* ruleset) noexcept {
  return count(ruleset, &Ruleset::tables);
}

uint32_t stg_ruleset_table_index(const stg_ruleset* ruleset, const char* name,
                                 size_t name_size) noexcept {
  return index_of(ruleset, find_table, name, name_size);
}

stg_str stg_ruleset_table_name(const stg_ruleset* ruleset, uint32_t table) noexcept {
  return text_of(element(ruleset, &Ruleset::tables, table), &Table::name);
}
