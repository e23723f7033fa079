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

using namespace time;
namespace {

constexpr size_t kMaxKept = 256;  // names come from data too

// "+08:00", "-02:30"; CEL takes "08:00" too.
std::optional<std::chrono::seconds> fixed_offset(std::string_view text) {
  if (text.starts_with('+') || text.starts_with('-')) return parse_offset(text);
  return parse_offset("+" + std::string(text));
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

std::optional<std::chrono::seconds> zone_offset(std::string_view zone,
                                                std::chrono::sys_seconds at) {
  if (auto fixed = fixed_offset(zone)) return fixed;
  const Zone* found = find_zone(zone);
  if (found == nullptr) return std::nullopt;
  return found->offset_at(at);
}

}  // namespace stagegraph::cel
