// A CEL value in 16 bytes, trivially copyable. Text, bytes, lists and maps are borrowed: they live
// in an arena, a record or a ruleset that outlives the value.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>

#include "base/decimal.h"
#include "time/instant.h"

namespace stagegraph::cel {

class Value;
struct List;
struct Map;
struct Optional;
struct Network;
struct UnknownSet;
struct EvalError;
struct Type;

enum class Kind : uint8_t {
  kNull,
  kBool,
  kInt,
  kUint,
  kDouble,
  kString,
  kBytes,
  kTimestamp,
  kDuration,
  kList,
  kMap,
  kType,
  kOptional,
  kNetwork,  // an IP address or a CIDR range
  kDecimal,
  kDate,     // of the profile for customer records
  kUnknown,  // a fact without a value: CEL's unknown, not an error
  kError,    // an evaluation that failed
};

class Value {
 public:
  constexpr Value() = default;  // null

  static constexpr Value null() { return Value(); }
  static constexpr Value boolean(bool v) { return Value(Kind::kBool, v ? 1 : 0); }
  static constexpr Value integer(int64_t v) { return Value(Kind::kInt, static_cast<uint64_t>(v)); }
  static constexpr Value unsigned_integer(uint64_t v) { return Value(Kind::kUint, v); }
  static Value real(double v) { return Value(Kind::kDouble, std::bit_cast<uint64_t>(v)); }
  // Borrowed, at most 4 GiB.
  static Value string(std::string_view v) { return text(Kind::kString, v, false); }
  static Value bytes(std::string_view v) { return text(Kind::kBytes, v, false); }
  // Text that lives as long as the ruleset: copies of a record need not copy it.
  static Value interned(std::string_view v) { return text(Kind::kString, v, true); }
  static Value timestamp(time::Timestamp v) {
    return Value(Kind::kTimestamp, static_cast<uint64_t>(v.seconds),
                 static_cast<uint32_t>(v.nanos));
  }
  static constexpr Value duration(int64_t nanoseconds) {
    return Value(Kind::kDuration, static_cast<uint64_t>(nanoseconds));
  }
  static Value decimal(Decimal v) {
    return Value(Kind::kDecimal, v.low(), static_cast<uint32_t>(v.high()), v.scale());
  }
  static constexpr Value date(time::Days v) {
    return Value(Kind::kDate, static_cast<uint64_t>(static_cast<int64_t>(v)));
  }
  static Value list(const List* v) { return pointer(Kind::kList, v); }
  static Value map(const Map* v) { return pointer(Kind::kMap, v); }
  static Value type(const Type* v) { return pointer(Kind::kType, v); }
  static Value optional(const Optional* v) { return pointer(Kind::kOptional, v); }
  static Value network(const Network* v) { return pointer(Kind::kNetwork, v); }
  static Value error(const EvalError* v) { return pointer(Kind::kError, v); }
  // The value of the variable `slot` is not known.
  static constexpr Value unknown(uint32_t slot) { return Value(Kind::kUnknown, 0, slot); }
  // Several variables are not known.
  static Value unknown(const UnknownSet* v) { return pointer(Kind::kUnknown, v); }

  constexpr Kind kind() const { return static_cast<Kind>(meta_ >> kKindShift & 0xff); }
  constexpr bool is(Kind k) const { return kind() == k; }
  constexpr bool is_true() const { return is(Kind::kBool) && low_ == 1; }
  constexpr bool is_false() const { return is(Kind::kBool) && low_ == 0; }
  constexpr bool is_unknown() const { return is(Kind::kUnknown); }
  constexpr bool is_error() const { return is(Kind::kError); }
  constexpr bool is_interned() const { return extra() == 1 && is(Kind::kString); }
  constexpr bool is_borrowed_text() const {
    return meta_ >> kKindShift == static_cast<uint64_t>(Kind::kString);
  }

  // Each of these asks for the kind it names. Anything else is a bug.
  constexpr bool as_bool() const { return low_ != 0; }
  constexpr int64_t as_int() const { return static_cast<int64_t>(low_); }
  constexpr uint64_t as_uint() const { return low_; }
  double as_double() const { return std::bit_cast<double>(low_); }
  std::string_view as_text() const {  // string or bytes
    return {reinterpret_cast<const char*>(low_), high()};
  }
  time::Timestamp as_timestamp() const { return {as_int(), static_cast<int32_t>(high())}; }
  constexpr int64_t as_duration() const { return static_cast<int64_t>(low_); }  // nanoseconds
  Decimal as_decimal() const {
    return Decimal::from_parts(low_, static_cast<int32_t>(high()), extra());
  }
  time::Days as_date() const { return static_cast<time::Days>(as_int()); }
  const List& as_list() const { return *to<List>(); }
  const Map& as_map() const { return *to<Map>(); }
  const Type& as_type() const { return *to<Type>(); }
  const Optional& as_optional() const { return *to<Optional>(); }
  const Network& as_network() const { return *to<Network>(); }
  const EvalError& as_error() const { return *to<EvalError>(); }
  // Of text that was copied to `distance` bytes from where it is: means the copy from now on.
  void move_text(ptrdiff_t distance) { low_ += static_cast<uint64_t>(distance); }
  // Of an unknown: the set, or null when it is the single variable unknown_slot().
  const UnknownSet* unknown_set() const { return to<UnknownSet>(); }
  constexpr uint32_t unknown_slot() const { return high(); }

 private:
  static constexpr int kKindShift = 32;
  static constexpr int kExtraShift = 40;

  constexpr Value(Kind kind, uint64_t low, uint32_t high = 0, uint8_t extra = 0)
      : low_(low),
        meta_(high | uint64_t{static_cast<uint8_t>(kind)} << kKindShift |
              uint64_t{extra} << kExtraShift) {}
  constexpr uint32_t high() const { return static_cast<uint32_t>(meta_); }
  constexpr uint8_t extra() const { return static_cast<uint8_t>(meta_ >> kExtraShift); }
  static Value text(Kind kind, std::string_view v, bool interned) {
    return Value(kind, reinterpret_cast<uint64_t>(v.data()), static_cast<uint32_t>(v.size()),
                 interned ? 1 : 0);
  }
  static Value pointer(Kind kind, const void* p) {
    return Value(kind, reinterpret_cast<uint64_t>(p));
  }
  template <typename T>
  const T* to() const {
    return reinterpret_cast<const T*>(low_);
  }

  // Two words, each written whole: a processor that copies a value it has just written need not
  // wait for the parts to come together.
  uint64_t low_ = 0;
  uint64_t meta_ = 0;  // 32 bits of the value, its kind, 8 bits more
};

static_assert(sizeof(Value) == 16);

// The deepest a computed value nests: what walks values may recurse.
inline constexpr uint32_t kMaxValueDepth = 250;

struct List {
  std::span<const Value> items;
  uint32_t depth = 1;  // levels of nesting, this one included
};

// Entries in the order in which they were written. Keys are unique (1, 1u and 1.0 are one key).
struct Map {
  std::span<const std::pair<Value, Value>> entries;
  uint32_t depth = 1;  // as List's
};

struct Optional {
  bool has_value = false;
  Value value;
  uint32_t depth = 1;  // as List's
};

// Variables that are not known, as a set: sorted, unique.
struct UnknownSet {
  std::span<const uint32_t> slots;
};

// Why an evaluation failed, and which part of the expression it was.
struct EvalError {
  std::string_view message;  // lives as long as the error
  uint32_t begin = 0;        // byte offsets in the expression's source
  uint32_t end = 0;
};

}  // namespace stagegraph::cel
