// Reads a POSIX TZ string and lists the changes that it stands for, two in a year. POSIX counts
// offsets west of UTC, weekdays from Sunday and gives a change in the local time that it ends.
#include "time/posix_rule.h"

#include <algorithm>

#include "time/scan.h"
#include "time/wall.h"

namespace stagegraph::time {

namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// "CEST" or "<+0530>".
bool take_name(Scanner& in) {
  bool quoted = in.take('<');
  size_t length = 0;
  while (!in.at_end() && (quoted ? in.peek() != '>' : is_letter(in.peek()))) {
    in.take(in.peek());
    ++length;
  }
  return length >= 3 && (!quoted || in.take('>'));
}

bool take_number(Scanner& in, int32_t& value) {
  size_t digits = in.digits();
  return digits >= 1 && digits <= 3 && in.take_fixed(digits, value);
}

// "[+-]hh[:mm[:ss]]", of one to three digits each: more than "09:00" and "+08:00" allow.
bool take_hours(Scanner& in, int32_t& seconds) {
  bool negative = in.peek() == '-';
  in.take_any("+-");
  if (!take_number(in, seconds)) return false;
  seconds *= kSecondsPerHour;
  for (int32_t unit : {kSecondsPerMinute, 1}) {
    int32_t part = 0;
    if (!in.take(':')) break;
    if (!take_number(in, part)) return false;
    seconds += part * unit;
  }
  if (negative) seconds = -seconds;
  return true;
}

bool take_month_week(Scanner& in, YearlyMoment& m) {
  return take_number(in, m.month) && in.take('.') && take_number(in, m.week) && in.take('.') &&
         take_number(in, m.weekday) && m.month >= 1 && m.month <= 12 && m.week >= 1 &&
         m.week <= 5 && m.weekday <= 6;
}

bool take_day(Scanner& in, YearlyMoment& m) {
  if (in.take('M')) return take_month_week(in, m);
  m.kind = in.take('J') ? YearlyMoment::Kind::kJulian : YearlyMoment::Kind::kDayOfYear;
  int32_t least = m.kind == YearlyMoment::Kind::kJulian ? 1 : 0;
  return take_number(in, m.day) && m.day >= least && m.day <= 365;
}

bool take_moment(Scanner& in, YearlyMoment& m) {
  return in.take(',') && take_day(in, m) && (!in.take('/') || take_hours(in, m.seconds));
}

bool take_summer(Scanner& in, PosixRule& rule) {
  if (!take_name(in)) return false;
  rule.has_summer = true;
  rule.summer = rule.standard + kSecondsPerHour;
  if (in.peek() != ',') {
    if (!take_hours(in, rule.summer)) return false;
    rule.summer = -rule.summer;
  }
  return take_moment(in, rule.begin_summer) && take_moment(in, rule.end_summer);
}

Days month_week_day(const YearlyMoment& m, int32_t year) {
  int32_t weekday = (m.weekday + kDaysPerWeek - 1) % kDaysPerWeek;  // Monday first
  return nth_weekday_of_month(year, static_cast<uint32_t>(m.month), static_cast<uint32_t>(weekday),
                              static_cast<uint32_t>(m.week));
}

Days day_of(const YearlyMoment& m, int32_t year) {
  if (m.kind == YearlyMoment::Kind::kMonthWeek) return month_week_day(m, year);
  Days first = days_from_civil(year, 1, 1);
  if (m.kind == YearlyMoment::Kind::kDayOfYear) return first + m.day;
  constexpr int32_t kFirstOfMarch = 60;
  bool after_leap_day = m.day >= kFirstOfMarch && days_in_month(year, 2) == 29;
  return first + m.day - 1 + after_leap_day;
}

Instant utc_of(const YearlyMoment& m, int32_t year, int32_t offset) {
  WallTime local = midnight_of(day_of(m, year)) + std::chrono::seconds(m.seconds);
  return Instant(local.time_since_epoch() - std::chrono::seconds(offset));
}

}  // namespace

std::optional<PosixRule> parse_posix_rule(std::string_view text) {
  Scanner in(text);
  PosixRule rule;
  if (!take_name(in) || !take_hours(in, rule.standard)) return std::nullopt;
  rule.standard = -rule.standard;  // POSIX counts west
  if (!in.at_end() && !take_summer(in, rule)) return std::nullopt;
  if (!in.at_end()) return std::nullopt;
  return rule;
}

std::vector<ZonePeriod> periods_of(const PosixRule& rule, int32_t first_year, int32_t last_year) {
  std::vector<ZonePeriod> periods;
  for (int32_t year = first_year; rule.has_summer && year <= last_year; ++year) {
    periods.push_back(
        {utc_of(rule.begin_summer, year, rule.standard), std::chrono::seconds(rule.summer)});
    periods.push_back(
        {utc_of(rule.end_summer, year, rule.summer), std::chrono::seconds(rule.standard)});
  }
  std::sort(periods.begin(), periods.end(),
            [](const ZonePeriod& a, const ZonePeriod& b) { return a.begin < b.begin; });
  return periods;
}

}  // namespace stagegraph::time
