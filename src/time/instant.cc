// SPDX-License-Identifier: Apache-2.0
// Reads and writes RFC 3339, and reads what is close to it. Reading goes in two steps: first the text's form alone, into Written,
// then what it means: whether a calendar shows such a day, and which instant that is in the zone.
// So a message can tell a wrong form from a day that does not exist.
#include "time/instant.h"

#include <fmt/format.h>

#include <cstdlib>

#include "time/bounds.h"
#include "time/errors.h"
#include "time/scan.h"
#include "time/wall.h"
#include "time/zone.h"

namespace stagegraph::time {

namespace {

// A timestamp as it is written.
struct Written {
  CivilTime time;
  bool has_time = false;
  bool has_seconds = false;
  bool has_offset = false;
  bool has_space = false;  // between date and time, where RFC 3339 wants "T"
  bool is_loose = false;   // the offset has a form that RFC 3339 does not know
  int32_t offset = 0;      // seconds east of UTC
};

bool take_small(Scanner& in, uint8_t& value) {
  int32_t read = 0;
  if (!in.take_fixed(2, read)) return false;
  value = static_cast<uint8_t>(read);
  return true;
}

bool take_date(Scanner& in, CivilTime& time) {
  return in.take_fixed(4, time.year) && in.take('-') && take_small(in, time.month) &&
         in.take('-') && take_small(in, time.day);
}

bool take_fraction(Scanner& in, CivilTime& time) {
  if (!in.take('.')) return true;
  std::string_view digits = in.take_digits();
  time.nanos = fraction_to_nanos(digits);
  return digits.size() >= 1 && digits.size() <= 9;
}

bool take_seconds(Scanner& in, Written& written) {
  written.has_seconds = in.take(':');
  if (!written.has_seconds) return true;
  return take_small(in, written.time.second) && take_fraction(in, written.time);
}

// "+0800" or "+08".
bool take_short_offset(Scanner& in, int32_t& seconds) {
  const bool is_west = in.peek() == '-';
  int32_t hours = 0;
  int32_t minutes = 0;
  if (!in.take_any("+-") || !in.take_fixed(2, hours)) return false;
  if (!in.at_end() && !in.take_fixed(2, minutes)) return false;
  seconds = (is_west ? -1 : 1) * (hours * kSecondsPerHour + minutes * kSecondsPerMinute);
  return hours < 24 && minutes < 60;
}

bool take_zone(Scanner& in, Written& written) {
  if (in.at_end()) return true;
  written.has_offset = true;
  written.is_loose = in.take(' ');
  if (written.is_loose && in.rest() == "UTC") {
    in = Scanner({});
    return true;
  }
  if (in.take_any("Zz")) return true;
  Scanner strict = in;
  if (take_offset(strict, written.offset)) {
    in = strict;
    return true;
  }
  written.is_loose = true;
  return take_short_offset(in, written.offset);
}

bool take_time(Scanner& in, Written& written) {
  written.has_space = in.peek() == ' ';
  if (!in.take_any("Tt ")) return false;
  written.has_time = true;
  return take_small(in, written.time.hour) && in.take(':') && take_small(in, written.time.minute) &&
         take_seconds(in, written) && take_zone(in, written);
}

bool read(std::string_view text, Written& written) {
  Scanner in(text);
  if (!take_date(in, written.time)) return false;
  return (in.at_end() || take_time(in, written)) && in.at_end();
}

// How far a text may depart from RFC 3339 where it has an offset.
enum class Form : uint8_t { kStrict, kLoose };

// Nothing but the forms that the header names.
bool is_allowed_form(const Written& written, const Zone* zone, Form form) {
  if (!written.has_offset) return zone != nullptr;
  const bool is_strict = written.has_seconds && !written.has_space && !written.is_loose;
  return is_strict || form == Form::kLoose;
}

Error wrong_form(std::string_view text, const Zone* zone) {
  return invalid_text(
      text, zone == nullptr ? "is not an RFC 3339 timestamp such as 2026-03-02T10:00:00+08:00"
                            : "is not a date or a time such as 2026-03-02, 2026-03-02T10:00:00 or "
                              "2026-03-02T10:00:00+08:00");
}

Error out_of_calendar(std::string_view text, const CivilTime& time) {
  if (time.second == 60) {
    return invalid_text(text, "is a leap second, which no clock here counts. Write second 59");
  }
  return invalid_text(text, "is a day or a time that no calendar or clock shows");
}

// Of whole seconds: the fraction is kept aside.
Instant to_utc(const Written& written, const Zone* zone) {
  WallTime local = seconds_from_civil(written.time);
  if (written.has_offset) {
    return Instant(local.time_since_epoch() - std::chrono::seconds(written.offset));
  }
  if (written.has_time) return zone->to_utc(local);
  return zone->start_of_day(
      days_from_civil(written.time.year, written.time.month, written.time.day));
}

std::string format_fraction(int32_t nanos) {
  if (nanos == 0) return {};
  if (nanos % kNanosPerMilli == 0) return fmt::format(".{:03}", nanos / kNanosPerMilli);
  if (nanos % kNanosPerMicro == 0) return fmt::format(".{:06}", nanos / kNanosPerMicro);
  return fmt::format(".{:09}", nanos);
}

// RFC 3339 knows offsets in whole minutes; old local mean times have seconds.
int32_t whole_minutes(std::chrono::seconds offset) {
  return static_cast<int32_t>((offset - offset % std::chrono::minutes(1)).count());
}

std::string format_offset(int32_t offset) {
  int32_t size = std::abs(offset);
  return fmt::format("{}{:02}:{:02}", offset < 0 ? '-' : '+', size / kSecondsPerHour,
                     size % kSecondsPerHour / kSecondsPerMinute);
}

}  // namespace

Timestamp to_timestamp(Instant instant) {
  // By remainders: the first instants of all are less than a second after no whole second.
  const Duration since = instant.time_since_epoch();
  int64_t seconds = since / std::chrono::seconds(1);
  Duration rest = since % std::chrono::seconds(1);
  if (rest < Duration(0)) {
    --seconds;
    rest += std::chrono::seconds(1);
  }
  return {seconds, static_cast<int32_t>(std::chrono::nanoseconds(rest).count())};
}

Instant to_instant(Timestamp timestamp) {
  return Instant(std::chrono::seconds(timestamp.seconds) +
                 Duration(timestamp.nanos / kNanosPerMicro));
}

namespace {

Expected<Timestamp> parse(std::string_view text, const Zone* zone, Form form) {
  Written written;
  if (!read(text, written) || !is_allowed_form(written, zone, form)) return wrong_form(text, zone);
  if (!is_valid_civil(written.time)) return out_of_calendar(text, written.time);
  Instant instant = to_utc(written, zone);
  if (!is_in_calendar(instant)) return invalid_text(text, "is outside the years 0001 to 9999");
  return Timestamp{to_timestamp(instant).seconds, written.time.nanos};
}

}  // namespace

Expected<Timestamp> parse_timestamp(std::string_view text, const Zone* zone) {
  return parse(text, zone, Form::kStrict);
}

Expected<Timestamp> parse_given_time(std::string_view text, const Zone* zone) {
  return parse(text, zone, Form::kLoose);
}

Expected<Days> parse_date(std::string_view text) {
  Scanner in(text);
  CivilTime time;
  if (!take_date(in, time) || !in.at_end()) {
    return invalid_text(text, "is not a date such as 2026-03-02");
  }
  if (!is_valid_civil(time)) return out_of_calendar(text, time);
  if (time.year == 0) return invalid_text(text, "is outside the years 0001 to 9999");
  return days_from_civil(time.year, time.month, time.day);
}

std::string format_date(Days day) {
  CivilTime time = civil_from_seconds(midnight_of(day));
  return fmt::format("{:04}-{:02}-{:02}", time.year, time.month, time.day);
}

// The zone's clock may show a year that four digits cannot write, or the year 0: then in UTC.
std::string format_timestamp(Timestamp timestamp, const Zone* zone) {
  std::chrono::sys_seconds at{std::chrono::seconds(timestamp.seconds)};
  int32_t offset = zone == nullptr ? 0 : whole_minutes(zone->offset_at(at));
  CivilTime time = civil_from_seconds(
      std::chrono::local_seconds(at.time_since_epoch() + std::chrono::seconds(offset)));
  if (zone != nullptr && (time.year < 1 || time.year > 9999)) {
    return format_timestamp(timestamp, nullptr);
  }
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{}{}", time.year, time.month, time.day,
                     time.hour, time.minute, time.second, format_fraction(timestamp.nanos),
                     zone == nullptr ? "Z" : format_offset(offset));
}

std::string format_instant(Instant instant, const Zone* zone) {
  return format_timestamp(to_timestamp(instant), zone);
}

}  // namespace stagegraph::time
