// SPDX-License-Identifier: Apache-2.0
// Warns where what comes due after the last event would fill the output beyond reason, as a far
// `--until` with something that recurs does.
#pragma once

#include <cstdint>

#include "stagegraph/stagegraph.hpp"

namespace stagegraph::cli {

class Growth {
 public:
  // Time passes from `from` until `until`. The output has `bytes` already.
  Growth(const stg::Ruleset& rules, stg::Instant from, stg::Instant until, uint64_t bytes)
      : rules_(rules), from_(from), until_(until), before_(bytes) {}

  // Time has passed until `now`, and the output has `bytes`. Warns once.
  void note(stg::Instant now, uint64_t bytes) {
    if (bytes - before_ >= next_look_) look(now, bytes - before_);
  }

 private:
  void look(stg::Instant now, uint64_t grown);

  const stg::Ruleset& rules_;
  stg::Instant from_;
  stg::Instant until_;
  uint64_t before_;
  uint64_t next_look_ = uint64_t{8} << 20;  // so much has to be there, and double that next
};

}  // namespace stagegraph::cli
