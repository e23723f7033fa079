// The math extension. Functions look at the kinds of their arguments, since those may be dyn.
#include "cel/functions/math.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "cel/functions/bounds.h"
#include "cel/runtime/arithmetic.h"
#include "cel/runtime/comparison.h"

namespace stagegraph::cel {
namespace {

constexpr int64_t kBits = 64;

Value extreme(Runtime& runtime, Arguments arguments, bool greatest, std::string_view name) {
  std::span<const Value> values = arguments;
  if (arguments.size() == 1 && arguments[0].is(Kind::kList)) {
    values = arguments[0].as_list().items;
    if (values.empty()) return runtime.fail(std::string(name) + "() of an empty list");
  }
  if (!runtime.charge(values.size())) return runtime.spent();
  const Value* best = &values[0];
  for (const Value& value : values) {
    auto order = compare_numbers(value, *best);
    if (!order) return runtime.no_overload(name, arguments);
    if (greatest ? *order > 0 : *order < 0) best = &value;
  }
  return *best;
}

Value greatest(Runtime& runtime, Arguments arguments) {
  return extreme(runtime, arguments, true, "math.greatest");
}

Value least(Runtime& runtime, Arguments arguments) {
  return extreme(runtime, arguments, false, "math.least");
}

template <double (*kFunction)(double)>
Value real_function(Runtime& runtime, Arguments arguments) {
  if (!arguments[0].is(Kind::kDouble)) return runtime.no_overload("math", arguments);
  return Value::real(kFunction(arguments[0].as_double()));
}

template <bool (*kFunction)(double)>
Value real_question(Runtime& runtime, Arguments arguments) {
  if (!arguments[0].is(Kind::kDouble)) return runtime.no_overload("math", arguments);
  return Value::boolean(kFunction(arguments[0].as_double()));
}

double ceil_of(double v) { return std::ceil(v); }
double floor_of(double v) { return std::floor(v); }
double round_of(double v) { return std::round(v); }  // half away from zero
double trunc_of(double v) { return std::trunc(v); }
bool is_nan(double v) { return std::isnan(v); }
bool is_inf(double v) { return std::isinf(v); }
bool is_finite(double v) { return std::isfinite(v); }

Value absolute(Runtime& runtime, Arguments arguments) {
  const Value& value = arguments[0];
  switch (value.kind()) {
    case Kind::kUint:
      return value;
    case Kind::kDouble:
      return Value::real(std::fabs(value.as_double()));
    case Kind::kInt:
      return value.as_int() < 0 ? negate(runtime, value) : value;
    case Kind::kDecimal:
      return value.as_decimal().negative() ? negate(runtime, value) : value;
    default:
      return runtime.no_overload("math.abs", arguments);
  }
}

Value sign(Runtime& runtime, Arguments arguments) {
  const Value& value = arguments[0];
  switch (value.kind()) {
    case Kind::kUint:
      return Value::unsigned_integer(value.as_uint() > 0 ? 1 : 0);
    case Kind::kInt:
      return Value::integer((value.as_int() > 0) - (value.as_int() < 0));
    case Kind::kDouble: {
      double v = value.as_double();
      return Value::real(v > 0 ? 1.0 : v < 0 ? -1.0 : v);
    }
    default:
      return runtime.no_overload("math.sign", arguments);
  }
}

Value square_root(Runtime& runtime, Arguments arguments) {
  const Value& value = arguments[0];
  switch (value.kind()) {
    case Kind::kInt:
      return Value::real(std::sqrt(static_cast<double>(value.as_int())));
    case Kind::kUint:
      return Value::real(std::sqrt(static_cast<double>(value.as_uint())));
    case Kind::kDouble:
      return Value::real(std::sqrt(value.as_double()));
    default:
      return runtime.no_overload("math.sqrt", arguments);
  }
}

// ---- bits

bool is_integer(const Value& value) { return value.is(Kind::kInt) || value.is(Kind::kUint); }

Value with_bits(const Value& like, uint64_t bits) {
  return like.is(Kind::kInt) ? Value::integer(static_cast<int64_t>(bits))
                             : Value::unsigned_integer(bits);
}

template <typename Combine>
Value combine_bits(Runtime& runtime, Arguments arguments, std::string_view name, Combine combine) {
  if (!is_integer(arguments[0]) || arguments[0].kind() != arguments[1].kind()) {
    return runtime.no_overload(name, arguments);
  }
  return with_bits(arguments[0], combine(arguments[0].as_uint(), arguments[1].as_uint()));
}

Value bit_and(Runtime& runtime, Arguments arguments) {
  return combine_bits(runtime, arguments, "math.bitAnd",
                      [](uint64_t a, uint64_t b) { return a & b; });
}

Value bit_or(Runtime& runtime, Arguments arguments) {
  return combine_bits(runtime, arguments, "math.bitOr",
                      [](uint64_t a, uint64_t b) { return a | b; });
}

Value bit_xor(Runtime& runtime, Arguments arguments) {
  return combine_bits(runtime, arguments, "math.bitXor",
                      [](uint64_t a, uint64_t b) { return a ^ b; });
}

Value bit_not(Runtime& runtime, Arguments arguments) {
  if (!is_integer(arguments[0])) return runtime.no_overload("math.bitNot", arguments);
  return with_bits(arguments[0], ~arguments[0].as_uint());
}

// Shifts move bits, not numbers: a negative int shifted right becomes positive.
Value shift(Runtime& runtime, Arguments arguments, bool left) {
  if (!is_integer(arguments[0]) || !arguments[1].is(Kind::kInt)) {
    return runtime.no_overload(left ? "math.bitShiftLeft" : "math.bitShiftRight", arguments);
  }
  int64_t count = arguments[1].as_int();
  if (count < 0) return runtime.fail("negative offset of a bit shift: " + std::to_string(count));
  if (count >= kBits) return with_bits(arguments[0], 0);
  uint64_t bits = arguments[0].as_uint();
  return with_bits(arguments[0], left ? bits << count : bits >> count);
}

Value shift_left(Runtime& runtime, Arguments arguments) { return shift(runtime, arguments, true); }

Value shift_right(Runtime& runtime, Arguments arguments) {
  return shift(runtime, arguments, false);
}

uint64_t of_arguments(const BoundCall& call) {
  return std::max<uint64_t>(call.arguments.size(), first_of(call).count);
}

}  // namespace

std::span<const Declaration> math_declarations() {
  static constexpr std::string_view kBitwise = "int, int -> int | uint, uint -> uint";
  static constexpr Declaration kTable[] = {
      {"math.greatest", Style::kVariadic, "dyn -> dyn", greatest, of_arguments, kByType},
      {"math.least", Style::kVariadic, "dyn -> dyn", least, of_arguments, kByType},
      {"math.ceil", Style::kGlobal, "double -> double", real_function<ceil_of>, kNoSteps, kByType},
      {"math.floor", Style::kGlobal, "double -> double", real_function<floor_of>, kNoSteps,
       kByType},
      {"math.round", Style::kGlobal, "double -> double", real_function<round_of>, kNoSteps,
       kByType},
      {"math.trunc", Style::kGlobal, "double -> double", real_function<trunc_of>, kNoSteps,
       kByType},
      {"math.abs", Style::kGlobal, "int -> int | uint -> uint | double -> double", absolute,
       kNoSteps, kByType},
      {"math.sign", Style::kGlobal, "int -> int | uint -> uint | double -> double", sign, kNoSteps,
       kByType},
      {"math.sqrt", Style::kGlobal, "int -> double | uint -> double | double -> double",
       square_root, kNoSteps, kByType},
      {"math.isNaN", Style::kGlobal, "double -> bool", real_question<is_nan>, kNoSteps, kByType},
      {"math.isInf", Style::kGlobal, "double -> bool", real_question<is_inf>, kNoSteps, kByType},
      {"math.isFinite", Style::kGlobal, "double -> bool", real_question<is_finite>, kNoSteps,
       kByType},
      {"math.bitAnd", Style::kGlobal, kBitwise, bit_and, kNoSteps, kByType},
      {"math.bitOr", Style::kGlobal, kBitwise, bit_or, kNoSteps, kByType},
      {"math.bitXor", Style::kGlobal, kBitwise, bit_xor, kNoSteps, kByType},
      {"math.bitNot", Style::kGlobal, "int -> int | uint -> uint", bit_not, kNoSteps, kByType},
      {"math.bitShiftLeft", Style::kGlobal, "int, int -> int | uint, int -> uint", shift_left,
       kNoSteps, kByType},
      {"math.bitShiftRight", Style::kGlobal, "int, int -> int | uint, int -> uint", shift_right,
       kNoSteps, kByType},
  };
  return kTable;
}

}  // namespace stagegraph::cel
