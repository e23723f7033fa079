// SPDX-License-Identifier: Apache-2.0
// The manual page of the command, in the language of man(7).
#pragma once

#include <string>
#include <string_view>

#include "cli/usage.h"

namespace stagegraph::cli {

std::string manual_page(const ProgramUse& use, std::string_view release);

}  // namespace stagegraph::cli
