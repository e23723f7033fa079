// SPDX-License-Identifier: Apache-2.0
// Instants by quota and key, sorted. A window that is not rolling begins with a local day.
#include "engine/event_log.h"

#include <algorithm>

#include "time/bounds.h"
#include "time/business.h"
#include "time/wall.h"
#include "time/zone.h"

namespace stagegraph::engine {

using namespace time;
using namespace ruleset;

bool counts_as_done(Outcome outcome) {
  return outcome == Outcome::kMoved || outcome == Outcome::kStayed || outcome == Outcome::kPending;
}

Instant window_begin(const Ruleset& ruleset, const Quota& quota, Instant now) {
  const Zone& zone = *ruleset.zone;
  const Expected<Reached> start =
      reach(now, times(*quota.window, -1), zone, ruleset.own_calendar());
  // A moment later than that: what was so long ago to the microsecond is out of the window.
  if (!start) return kFirstInstant;
  if (quota.rolling || quota.window->unit == SpanUnit::kExact) return start->at + Duration(1);
  // Of whole days today is the last, so the window begins with the day after the one reached.
  const CivilTime day = civil_from_seconds(time::wall_seconds(start->at, zone));
  const Days first = days_from_civil(day.year, day.month, day.day) + 1;
  return zone.start_of_day(first);
}

void EventLog::note(const Ruleset& ruleset, QuotaIndex quota, EventIndex event,
                    const std::string& key, Instant at) {
  const std::vector<EventIndex>& counted = ruleset.quotas[quota].events;
  if (std::find(counted.begin(), counted.end(), event) == counted.end()) return;
  std::deque<Instant>& times = events_[{quota, key}];
  times.insert(std::upper_bound(times.begin(), times.end(), at), at);
}

int64_t EventLog::count(const Ruleset& ruleset, QuotaIndex quota, const std::string& key,
                        Instant now) {
  auto found = events_.find({quota, key});
  if (found == events_.end()) return 0;
  std::deque<Instant>& times = found->second;
  const Instant begin = window_begin(ruleset, ruleset.quotas[quota], now);
  times.erase(times.begin(), std::lower_bound(times.begin(), times.end(), begin));
  return std::upper_bound(times.begin(), times.end(), now) - times.begin();
}

}  // namespace stagegraph::engine
