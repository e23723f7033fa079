// SPDX-License-Identifier: Apache-2.0
// The finding stands at the span, as a deadline may have several.
#include "ruleset/load/spans.h"

#include <fmt/format.h>

namespace stagegraph::ruleset {

std::optional<time::Span> read_counted_span(Loader& loader, const DocPlace& place,
                                            bool own_calendar) {
  std::optional<time::Span> span = read_span(loader.findings, place);
  if (span && span->is_business() && !own_calendar && !loader.has_calendar) {
    loader.findings.error("missing-key", place,
                          fmt::format("'{}' is working time, and no calendar counts it. Give the "
                                      "ruleset the key 'calendar', such as 'calendar: office'",
                                      place.node->text));
  }
  return span;
}

}  // namespace stagegraph::ruleset
