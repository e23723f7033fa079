// SPDX-License-Identifier: Apache-2.0
// A report on conformance cases as people read it.
#pragma once

#include <string>

#include "conformance/conformance.h"

namespace stagegraph::cel {

// Each failure with what was expected and what came, then "N passed, N failed, N skipped".
std::string to_text(const ConformanceReport& report);

}  // namespace stagegraph::cel
