// SPDX-License-Identifier: Apache-2.0
// operator new of a test program: counts, and fails where it is told to. Include once a program.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <new>

namespace counted_new {

inline uint64_t allocations = 0;
inline uint64_t fail_at = UINT64_MAX;     // the allocation with this number fails, and all after it
inline uint64_t fail_until = UINT64_MAX;  // but for those from this number on

inline bool fails() {
  ++allocations;
  return allocations >= fail_at && allocations < fail_until;
}

inline void* allocate(size_t size) {
  if (fails()) throw std::bad_alloc();
  if (void* memory = std::malloc(size)) return memory;
  throw std::bad_alloc();
}

inline void* allocate(size_t size, std::align_val_t alignment) {
  if (fails()) throw std::bad_alloc();
  const size_t step = static_cast<size_t>(alignment);
  if (void* memory = std::aligned_alloc(step, (size + step - 1) / step * step)) return memory;
  throw std::bad_alloc();
}

}  // namespace counted_new

void* operator new(size_t size) { return counted_new::allocate(size); }
void* operator new[](size_t size) { return counted_new::allocate(size); }
void* operator new(size_t size, std::align_val_t alignment) {
  return counted_new::allocate(size, alignment);
}
void* operator new[](size_t size, std::align_val_t alignment) {
  return counted_new::allocate(size, alignment);
}
// Sanitizers have their own of these, which do not ask the ones above.
void* operator new(size_t size, const std::nothrow_t&) noexcept {
  return counted_new::fails() ? nullptr : std::malloc(size);
}
void* operator new[](size_t size, const std::nothrow_t& tag) noexcept {
  return operator new(size, tag);
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, size_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::align_val_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::align_val_t) noexcept { std::free(memory); }
void operator delete(void* memory, size_t, std::align_val_t) noexcept { std::free(memory); }
void operator delete[](void* memory, size_t, std::align_val_t) noexcept { std::free(memory); }
