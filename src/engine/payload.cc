// SPDX-License-Identifier: Apache-2.0
// A payload keeps its values by field and a mark for each that was given, so that it can be cleared
// without letting go of its memory.
#include "engine/payload.h"

#include <algorithm>
#include <vector>

#include "engine/record/typing.h"

namespace stagegraph::engine {

using namespace ruleset;

Payload::Payload(const Ruleset& ruleset)
    : ruleset_(&ruleset), values_(ruleset.payload.size()), given_(ruleset.payload.size(), 0) {}

Expected<cel::Value> Payload::own(FieldIndex field, const cel::Value& value) {
  const PayloadField& declared = ruleset_->payload[field];
  Expected<cel::Value> typed = conform(value, declared.type);
  if (!typed) {
    return Error{
        typed.error().status, "field '" + declared.name + "': " + typed.error().message, {}};
  }
  return cel::clone(*typed, arena_);
}

Expected<Done> Payload::set(FieldIndex field, const cel::Value& value) {
  Expected<cel::Value> kept = own(field, value);
  if (!kept) return std::move(kept.error());
  put(field, *kept);
  return Done{};
}

Expected<Done> Payload::set_all(std::span<const Given> given) {
  std::vector<Given> all(given.begin(), given.end());
  for (Given& one : all) {
    Expected<cel::Value> kept = own(one.field, one.value);
    if (!kept) return std::move(kept.error());
    one.value = *kept;
  }
  for (const Given& one : all) put(one.field, one.value);
  return Done{};
}

void Payload::clear() {
  std::fill(given_.begin(), given_.end(), uint8_t{0});
  arena_.reset();
}

const cel::Value* Payload::find(FieldIndex field) const {
  return given_[field] != 0 ? &values_[field] : nullptr;
}

std::span<const cel::Value> carried_values(const Event& event, const Payload* payload,
                                           Arena& arena) {
  if (payload == nullptr) return {};
  auto values = arena.make_array<cel::Value>(event.carries.size());
  for (size_t i = 0; i < values.size(); ++i) {
    const cel::Value* value = payload->find(event.carries[i].field);
    values[i] = value == nullptr ? cel::Value::unknown(uint32_t{0}) : *value;
  }
  return values;
}

Expected<Done> Payload::restore(const Event& event, std::span<const cel::Value> carried) {
  for (size_t i = 0; i < carried.size(); ++i) {
    if (carried[i].is_unknown()) continue;
    if (auto done = set(event.carries[i].field, carried[i]); !done) return done;
  }
  return Done{};
}

Expected<Done> Payload::check(const Event& event) const {
  for (FieldIndex field : given_.indices()) {
    if (given_[field] == 0) continue;
    const bool carried = std::any_of(event.carries.begin(), event.carries.end(),
                                     [&](const Event::Carried& c) { return c.field == field; });
    if (carried) continue;
    return Error{Status::kUnknownName,
                 "event '" + event.name + "' carries no '" + ruleset_->payload[field].name + "'",
                 {}};
  }
  return Done{};
}

}  // namespace stagegraph::engine
