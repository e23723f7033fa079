// How much of each quota is in use during a run: the run sees every record, so it counts itself.
#pragma once

#include <deque>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "stagegraph/stagegraph.hpp"

namespace stagegraph::cli {

// Keeps the counters of contexts true.
class QuotaBook {
 public:
  QuotaBook(const stg::Ruleset& rules, std::vector<stg::Context*> told);

  // Whether there is nothing to count.
  bool is_empty() const { return rules_.quota_count() == 0; }

  // Looks again at what quotas of records make of a record. `place` is its number.
  void recount(const stg::RecordView& record, size_t place, stg::Instant now);
  // The record with this number is no more.
  void forget(size_t place);

  // Notes an event, where a quota counts it. `record` is as it was asked about.
  void note(stg::Index event, const stg::RecordView& record, stg::Instant now);

  // Tells how much is in use at `now` under the keys of a record.
  void tell(const stg::RecordView& record, stg::Instant now);

 private:
  using Key = std::pair<stg::Index, std::string>;

  void add(const Key& key, int64_t number);
  void tell(const Key& key, int64_t used);
  int64_t events_in_window(const Key& key, stg::Instant now);
  bool counts_events(stg::Index quota) const;

  const stg::Ruleset& rules_;
  const std::vector<stg::Context*> told_;
  stg::Context context_;                            // conditions are worked out in it
  std::map<Key, int64_t> records_;                  // of quotas of records
  std::map<Key, std::deque<stg::Instant>> events_;  // of quotas of events, in order
  std::vector<std::vector<Key>> counted_;           // by record: where it counts
};

}  // namespace stagegraph::cli
