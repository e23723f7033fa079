// SPDX-License-Identifier: Apache-2.0
// An instant without an offset is in the ruleset's zone.
#include "engine/json/record_names.h"

#include "time/instant.h"

namespace stagegraph::engine {

using namespace time;
using namespace ruleset;

namespace {

template <typename T>
const std::string& name_of(const T& thing) {
  return thing.name;
}

}  // namespace

RecordNames::RecordNames(const Ruleset& ruleset)
    : facts(ruleset.facts, name_of<Fact>),
      stages(ruleset.stages, [](const Stage& s) -> const std::string& { return s.path; }),
      deadlines(ruleset.deadlines, name_of<Deadline>),
      transitions(ruleset.transitions, name_of<Transition>),
      events(ruleset.events, name_of<Event>),
      roles(ruleset.roles, [](const std::string& role) -> const std::string& { return role; }),
      ruleset_(ruleset) {}

Instant RecordNames::instant(const Json& json, std::string_view where) const {
  expect(json, Json::Kind::kString, where);
  Expected<Timestamp> time = parse_given_time(json.text, ruleset_.zone.get());
  if (!time) refuse(std::string(where) + ": " + time.error().message);
  return to_instant(*time);
}

Instant RecordNames::instant_or_never(const Json& object, std::string_view key) const {
  const Json* found = object.find(key);
  return found == nullptr ? kNever : instant(*found, key);
}

}  // namespace stagegraph::engine
