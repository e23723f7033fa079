// The events that quotas count, for those who keep count themselves: the tests, the command line.
#pragma once

#include <deque>
#include <map>
#include <string>

#include "engine/record/outcome.h"
#include "ruleset/model.h"

namespace stagegraph::engine {

// Whether a decision uses up some of a quota of events: what was denied or refused does not.
bool counts_as_done(Outcome outcome);

class EventLog {
 public:
  // Notes the event where the quota counts it.
  void note(const ruleset::Ruleset& ruleset, ruleset::QuotaIndex quota, ruleset::EventIndex event,
            const std::string& key, time::Instant at);
  // How many were noted in the quota's window that holds `now`: rolling, or whole local days of
  // which today is the last. Forgets what is older.
  int64_t count(const ruleset::Ruleset& ruleset, ruleset::QuotaIndex quota, const std::string& key,
                time::Instant now);

 private:
  std::map<std::pair<ruleset::QuotaIndex, std::string>, std::deque<time::Instant>> events_;
};

// The first instant of the quota's window at `now`.
time::Instant window_begin(const ruleset::Ruleset& ruleset, const ruleset::Quota& quota,
                           time::Instant now);

}  // namespace stagegraph::engine
