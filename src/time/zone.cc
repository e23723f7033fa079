// SPDX-License-Identifier: Apache-2.0
// A zone is a sorted list of periods with one offset each, so that a look-up is a binary search.
// The first period begins before every instant: there is always one before the period found.
#include "time/zone.h"

#include <algorithm>
#include <limits>
#include <optional>

#include "time/scan.h"
#include "time/wall.h"
#include "time/zone_source.h"

namespace stagegraph::time {

namespace {

Expected<std::vector<ZonePeriod>> find_periods(std::string_view name) {
  if (name == "UTC") return std::vector<ZonePeriod>{{Instant::min(), std::chrono::seconds(0)}};
  if (std::optional<std::chrono::seconds> offset = parse_offset(name)) {
    return std::vector<ZonePeriod>{{Instant::min(), *offset}};
  }
  return load_periods(name);
}

// The days that lie whole in a gap between two periods.
std::vector<Days> find_skipped_days(const std::vector<ZonePeriod>& periods) {
  std::vector<Days> skipped;
  for (size_t i = 1; i < periods.size(); ++i) {
    const WallTime last(periods[i].begin.time_since_epoch() + periods[i - 1].offset);
    const WallTime next(periods[i].begin.time_since_epoch() + periods[i].offset);
    Days day = day_of_wall(last + std::chrono::days(1) - Duration(1));
    for (; midnight_of(day + 1) <= next; ++day) skipped.push_back(day);
  }
  return skipped;
}

}  // namespace

std::optional<std::chrono::seconds> parse_offset(std::string_view text) {
  Scanner in(text);
  int32_t seconds = 0;
  if (!take_offset(in, seconds) || !in.at_end()) return std::nullopt;
  return std::chrono::seconds(seconds);
}

Expected<std::shared_ptr<const Zone>> Zone::load(std::string_view name) {
  Expected<std::vector<ZonePeriod>> periods = find_periods(name);
  if (!periods) return std::move(periods.error());
  std::shared_ptr<Zone> zone(new Zone);
  zone->name_ = name;
  zone->periods_ = std::move(*periods);
  zone->periods_.front().begin = Instant::min();
  zone->skipped_days_ = find_skipped_days(zone->periods_);
  return std::shared_ptr<const Zone>(std::move(zone));
}

std::chrono::seconds Zone::offset_at(Instant at) const {
  auto next = std::upper_bound(periods_.begin() + 1, periods_.end(), at,
                               [](Instant t, const ZonePeriod& p) { return t < p.begin; });
  return (next - 1)->offset;
}

Instant Zone::end_of(size_t period) const {
  return period + 1 < periods_.size() ? periods_[period + 1].begin : Instant::max();
}

Instant Zone::at_offset_of(size_t period, WallTime local) const {
  return Instant(local.time_since_epoch() - periods_[period].offset);
}

// Starts a day early, which is more than any offset, and takes the first period that fits.
Zone::Found Zone::find_local(WallTime local) const {
  Instant early(local.time_since_epoch() - std::chrono::days(1));
  auto next = std::upper_bound(periods_.begin() + 1, periods_.end(), early,
                               [](Instant t, const ZonePeriod& p) { return t < p.begin; });
  size_t i = static_cast<size_t>(next - periods_.begin()) - 1;
  while (at_offset_of(i, local) >= end_of(i)) ++i;
  return {i, at_offset_of(i, local) < periods_[i].begin};
}

// In a gap: forward by its length on the clock is the offset before it.
Instant Zone::to_utc(WallTime local) const {
  Found found = find_local(local);
  return at_offset_of(found.in_gap ? found.period - 1 : found.period, local);
}

Instant Zone::first_moment(WallTime local) const {
  Found found = find_local(local);
  return found.in_gap ? periods_[found.period].begin : at_offset_of(found.period, local);
}

Instant Zone::start_of_day(Days day) const { return first_moment(midnight_of(day)); }

bool Zone::has_day(Days day) const {
  return !std::binary_search(skipped_days_.begin(), skipped_days_.end(), day);
}

// A change of the clocks lies within a day of its instant in UTC, on any clock.
int64_t Zone::steady_days(Days day, int32_t step) const {
  constexpr int64_t kEndless = std::numeric_limits<int32_t>::max();
  constexpr int64_t kBeside = 3;
  const auto day_of = [](Instant at) {
    return std::chrono::floor<std::chrono::days>(at).time_since_epoch().count();
  };
  const Instant noon(std::chrono::days(day) + std::chrono::hours(12));
  const auto next = std::upper_bound(periods_.begin() + 1, periods_.end(), noon,
                                     [](Instant t, const ZonePeriod& p) { return t < p.begin; });
  const int64_t before =
      next == periods_.begin() + 1 ? kEndless : day - (day_of((next - 1)->begin) + kBeside);
  const int64_t after = next == periods_.end() ? kEndless : day_of(next->begin) - kBeside - day;
  if (before < 0 || after < 0) return 0;
  return step > 0 ? after : before;
}

Days Zone::move_day(Days day, int64_t count) const {
  Days end = day + static_cast<Days>(count);
  for (Days skipped : skipped_days_) end += day < skipped && skipped <= end ? 1 : 0;
  for (auto s = skipped_days_.rbegin(); s != skipped_days_.rend(); ++s) {
    end -= end <= *s && *s < day ? 1 : 0;
  }
  return end;
}

}  // namespace stagegraph::time
