#include "cel/regex.h"

#include <re2/re2.h>

namespace stagegraph::cel {

std::unique_ptr<re2::RE2> make_regex(std::string_view pattern) {
  constexpr int64_t kMaxMemory = 1 << 20;
  re2::RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(kMaxMemory);
  return std::make_unique<re2::RE2>(re2::StringPiece(pattern.data(), pattern.size()), options);
}

uint64_t match_cost(const re2::RE2& regex, size_t bytes) {
  constexpr uint64_t kSmallProgram = 64;
  return bytes * (1 + static_cast<uint64_t>(regex.ProgramSize()) / kSmallProgram);
}

Value match_text(Runtime& runtime, const re2::RE2& regex, std::string_view text) {
  if (!runtime.charge(match_cost(regex, text.size()))) return runtime.spent();
  return Value::boolean(re2::RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), regex));
}

}  // namespace stagegraph::cel
