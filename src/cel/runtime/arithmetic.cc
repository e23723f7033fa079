// Arithmetic by kind of operands. Integers, decimals and times that overflow fail and never wrap
// around. Doubles follow IEEE 754.
#include "cel/runtime/arithmetic.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>
#include <string>

namespace stagegraph::cel {

using namespace time;
namespace {

Value overflow(Runtime& runtime, Op op) {
  return runtime.fail("overflow in '" + std::string(symbol_of(op)) + "'");
}

Value divide_by_zero(Runtime& runtime, Op op) {
  return runtime.fail(op == Op::kDivide ? "division by zero" : "modulus by zero");
}

Value of_ints(Runtime& runtime, Op op, int64_t a, int64_t b) {
  int64_t result = 0;
  switch (op) {
    case Op::kAdd:
      if (__builtin_add_overflow(a, b, &result)) return overflow(runtime, op);
      break;
    case Op::kSubtract:
      if (__builtin_sub_overflow(a, b, &result)) return overflow(runtime, op);
      break;
    case Op::kMultiply:
      if (__builtin_mul_overflow(a, b, &result)) return overflow(runtime, op);
      break;
    default:
      if (b == 0) return divide_by_zero(runtime, op);
      if (a == INT64_MIN && b == -1) {
        return op == Op::kDivide ? overflow(runtime, op) : Value::integer(0);
      }
      result = op == Op::kDivide ? a / b : a % b;
  }
  return Value::integer(result);
}

Value of_uints(Runtime& runtime, Op op, uint64_t a, uint64_t b) {
  uint64_t result = 0;
  switch (op) {
    case Op::kAdd:
      if (__builtin_add_overflow(a, b, &result)) return overflow(runtime, op);
      break;
    case Op::kSubtract:
      if (__builtin_sub_overflow(a, b, &result)) return overflow(runtime, op);
      break;
    case Op::kMultiply:
      if (__builtin_mul_overflow(a, b, &result)) return overflow(runtime, op);
      break;
    default:
      if (b == 0) return divide_by_zero(runtime, op);
      result = op == Op::kDivide ? a / b : a % b;
  }
  return Value::unsigned_integer(result);
}

double of_doubles(Op op, double a, double b) {
  switch (op) {
    case Op::kAdd:
      return a + b;
    case Op::kSubtract:
      return a - b;
    case Op::kMultiply:
      return a * b;
    default:
      return a / b;
  }
}

Value of_decimals(Runtime& runtime, Op op, Decimal a, Decimal b) {
  std::optional<Decimal> result;
  switch (op) {
    case Op::kAdd:
      result = add(a, b);
      break;
    case Op::kSubtract:
      result = subtract(a, b);
      break;
    case Op::kMultiply:
      result = multiply(a, b);
      break;
    default:
      if (b.is_zero()) return divide_by_zero(runtime, op);
      result = divide(a, b);
  }
  return result ? Value::decimal(*result) : overflow(runtime, op);
}

Value concatenate(Runtime& runtime, const Value& a, const Value& b) {
  std::string_view left = a.as_text();
  std::string_view right = b.as_text();
  size_t size = left.size() + right.size();
  if (!runtime.charge(size)) return runtime.spent();
  char* data = static_cast<char*>(runtime.arena.allocate(size + 1, 1));
  if (!left.empty()) std::memcpy(data, left.data(), left.size());
  if (!right.empty()) std::memcpy(data + left.size(), right.data(), right.size());
  return a.is(Kind::kString) ? Value::string({data, size}) : Value::bytes({data, size});
}

Value join_lists(Runtime& runtime, const Value& a, const Value& b) {
  auto left = a.as_list().items;
  auto right = b.as_list().items;
  if (!runtime.charge(left.size() + right.size())) return runtime.spent();
  if (right.empty()) return a;
  if (left.empty()) return b;
  auto items = runtime.arena.make_array<Value>(left.size() + right.size());
  std::copy(left.begin(), left.end(), items.begin());
  std::copy(right.begin(), right.end(), items.begin() + static_cast<ptrdiff_t>(left.size()));
  return make_list(runtime, items);
}

constexpr int64_t kNanos = 1'000'000'000;

// A timestamp moved by so many nanoseconds, within the years 1 to 9999.
Value moved(Runtime& runtime, Op op, Timestamp start, int64_t nanoseconds) {
  int64_t seconds = nanoseconds / kNanos;
  int64_t nanos = nanoseconds % kNanos;
  if (op == Op::kSubtract) {
    seconds = -seconds;
    nanos = -nanos;
  }
  seconds += start.seconds;  // both are far below the limits of 64 bits
  nanos += start.nanos;
  if (nanos < 0) {
    --seconds;
    nanos += kNanos;
  } else if (nanos >= kNanos) {
    ++seconds;
    nanos -= kNanos;
  }
  if (seconds < kMinTimestampSeconds || seconds > kMaxTimestampSeconds) {
    return runtime.fail("the timestamp is out of range: years 0001 to 9999");
  }
  return Value::timestamp({seconds, static_cast<int32_t>(nanos)});
}

Value difference(Runtime& runtime, Timestamp a, Timestamp b) {
  int64_t result = 0;
  if (__builtin_mul_overflow(a.seconds - b.seconds, kNanos, &result) ||
      __builtin_add_overflow(result, static_cast<int64_t>(a.nanos) - b.nanos, &result)) {
    return runtime.fail("the duration is out of range: about 292 years at most");
  }
  return Value::duration(result);
}

Value of_durations(Runtime& runtime, Op op, int64_t a, int64_t b) {
  int64_t result = 0;
  bool bad = op == Op::kAdd ? __builtin_add_overflow(a, b, &result)
                            : __builtin_sub_overflow(a, b, &result);
  if (bad) return runtime.fail("the duration is out of range: about 292 years at most");
  return Value::duration(result);
}

bool adds(Op op) { return op == Op::kAdd || op == Op::kSubtract; }

// The operands are of one kind.
std::optional<Value> of_same_kind(Runtime& runtime, Op op, const Value& a, const Value& b) {
  switch (a.kind()) {
    case Kind::kInt:
      return of_ints(runtime, op, a.as_int(), b.as_int());
    case Kind::kUint:
      return of_uints(runtime, op, a.as_uint(), b.as_uint());
    case Kind::kDouble:
      if (op == Op::kModulo) return std::nullopt;
      return Value::real(of_doubles(op, a.as_double(), b.as_double()));
    case Kind::kDecimal:
      if (op == Op::kModulo) return std::nullopt;
      return of_decimals(runtime, op, a.as_decimal(), b.as_decimal());
    case Kind::kString:
    case Kind::kBytes:
      if (op != Op::kAdd) return std::nullopt;
      return concatenate(runtime, a, b);
    case Kind::kList:
      if (op != Op::kAdd) return std::nullopt;
      return join_lists(runtime, a, b);
    case Kind::kDuration:
      if (!adds(op)) return std::nullopt;
      return of_durations(runtime, op, a.as_duration(), b.as_duration());
    case Kind::kTimestamp:
      if (op != Op::kSubtract) return std::nullopt;
      return difference(runtime, a.as_timestamp(), b.as_timestamp());
    default:
      return std::nullopt;
  }
}

std::optional<Value> of_plain(Runtime& runtime, Op op, const Value& a, const Value& b) {
  if (a.kind() == b.kind()) return of_same_kind(runtime, op, a, b);
  if (a.is(Kind::kTimestamp) && b.is(Kind::kDuration) && adds(op)) {
    return moved(runtime, op, a.as_timestamp(), b.as_duration());
  }
  if (a.is(Kind::kDuration) && b.is(Kind::kTimestamp) && op == Op::kAdd) {
    return moved(runtime, op, b.as_timestamp(), a.as_duration());
  }
  return std::nullopt;
}

}  // namespace

Value arithmetic(Runtime& runtime, Op op, const Value& a, const Value& b) {
  std::array<Value, 2> operands = {a, b};
  if (!is_plain(a) || !is_plain(b)) return absorb(runtime, operands);
  if (std::optional<Value> result = of_plain(runtime, op, a, b)) return *result;
  return runtime.no_overload(symbol_of(op), operands);
}

Value negate(Runtime& runtime, const Value& a) {
  switch (a.kind()) {
    case Kind::kInt:
      return of_ints(runtime, Op::kSubtract, 0, a.as_int());
    case Kind::kDouble:
      return Value::real(-a.as_double());
    case Kind::kDecimal:
      return of_decimals(runtime, Op::kSubtract, Decimal(), a.as_decimal());
    default:
      return is_plain(a) ? runtime.no_overload("-", {&a, 1}) : a;
  }
}

}  // namespace stagegraph::cel
