// The calendar's arithmetic. Algorithms: Howard Hinnant, "chrono-Compatible Low-Level Date
// Algorithms": a year begins in March, so that the leap day is its last.
#include "time/instant.h"

namespace stagegraph {

namespace {

constexpr int64_t kSecondsPerDay = 86'400;
constexpr int64_t kDaysPerEra = 146'097;  // 400 years
constexpr int64_t kEpochShift = 719'468;  // days from 0000-03-01 to 1970-01-01

int64_t floor_divide(int64_t a, int64_t b) { return a / b - (a % b < 0); }
int64_t floor_modulo(int64_t a, int64_t b) { return a % b + (a % b < 0 ? b : 0); }

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
  int64_t days = floor_divide(seconds, kSecondsPerDay);
  int64_t of_day = floor_modulo(seconds, kSecondsPerDay);
  CivilTime time;
  set_date(time, days);
  time.hour = static_cast<uint8_t>(of_day / 3600);
  time.minute = static_cast<uint8_t>(of_day / 60 % 60);
  time.second = static_cast<uint8_t>(of_day % 60);
  return time;
}

int64_t seconds_from_civil(const CivilTime& time) {
  return days_from_civil(time.year, time.month, time.day) * kSecondsPerDay + time.hour * 3600 +
         time.minute * 60 + time.second;
}

uint32_t days_in_month(int32_t year, uint32_t month) {
  if (month == 2) return is_leap(year) ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

bool is_valid_civil(const CivilTime& time) {
  if (time.month < 1 || time.month > 12 || time.day < 1) return false;
  return time.day <= days_in_month(time.year, time.month) && time.hour < 24 && time.minute < 60 &&
         time.second < 60 && time.nanos >= 0 && time.nanos < 1'000'000'000;
}

uint32_t weekday_of(Days day) {
  int64_t since_monday = int64_t{day} + 3;  // 1970-01-01 was a Thursday
  return static_cast<uint32_t>(since_monday - floor_divide(since_monday, 7) * 7);
}

Timestamp to_timestamp(Micros instant) {
  return {floor_divide(instant, kMicrosPerSecond),
          static_cast<int32_t>(floor_modulo(instant, kMicrosPerSecond)) * 1000};
}

Micros to_micros(Timestamp timestamp) {
  return timestamp.seconds * kMicrosPerSecond + timestamp.nanos / 1000;
}

}  // namespace stagegraph
