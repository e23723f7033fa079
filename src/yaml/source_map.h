// SPDX-License-Identifier: Apache-2.0
// Which bytes of the file each byte of a scalar's value came from.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "yaml/node.h"

namespace stagegraph::yaml {

// Half open, bytes of the file.
struct Extent {
  uint32_t begin = 0;
  uint32_t end = 0;
};

struct SourceMap {
  std::vector<Extent> bytes;  // one for each byte of the value; the bytes of an escape share theirs
  uint32_t content_end = 0;   // after the last byte that counts
  uint32_t end = 0;           // the same, but after the closing quote
  bool exact = true;          // false where the value could not be found again in the file
};

// `offset` is where the scalar begins in `source`. The value is laid against the source, so that
// yaml-cpp's reading of folds and indentation is followed, not reproduced.
SourceMap map_scalar(std::string_view source, size_t offset, ScalarStyle style,
                     std::string_view value);

// The style that the character at the scalar's beginning announces.
ScalarStyle style_at(std::string_view source, size_t offset);

}  // namespace stagegraph::yaml
