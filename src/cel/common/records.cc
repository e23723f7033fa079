// The records that CEL defines itself, as one table. Each is worth the value of its only field.
#include "cel/common/records.h"

#include <array>
#include <vector>

namespace stagegraph::cel {
namespace {

template <TypeKind kType>
constexpr std::array<RecordField, 1> kSingle = {{{"value", kType}}};

constexpr std::array<RecordField, 6> kValueFields = {{
    {"null_value", TypeKind::kNull},
    {"bool_value", TypeKind::kBool},
    {"number_value", TypeKind::kDouble},
    {"string_value", TypeKind::kString},
    {"list_value", TypeKind::kList},
    {"struct_value", TypeKind::kMap},
}};

std::vector<RecordType> make_records() {
  return {
      {"google.protobuf.Value", TypeKind::kDyn, Value::null(), kValueFields},
      {"google.protobuf.BoolValue", TypeKind::kBool, Value::boolean(false),
       kSingle<TypeKind::kBool>},
      {"google.protobuf.Int32Value", TypeKind::kInt, Value::integer(0), kSingle<TypeKind::kInt>},
      {"google.protobuf.Int64Value", TypeKind::kInt, Value::integer(0), kSingle<TypeKind::kInt>},
      {"google.protobuf.UInt32Value", TypeKind::kUint, Value::unsigned_integer(0),
       kSingle<TypeKind::kUint>},
      {"google.protobuf.UInt64Value", TypeKind::kUint, Value::unsigned_integer(0),
       kSingle<TypeKind::kUint>},
      {"google.protobuf.FloatValue", TypeKind::kDouble, Value::real(0), kSingle<TypeKind::kDouble>},
      {"google.protobuf.DoubleValue", TypeKind::kDouble, Value::real(0),
       kSingle<TypeKind::kDouble>},
      {"google.protobuf.StringValue", TypeKind::kString, Value::interned({}),
       kSingle<TypeKind::kString>},
      {"google.protobuf.BytesValue", TypeKind::kBytes, Value::bytes({}), kSingle<TypeKind::kBytes>},
  };
}

}  // namespace

const RecordType* find_record(std::string_view name) {
  static const std::vector<RecordType> records = make_records();
  for (const RecordType& record : records) {
    if (record.name == name) return &record;
  }
  return nullptr;
}

}  // namespace stagegraph::cel
