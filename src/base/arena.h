// SPDX-License-Identifier: Apache-2.0
// A bump allocator that keeps its blocks: after the first few uses, nothing is asked of malloc.
// Holds only trivially destructible things. Not for use from two threads at once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace stagegraph {

class Arena {
 public:
  explicit Arena(size_t first_block = 1024) : first_block_(first_block) {}
  // What was moved from is empty and may be used again.
  Arena(Arena&& other) noexcept : Arena(other.first_block_) { swap(other); }
  Arena& operator=(Arena&& other) noexcept {
    Arena taken(std::move(other));
    swap(taken);
    return *this;
  }

  // Throws std::bad_alloc.
  void* allocate(size_t size, size_t alignment) {
    uintptr_t at = (cursor_ + alignment - 1) & ~(uintptr_t{alignment} - 1);
    if (at + size > limit_ || cursor_ == 0) return allocate_slow(size, alignment);
    cursor_ = at + size;
    return reinterpret_cast<void*>(at);
  }

  template <typename T>
  std::span<T> make_array(size_t count) {
    static_assert(std::is_trivially_destructible_v<T>);
    T* first = static_cast<T*>(allocate(sizeof(T) * count, alignof(T)));
    for (size_t i = 0; i < count; ++i) new (first + i) T();
    return {first, count};
  }

  template <typename T, typename... Args>
  T* make(Args&&... args) {
    static_assert(std::is_trivially_destructible_v<T>);
    return new (allocate(sizeof(T), alignof(T))) T(std::forward<Args>(args)...);
  }

  std::string_view copy(std::string_view text) {
    if (text.empty()) return {};
    char* to = static_cast<char*>(allocate(text.size(), 1));
    std::memcpy(to, text.data(), text.size());
    return {to, text.size()};
  }

  // Forgets everything, keeps the memory.
  void reset();

  void swap(Arena& other) noexcept {
    std::swap(cursor_, other.cursor_);
    std::swap(limit_, other.limit_);
    std::swap(current_, other.current_);
    std::swap(first_block_, other.first_block_);
    blocks_.swap(other.blocks_);
  }

  size_t used() const;  // bytes handed out since the last reset, padding included
  size_t held() const;  // bytes of all its blocks

 private:
  struct Block {
    std::unique_ptr<std::byte[]> data;
    size_t size = 0;
  };

  void* allocate_slow(size_t size, size_t alignment);

  uintptr_t cursor_ = 0;
  uintptr_t limit_ = 0;
  size_t current_ = 0;  // index of the block in use
  size_t first_block_;  // bytes; each later one is twice as large as the one before
  std::vector<Block> blocks_;
};

}  // namespace stagegraph
