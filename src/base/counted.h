// SPDX-License-Identifier: Apache-2.0
// A counted pointer that can tell whether it is the only one: what copy-on-write needs.
// std::shared_ptr::use_count() is no answer to that between threads, as it orders nothing.
#pragma once

#include <atomic>
#include <cstdint>
#include <utility>

// The C library says from its release 2.32 on whether there is one thread. Headers of cross compilers
// may have the file for an older one, but refuse it there.
#ifdef __GLIBC_PREREQ
#if __GLIBC_PREREQ(2, 32)
#define STAGEGRAPH_KNOWS_SINGLE_THREAD
#include <sys/single_threaded.h>
#endif
#endif

namespace stagegraph {

// A locked instruction makes the processor wait for its memory before it reads on, so none is used
// where the C library knows that there is one thread, as with std::shared_ptr.
class Holders {
 public:
  bool is_one() const { return count_.load(std::memory_order_acquire) == 1; }
  void add() {
    if (is_single_threaded()) {
      count_.store(count_.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
    } else {
      count_.fetch_add(1, std::memory_order_relaxed);
    }
  }
  // True: that was the last.
  bool drop() {
    if (!is_single_threaded()) return count_.fetch_sub(1, std::memory_order_acq_rel) == 1;
    const uint32_t left = count_.load(std::memory_order_relaxed) - 1;
    count_.store(left, std::memory_order_relaxed);
    return left == 0;
  }

 private:
  static bool is_single_threaded() {
#ifdef STAGEGRAPH_KNOWS_SINGLE_THREAD
    return __libc_single_threaded != 0;
#else
    return false;
#endif
  }

  std::atomic<uint32_t> count_{1};
};

// T has `Holders holders` and `static void destroy(T*)`.
template <typename T>
class Counted {
 public:
  Counted() = default;
  // Takes over the one that `fresh` counts.
  explicit Counted(T* fresh) : object_(fresh) {}
  Counted(const Counted& other) : object_(other.object_) {
    if (object_ != nullptr) object_->holders.add();
  }
  Counted(Counted&& other) noexcept : object_(std::exchange(other.object_, nullptr)) {}
  Counted& operator=(Counted other) noexcept {
    std::swap(object_, other.object_);
    return *this;
  }
  ~Counted() {
    if (object_ == nullptr) return;
    if (object_->holders.drop()) T::destroy(object_);
  }

  // Nobody else holds it, and what others did with it is done.
  bool is_only() const { return object_ != nullptr && object_->holders.is_one(); }

  explicit operator bool() const { return object_ != nullptr; }
  T& operator*() const { return *object_; }
  T* operator->() const { return object_; }
  friend bool operator==(const Counted&, const Counted&) = default;

 private:
  T* object_ = nullptr;
};

}  // namespace stagegraph
