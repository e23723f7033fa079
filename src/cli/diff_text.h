// SPDX-License-Identifier: Apache-2.0
// A comparison of two versions as text for a terminal.
#pragma once

#include <string>

#include "cli/diff_outline.h"

namespace stagegraph::cli {

std::string diff_as_text(const DiffOutline& outline);

}  // namespace stagegraph::cli
