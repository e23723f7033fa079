// Values of facts and payload fields from text, by the declared type. For JSON see value_json.h.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/arena.h"
#include "base/expected.h"
#include "cel/cel.h"
#include "time/zone.h"

namespace stagegraph::ruleset {

struct Fact;

// Reads `text` as one value of `type`: "3", "12.50", "true", "2026-03-02T10:00", "now". Lists and
// maps as JSON. Enum members are returned as the type's own text (Value::interned): `type` must
// outlive the value. Fails with kInvalidInput and says what was expected.
//
// Durations: "36 hours", "PT36H" or CEL's "129600s"; spans that are not exact ("1 month") are
// refused. Doubles: no NaN and no infinity. Nothing is rounded and no space is skipped.
Expected<cel::Value> value_from_text(std::string_view text, const cel::Type& type,
                                     const time::Zone& zone, Arena& arena);
// "an int", "one of ok, empty, wrong", "a list of strings": for messages.
std::string describe(const cel::Type& type);

// What is wrong with a value of the fact's type that is not within min, max and size; nothing
// where it is within them.
std::optional<std::string> check_fact_range(const Fact& fact, const cel::Value& value);

}  // namespace stagegraph::ruleset
