// SPDX-License-Identifier: Apache-2.0
// A value, or the error that stands in its place. For failures that input can cause; bugs and
// memory are exceptions.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <variant>

#include "base/diagnostic.h"
#include "base/status.h"

namespace stagegraph {

struct Error {
  Status status = Status::kInternal;
  std::string message;
  Diagnostics diagnostics;  // empty where the message says it all
};

// Out of line: what takes an error apart is long, and would be in the way of every call.
struct ErrorDeleter {
  void operator()(Error* error) const;
};
using ErrorPointer = std::unique_ptr<Error, ErrorDeleter>;
ErrorPointer make_error(Error error);

template <typename T>
class [[nodiscard]] Expected {
 public:
  Expected(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Expected(Error error) : state_(std::in_place_index<1>, make_error(std::move(error))) {}

  bool has_value() const { return state_.index() == 0; }
  explicit operator bool() const { return has_value(); }

  // Calling value() on an error, or error() on a value, is a bug: std::bad_variant_access.
  T& value() & { return std::get<0>(state_); }
  const T& value() const& { return std::get<0>(state_); }
  T&& value() && { return std::get<0>(std::move(state_)); }
  const Error& error() const { return *std::get<1>(state_); }
  Error& error() { return *std::get<1>(state_); }

  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

 private:
  std::variant<T, ErrorPointer> state_;  // errors are rare and large
};

// For calls that give nothing back but may fail.
struct Done {};

// A pointer that is null when all went well: half of what is called on the way to a decision gives
// back one of these.
template <>
class [[nodiscard]] Expected<Done> {
 public:
  Expected(Done) {}
  Expected(Error error) : error_(make_error(std::move(error))) {}

  bool has_value() const { return error_ == nullptr; }
  explicit operator bool() const { return has_value(); }

  Done value() const { return {}; }
  Done operator*() const { return {}; }
  // Calling it without an error is a bug.
  const Error& error() const { return *error_; }
  Error& error() { return *error_; }

 private:
  ErrorPointer error_;
};

}  // namespace stagegraph
