// SPDX-License-Identifier: Apache-2.0
// Parts of timestamps and durations. A part is one function with or without a zone, so that the
// table names each part twice.
#include "cel/functions/times.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "cel/common/enum_table.h"
#include "cel/functions/bounds.h"
#include "time/instant.h"
#include "time/zones.h"

namespace stagegraph::cel {

using namespace time;
namespace {

constexpr int64_t kSecond = kNanosPerSecond;

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

constexpr auto kPartNames = std::to_array<NamedRow<Part>>({
    {Part::kFullYear, "getFullYear"},
    {Part::kMonth, "getMonth"},
    {Part::kDate, "getDate"},
    {Part::kDayOfMonth, "getDayOfMonth"},
    {Part::kDayOfWeek, "getDayOfWeek"},
    {Part::kDayOfYear, "getDayOfYear"},
    {Part::kHours, "getHours"},
    {Part::kMinutes, "getMinutes"},
    {Part::kSeconds, "getSeconds"},
    {Part::kMilliseconds, "getMilliseconds"},
});
static_assert(stands_by_key(kPartNames, Part::kMilliseconds));

constexpr std::string_view name_of(Part part) { return kPartNames[static_cast<size_t>(part)].name; }

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
      return time.nanos / kNanosPerMilli;
  }
}

int64_t part_of(Part part, int64_t duration) {
  switch (part) {
    case Part::kHours:
      return duration / (kSecondsPerHour * kSecond);
    case Part::kMinutes:
      return duration / (kSecondsPerMinute * kSecond);
    case Part::kSeconds:
      return duration / kSecond;
    default:
      return duration % kSecond / kNanosPerMilli;  // of the second, as CEL has it
  }
}

// How far east of UTC the zone is at that instant. A zone that has not been loaded is not looked
// for: nothing reads a file while it decides.
std::optional<std::chrono::seconds> offset_of(const Zones* zones, std::string_view name,
                                              std::chrono::sys_seconds at) {
  constexpr size_t kLongestOffset = 16;
  if (name.size() <= kLongestOffset) {
    if (auto fixed = fixed_offset(name)) return fixed;
    if (name == "UTC") return std::chrono::seconds(0);
  }
  const Zone* zone = zones == nullptr ? nullptr : zones->find(name);
  if (zone == nullptr) return std::nullopt;
  return zone->offset_at(at);
}

Value not_loaded(Runtime& runtime, std::string_view name) {
  return runtime.fail("the time zone '" + shortened(name) +
                      "' is not among those that were loaded. Name it in 'time_zones', or write an "
                      "offset such as +08:00");
}

template <Part kPart>
Value get(Runtime& runtime, Arguments arguments) {
  const Value& value = arguments[0];
  if (value.is(Kind::kDuration) && kPart >= Part::kHours && arguments.size() == 1) {
    return Value::integer(part_of(kPart, value.as_duration()));
  }
  bool zone_is_text = arguments.size() == 1 || arguments[1].is(Kind::kString);
  if (!value.is(Kind::kTimestamp) || !zone_is_text) {
    return runtime.no_overload(name_of(kPart), arguments);
  }
  Timestamp timestamp = value.as_timestamp();
  const std::chrono::sys_seconds at{std::chrono::seconds(timestamp.seconds)};
  std::chrono::seconds offset{0};
  if (arguments.size() == 2) {
    auto found = offset_of(runtime.zones, arguments[1].as_text(), at);
    if (!found) return not_loaded(runtime, arguments[1].as_text());
    offset = *found;
  }
  CivilTime time = civil_from_seconds(std::chrono::local_seconds(at.time_since_epoch() + offset));
  time.nanos = timestamp.nanos;
  return Value::integer(part_of(kPart, time));
}

template <Part kPart>
consteval Declaration of_part(std::string_view types) {
  return {name_of(kPart), Style::kMember, types, get<kPart>, kNoSteps, kByType};
}

constexpr std::string_view kOfTimestamp = "timestamp -> int";
constexpr std::string_view kOfBoth = "timestamp -> int | duration -> int";
constexpr std::string_view kInZone = "timestamp, string -> int";

}  // namespace

std::optional<std::chrono::seconds> fixed_offset(std::string_view text) {
  if (text.starts_with('+') || text.starts_with('-')) return parse_offset(text);
  return parse_offset("+" + std::string(text));
}

bool takes_zone(const Function& function) {
  if (!function.is_member || function.arity != 2) return false;
  return std::any_of(kPartNames.begin(), kPartNames.end(),
                     [&](const auto& row) { return row.name == function.name; });
}

std::span<const Declaration> time_declarations() {
  static constexpr Declaration kTable[] = {
      of_part<Part::kFullYear>(kOfTimestamp),   of_part<Part::kFullYear>(kInZone),
      of_part<Part::kMonth>(kOfTimestamp),      of_part<Part::kMonth>(kInZone),
      of_part<Part::kDate>(kOfTimestamp),       of_part<Part::kDate>(kInZone),
      of_part<Part::kDayOfMonth>(kOfTimestamp), of_part<Part::kDayOfMonth>(kInZone),
      of_part<Part::kDayOfWeek>(kOfTimestamp),  of_part<Part::kDayOfWeek>(kInZone),
      of_part<Part::kDayOfYear>(kOfTimestamp),  of_part<Part::kDayOfYear>(kInZone),
      of_part<Part::kHours>(kOfBoth),           of_part<Part::kHours>(kInZone),
      of_part<Part::kMinutes>(kOfBoth),         of_part<Part::kMinutes>(kInZone),
      of_part<Part::kSeconds>(kOfBoth),         of_part<Part::kSeconds>(kInZone),
      of_part<Part::kMilliseconds>(kOfBoth),    of_part<Part::kMilliseconds>(kInZone),
  };
  return kTable;
}

}  // namespace stagegraph::cel
