// Optional values inside programs. or(), orValue() and optMap() leave out what they do not need, so
// that they are instructions and not functions.
#include "cel/runtime/optionals.h"

namespace stagegraph::cel {

bool or_value(Runtime& runtime, Value& top, bool unpacks) {
  if (top.is(Kind::kOptional)) {
    if (!top.as_optional().has_value) return false;
    if (unpacks) top = top.as_optional().value;
    return true;
  }
  if (is_plain(top)) top = runtime.no_overload(unpacks ? "orValue" : "or", {&top, 1});
  return true;
}

bool unwrap_optional(Runtime& runtime, Value& top) {
  if (top.is(Kind::kOptional)) {
    if (!top.as_optional().has_value) return false;
    top = top.as_optional().value;
    return true;
  }
  if (is_plain(top)) top = runtime.no_overload("optMap", {&top, 1});
  return false;
}

}  // namespace stagegraph::cel
