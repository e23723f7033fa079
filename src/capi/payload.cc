// The values that an event carries.
#include "base/json.h"
#include "base/suggest.h"
#include "capi/guard.h"
#include "capi/handles.h"
#include "capi/payload_json.h"
#include "capi/values.h"
#include "ruleset/values.h"

using namespace stagegraph;
using namespace stagegraph::capi;
using namespace stagegraph::ruleset;
using cel::Value;

namespace {

// Runs `make`, which gives a value for a field of that type, and sets it.
template <typename Make>
stg_status set(stg_payload* payload, uint32_t field, stg_error** err, Make make) noexcept {
  return guarded(err, [&] {
    stg_payload& changed = checked(payload, "payload");
    check_index("payload field", field, changed.rules->payload.size());
    Arena arena;
    take(changed.payload.set(field, make(changed.rules->payload[field].type, arena)));
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
  return set(payload, field, err,
             [&](const cel::Type&, Arena&) { return Value::boolean(value != 0); });
}

stg_status stg_payload_set_int(stg_payload* payload, uint32_t field, int64_t value,
                               stg_error** err) noexcept {
  return set(payload, field, err,
             [&](const cel::Type& type, Arena&) { return value_of_int(value, type); });
}

stg_status stg_payload_set_double(stg_payload* payload, uint32_t field, double value,
                                  stg_error** err) noexcept {
  return set(payload, field, err, [&](const cel::Type&, Arena&) { return Value::real(value); });
}

stg_status stg_payload_set_decimal(stg_payload* payload, uint32_t field, const char* text,
                                   size_t text_size, stg_error** err) noexcept {
  return set(payload, field, err, [&](const cel::Type&, Arena&) {
    return value_of_decimal(text_in(text, text_size, "text"));
  });
}

stg_status stg_payload_set_string(stg_payload* payload, uint32_t field, const char* text,
                                  size_t text_size, stg_error** err) noexcept {
  return set(payload, field, err, [&](const cel::Type&, Arena&) {
    return Value::string(text_in(text, text_size, "text"));
  });
}

stg_status stg_payload_set_timestamp(stg_payload* payload, uint32_t field, int64_t instant,
                                     stg_error** err) noexcept {
  return set(payload, field, err,
             [&](const cel::Type&, Arena&) { return value_of_instant(instant); });
}

stg_status stg_payload_set_text(stg_payload* payload, uint32_t field, const char* text,
                                size_t text_size, stg_error** err) noexcept {
  return set(payload, field, err, [&](const cel::Type& type, Arena& arena) {
    return take(
        value_from_text(text_in(text, text_size, "text"), type, *payload->rules->zone, arena));
  });
}

stg_status stg_payload_set_json(stg_payload* payload, uint32_t event, const char* text,
                                size_t text_size, stg_error** err) noexcept {
  return guarded(err, [&] {
    stg_payload& changed = checked(payload, "payload");
    check_index("event", event, changed.rules->events.size());
    set_payload(changed, event, take(parse_json(bytes_in(text, text_size, "text"))));
  });
}
