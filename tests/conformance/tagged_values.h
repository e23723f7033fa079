// The conformance suite's types and tagged values.
#pragma once

#include <optional>
#include <string_view>

#include "base/arena.h"
#include "base/json.h"
#include "cel/common/type.h"
#include "cel/common/value.h"

namespace stagegraph::cel {

// "list(int)", "map(string, dyn)", "optional_type(int)".
std::optional<Type> read_type(std::string_view text);

// {"int": "1"} and so on; nothing where the tag is unknown.
std::optional<Value> read_tagged(const Json& json, Arena& arena);

// As CEL's == has it, but of one kind, and NaN is itself.
bool same_value(const Value& a, const Value& b);

}  // namespace stagegraph::cel
