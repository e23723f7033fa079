// SPDX-License-Identifier: Apache-2.0
// Regular expressions: RE2's, within bounds of memory. The only user of RE2.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "cel/common/runtime.h"
#include "cel/common/value.h"

namespace re2 {
class RE2;
}

namespace stagegraph::cel {

// Where a pattern comes from. One that is written in an expression is compiled once, when the
// expression is loaded. One from data is compiled at each evaluation, and so has less room.
enum class PatternSource : uint8_t { kExpression, kData };

// The most steps that matching one byte takes, whatever the pattern from data is.
inline constexpr uint64_t kMostStepsPerByte = 257;

class Regex {
 public:
  // Ask ok() of what comes out. Never logs.
  Regex(std::string_view pattern, PatternSource source);
  ~Regex();
  Regex(Regex&&) noexcept;
  Regex& operator=(Regex&&) noexcept;

  bool ok() const;
  const std::string& error() const;  // why it is not

  uint64_t size() const;  // instructions of its program

  // Steps to charge for each byte matched: RE2 is linear in the text, times the size of the program
  // where its automaton outgrows its memory.
  uint64_t steps_per_byte() const { return steps_per_byte_; }

  // Whether the pattern is found anywhere in the text, for those steps.
  Value match(Runtime& runtime, std::string_view text) const;

 private:
  std::unique_ptr<re2::RE2> regex_;
  uint64_t steps_per_byte_ = 0;
};

}  // namespace stagegraph::cel
