// Logic with three outcomes besides bool: unknowns, errors and values that are no bool. A side that
// decides (false of &&, true of ||) wins over whatever the other side is. Otherwise an unknown wins
// over an error, since the fact may still arrive and decide.
#include "cel/runtime/logic.h"

#include <array>

namespace stagegraph::cel {
namespace {

Value combine(Runtime& runtime, const Value& a, const Value& b, bool deciding) {
  for (const Value* value : {&a, &b}) {
    if (value->is(Kind::kBool) && value->as_bool() == deciding) return *value;
  }
  if (a.is(Kind::kBool) && b.is(Kind::kBool)) return b;
  if (a.is_unknown() || b.is_unknown()) {
    std::array<Value, 2> both = {a, b};
    return absorb(runtime, both);
  }
  return not_bool(runtime, a.is(Kind::kBool) ? b : a);
}

}  // namespace

Value not_bool(Runtime& runtime, const Value& value) {
  if (!is_plain(value)) return value;
  return runtime.no_overload("bool", {&value, 1});
}

Value logical_not(Runtime& runtime, const Value& a) {
  if (a.is(Kind::kBool)) return Value::boolean(!a.as_bool());
  return is_plain(a) ? runtime.no_overload("!", {&a, 1}) : a;
}

Value logical_and(Runtime& runtime, const Value& a, const Value& b) {
  return combine(runtime, a, b, false);
}

Value logical_or(Runtime& runtime, const Value& a, const Value& b) {
  return combine(runtime, a, b, true);
}

}  // namespace stagegraph::cel
