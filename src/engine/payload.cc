#include <algorithm>

#include "engine/engine.h"
#include "engine/typing.h"

namespace stagegraph {

Payload::Payload(const Ruleset& ruleset)
    : ruleset_(&ruleset), values_(ruleset.payload.size()), given_(ruleset.payload.size(), 0) {}

Expected<Done> Payload::set(Index field, const cel::Value& value) {
  const PayloadField& declared = ruleset_->payload[field];
  Expected<cel::Value> typed = conform(value, declared.type);
  if (!typed) {
    return Error{
        typed.error().status, "field '" + declared.name + "': " + typed.error().message, {}};
  }
  values_[field] = cel::clone(*typed, arena_);
  given_[field] = 1;
  return Done{};
}

void Payload::clear() {
  std::fill(given_.begin(), given_.end(), uint8_t{0});
  arena_.reset();
}

const cel::Value* Payload::find(Index field) const {
  return given_[field] != 0 ? &values_[field] : nullptr;
}

Expected<Done> Payload::check(const Event& event) const {
  for (Index field = 0; field < given_.size(); ++field) {
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

}  // namespace stagegraph
