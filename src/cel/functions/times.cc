#include "cel/functions/times.h"

#include <array>
#include <optional>
#include <string_view>

#include "cel/functions/zones.h"
#include "time/instant.h"

namespace stagegraph::cel {
namespace {

constexpr int64_t kSecond = 1'000'000'000;

enum class Part : uint8_t {
  kFullYear,
  kMonth,
  kDate,
  kDayOfMonth,
  kDayOfWeek,
  kDayOfYear,
  kHours,
  kMinutes,
  kSeconds,
  kMilliseconds,
};

constexpr std::array<std::string_view, 10> kPartNames = {
    "getFullYear",  "getMonth", "getDate",    "getDayOfMonth", "getDayOfWeek",
    "getDayOfYear", "getHours", "getMinutes", "getSeconds",    "getMilliseconds"};

int64_t part_of(Part part, const CivilTime& time) {
  Days day = days_from_civil(time.year, time.month, time.day);
  switch (part) {
    case Part::kFullYear:
      return time.year;
    case Part::kMonth:
      return time.month - 1;
    case Part::kDate:
      return time.day;
    case Part::kDayOfMonth:
      return time.day - 1;
    case Part::kDayOfWeek:
      return (weekday_of(day) + 1) % 7;  // CEL's week begins on Sunday
    case Part::kDayOfYear:
      return day - days_from_civil(time.year, 1, 1);
    case Part::kHours:
      return time.hour;
    case Part::kMinutes:
      return time.minute;
    case Part::kSeconds:
      return time.second;
    default:
      return time.nanos / 1'000'000;
  }
}

int64_t part_of(Part part, int64_t duration) {
  switch (part) {
    case Part::kHours:
      return duration / (3600 * kSecond);
    case Part::kMinutes:
      return duration / (60 * kSecond);
    case Part::kSeconds:
      return duration / kSecond;
    default:
      return duration % kSecond / 1'000'000;  // of the second, as CEL has it
  }
}

template <Part kPart>
Value get(Runtime& runtime, Arguments arguments) {
  const Value& value = arguments[0];
  if (value.is(Kind::kDuration) && kPart >= Part::kHours && arguments.size() == 1) {
    return Value::integer(part_of(kPart, value.as_duration()));
  }
  bool zone_is_text = arguments.size() == 1 || arguments[1].is(Kind::kString);
  if (!value.is(Kind::kTimestamp) || !zone_is_text) {
    return runtime.no_overload(kPartNames[static_cast<size_t>(kPart)], arguments);
  }
  Timestamp timestamp = value.as_timestamp();
  int64_t offset = 0;
  if (arguments.size() == 2) {
    std::optional<int64_t> found = zone_offset(arguments[1].as_text(), timestamp.seconds);
    if (!found) {
      return runtime.fail("there is no time zone '" + shortened(arguments[1].as_text()) + "'");
    }
    offset = *found;
  }
  CivilTime time = civil_from_seconds(timestamp.seconds + offset);
  time.nanos = timestamp.nanos;
  return Value::integer(part_of(kPart, time));
}

constexpr std::string_view kOfTimestamp = "timestamp -> int";
constexpr std::string_view kOfBoth = "timestamp -> int | duration -> int";
constexpr std::string_view kInZone = "timestamp, string -> int";

}  // namespace

std::span<const Declaration> time_declarations() {
  static constexpr Declaration kTable[] = {
      {"getFullYear", Style::kMember, kOfTimestamp, get<Part::kFullYear>},
      {"getFullYear", Style::kMember, kInZone, get<Part::kFullYear>},
      {"getMonth", Style::kMember, kOfTimestamp, get<Part::kMonth>},
      {"getMonth", Style::kMember, kInZone, get<Part::kMonth>},
      {"getDate", Style::kMember, kOfTimestamp, get<Part::kDate>},
      {"getDate", Style::kMember, kInZone, get<Part::kDate>},
      {"getDayOfMonth", Style::kMember, kOfTimestamp, get<Part::kDayOfMonth>},
      {"getDayOfMonth", Style::kMember, kInZone, get<Part::kDayOfMonth>},
      {"getDayOfWeek", Style::kMember, kOfTimestamp, get<Part::kDayOfWeek>},
      {"getDayOfWeek", Style::kMember, kInZone, get<Part::kDayOfWeek>},
      {"getDayOfYear", Style::kMember, kOfTimestamp, get<Part::kDayOfYear>},
      {"getDayOfYear", Style::kMember, kInZone, get<Part::kDayOfYear>},
      {"getHours", Style::kMember, kOfBoth, get<Part::kHours>},
      {"getHours", Style::kMember, kInZone, get<Part::kHours>},
      {"getMinutes", Style::kMember, kOfBoth, get<Part::kMinutes>},
      {"getMinutes", Style::kMember, kInZone, get<Part::kMinutes>},
      {"getSeconds", Style::kMember, kOfBoth, get<Part::kSeconds>},
      {"getSeconds", Style::kMember, kInZone, get<Part::kSeconds>},
      {"getMilliseconds", Style::kMember, kOfBoth, get<Part::kMilliseconds>},
      {"getMilliseconds", Style::kMember, kInZone, get<Part::kMilliseconds>},
  };
  return kTable;
}

}  // namespace stagegraph::cel
