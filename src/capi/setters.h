// What the setters of a record's facts and of an event's fields share. A source makes the value of
// a declared type out of what the caller gives; it runs within the guard, where it may fail.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/arena.h"
#include "capi/guard.h"
#include "capi/values.h"
#include "ruleset/values.h"

namespace stagegraph::capi {

struct Target {
  const cel::Type& type;
  const time::Zone& zone;
  Arena& arena;
};

inline auto from_bool(uint8_t value) {
  return [=](const Target&) { return cel::Value::boolean(value != 0); };
}

inline auto from_int(int64_t value) {
  return [=](const Target& target) { return value_of_int(value, target.type); };
}

inline auto from_double(double value) {
  return [=](const Target&) { return cel::Value::real(value); };
}

inline auto from_decimal(const char* text, size_t size) {
  return [=](const Target&) { return value_of_decimal(text_in(text, size, "text")); };
}

inline auto from_string(const char* text, size_t size) {
  return [=](const Target&) { return cel::Value::string(text_in(text, size, "text")); };
}

inline auto from_timestamp(int64_t instant) {
  return [=](const Target&) { return value_of_instant(instant); };
}

inline auto from_text(const char* text, size_t size) {
  return [=](const Target& target) {
    return take(ruleset::value_from_text(text_in(text, size, "text"), target.type, target.zone,
                                         target.arena));
  };
}

}  // namespace stagegraph::capi
