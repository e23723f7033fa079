// Comparison of numbers of any two kinds, and the order of all other values that have one. An
// integer beside a double is compared as a double, as CEL has it, and by range where the double is
// beyond all integers.
#include "cel/runtime/comparison.h"

#include <algorithm>
#include <array>

#include "cel/common/double_limits.h"
#include "cel/common/text_offsets.h"
#include "cel/runtime/equality.h"

namespace stagegraph::cel {
namespace {

std::partial_ordering int_with_uint(int64_t a, uint64_t b) {
  if (a < 0) return std::partial_ordering::less;
  return static_cast<uint64_t>(a) <=> b;
}

// CEL compares an integer with a double as doubles, but for doubles out of the integer's range.
std::partial_ordering int_with_double(int64_t a, double b) {
  if (b < -kTwo63) return std::partial_ordering::greater;
  if (b > kTwo63) return std::partial_ordering::less;
  return static_cast<double>(a) <=> b;
}

std::partial_ordering uint_with_double(uint64_t a, double b) {
  if (b < 0) return std::partial_ordering::greater;
  if (b > kTwo64) return std::partial_ordering::less;
  return static_cast<double>(a) <=> b;
}

std::partial_ordering reversed(std::partial_ordering order) { return 0 <=> order; }

// The kinds of `a` are not after those of `b` in the enumeration.
std::optional<std::partial_ordering> ordered_numbers(const Value& a, const Value& b) {
  switch (a.kind()) {
    case Kind::kInt:
      if (b.is(Kind::kInt)) return a.as_int() <=> b.as_int();
      if (b.is(Kind::kUint)) return int_with_uint(a.as_int(), b.as_uint());
      if (b.is(Kind::kDouble)) return int_with_double(a.as_int(), b.as_double());
      if (b.is(Kind::kDecimal)) return compare(Decimal::from_int(a.as_int()), b.as_decimal());
      return std::nullopt;
    case Kind::kUint:
      if (b.is(Kind::kUint)) return a.as_uint() <=> b.as_uint();
      if (b.is(Kind::kDouble)) return uint_with_double(a.as_uint(), b.as_double());
      if (b.is(Kind::kDecimal)) {
        return static_cast<double>(a.as_uint()) <=> b.as_decimal().to_double();
      }
      return std::nullopt;
    case Kind::kDouble:
      if (b.is(Kind::kDouble)) return a.as_double() <=> b.as_double();
      if (b.is(Kind::kDecimal)) return a.as_double() <=> b.as_decimal().to_double();
      return std::nullopt;
    case Kind::kDecimal:
      if (b.is(Kind::kDecimal)) return compare(a.as_decimal(), b.as_decimal());
      return std::nullopt;
    default:
      return std::nullopt;
  }
}

std::optional<std::partial_ordering> order(const Value& a, const Value& b) {
  if (auto numbers = compare_numbers(a, b)) return numbers;
  if (a.kind() != b.kind()) return std::nullopt;
  switch (a.kind()) {
    case Kind::kBool:
      return a.as_bool() <=> b.as_bool();
    case Kind::kString:
    case Kind::kBytes:
      return a.as_text().compare(b.as_text()) <=> 0;
    case Kind::kTimestamp:
      return a.as_timestamp() <=> b.as_timestamp();
    case Kind::kDuration:
      return a.as_duration() <=> b.as_duration();
    case Kind::kDate:
      return a.as_date() <=> b.as_date();
    default:
      return std::nullopt;
  }
}

bool holds(Op op, std::partial_ordering order) {
  switch (op) {
    case Op::kLess:
      return order < 0;
    case Op::kLessEqual:
      return order <= 0;
    case Op::kGreater:
      return order > 0;
    default:
      return order >= 0;
  }
}

}  // namespace

std::optional<std::partial_ordering> compare_numbers(const Value& a, const Value& b) {
  if (a.kind() <= b.kind()) return ordered_numbers(a, b);
  auto order = ordered_numbers(b, a);
  if (!order) return std::nullopt;
  return reversed(*order);
}

Value compare(Runtime& runtime, Op op, const Value& a, const Value& b) {
  std::array<Value, 2> operands = {a, b};
  if (!is_plain(a) || !is_plain(b)) return absorb(runtime, operands);
  if (op == Op::kEqual || op == Op::kNotEqual) {
    bool equal = equal_values(runtime, a, b);
    if (runtime.steps_left == 0) return runtime.spent();
    return Value::boolean(equal == (op == Op::kEqual));
  }
  if (!runtime.charge(comparison_cost(std::min(text_size(a), text_size(b))))) {
    return runtime.spent();
  }
  auto result = order(a, b);
  if (!result) return runtime.no_overload(symbol_of(op), operands);
  return Value::boolean(holds(op, *result));
}

}  // namespace stagegraph::cel
