// SPDX-License-Identifier: Apache-2.0
#include "cli/growth.h"

#include <fmt/format.h>

#include <algorithm>

#include "cli/messages.h"

namespace stagegraph::cli {

namespace {

constexpr double kReasonable = 1 << 30;  // bytes
constexpr double kMiB = 1 << 20;

}  // namespace

void Growth::look(stg::Instant now, uint64_t grown) {
  next_look_ *= 2;
  const auto bytes = static_cast<double>(grown);
  const auto passed = std::max(static_cast<double>(now) - static_cast<double>(from_), 1.0);
  const double whole = static_cast<double>(until_) - static_cast<double>(from_);
  const double expected = bytes * whole / passed;
  if (expected < kReasonable) return;
  say(fmt::format(
      "stagegraph: time has passed until {}, and {:.0f} MiB came due. At that rate it will be "
      "{:.0f} "
      "MiB at --until {}. Give an earlier instant, unless you mean that\n",
      rules_.format_time(now), bytes / kMiB, expected / kMiB, rules_.format_time(until_)));
  next_look_ = UINT64_MAX;
}

}  // namespace stagegraph::cli
