// The calendar's arithmetic. Algorithms: Howard Hinnant, "chrono-Compatible Low-Level Date
// Algorithms": a year begins in March, so that the leap day is its last.
#include "time/civil.h"

#include <algorithm>

#include "time/units.h"

namespace stagegraph {

namespace {

constexpr int64_t kDaysPerEra = 146'097;  // 400 years
constexpr int64_t kEpochShift = 719'468;  // days from 0000-03-01 to 1970-01-01
constexpr int32_t kFirstReachedYear = 0;
constexpr int32_t kLastReachedYear = 10'000;
constexpr int64_t kMostMonths = kLastReachedYear * kMonthsPerYear;

bool is_leap(int32_t year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

void set_date(CivilTime& time, int64_t days) {
  int64_t shifted = days + kEpochShift;
  int64_t era = floor_divide(shifted, kDaysPerEra);
  int64_t day_of_era = shifted - era * kDaysPerEra;
  int64_t year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  int64_t month = (5 * day_of_year + 2) / 153;  // 0 is March
  time.day = static_cast<uint8_t>(day_of_year - (153 * month + 2) / 5 + 1);
  time.month = static_cast<uint8_t>(month < 10 ? month + 3 : month - 9);
  time.year = static_cast<int32_t>(year_of_era + era * 400 + (time.month <= 2));
}

}  // namespace

Days days_from_civil(int32_t year, uint32_t month, uint32_t day) {
  int64_t y = int64_t{year} - (month <= 2);
  int64_t era = floor_divide(y, 400);
  int64_t year_of_era = y - era * 400;
  int64_t day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
  int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return static_cast<Days>(era * kDaysPerEra + day_of_era - kEpochShift);
}

CivilTime civil_from_seconds(int64_t seconds) {
  int64_t day = floor_divide(seconds, kSecondsPerDay);
  auto of_day = static_cast<int32_t>(seconds - day * kSecondsPerDay);
  CivilTime time;
  set_date(time, day);
  time.hour = static_cast<uint8_t>(of_day / kSecondsPerHour);
  time.minute = static_cast<uint8_t>(of_day % kSecondsPerHour / kSecondsPerMinute);
  time.second = static_cast<uint8_t>(of_day % kSecondsPerMinute);
  return time;
}

int64_t seconds_from_civil(const CivilTime& time) {
  int64_t day = days_from_civil(time.year, time.month, time.day);
  return day * kSecondsPerDay + time.hour * kSecondsPerHour + time.minute * kSecondsPerMinute +
         time.second;
}

bool is_valid_civil(const CivilTime& time) {
  if (time.month < 1 || time.month > kMonthsPerYear || time.day < 1) return false;
  return time.day <= days_in_month(time.year, time.month) && time.hour < 24 && time.minute < 60 &&
         time.second < 60 && time.nanos >= 0 && time.nanos < kNanosPerSecond;
}

uint32_t days_in_month(int32_t year, uint32_t month) {
  if (month == 2) return is_leap(year) ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

uint32_t weekday_of(Days day) {
  int64_t since_monday = int64_t{day} + 3;  // 1970-01-01 was a Thursday
  return static_cast<uint32_t>(since_monday - floor_divide(since_monday, 7) * 7);
}

std::optional<CivilTime> add_months(const CivilTime& time, int64_t months) {
  if (months < -kMostMonths || months > kMostMonths) return std::nullopt;
  int64_t count = int64_t{time.year} * kMonthsPerYear + (time.month - 1) + months;
  int64_t year = floor_divide(count, kMonthsPerYear);
  if (year < kFirstReachedYear || year > kLastReachedYear) return std::nullopt;
  CivilTime moved = time;
  moved.year = static_cast<int32_t>(year);
  moved.month = static_cast<uint8_t>(floor_modulo(count, kMonthsPerYear) + 1);
  uint32_t last = days_in_month(moved.year, moved.month);
  moved.day = static_cast<uint8_t>(std::min<uint32_t>(time.day, last));
  return moved;
}

}  // namespace stagegraph
