// A zone is a sorted list of periods with one offset each, so that a look-up is a binary search.
// The first period begins before every instant: there is always one before the period found.
#include "time/zone.h"

#include <algorithm>
#include <optional>

#include "time/scan.h"
#include "time/zone_source.h"

namespace stagegraph {

namespace {

Expected<std::vector<ZonePeriod>> find_periods(std::string_view name) {
  if (name == "UTC") return std::vector<ZonePeriod>{{INT64_MIN, 0}};
  if (std::optional<int32_t> offset = parse_offset(name)) {
    return std::vector<ZonePeriod>{{INT64_MIN, *offset}};
  }
  return time_detail::load_periods(name);
}

}  // namespace

std::optional<int32_t> parse_offset(std::string_view text) {
  time_detail::Scanner in(text);
  int32_t seconds = 0;
  if (!time_detail::take_offset(in, seconds) || !in.at_end()) return std::nullopt;
  return seconds;
}

Expected<std::shared_ptr<const Zone>> Zone::load(std::string_view name) {
  Expected<std::vector<ZonePeriod>> periods = find_periods(name);
  if (!periods) return std::move(periods.error());
  std::shared_ptr<Zone> zone(new Zone);
  zone->name_ = name;
  zone->periods_ = std::move(*periods);
  zone->periods_.front().begin = INT64_MIN;
  return std::shared_ptr<const Zone>(std::move(zone));
}

int32_t Zone::offset_at(int64_t utc_seconds) const {
  auto next = std::upper_bound(periods_.begin() + 1, periods_.end(), utc_seconds,
                               [](int64_t at, const ZonePeriod& p) { return at < p.begin; });
  return (next - 1)->offset;
}

int64_t Zone::end_of(size_t period) const {
  return period + 1 < periods_.size() ? periods_[period + 1].begin : INT64_MAX;
}

// Starts a day early, which is more than any offset, and takes the first period that fits.
Zone::Found Zone::find_local(int64_t local_seconds) const {
  auto next = std::upper_bound(periods_.begin() + 1, periods_.end(), local_seconds - kSecondsPerDay,
                               [](int64_t at, const ZonePeriod& p) { return at < p.begin; });
  size_t i = static_cast<size_t>(next - periods_.begin()) - 1;
  while (local_seconds - periods_[i].offset >= end_of(i)) ++i;
  return {i, local_seconds - periods_[i].offset < periods_[i].begin};
}

// In a gap: forward by its length on the clock is the offset before it.
int64_t Zone::to_utc(int64_t local_seconds) const {
  Found found = find_local(local_seconds);
  return local_seconds - periods_[found.in_gap ? found.period - 1 : found.period].offset;
}

int64_t Zone::first_moment(int64_t local_seconds) const {
  Found found = find_local(local_seconds);
  if (found.in_gap) return periods_[found.period].begin;
  return local_seconds - periods_[found.period].offset;
}

int64_t Zone::start_of_day(Days day) const { return first_moment(int64_t{day} * kSecondsPerDay); }

}  // namespace stagegraph
