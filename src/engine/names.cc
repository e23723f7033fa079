#include "engine/names.h"

namespace stagegraph {

std::string variable_name(const Ruleset& ruleset, uint32_t variable) {
  if (variable < ruleset.facts.size()) return ruleset.facts[variable].name;
  const size_t field = variable - ruleset.facts.size();
  return field < ruleset.payload.size() ? "event." + ruleset.payload[field].name : "due";
}

std::string_view action_name(const Ruleset& ruleset, const Action& action) {
  return action.kind == ActionKind::kStart ? std::string_view("start")
                                           : ruleset.actions[action.declaration].name;
}

std::string action_id(const Decision& decision, size_t index) {
  return std::string(decision.record.id()) + "/" + std::to_string(decision.record.sequence) + "/" +
         std::to_string(index);
}

}  // namespace stagegraph
