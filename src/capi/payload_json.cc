// SPDX-License-Identifier: Apache-2.0
#include "capi/payload_json.h"

#include <vector>

#include "base/suggest.h"
#include "capi/guard.h"
#include "ruleset/lookup.h"
#include "ruleset/value_json.h"
#include "ruleset/values.h"

namespace stagegraph::capi {

using namespace ruleset;
using namespace engine;

namespace {

[[noreturn]] void fail_field(const Ruleset& rules, const Event& event, std::string_view name) {
  std::vector<std::string_view> carried;
  for (const Event::Carried& one : event.carries) {
    carried.push_back(rules.payload[one.field].name);
  }
  fail(Status::kUnknownName, "event '" + event.name + "' carries no field '" + std::string(name) +
                                 "'" + did_you_mean(name, carried));
}

cel::Value read_field(const Ruleset& rules, FieldIndex field, const Json& json, Arena& arena) {
  const PayloadField& declared = rules.payload[field];
  Expected<cel::Value> value = value_from_json(json, declared.type, *rules.zone, arena);
  if (value) return *value;
  fail(value.error().status, "field '" + declared.name + "': " + value.error().message);
}

}  // namespace

void set_payload(stg_payload& payload, EventIndex event, const Json& json) {
  const Ruleset& rules = *payload.rules;
  if (json.kind != Json::Kind::kObject) {
    fail(Status::kInvalidInput, "a payload is an object, not " + std::string(to_string(json.kind)));
  }
  Arena arena;
  std::vector<Payload::Given> values;
  for (const auto& [name, member] : json.members) {
    FieldIndex field = find_payload_field(rules, rules.events[event], name);
    if (field == kNone) fail_field(rules, rules.events[event], name);
    if (member.kind == Json::Kind::kNull) continue;
    values.push_back({field, read_field(rules, field, member, arena)});
  }
  take(payload.payload.set_all(values));
}

}  // namespace stagegraph::capi
