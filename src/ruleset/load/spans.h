// SPDX-License-Identifier: Apache-2.0
// Spans that are counted when the rules run.
#pragma once

#include <optional>

#include "ruleset/load/loader.h"
#include "time/span.h"

namespace stagegraph::ruleset {

// Reads a span. One in working time needs the ruleset's `calendar`, or, with `own_calendar`, one of
// the thing itself. Without it nothing could be counted, and nothing would happen.
std::optional<time::Span> read_counted_span(Loader& loader, const DocPlace& place,
                                            bool own_calendar = false);

}  // namespace stagegraph::ruleset
