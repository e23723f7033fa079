// SPDX-License-Identifier: Apache-2.0
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

#include "time/posix_rule.h"
#include "time/zone_names.h"

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
std::vector<std::string_view> read_names() {
  std::vector<std::string_view> names;
  for (const date::time_zone& zone : date::get_tzdb().zones) {
    if (zone.name() != "localtime") names.push_back(zone.name());
  }
  std::sort(names.begin(), names.end());
  return names;
}

// The database stays as it is for as long as the process runs, and so do the texts of its names.
const std::vector<std::string_view>& all_names() {
  static const std::vector<std::string_view> names = read_names();
  return names;
}

std::string first_line_of(const char* file) {
  std::ifstream in(std::string(kDirectory) + file);
  std::string line;
  std::getline(in, line);
  return line;
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

bool is_zone_name(std::string_view name) try {
  const std::vector<std::string_view>& names = all_names();
  return std::binary_search(names.begin(), names.end(), name);
} catch (const std::runtime_error&) {
  return false;
}

std::string tzdata_version() {
  if (std::string version = first_line_of("+VERSION"); !version.empty()) return version;
  constexpr std::string_view kMark = "# version ";
  std::string line = first_line_of("tzdata.zi");
  return line.starts_with(kMark) ? line.substr(kMark.size()) : "unknown";
}

Expected<std::vector<ZonePeriod>> load_periods(std::string_view name) try {
  const std::vector<std::string_view>& names = all_names();
  if (!std::binary_search(names.begin(), names.end(), name)) {
    return Error{Status::kUnknownName,
                 fmt::format("'{}' is not a time zone. Write a name such as Asia/Shanghai, or an "
                             "offset such as +08:00{}",
                             name, zone_hint(name, names)),
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
