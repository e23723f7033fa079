// SPDX-License-Identifier: Apache-2.0
// A comparison of two versions as one page that can be mailed: it loads nothing and runs nothing.
#pragma once

#include <string>

#include "cli/diff_outline.h"

namespace stagegraph::cli {

std::string diff_as_html(const DiffOutline& outline);

}  // namespace stagegraph::cli
