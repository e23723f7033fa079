// SPDX-License-Identifier: Apache-2.0
// Instants as text.
#include "time/instant.h"

#include "capi/guard.h"
#include "capi/handles.h"
#include "capi/values.h"

using namespace stagegraph;
using namespace stagegraph::time;
using namespace stagegraph::capi;

namespace {

const Zone* zone_of(const stg_ruleset* ruleset) {
  return ruleset == nullptr ? nullptr : ruleset->rules->zone.get();
}

}  // namespace

stg_status stg_time_parse(const stg_ruleset* ruleset, const char* text, size_t text_size,
                          int64_t* instant, stg_error** err) noexcept {
  return guarded(err, [&] {
    int64_t& result = checked(instant, "instant");
    const std::string_view given = text_in(text, text_size, "text");
    result = instant_out(to_instant(take(parse_given_time(given, zone_of(ruleset)))));
  });
}

stg_status stg_time_format(const stg_ruleset* ruleset, int64_t instant, stg_buffer** text,
                           stg_error** err) noexcept {
  return guarded(err, [&] {
    const Instant at = instant_in(instant);
    Reused<stg_buffer> buffer(text);
    buffer->text = format_instant(at, zone_of(ruleset));
    buffer.commit();
  });
}
