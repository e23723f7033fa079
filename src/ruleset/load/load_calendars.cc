// The texts of hours and days are read by src/time. Here they are put together and checked for
// overlaps, and for a week without any working time.
#include "ruleset/load/load_calendars.h"

#include <fmt/format.h>

#include <algorithm>

namespace stagegraph::ruleset {

using namespace time;

namespace {

using Week = std::array<std::vector<WorkInterval>, 7>;

// The value, or nothing and a finding with the reader's own words.
template <typename T>
std::optional<T> accept(Loader& loader, const Range& range, const std::string& path,
                        Expected<T> value) {
  if (value) return std::move(*value);
  loader.findings.add(Severity::kError, "invalid-value", range, path, value.error().message);
  return std::nullopt;
}

std::vector<WorkInterval> read_intervals(Loader& loader, const DocPlace& place) {
  std::vector<WorkInterval> intervals;
  for (const DocPlace& item : read_one_or_more(loader.findings, place)) {
    std::optional<std::string> text = read_text(loader.findings, item);
    if (!text) continue;
    auto interval = accept(loader, item.range(), item.path, parse_work_interval(*text));
    if (interval) intervals.push_back(*interval);
  }
  std::sort(intervals.begin(), intervals.end(),
            [](const WorkInterval& a, const WorkInterval& b) { return a.begin < b.begin; });
  for (size_t i = 1; i < intervals.size(); ++i) {
    if (intervals[i].begin >= intervals[i - 1].end) continue;
    loader.findings.error("invalid-value", place, "these working hours overlap");
    break;
  }
  return intervals;
}

void read_week(Loader& loader, const DocPlace& place, Week& week) {
  for (const DocPlace& entry : read_entries(loader.findings, place)) {
    auto days = accept(loader, entry.key->range, entry.path, parse_weekdays(entry.key->text));
    std::vector<WorkInterval> intervals = read_intervals(loader, entry);
    if (!days) continue;
    for (uint32_t day : *days) {
      if (!week[day].empty()) {
        loader.findings.error_at_head("duplicate-name", entry,
                                      "another entry gives hours for one of these days already");
        break;
      }
      week[day] = intervals;
    }
  }
}

std::vector<DayRange> read_days(Loader& loader, const DocPlace& place) {
  std::vector<DayRange> ranges;
  for (const DocPlace& item : read_items(loader.findings, place)) {
    std::optional<std::string> text = read_text(loader.findings, item);
    if (!text) continue;
    auto range = accept(loader, item.range(), item.path, parse_day_range(*text));
    if (range) ranges.push_back(*range);
  }
  merge_ranges(ranges);
  return ranges;
}

BusinessCalendar read_calendar(Loader& loader, const DocPlace& place) {
  Fields fields(loader.findings, place, MapKind::kCalendar);
  BusinessCalendar calendar;
  calendar.name = place.key->text;
  DocPlace week = fields["week"];
  read_week(loader, week, calendar.week);
  calendar.days_off = read_days(loader, fields["days_off"]);
  calendar.days_on = read_days(loader, fields["days_on"]);
  DocPlace covers = fields["covers"];
  if (std::optional<std::string> text = read_text(loader.findings, covers)) {
    auto range = accept(loader, covers.range(), covers.path, parse_day_range(*text));
    calendar.has_coverage = range.has_value();
    calendar.covers = range.value_or(DayRange{});
  }
  bool works = std::any_of(calendar.week.begin(), calendar.week.end(),
                           [](const auto& day) { return !day.empty(); });
  if (week && !works) {
    loader.findings.error_at_head(
        "no-working-time", week,
        "this calendar has no working hours, so nothing would ever be due");
  }
  return calendar;
}

}  // namespace

void load_calendars(Loader& loader, const DocPlace& section) {
  for (const DocPlace& place : read_entries(loader.findings, section)) {
    loader.names.calendars.add(place, place.key->text);
    loader.ruleset.calendars.push_back(read_calendar(loader, place));
  }
}

}  // namespace stagegraph::ruleset
