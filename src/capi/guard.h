// Where C++ ends: the one guard around every function body that can fail, and the checks of what
// callers hand in. A body throws Failure (or lets Expected do so through `take`); on the way
// where nothing fails the guard costs nothing.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "base/expected.h"
#include "base/index.h"
#include "stagegraph/stagegraph.h"

namespace stagegraph::capi {

// Ends a call with an error.
struct Failure {
  Error error;
};

[[noreturn]] void fail(Status status, std::string message);

// Turns the exception in flight into a status and, where the caller wants it, an error object.
stg_status report_exception(stg_error** err) noexcept;

template <typename Body>
stg_status guarded(stg_error** err, Body&& body) noexcept {
  try {
    body();
    return STG_STATUS_OK;
  } catch (...) {
    return report_exception(err);
  }
}

template <typename T>
T take(Expected<T> expected) {
  if (!expected) throw Failure{std::move(expected.error())};
  return std::move(expected).value();
}

[[noreturn]] void fail_null(const char* parameter);
[[noreturn]] void fail_index(const char* what, uint64_t index, uint64_t count);

// The pointer, which must not be null.
template <typename T>
T& checked(T* pointer, const char* parameter) {
  if (pointer == nullptr) fail_null(parameter);
  return *pointer;
}

inline void check_index(const char* what, uint64_t index, uint64_t count) {
  if (index >= count) fail_index(what, index, count);
}

// The place in a table of the ruleset; fails where there is none of that number.
template <typename T, typename Of>
IndexOf<Of> checked_index(const char* what, uint32_t index, const IndexedVector<T, Of>& table) {
  check_index(what, index, table.size());
  return IndexOf<Of>(index);
}

// A document (YAML, JSON), whose reader reports bad UTF-8 with its place.
std::string_view bytes_in(const char* data, size_t size, const char* parameter);
// Any other text.
std::string_view text_in(const char* data, size_t size, const char* parameter);

// Counts and indices are 32 bits wide: loading and reading refuse what would need more.
template <typename Count>
uint32_t count_out(Count count) {
  return static_cast<uint32_t>(count);
}

inline stg_str text_out(std::string_view text) { return {text.data(), text.size()}; }

// An out-parameter marked "reused" in the header: an object that is there is used again, a new one
// reaches the caller only by `commit`.
template <typename T>
class Reused {
 public:
  template <typename... Args>
  explicit Reused(T** out, Args&&... args) : out_(&checked(out, "the result")) {
    if (*out_ == nullptr) fresh_ = std::make_unique<T>(std::forward<Args>(args)...);
  }

  T& operator*() const { return fresh_ ? *fresh_ : **out_; }
  T* operator->() const { return &**this; }
  bool is_fresh() const { return fresh_ != nullptr; }

  void commit() {
    if (fresh_) *out_ = fresh_.release();
  }

 private:
  T** out_;
  std::unique_ptr<T> fresh_;
};

}  // namespace stagegraph::capi
