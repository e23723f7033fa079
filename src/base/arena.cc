// SPDX-License-Identifier: Apache-2.0
#include "base/arena.h"

#include <algorithm>

namespace stagegraph {

namespace {
uintptr_t address(const std::byte* p) { return reinterpret_cast<uintptr_t>(p); }
}  // namespace

void* Arena::allocate_slow(size_t size, size_t alignment) {
  size_t next = cursor_ == 0 ? 0 : current_ + 1;
  while (next < blocks_.size() && blocks_[next].size < size + alignment) ++next;
  if (next == blocks_.size()) {
    size_t last = blocks_.empty() ? first_block_ / 2 : blocks_.back().size;
    size_t want = std::max(last * 2, size + alignment);
    blocks_.push_back({std::make_unique_for_overwrite<std::byte[]>(want), want});
  }
  current_ = next;
  cursor_ = address(blocks_[current_].data.get());
  limit_ = cursor_ + blocks_[current_].size;
  uintptr_t at = (cursor_ + alignment - 1) & ~(uintptr_t{alignment} - 1);
  cursor_ = at + size;
  return reinterpret_cast<void*>(at);
}

void Arena::reset() {
  current_ = 0;
  if (blocks_.empty()) return;
  cursor_ = address(blocks_[0].data.get());
  limit_ = cursor_ + blocks_[0].size;
}

size_t Arena::used() const {
  if (blocks_.empty()) return 0;
  size_t total = 0;
  for (size_t i = 0; i < current_; ++i) total += blocks_[i].size;
  return total + cursor_ - address(blocks_[current_].data.get());
}

size_t Arena::held() const {
  size_t total = 0;
  for (const Block& block : blocks_) total += block.size;
  return total;
}

}  // namespace stagegraph
