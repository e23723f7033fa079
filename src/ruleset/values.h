// Values of facts and payload fields: from text and JSON in, to JSON out, by the declared type.
#pragma once

#include <string>
#include <string_view>

#include "base/arena.h"
#include "base/expected.h"
#include "base/json.h"
#include "cel/cel.h"
#include "time/zone.h"

namespace stagegraph {

// Reads `text` as one value of `type`: "3", "12.50", "true", "2026-03-02T10:00", "now". Lists and
// maps as JSON. Enum members are returned as the type's own text (Value::interned): `type` must
// outlive the value. Fails with kInvalidInput and says what was expected.
Expected<cel::Value> value_from_text(std::string_view text, const cel::Type& type,
                                     const Zone& zone, Arena& arena);
Expected<cel::Value> value_from_json(const Json& json, const cel::Type& type, const Zone& zone,
                                     Arena& arena);

// Instants in the zone; decimals and ints as numbers, dates and durations as text, unknown as null.
void write_value(JsonWriter& json, const cel::Value& value, const Zone* zone);

// "an int", "one of ok, empty, wrong", "a list of strings": for messages.
std::string describe(const cel::Type& type);

}  // namespace stagegraph
