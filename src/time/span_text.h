// Spans as people write them ("7 days") and as ISO 8601 does ("P7D").
#pragma once

#include <string>
#include <string_view>

#include "base/expected.h"
#include "time/span.h"

namespace stagegraph::time {

// "7 days", "1 week", "7 full days", "36 hours", "90 minutes", "1 month", "2 years",
// "5 business days", "4 business hours", "P7D", "PT36H", "P1Y2M". Positive and not zero, and no
// longer than 10,000 years. Fails with kInvalidInput.
Expected<Span> parse_span(std::string_view text);

std::string format_span(const Span& span);  // in words where it has one part, else ISO 8601

}  // namespace stagegraph::time
