// SPDX-License-Identifier: Apache-2.0
// Fills a SourceMap while value and source are read side by side.
#pragma once

#include <string_view>

#include "yaml/source_map.h"

namespace stagegraph::yaml {

class MapWriter {
 public:
  MapWriter(std::string_view value, uint32_t begin) : value_(value) {
    map_.bytes.reserve(value.size());
    map_.content_end = begin;
  }

  bool done() const { return map_.bytes.size() == value_.size(); }
  char expected() const { return done() ? '\0' : value_[map_.bytes.size()]; }
  std::string_view rest() const { return value_.substr(map_.bytes.size()); }

  // The next `count` bytes of the value came from [begin, end).
  void put(uint32_t begin, uint32_t end, size_t count = 1) {
    for (; count != 0 && !done(); --count) map_.bytes.push_back({begin, end});
  }
  // As put, for one byte that must be `c`; false where the value has another.
  bool put_if(char c, uint32_t begin, uint32_t end) {
    if (done() || expected() != c) return false;
    put(begin, end);
    return true;
  }

  // What could not be found lies at `at`, for want of better.
  SourceMap finish(bool same, uint32_t at, uint32_t end) {
    map_.exact = same && done();
    while (!done()) put(at, at);
    map_.content_end = at;
    map_.end = end;
    return std::move(map_);
  }

 private:
  std::string_view value_;
  SourceMap map_;
};

}  // namespace stagegraph::yaml
