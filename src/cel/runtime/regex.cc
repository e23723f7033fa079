// SPDX-License-Identifier: Apache-2.0
// RE2 with the bounds that keep matching linear: its program and its automaton may use 1 MiB, or
// 128 KiB where the pattern comes from data. Where the automaton needs more, matching costs the
// size of the program for each byte.
#include "cel/runtime/regex.h"

#include <re2/re2.h>

namespace stagegraph::cel {
namespace {

constexpr int64_t kMaxMemory = 1 << 20;
constexpr int64_t kMaxMemoryOfData = 128 << 10;
constexpr uint64_t kSmallProgram = 64;  // instructions that one step pays for

std::unique_ptr<re2::RE2> make_regex(std::string_view pattern, PatternSource source) {
  re2::RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(source == PatternSource::kData ? kMaxMemoryOfData : kMaxMemory);
  return std::make_unique<re2::RE2>(re2::StringPiece(pattern.data(), pattern.size()), options);
}

}  // namespace

Regex::Regex(std::string_view pattern, PatternSource source) : regex_(make_regex(pattern, source)) {
  // Of a pattern that is wrong the size is -1.
  if (ok()) steps_per_byte_ = 1 + size() / kSmallProgram;
}

Regex::~Regex() = default;
Regex::Regex(Regex&&) noexcept = default;
Regex& Regex::operator=(Regex&&) noexcept = default;

bool Regex::ok() const { return regex_->ok(); }

const std::string& Regex::error() const { return regex_->error(); }

uint64_t Regex::size() const { return static_cast<uint64_t>(regex_->ProgramSize()); }

Value Regex::match(Runtime& runtime, std::string_view text) const {
  if (!runtime.charge(text.size() * steps_per_byte_)) return runtime.spent();
  return Value::boolean(
      re2::RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), *regex_));
}

}  // namespace stagegraph::cel
