// The few records that CEL's own definition knows: google.protobuf.Value and the wrappers of
// scalars. A record is worth the value of its only field.
#pragma once

#include <span>
#include <string_view>

#include "cel/common/type.h"
#include "cel/common/value.h"

namespace stagegraph::cel {

struct RecordField {
  std::string_view name;
  TypeKind type;
};

struct RecordType {
  std::string_view name;
  TypeKind type;  // of the record's value
  Value empty;    // its value without fields
  std::span<const RecordField> fields;
};

const RecordType* find_record(std::string_view name);  // null where there is none

}  // namespace stagegraph::cel
