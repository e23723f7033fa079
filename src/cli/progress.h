// SPDX-License-Identifier: Apache-2.0
// How far the command is, on one line of a terminal, once it has taken a second: how much is done,
// how fast, and how long the rest will take at that rate.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace stagegraph::cli {

// "reading 1,200,000 rows, 410,000 a second, 3 s left". `share` is what part is done, from 0 to 1.
std::string progress_line(std::string_view what, uint64_t count, std::string_view unit,
                          double seconds, double share);

class Progress {
 public:
  // Shows nothing where standard error is no terminal, or `quiet`: as where results are shown there
  // meanwhile.
  explicit Progress(bool quiet);

  // Begins a part of the work, such as "reading" of "rows".
  void begin(std::string_view what, std::string_view unit);

  // One more is done. `share` gives the part of the work that is done, from 0 to 1, and is asked
  // for a few times a second.
  template <typename Share>
  void step(Share share) {
    ++count_;
    // The clock costs more than many steps do.
    if (!is_shown_ || (count_ & 0xFU) != 0 || !is_time()) return;
    show(share());
  }
  // The same where each takes long.
  void count(double share) {
    ++count_;
    show(share);
  }

 private:
  using Clock = std::chrono::steady_clock;

  bool is_time() const;
  void show(double share);

  bool is_shown_;
  std::string what_;
  std::string unit_;
  uint64_t count_ = 0;
  Clock::time_point start_;
  Clock::time_point next_;
};

}  // namespace stagegraph::cli
