// size() of text in code points, of bytes, lists and maps.
#include "cel/functions/size.h"

#include "base/utf8.h"
#include "cel/functions/bounds.h"

namespace stagegraph::cel {
namespace {

Value size(Runtime& runtime, Arguments arguments) {
  const Value& value = arguments[0];
  switch (value.kind()) {
    case Kind::kString:
      if (!runtime.charge(value.as_text().size())) return runtime.spent();
      return Value::integer(static_cast<int64_t>(count_code_points(value.as_text())));
    case Kind::kBytes:
      return Value::integer(static_cast<int64_t>(value.as_text().size()));
    case Kind::kList:
      return Value::integer(static_cast<int64_t>(value.as_list().items.size()));
    case Kind::kMap:
      return Value::integer(static_cast<int64_t>(value.as_map().entries.size()));
    default:
      return runtime.no_overload("size", arguments);
  }
}

}  // namespace

std::span<const Declaration> size_declarations() {
  static constexpr Declaration kTable[] = {
      {"size", Style::kBoth, "string -> int | bytes -> int | list(A) -> int | map(A, B) -> int",
       size, size_of_first, kByType},
  };
  return kTable;
}

}  // namespace stagegraph::cel
