// CEL's form is tried first, then the words and ISO 8601 form of a span. No text has both forms:
// words have a space behind the number, and ISO 8601 begins with "P".
#include "ruleset/duration_text.h"

#include "time/span_text.h"
#include "time/units.h"

namespace stagegraph::ruleset {

using namespace time;

std::optional<int64_t> parse_duration(std::string_view text) {
  auto cel_form = cel::parse_duration(text, cel::DurationForm::kStrict);
  if (cel_form) return cel_form;
  Expected<Span> span = parse_span(text);
  if (!span || span->unit != SpanUnit::kExact) return std::nullopt;
  int64_t nanoseconds = 0;
  if (__builtin_mul_overflow(span->exact.count(), kNanosPerMicro, &nanoseconds))
    return std::nullopt;
  return nanoseconds;
}

}  // namespace stagegraph::ruleset
