// Finding things of a ruleset by name, for what comes from outside.
#pragma once

#include <string_view>

#include "ruleset/model.h"

namespace stagegraph::ruleset {

// kNone when there is no such thing. Linear in the number of names: not for the way to a decision.
FactIndex find_fact(const Ruleset& ruleset, std::string_view name);
EventIndex find_event(const Ruleset& ruleset, std::string_view name);
StageIndex find_stage(const Ruleset& ruleset, std::string_view path);
RoleIndex find_role(const Ruleset& ruleset, std::string_view name);
TableIndex find_table(const Ruleset& ruleset, std::string_view name);
QuotaIndex find_quota(const Ruleset& ruleset, std::string_view name);
ActionIndex find_action(const Ruleset& ruleset, std::string_view name);
FieldIndex find_payload_field(const Ruleset& ruleset, const Event& event, std::string_view name);

}  // namespace stagegraph::ruleset
