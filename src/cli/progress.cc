// SPDX-License-Identifier: Apache-2.0
#include "cli/progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "cli/messages.h"

namespace stagegraph::cli {

namespace {

using namespace std::chrono_literals;

constexpr auto kBefore = 1s;          // what takes less shows nothing
constexpr auto kEvery = 200ms;        // between two lines
constexpr double kLongest = 359'999;  // seconds: 99:59:59

bool is_terminal() {
  const char* kind = std::getenv("TERM");
  return isatty(STDERR_FILENO) != 0 && kind != nullptr && std::string_view(kind) != "dumb";
}

std::string grouped(uint64_t number) {
  std::string digits = std::to_string(number);
  for (size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, 1, ',');
  return digits;
}

// "3 s", "2:05" or "1:02:05".
std::string span_text(double seconds) {
  const auto whole = static_cast<uint64_t>(std::ceil(std::min(seconds, kLongest)));
  if (whole < 60) return fmt::format("{} s", whole);
  if (whole < 3600) return fmt::format("{}:{:02}", whole / 60, whole % 60);
  return fmt::format("{}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60);
}

}  // namespace

std::string progress_line(std::string_view what, uint64_t count, std::string_view unit,
                          double seconds, double share) {
  const auto rate = static_cast<uint64_t>(static_cast<double>(count) / seconds);
  std::string line =
      fmt::format("{} {} {}, {} a second", what, grouped(count), unit, grouped(rate));
  if (share > 0) line += fmt::format(", {} left", span_text(seconds * (1 - share) / share));
  return line;
}

Progress::Progress(bool quiet) : is_shown_(!quiet && is_terminal()) { begin("", ""); }

void Progress::begin(std::string_view what, std::string_view unit) {
  erase_line();
  what_ = what;
  unit_ = unit;
  count_ = 0;
  start_ = Clock::now();
  next_ = start_ + kBefore;
}

bool Progress::is_time() const { return Clock::now() >= next_; }

void Progress::show(double share) {
  const Clock::time_point now = Clock::now();
  if (!is_shown_ || now < next_) return;
  next_ = now + kEvery;
  const double seconds = std::chrono::duration<double>(now - start_).count();
  show_line(progress_line(what_, count_, unit_, seconds, std::clamp(share, 0.0, 1.0)));
}

}  // namespace stagegraph::cli
