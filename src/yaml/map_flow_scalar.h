// SPDX-License-Identifier: Apache-2.0
// Where the bytes of plain and quoted scalars come from.
#pragma once

#include <string_view>

#include "yaml/source_map.h"

namespace stagegraph::yaml {

SourceMap map_flow_scalar(std::string_view source, size_t offset, ScalarStyle style,
                          std::string_view value);

}  // namespace stagegraph::yaml
