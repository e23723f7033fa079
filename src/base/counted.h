// A counted pointer that can tell whether it is the only one: what copy-on-write needs.
// std::shared_ptr::use_count() is no answer to that between threads, as it orders nothing.
#pragma once

#include <atomic>
#include <cstdint>
#include <utility>

namespace stagegraph {

// T has `std::atomic<uint32_t> holders{1}`, const ones too, and `static void destroy(T*)`.
template <typename T>
class Counted {
 public:
  Counted() = default;
  // Takes over the one that `fresh` counts.
  explicit Counted(T* fresh) : object_(fresh) {}
  Counted(const Counted& other) : object_(other.object_) {
    if (object_ != nullptr) object_->holders.fetch_add(1, std::memory_order_relaxed);
  }
  Counted(Counted&& other) noexcept : object_(std::exchange(other.object_, nullptr)) {}
  Counted& operator=(Counted other) noexcept {
    std::swap(object_, other.object_);
    return *this;
  }
  ~Counted() {
    if (object_ == nullptr) return;
    if (object_->holders.fetch_sub(1, std::memory_order_acq_rel) == 1) T::destroy(object_);
  }

  // Nobody else holds it, and what others did with it is done.
  bool is_only() const {
    return object_ != nullptr && object_->holders.load(std::memory_order_acquire) == 1;
  }

  explicit operator bool() const { return object_ != nullptr; }
  T& operator*() const { return *object_; }
  T* operator->() const { return object_; }
  friend bool operator==(const Counted&, const Counted&) = default;

 private:
  T* object_ = nullptr;
};

}  // namespace stagegraph
