// Searches each table from its beginning: the tables are short and asked once for each name that
// comes in.
#include "ruleset/lookup.h"

#include <algorithm>

namespace stagegraph::ruleset {

namespace {

template <typename T, typename Of, typename Name>
IndexOf<Of> find_by(const IndexedVector<T, Of>& list, std::string_view wanted, Name name) {
  auto at =
      std::find_if(list.begin(), list.end(), [&](const T& item) { return name(item) == wanted; });
  if (at == list.end()) return kNone;
  return IndexOf<Of>(static_cast<size_t>(at - list.begin()));
}

constexpr auto kByName = [](const auto& item) -> const std::string& { return item.name; };

}  // namespace

FactIndex find_fact(const Ruleset& ruleset, std::string_view name) {
  return find_by(ruleset.facts, name, kByName);
}

EventIndex find_event(const Ruleset& ruleset, std::string_view name) {
  return find_by(ruleset.events, name, kByName);
}

StageIndex find_stage(const Ruleset& ruleset, std::string_view path) {
  return find_by(ruleset.stages, path,
                 [](const Stage& stage) -> const std::string& { return stage.path; });
}

RoleIndex find_role(const Ruleset& ruleset, std::string_view name) {
  return find_by(ruleset.roles, name,
                 [](const std::string& role) -> const std::string& { return role; });
}

TableIndex find_table(const Ruleset& ruleset, std::string_view name) {
  return find_by(ruleset.tables, name, kByName);
}

QuotaIndex find_quota(const Ruleset& ruleset, std::string_view name) {
  return find_by(ruleset.quotas, name, kByName);
}

ActionIndex find_action(const Ruleset& ruleset, std::string_view name) {
  return find_by(ruleset.actions, name, kByName);
}

FieldIndex find_payload_field(const Ruleset& ruleset, const Event& event, std::string_view name) {
  for (const Event::Carried& carried : event.carries) {
    if (ruleset.payload[carried.field].name == name) return carried.field;
  }
  return kNone;
}

}  // namespace stagegraph::ruleset
