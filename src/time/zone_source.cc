// The only file that knows Howard Hinnant's date library. It reads the changes that a TZif file
// lists, but not the rule in the file's last line which holds after them (in 2037, or in 2007 in
// files of the slim kind): that is read here.
#include "time/zone_source.h"

#include <date/tz.h>
#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "base/suggest.h"
#include "time/posix_rule.h"

namespace stagegraph::time {

namespace {

constexpr int32_t kFirstYear = 1800;
constexpr int32_t kLastYear = 2200;
constexpr char kDirectory[] = "/usr/share/zoneinfo/";  // the library's own choice

Instant start_of_year(int32_t year) {
  return Instant(std::chrono::days(days_from_civil(year, 1, 1)));
}

// Not "localtime", which is whatever the machine is set to: the same rules would decide differently
// elsewhere.
std::vector<std::string_view> all_names(const date::tzdb& database) {
  std::vector<std::string_view> names;
  for (const date::time_zone& zone : database.zones) {
    if (zone.name() != "localtime") names.push_back(zone.name());
  }
  return names;
}

void add_period(std::vector<ZonePeriod>& periods, ZonePeriod period) {
  if (!periods.empty() && periods.back().offset == period.offset) return;
  periods.push_back(period);
}

// The listed changes; says where the last of them lies.
std::vector<ZonePeriod> listed_periods(const date::time_zone& zone, Instant& last_change) {
  std::vector<ZonePeriod> periods;
  Instant at = start_of_year(kFirstYear);
  const Instant end = start_of_year(kLastYear + 1);
  while (at < end) {
    date::sys_info info = zone.get_info(at);
    last_change = at;
    add_period(periods, {at, info.offset});
    at = info.end;
  }
  return periods;
}

// The last line of the zone's file; `name` is one of the database's own.
std::string read_footer(std::string_view name) {
  std::ifstream file(kDirectory + std::string(name), std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  if (bytes.empty() || bytes.back() != '\n') return {};
  bytes.pop_back();
  return bytes.substr(bytes.rfind('\n') + 1);
}

void add_ruled_periods(std::vector<ZonePeriod>& periods, Instant last_change,
                       const PosixRule& rule) {
  auto second = std::chrono::floor<std::chrono::seconds>(last_change);
  std::chrono::local_seconds in_utc(second.time_since_epoch());
  int32_t first_year = civil_from_seconds(in_utc).year;
  for (const ZonePeriod& period : periods_of(rule, first_year, kLastYear)) {
    if (period.begin > last_change) add_period(periods, period);
  }
}

}  // namespace

Expected<std::vector<ZonePeriod>> load_periods(std::string_view name) try {
  const date::tzdb& database = date::get_tzdb();
  std::vector<std::string_view> names = all_names(database);
  if (std::find(names.begin(), names.end(), name) == names.end()) {
    return Error{Status::kUnknownName,
                 fmt::format("'{}' is not a time zone. Write a name such as Asia/Shanghai, or an "
                             "offset such as +08:00{}",
                             name, did_you_mean(name, names)),
                 {}};
  }
  Instant last_change{};
  std::vector<ZonePeriod> periods = listed_periods(*date::locate_zone(name), last_change);
  if (std::optional<PosixRule> rule = parse_posix_rule(read_footer(name))) {
    add_ruled_periods(periods, last_change, *rule);
  }
  return periods;
} catch (const std::runtime_error& failure) {
  return Error{Status::kNotFound,
               fmt::format("the system's time zone database cannot be read ({}). Install tzdata, "
                           "or use an offset such as +08:00",
                           failure.what()),
               {}};
}

}  // namespace stagegraph::time
