// SPDX-License-Identifier: Apache-2.0
#include "cli/growth.h"

#include <fmt/format.h>

#include <algorithm>

#include "cli/messages.h"

namespace stagegraph::cli {

namespace {

constexpr double kReasonable = 1 << 30;  // bytes
constexpr double kMiB = 1 << 20;
// Much may come due in the first moments and little later: no rate is taken from less of the time.
constexpr double kLeastShare = 0.02;

}  // namespace

void Growth::look(stg::Instant now) {
  next_look_ *= 2;
  const double whole = static_cast<double>(end_) - static_cast<double>(begin_);
  const double passed = static_cast<double>(now) - static_cast<double>(begin_);
  const double bytes = static_cast<double>(bytes_);
  const double expected = bytes / std::clamp(passed / std::max(whole, 1.0), kLeastShare, 1.0);
  if (expected < kReasonable) return;
  say(fmt::format(
      "stagegraph: time has passed until {}, and {:.0f} MiB came due. At that rate it will be "
      "{:.0f} "
      "MiB at {}. Give an earlier --until, unless you mean that\n",
      rules_.format_time(now), bytes / kMiB, expected / kMiB, rules_.format_time(end_)));
  next_look_ = UINT64_MAX;
}

}  // namespace stagegraph::cli
