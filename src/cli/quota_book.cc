#include "cli/quota_book.h"

#include <algorithm>

namespace stagegraph::cli {

// The run sees everything that counts, so what was never told is at zero.
QuotaBook::QuotaBook(const stg::Ruleset& rules, std::vector<stg::Context*> told)
    : rules_(rules), told_(std::move(told)), context_(rules) {
  for (stg::Context* context : told_) context->set_counters_complete(true);
}

void QuotaBook::recount(const stg::RecordView& record, size_t place, stg::Instant now) {
  if (is_empty()) return;
  if (place >= counted_.size()) counted_.resize(place + 1);
  forget(place);
  std::vector<Key>& counted = counted_[place];
  for (stg::Index quota = 0; quota < rules_.quota_count(); ++quota) {
    if (!stg::quota_counts(quota, record, now, context_)) continue;
    auto key = stg::quota_key(rules_, quota, record);
    if (!key) continue;
    counted.emplace_back(quota, std::move(*key));
    add(counted.back(), 1);
  }
}

void QuotaBook::forget(size_t place) {
  if (place >= counted_.size()) return;
  for (const Key& key : counted_[place]) add(key, -1);
  counted_[place].clear();
}

void QuotaBook::add(const Key& key, int64_t number) {
  int64_t& records = records_[key];
  records += number;
  tell(key, records);
}

void QuotaBook::tell(const Key& key, int64_t used) {
  for (stg::Context* context : told_) context->set_counter(key.first, key.second, used);
}

void QuotaBook::note(stg::Index event, const stg::RecordView& record, stg::Instant now) {
  for (stg::Index quota = 0; quota < rules_.quota_count(); ++quota) {
    if (!rules_.quota_counts_event(quota, event)) continue;
    auto key = stg::quota_key(rules_, quota, record);
    if (key) events_[{quota, std::move(*key)}].push_back(now);
  }
}

void QuotaBook::tell(const stg::RecordView& record, stg::Instant now) {
  for (stg::Index quota = 0; quota < rules_.quota_count(); ++quota) {
    auto key = stg::quota_key(rules_, quota, record);
    if (!key) continue;
    const Key found(quota, std::move(*key));
    tell(found, counts_events(quota) ? events_in_window(found, now) : records_[found]);
  }
}

int64_t QuotaBook::events_in_window(const Key& key, stg::Instant now) {
  std::deque<stg::Instant>& times = events_[key];
  const stg::Instant begin = rules_.quota_window(key.first, now);
  times.erase(times.begin(), std::lower_bound(times.begin(), times.end(), begin));
  return static_cast<int64_t>(times.size());
}

bool QuotaBook::counts_events(stg::Index quota) const {
  for (stg::Index event = 0; event < rules_.event_count(); ++event) {
    if (rules_.quota_counts_event(quota, event)) return true;
  }
  return false;
}

}  // namespace stagegraph::cli
