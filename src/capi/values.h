// SPDX-License-Identifier: Apache-2.0
// Values between the engine and the plain types of C.
#pragma once

#include <string>
#include <string_view>

#include "cel/cel.h"
#include "time/bounds.h"
#include "time/instant.h"
#include "time/zone.h"

namespace stagegraph::capi {

// An int as the type stores it: an int, or the double or decimal of that number.
cel::Value value_of_int(int64_t value, const cel::Type& type);
// A decimal from its text; throws Failure where it is none.
cel::Value value_of_decimal(std::string_view text);
cel::Value value_of_instant(int64_t instant);

[[noreturn]] void fail_outside_calendar(int64_t micros);
// The instant of so many microseconds; throws Failure outside the years 0001 to 9999, which the
// library could not write and read back.
inline time::Instant instant_in(int64_t micros) {
  const time::Instant at{time::Duration(micros)};
  if (!time::is_in_calendar(at)) fail_outside_calendar(micros);
  return at;
}
inline int64_t instant_out(time::Instant at) { return at.time_since_epoch().count(); }

// Appends the value as JSON. An error is {"error": message}, an unknown is null.
void append_json(const cel::Value& value, const time::Zone* zone, std::string& out);
// The value as text: strings as they are; what JSON writes in quotes, without them.
std::string text_of(const cel::Value& value, const time::Zone* zone);

}  // namespace stagegraph::capi
