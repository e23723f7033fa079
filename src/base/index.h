// SPDX-License-Identifier: Apache-2.0
// Places in tables, a type for each table: the index of a fact cannot be taken for that of a stage.
//
// A table is an IndexedVector, or an IndexedSpan over somebody's memory. It is asked with the index
// of what it holds, or of what it runs beside: a record's timers stand in the order of the
// ruleset's deadlines, and are asked with a deadline's index.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace stagegraph {

// "No such place", which every kind of index can be.
struct NoIndex {};
inline constexpr NoIndex kNone;

template <typename Of>
class IndexOf {
 public:
  constexpr IndexOf() = default;
  constexpr IndexOf(NoIndex) {}  // NOLINT(google-explicit-constructor): kNone is of every kind
  constexpr explicit IndexOf(size_t value) : value_(static_cast<uint32_t>(value)) {}

  // UINT32_MAX where there is none, as STG_NONE has it.
  constexpr uint32_t value() const { return value_; }
  constexpr IndexOf& operator++() {
    ++value_;
    return *this;
  }
  constexpr IndexOf operator*() const { return *this; }  // an index is its own iterator

  friend constexpr auto operator<=>(IndexOf, IndexOf) = default;
  friend constexpr bool operator==(IndexOf, IndexOf) = default;
  friend constexpr bool operator==(IndexOf a, NoIndex) { return a.value_ == UINT32_MAX; }

 private:
  uint32_t value_ = UINT32_MAX;
};

// All indices below an end, for loops.
template <typename Of>
struct Indices {
  IndexOf<Of> last;
  constexpr IndexOf<Of> begin() const { return IndexOf<Of>(size_t{0}); }
  constexpr IndexOf<Of> end() const { return last; }
};

template <typename T, typename Of = T>
class IndexedVector : public std::vector<T> {
 public:
  using std::vector<T>::vector;
  decltype(auto) operator[](IndexOf<Of> at) { return std::vector<T>::operator[](at.value()); }
  decltype(auto) operator[](IndexOf<Of> at) const { return std::vector<T>::operator[](at.value()); }
  Indices<Of> indices() const { return {IndexOf<Of>(this->size())}; }
  bool has(IndexOf<Of> at) const { return at.value() < this->size(); }
  // Where the next one comes to stand.
  IndexOf<Of> next_index() const { return IndexOf<Of>(this->size()); }
};

template <typename T, typename Of>
class IndexedSpan : public std::span<T> {
 public:
  using std::span<T>::span;
  constexpr IndexedSpan(std::span<T> items) : std::span<T>(items) {}  // NOLINT
  T& operator[](IndexOf<Of> at) const { return std::span<T>::operator[](at.value()); }
  Indices<Of> indices() const { return {IndexOf<Of>(this->size())}; }
};

}  // namespace stagegraph

template <typename Of>
struct std::hash<stagegraph::IndexOf<Of>> {
  size_t operator()(stagegraph::IndexOf<Of> index) const noexcept { return index.value(); }
};
