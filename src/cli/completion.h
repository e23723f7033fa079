// SPDX-License-Identifier: Apache-2.0
// Completion of the command line by a shell: scripts that the shells read.
#pragma once

#include <string>
#include <string_view>

#include "cli/usage.h"

namespace stagegraph::cli {

// The script for "bash", "zsh" or "fish".
std::string completion_script(std::string_view shell, const ProgramUse& use);

}  // namespace stagegraph::cli
