// Functions on optional values. or() and orValue() are compiled to instructions, so that their code
// here never runs: the table gives them their types and extents.
#include "cel/functions/optional_functions.h"

#include "cel/functions/bounds.h"

namespace stagegraph::cel {

using namespace time;
namespace {

bool is_zero(const Value& value) {
  switch (value.kind()) {
    case Kind::kNull:
      return true;
    case Kind::kBool:
      return !value.as_bool();
    case Kind::kInt:
    case Kind::kDuration:
      return value.as_int() == 0;
    case Kind::kUint:
      return value.as_uint() == 0;
    case Kind::kDouble:
      return value.as_double() == 0;
    case Kind::kDecimal:
      return value.as_decimal().is_zero();
    case Kind::kString:
    case Kind::kBytes:
      return value.as_text().empty();
    case Kind::kList:
      return value.as_list().items.empty();
    case Kind::kMap:
      return value.as_map().entries.empty();
    case Kind::kOptional:
      return !value.as_optional().has_value;
    case Kind::kTimestamp:
      return value.as_timestamp() == Timestamp{};
    default:
      return false;
  }
}

Value of(Runtime& runtime, Arguments arguments) { return make_optional(runtime, arguments[0]); }

Value of_non_zero(Runtime& runtime, Arguments arguments) {
  return is_zero(arguments[0]) ? no_value() : make_optional(runtime, arguments[0]);
}

Value none(Runtime&, Arguments) { return no_value(); }

Value has_value(Runtime& runtime, Arguments arguments) {
  if (!arguments[0].is(Kind::kOptional)) return runtime.no_overload("hasValue", arguments);
  return Value::boolean(arguments[0].as_optional().has_value);
}

Value value(Runtime& runtime, Arguments arguments) {
  if (!arguments[0].is(Kind::kOptional)) return runtime.no_overload("value", arguments);
  const Optional& optional = arguments[0].as_optional();
  return optional.has_value ? optional.value : runtime.fail("the optional has no value");
}

Value or_else(Runtime& runtime, Arguments arguments) {
  return runtime.no_overload("or", arguments);
}

Value unwrap(Runtime& runtime, Arguments arguments) {
  if (!arguments[0].is(Kind::kList)) return runtime.no_overload("optional.unwrap", arguments);
  auto items = arguments[0].as_list().items;
  if (!runtime.charge(items.size())) return runtime.spent();
  auto kept = runtime.arena.make_array<Value>(items.size());
  size_t count = 0;
  for (const Value& item : items) {
    if (!item.is(Kind::kOptional)) return runtime.no_overload("optional.unwrap", arguments);
    if (item.as_optional().has_value) kept[count++] = item.as_optional().value;
  }
  return make_list(runtime, kept.first(count));
}

// ---- bounds

Extent holds_nothing(const BoundCall&) { return {}; }
Extent wrapped(const BoundCall& call) { return list_extent(1, first_of(call)); }
Extent content(const BoundCall& call) { return inner_of(first_of(call), 0); }
Extent either(const BoundCall& call) { return join(first_of(call), second_of(call)); }
Extent content_or(const BoundCall& call) { return join(content(call), second_of(call)); }

Extent unwrapped(const BoundCall& call) {
  return list_extent(first_of(call).count, inner_of(inner_of(first_of(call), 0), 0));
}

}  // namespace

std::span<const Declaration> optional_declarations() {
  static constexpr Declaration kTable[] = {
      {"optional.of", Style::kGlobal, "A -> optional_type(A)", of, kNoSteps, wrapped},
      {"optional.ofNonZeroValue", Style::kGlobal, "A -> optional_type(A)", of_non_zero, kNoSteps,
       wrapped},
      {"optional.none", Style::kGlobal, "-> optional_type(A)", none, kNoSteps, holds_nothing},
      {"optional.unwrap", Style::kGlobal, "list(optional_type(A)) -> list(A)", unwrap,
       size_of_first, unwrapped},
      {"unwrapOpt", Style::kMember, "list(optional_type(A)) -> list(A)", unwrap, size_of_first,
       unwrapped},
      {"hasValue", Style::kMember, "optional_type(A) -> bool", has_value, kNoSteps, kByType},
      {"value", Style::kMember, "optional_type(A) -> A", value, kNoSteps, content},
      {"or", Style::kMember, "optional_type(A), optional_type(A) -> optional_type(A)", or_else,
       kNoSteps, either},
      {"orValue", Style::kMember, "optional_type(A), A -> A", or_else, kNoSteps, content_or},
  };
  return kTable;
}

}  // namespace stagegraph::cel
