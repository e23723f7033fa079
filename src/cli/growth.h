// SPDX-License-Identifier: Apache-2.0
// Warns where what comes due would fill the output beyond reason, as a far `--until` or a mistyped
// event does with something that recurs.
#pragma once

#include <cstdint>

#include "stagegraph/stagegraph.hpp"

namespace stagegraph::cli {

class Growth {
 public:
  // Time will pass until `end`.
  Growth(const stg::Ruleset& rules, stg::Instant end) : rules_(rules), end_(end) {}

  // At `now`, so many bytes more came due. Warns once.
  void add(stg::Instant now, uint64_t bytes) {
    if (now < begin_) begin_ = now;
    bytes_ += bytes;
    if (bytes_ >= next_look_) look(now);
  }

 private:
  void look(stg::Instant now);

  const stg::Ruleset& rules_;
  stg::Instant begin_ = stg::kNever;  // when the first came due
  stg::Instant end_;
  uint64_t bytes_ = 0;
  uint64_t next_look_ = uint64_t{8} << 20;  // so much has to be there, and double that next
};

}  // namespace stagegraph::cli
