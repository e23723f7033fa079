// SPDX-License-Identifier: Apache-2.0
// An instant without an offset is in the ruleset's zone.
#include "engine/json/record_names.h"

#include "time/instant.h"

namespace stagegraph::engine {

using namespace time;
using namespace ruleset;

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

StageIndex RecordNames::stage(const std::string& path) const {
  StageIndex stage = find_stage(ruleset_, path);
  if (stage == kNone) refuse_name("stage", path, names_of(ruleset_.stages, &Stage::path));
  return stage;
}

}  // namespace stagegraph::engine
