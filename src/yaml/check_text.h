// SPDX-License-Identifier: Apache-2.0
// What a file must be before yaml-cpp, which lets much pass, gets to see it.
#pragma once

#include <optional>
#include <string_view>

#include "base/expected.h"
#include "yaml/limits.h"
#include "yaml/node.h"

namespace stagegraph::yaml {

size_t bom_size(std::string_view text);  // 3 or 0

// Too many bytes, another encoding than UTF-8, control characters.
std::optional<Error> check_text(std::string_view text, std::string_view file, const Limits& limits);

}  // namespace stagegraph::yaml
