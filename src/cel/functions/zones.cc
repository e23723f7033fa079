// Time zones that expressions name. An offset is read from its text. Any other name is looked up in
// the time zone database, which loads a file of it the first time that a thread asks for that name:
// an evaluation that names a new zone reads a file. Each thread keeps what it has loaded, names
// that do not exist too, since names may come from data. The cache is emptied when it is full.
#include "cel/functions/zones.h"

#include <memory>
#include <string>
#include <unordered_map>

#include "time/zone.h"

namespace stagegraph::cel {
namespace {

constexpr size_t kMaxKept = 256;  // names come from data too

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// "+08:00", "-02:30", "08:00".
std::optional<int64_t> fixed_offset(std::string_view text) {
  bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  for (size_t i : {0, 1, 3, 4}) {
    if (!is_digit(text[i])) return std::nullopt;
  }
  int hours = (text[0] - '0') * 10 + (text[1] - '0');
  int minutes = (text[3] - '0') * 10 + (text[4] - '0');
  if (hours > 23 || minutes > 59) return std::nullopt;
  int64_t seconds = int64_t{hours} * 3600 + int64_t{minutes} * 60;
  return negative ? -seconds : seconds;
}

const Zone* find_zone(std::string_view name) {
  thread_local std::unordered_map<std::string, std::shared_ptr<const Zone>> kept;
  std::string key(name);
  if (auto at = kept.find(key); at != kept.end()) return at->second.get();
  if (kept.size() >= kMaxKept) kept.clear();
  Expected<std::shared_ptr<const Zone>> loaded = Zone::load(name);
  auto& zone = kept[key];
  if (loaded) zone = *loaded;
  return zone.get();
}

}  // namespace

std::optional<int64_t> zone_offset(std::string_view zone, int64_t utc_seconds) {
  if (auto fixed = fixed_offset(zone)) return fixed;
  const Zone* found = find_zone(zone);
  if (found == nullptr) return std::nullopt;
  return found->offset_at(utc_seconds);
}

}  // namespace stagegraph::cel
