// Instants as text.
#include "time/instant.h"

#include "capi/guard.h"
#include "capi/handles.h"

using namespace stagegraph;
using namespace stagegraph::capi;

namespace {

const Zone* zone_of(const stg_ruleset* ruleset) {
  return ruleset == nullptr ? nullptr : ruleset->rules->zone.get();
}

void check_range(int64_t instant) {
  Timestamp time = to_timestamp(instant);
  if (time.seconds < kMinTimestampSeconds || time.seconds > kMaxTimestampSeconds) {
    fail(Status::kInvalidArgument,
         "instant " + std::to_string(instant) + " is outside the years 0001 to 9999");
  }
}

}  // namespace

stg_status stg_time_parse(const stg_ruleset* ruleset, const char* text, size_t text_size,
                          int64_t* instant, stg_error** err) noexcept {
  return guarded(err, [&] {
    int64_t& result = checked(instant, "instant");
    result = to_instant(take(parse_timestamp(text_in(text, text_size, "text"), zone_of(ruleset))));
  });
}

stg_status stg_time_format(const stg_ruleset* ruleset, int64_t instant, stg_buffer** text,
                           stg_error** err) noexcept {
  return guarded(err, [&] {
    check_range(instant);
    Reused<stg_buffer> buffer(text);
    buffer->text = format_instant(instant, zone_of(ruleset));
    buffer.commit();
  });
}
