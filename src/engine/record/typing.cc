// SPDX-License-Identifier: Apache-2.0
// Values are conformed where they enter a record, so that whoever reads a fact can trust its type.
#include "engine/record/typing.h"

#include <algorithm>

#include "base/suggest.h"
#include "ruleset/values.h"

namespace stagegraph::engine {

using namespace ruleset;

namespace {

using cel::Kind;
using cel::Type;
using cel::TypeKind;
using cel::Value;

Error mismatch(const Value& value, const Type& type) {
  return {Status::kInvalidInput, cel::display(value) + " is not " + describe(type), {}};
}

Expected<Value> conform_enum(const Value& value, const Type& type) {
  if (!value.is(Kind::kString)) return mismatch(value, type);
  auto member = std::find(type.members.begin(), type.members.end(), value.as_text());
  if (member != type.members.end()) return Value::interned(*member);
  Error error = mismatch(value, type);
  error.message += did_you_mean(value.as_text(), type.members.all());
  return error;
}

// Lists and maps are checked deeply; members of enums inside them keep their own text.
bool fits(const Value& value, const Type& type);

bool list_fits(const Value& value, const Type& element) {
  const auto& items = value.as_list().items;
  return std::all_of(items.begin(), items.end(), [&](const Value& v) { return fits(v, element); });
}

bool map_fits(const Value& value, const Type& type) {
  const auto& entries = value.as_map().entries;
  return std::all_of(entries.begin(), entries.end(), [&](const auto& entry) {
    return fits(entry.first, type.parameters[0]) && fits(entry.second, type.parameters[1]);
  });
}

bool fits(const Value& value, const Type& type) {
  switch (type.kind) {
    case TypeKind::kDyn:
      return true;
    case TypeKind::kNull:
      return value.is(Kind::kNull);
    case TypeKind::kBool:
      return value.is(Kind::kBool);
    case TypeKind::kInt:
      return value.is(Kind::kInt);
    case TypeKind::kUint:
      return value.is(Kind::kUint);
    case TypeKind::kDouble:
      return value.is(Kind::kDouble);
    case TypeKind::kString:
      return value.is(Kind::kString);
    case TypeKind::kBytes:
      return value.is(Kind::kBytes);
    case TypeKind::kTimestamp:
      return value.is(Kind::kTimestamp);
    case TypeKind::kDuration:
      return value.is(Kind::kDuration);
    case TypeKind::kDecimal:
      return value.is(Kind::kDecimal);
    case TypeKind::kDate:
      return value.is(Kind::kDate);
    case TypeKind::kEnum:
      return conform_enum(value, type).has_value();
    case TypeKind::kList:
      return value.is(Kind::kList) && list_fits(value, type.parameters[0]);
    case TypeKind::kMap:
      return value.is(Kind::kMap) && map_fits(value, type);
    default:
      return false;
  }
}

}  // namespace

Expected<Value> conform(const Value& value, const Type& type) {
  if (value.is_unknown()) return value;
  if (type.kind == TypeKind::kEnum) return conform_enum(value, type);
  if (!fits(value, type)) return mismatch(value, type);
  return value;
}

bool is_same(const cel::Value& a, const cel::Value& b) {
  if (a.is_unknown() || b.is_unknown()) return a.is_unknown() == b.is_unknown();
  return cel::equals(a, b);
}

}  // namespace stagegraph::engine
