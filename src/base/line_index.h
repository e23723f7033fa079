// SPDX-License-Identifier: Apache-2.0
// From byte offsets of a text to lines and columns.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"

namespace stagegraph {

// Lines end at LF; a CR before it belongs to the line. Takes valid UTF-8, which must outlive it.
// Building is one pass; a query costs the same however long the line is.
class LineIndex {
 public:
  explicit LineIndex(std::string_view text);

  Position at(size_t offset) const;  // offsets past the end mean the end
  Range range(size_t begin, size_t end) const { return {at(begin), at(end)}; }

 private:
  size_t code_points_before(size_t offset) const;

  std::string_view text_;
  std::vector<uint32_t> lines_;        // offset of each line's first byte
  std::vector<uint32_t> checkpoints_;  // code points before every kStride-th byte
};

}  // namespace stagegraph
