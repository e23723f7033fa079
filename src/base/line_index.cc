// SPDX-License-Identifier: Apache-2.0
#include "base/line_index.h"

#include <algorithm>

#include "base/utf8.h"

namespace stagegraph {

namespace {
constexpr size_t kStride = 256;
}

LineIndex::LineIndex(std::string_view text) : text_(text), lines_{0} {
  uint32_t count = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    if (i % kStride == 0) checkpoints_.push_back(count);
    count += (static_cast<uint8_t>(text[i]) & 0xC0) != 0x80;
    if (text[i] == '\n') lines_.push_back(static_cast<uint32_t>(i + 1));
  }
  checkpoints_.push_back(count);
}

size_t LineIndex::code_points_before(size_t offset) const {
  size_t block = offset / kStride;
  if (block * kStride >= text_.size()) return checkpoints_.back();
  return checkpoints_[block] + count_code_points(text_.substr(block * kStride, offset % kStride));
}

Position LineIndex::at(size_t offset) const {
  offset = std::min(offset, text_.size());
  auto next = std::upper_bound(lines_.begin(), lines_.end(), offset);
  size_t column = code_points_before(offset) - code_points_before(*(next - 1)) + 1;
  return {static_cast<uint32_t>(next - lines_.begin()), static_cast<uint32_t>(column)};
}

}  // namespace stagegraph
