// SPDX-License-Identifier: Apache-2.0
// A 128-bit fingerprint of text (FNV-1a), the same on every platform. It tells versions of a
// ruleset apart; it is no defence against somebody who makes collisions on purpose.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/int128.h"

namespace stagegraph {

class Fingerprint {
 public:
  void add(std::string_view bytes);  // length-prefixed, so ("ab","c") differs from ("a","bc")
  std::string hex() const;           // 32 digits

 private:
  Uint128 state_ = (Uint128{0x6c62272e07bb0142ULL} << 64) | 0x62b821756295c58dULL;
};

}  // namespace stagegraph
