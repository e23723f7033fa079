// Comparisons of short plain values of one kind: what nearly all conditions come to. They need no
// runtime, since they cannot fail and cost no more than their instruction.
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

#include "cel/common/value.h"
#include "cel/syntax/ast.h"

namespace stagegraph::cel {

inline uint64_t word_at(std::string_view text, size_t offset) {
  uint64_t word = 0;
  std::memcpy(&word, text.data() + offset, sizeof(word));
  return word;
}

template <typename T>
bool is_same(const T& a, const T& b) {
  return a == b;
}

// Names of enum members are short: to look at their bytes here is quicker than to call memcmp, and
// a function that calls nothing has no registers to save.
[[gnu::always_inline]] inline bool is_same(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  size_t i = 0;
  for (; a.size() - i >= sizeof(uint64_t); i += sizeof(uint64_t)) {
    if (word_at(a, i) != word_at(b, i)) return false;
  }
  for (; i < a.size(); ++i) {
    if (a[i] != b[i]) return false;
  }
  return true;
}

template <Op kOp, typename T>
bool relate(const T& a, const T& b) {
  if constexpr (kOp == Op::kEqual) return is_same(a, b);
  if constexpr (kOp == Op::kNotEqual) return !is_same(a, b);
  if constexpr (kOp == Op::kLess) return a < b;
  if constexpr (kOp == Op::kLessEqual) return a <= b;
  if constexpr (kOp == Op::kGreater) return a > b;
  if constexpr (kOp == Op::kGreaterEqual) return a >= b;
}

// Compares numbers of one kind, and for equality short texts. False: that takes more than this.
template <Op kOp>
[[gnu::always_inline]] inline bool relate_plain(const Value& a, const Value& b, Value& answer) {
  constexpr size_t kShortText = 255;  // what is longer pays for being compared
  constexpr bool kIsEquality = kOp == Op::kEqual || kOp == Op::kNotEqual;
  if (a.kind() != b.kind()) return false;
  if (a.is(Kind::kInt)) {
    answer = Value::boolean(relate<kOp>(a.as_int(), b.as_int()));
  } else if (kIsEquality && a.is(Kind::kString) && a.as_text().size() <= kShortText) {
    answer = Value::boolean(relate<kOp>(a.as_text(), b.as_text()));
  } else if (a.is(Kind::kDouble)) {
    answer = Value::boolean(relate<kOp>(a.as_double(), b.as_double()));
  } else {
    return false;
  }
  return true;
}

}  // namespace stagegraph::cel
