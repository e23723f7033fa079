// The values that an event carries.
#include "base/json.h"
#include "base/suggest.h"
#include "capi/guard.h"
#include "capi/handles.h"
#include "capi/payload_json.h"
#include "capi/setters.h"
#include "ruleset/values.h"

using namespace stagegraph;
using namespace stagegraph::capi;
using namespace stagegraph::ruleset;
using cel::Value;

namespace {

// Sets a field to what `make` (setters.h) gives for its type.
template <typename Make>
stg_status set(stg_payload* payload, uint32_t field, stg_error** err, Make make) noexcept {
  return guarded(err, [&] {
    stg_payload& changed = checked(payload, "payload");
    const Ruleset& rules = *changed.rules;
    const FieldIndex place = checked_index("payload field", field, rules.payload);
    Arena arena;
    take(changed.payload.set(place, make(Target{rules.payload[place].type, *rules.zone, arena})));
  });
}

}  // namespace

stg_status stg_payload_new(const stg_ruleset* ruleset, stg_payload** payload,
                           stg_error** err) noexcept {
  return guarded(err, [&] {
    const auto& rules = checked(ruleset, "ruleset").rules;
    stg_payload*& result = checked(payload, "payload");
    result = new stg_payload(rules);
  });
}

void stg_payload_clear(stg_payload* payload) noexcept {
  if (payload != nullptr) payload->payload.clear();
}

void stg_payload_free(stg_payload* payload) noexcept { delete payload; }

stg_status stg_payload_set_bool(stg_payload* payload, uint32_t field, uint8_t value,
                                stg_error** err) noexcept {
  return set(payload, field, err, from_bool(value));
}

stg_status stg_payload_set_int(stg_payload* payload, uint32_t field, int64_t value,
                               stg_error** err) noexcept {
  return set(payload, field, err, from_int(value));
}

stg_status stg_payload_set_double(stg_payload* payload, uint32_t field, double value,
                                  stg_error** err) noexcept {
  return set(payload, field, err, from_double(value));
}

stg_status stg_payload_set_decimal(stg_payload* payload, uint32_t field, const char* text,
                                   size_t text_size, stg_error** err) noexcept {
  return set(payload, field, err, from_decimal(text, text_size));
}

stg_status stg_payload_set_string(stg_payload* payload, uint32_t field, const char* text,
                                  size_t text_size, stg_error** err) noexcept {
  return set(payload, field, err, from_string(text, text_size));
}

stg_status stg_payload_set_timestamp(stg_payload* payload, uint32_t field, int64_t instant,
                                     stg_error** err) noexcept {
  return set(payload, field, err, from_timestamp(instant));
}

stg_status stg_payload_set_text(stg_payload* payload, uint32_t field, const char* text,
                                size_t text_size, stg_error** err) noexcept {
  return set(payload, field, err, from_text(text, text_size));
}

stg_status stg_payload_set_json(stg_payload* payload, uint32_t event, const char* text,
                                size_t text_size, stg_error** err) noexcept {
  return guarded(err, [&] {
    stg_payload& changed = checked(payload, "payload");
    const EventIndex place = checked_index("event", event, changed.rules->events);
    set_payload(changed, place, take(parse_json(bytes_in(text, text_size, "text"))));
  });
}
