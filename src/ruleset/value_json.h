// SPDX-License-Identifier: Apache-2.0
// Values of facts and payload fields from JSON and to JSON, by the declared type.
#pragma once

#include <cstdint>

#include "base/arena.h"
#include "base/expected.h"
#include "base/json.h"
#include "base/json_writer.h"
#include "cel/cel.h"
#include "time/zone.h"

namespace stagegraph::ruleset {

// Numbers as JSON numbers (decimals as text too), instants, dates and durations as text. A null is
// no value of any type: the caller decides what it means. Fails as value_from_text does.
Expected<cel::Value> value_from_json(const Json& json, const cel::Type& type,
                                     const time::Zone& zone, Arena& arena);

// Of no declared type: whole numbers are ints, texts stay texts. JSON's depth is bounded by its
// reader.
enum class Fractions : uint8_t { kDouble, kDecimal };  // what other numbers become
cel::Value open_value_from_json(const Json& json, Fractions fractions, Arena& arena);

// Instants in the zone. Decimals and ints as numbers, dates and durations as text, unknown as null.
void write_value(JsonWriter& json, const cel::Value& value, const time::Zone* zone);

}  // namespace stagegraph::ruleset
