// A counted pointer that can tell whether it is the only one: what copy-on-write needs.
// std::shared_ptr::use_count() is no answer to that between threads, as it orders nothing.
#pragma once

#include <atomic>
#include <cstdint>
#include <utility>

namespace stagegraph {

template <typename T>
class Counted {
 public:
  Counted() = default;
  Counted(const Counted& other) : box_(other.box_) {
    if (box_ != nullptr) box_->holders.fetch_add(1, std::memory_order_relaxed);
  }
  Counted(Counted&& other) noexcept : box_(std::exchange(other.box_, nullptr)) {}
  Counted& operator=(Counted other) noexcept {
    std::swap(box_, other.box_);
    return *this;
  }
  ~Counted() {
    if (box_ != nullptr && box_->holders.fetch_sub(1, std::memory_order_acq_rel) == 1) delete box_;
  }

  static Counted make() {
    Counted made;
    made.box_ = new Box;
    return made;
  }

  // Nobody else holds it, and what others did with it is done.
  bool is_only() const {
    return box_ != nullptr && box_->holders.load(std::memory_order_acquire) == 1;
  }

  explicit operator bool() const { return box_ != nullptr; }
  T& operator*() const { return box_->value; }
  T* operator->() const { return &box_->value; }
  friend bool operator==(const Counted&, const Counted&) = default;

 private:
  struct Box {
    std::atomic<uint32_t> holders{1};  // first: on the cache line that is read anyway
    T value;
  };

  Box* box_ = nullptr;
};

}  // namespace stagegraph
