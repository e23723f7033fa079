// SPDX-License-Identifier: Apache-2.0
// Reads the texts of which calendars are made, and merges ranges of days. A text is read whole or
// refused with what is wrong in it. Nothing here knows today's date or a zone.
#include "time/calendar.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "base/suggest.h"
#include "time/errors.h"
#include "time/instant.h"
#include "time/scan.h"

namespace stagegraph::time {

namespace {

constexpr std::array<std::string_view, 7> kDayNames = {"mon", "tue", "wed", "thu",
                                                       "fri", "sat", "sun"};

// One part of a list of weekdays: "mon" or "mon-fri".
struct DaySpan {
  uint32_t first = 0;
  uint32_t last = 0;
};

std::optional<uint32_t> find_weekday(std::string_view name) {
  auto found = std::find(kDayNames.begin(), kDayNames.end(), name);
  if (found == kDayNames.end()) return std::nullopt;
  return static_cast<uint32_t>(found - kDayNames.begin());
}

Error unknown_weekday(std::string_view name) {
  return invalid_text(name, fmt::format("is none of {}{}", fmt::join(kDayNames, ", "),
                                        did_you_mean(name, kDayNames)));
}

Expected<DaySpan> parse_day_span(std::string_view text) {
  size_t dash = text.find('-');
  std::string_view first = text.substr(0, dash);
  std::string_view last = dash == text.npos ? first : text.substr(dash + 1);
  for (std::string_view name : {first, last}) {
    if (!find_weekday(name)) return unknown_weekday(name);
  }
  return DaySpan{*find_weekday(first), *find_weekday(last)};
}

// The days of the span that were not there yet; false where one was. It may run over a Sunday.
bool add_days(std::vector<uint32_t>& days, DaySpan span) {
  for (uint32_t day = span.first;; day = (day + 1) % kDaysPerWeek) {
    if (std::find(days.begin(), days.end(), day) != days.end()) return false;
    days.push_back(day);
    if (day == span.last) return true;
  }
}

// "09:00-12:00", whichever is later.
bool read_interval(std::string_view text, WorkInterval& interval) {
  Scanner in(text);
  return take_clock(in, interval.begin) && in.take('-') && take_clock(in, interval.end) &&
         in.at_end();
}

}  // namespace

Expected<WorkInterval> parse_quiet_hours(std::string_view text) {
  WorkInterval interval;
  if (!read_interval(text, interval)) {
    return invalid_text(text, "are no hours such as 21:00-09:00");
  }
  interval.begin %= kSecondsPerDay;
  if (interval.begin == interval.end % kSecondsPerDay) {
    return invalid_text(text,
                        "leaves no time of the day free. Write hours that end before they begin "
                        "again, such as 21:00-09:00");
  }
  return interval;
}

Expected<WorkInterval> parse_work_interval(std::string_view text) {
  WorkInterval interval;
  if (!read_interval(text, interval)) {
    return invalid_text(text, "is not a working interval such as 09:00-12:00");
  }
  if (interval.begin >= interval.end) {
    return invalid_text(
        text,
        "ends before it begins. Split what runs over midnight in two, 22:00-24:00 and "
        "00:00-06:00 of the next day");
  }
  return interval;
}

Expected<DayRange> parse_day_range(std::string_view text) {
  size_t dots = text.find("..");
  Expected<Days> first = parse_date(text.substr(0, dots));
  if (!first) return std::move(first.error());
  if (dots == text.npos) return DayRange{*first, *first};
  Expected<Days> last = parse_date(text.substr(dots + 2));
  if (!last) return std::move(last.error());
  if (*last < *first) return invalid_text(text, "ends before it begins. Swap the two dates");
  return DayRange{*first, *last};
}

Expected<std::vector<uint32_t>> parse_weekdays(std::string_view text) {
  std::vector<uint32_t> days;
  for (size_t at = 0; at <= text.size();) {
    size_t comma = std::min(text.find(',', at), text.size());
    Expected<DaySpan> span = parse_day_span(text.substr(at, comma - at));
    if (!span) return std::move(span.error());
    if (!add_days(days, *span)) return invalid_text(text, "names a day twice");
    at = comma + 1;
  }
  std::sort(days.begin(), days.end());
  return days;
}

void merge_ranges(std::vector<DayRange>& ranges) {
  std::sort(ranges.begin(), ranges.end(),
            [](const DayRange& a, const DayRange& b) { return a.first < b.first; });
  size_t kept = 0;
  for (const DayRange& range : ranges) {
    if (kept > 0 && range.first <= ranges[kept - 1].last + 1) {
      ranges[kept - 1].last = std::max(ranges[kept - 1].last, range.last);
    } else {
      ranges[kept++] = range;
    }
  }
  ranges.resize(kept);
}

}  // namespace stagegraph::time
