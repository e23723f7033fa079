// SPDX-License-Identifier: Apache-2.0
// A walk that counts. It takes no longer than what it counts, and stops at the limit. Values nest
// no deeper than kMaxValueDepth, so that it may recurse.
#include "cel/common/writing.h"

#include "cel/common/runtime.h"

namespace stagegraph::cel {
namespace {

class Counter {
 public:
  explicit Counter(uint64_t limit) : limit_(limit) {}

  uint64_t count() const { return count_; }

  // False once the limit is passed.
  bool add(const Value& value) {
    count_ += 1 + text_writing_steps(text_size(value));
    if (count_ > limit_) return false;
    switch (value.kind()) {
      case Kind::kList:
        return add(value.as_list());
      case Kind::kMap:
        return add(value.as_map());
      case Kind::kOptional:
        return add(value.as_optional().value);
      default:
        return true;
    }
  }

 private:
  bool add(const List& list) {
    for (const Value& item : list.items) {
      if (!add(item)) return false;
    }
    return true;
  }

  bool add(const Map& map) {
    for (const auto& [key, value] : map.entries) {
      if (!add(key) || !add(value)) return false;
    }
    return true;
  }

  uint64_t limit_;
  uint64_t count_ = 0;
};

}  // namespace

uint64_t writing_steps(const Value& value, uint64_t limit) {
  if (!has_parts(value)) return 0;
  Counter counter(limit);
  counter.add(value);
  return counter.count();
}

}  // namespace stagegraph::cel
