#include "capi/roles.h"

#include "base/suggest.h"
#include "capi/guard.h"
#include "ruleset/lookup.h"

namespace stagegraph::capi {

using namespace ruleset;
using namespace engine;

void add_role(const Ruleset& rules, std::string_view name, Actor& actor) {
  RoleIndex role = find_role(rules, name);
  if (role == kNone) {
    fail(Status::kUnknownName,
         "the ruleset has no role '" + std::string(name) + "'" + did_you_mean(name, rules.roles));
  }
  actor.roles.push_back(role);
}

}  // namespace stagegraph::capi
