// Types as values: the names they have in expressions and what type(x) gives.
#pragma once

#include <string_view>
#include <vector>

#include "cel/common/type.h"
#include "cel/common/value.h"

namespace stagegraph::cel {

// A name such as "int" or "google.protobuf.Timestamp" and the type it denotes.
struct NamedType {
  std::string_view name;
  Type type;
};

// All of them. Those of kDecimal and kDate belong to the profile.
const std::vector<NamedType>& named_types();

// The name a type has as a value: parameters do not show.
std::string_view name_of(const Type& type);

// "int", "list", "google.protobuf.Timestamp": what type(x) shows.
std::string_view type_name(const Value& value);
// The value of type(x), which lives forever.
Value type_value(const Value& value);

}  // namespace stagegraph::cel
