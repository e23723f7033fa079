// SPDX-License-Identifier: Apache-2.0
// Quotas: what hosts need to know to keep count.
#include <algorithm>

#include "capi/guard.h"
#include "capi/handles.h"
#include "capi/own_record.h"
#include "capi/values.h"
#include "engine/event_log.h"
#include "ruleset/lookup.h"

using namespace stagegraph;
using namespace stagegraph::capi;
using namespace stagegraph::ruleset;
using namespace stagegraph::engine;

namespace {

QuotaIndex quota_in(const stg_ruleset& ruleset, uint32_t quota) {
  return checked_index("quota", quota, ruleset.rules->quotas);
}

const Quota* quota_at(const stg_ruleset* ruleset, uint32_t quota) {
  if (ruleset == nullptr || quota >= ruleset->rules->quotas.size()) return nullptr;
  return &ruleset->rules->quotas[QuotaIndex(quota)];
}

}  // namespace

uint32_t stg_ruleset_quota_count(const stg_ruleset* ruleset) noexcept {
  return ruleset == nullptr ? 0 : count_out(ruleset->rules->quotas.size());
}

uint32_t stg_ruleset_quota_index(const stg_ruleset* ruleset, const char* name,
                                 size_t name_size) noexcept {
  if (ruleset == nullptr || name == nullptr) return STG_NONE;
  return find_quota(*ruleset->rules, {name, name_size}).value();
}

stg_str stg_ruleset_quota_name(const stg_ruleset* ruleset, uint32_t index) noexcept {
  const Quota* quota = quota_at(ruleset, index);
  return quota == nullptr ? stg_str{} : text_out(quota->name);
}

int64_t stg_ruleset_quota_limit(const stg_ruleset* ruleset, uint32_t index) noexcept {
  const Quota* quota = quota_at(ruleset, index);
  return quota == nullptr ? 0 : quota->at_most;
}

uint8_t stg_ruleset_quota_counts_event(const stg_ruleset* ruleset, uint32_t index,
                                       uint32_t event) noexcept {
  const Quota* quota = quota_at(ruleset, index);
  if (quota == nullptr) return 0;
  const auto& counted = quota->events;
  return std::find(counted.begin(), counted.end(), EventIndex(event)) == counted.end() ? 0 : 1;
}

stg_status stg_quota_window(const stg_ruleset* ruleset, uint32_t quota, int64_t now, int64_t* begin,
                            stg_error** err) noexcept {
  return guarded(err, [&] {
    const stg_ruleset& rules = checked(ruleset, "ruleset");
    int64_t& result = checked(begin, "begin");
    const Quota& found = rules.rules->quotas[quota_in(rules, quota)];
    if (!found.window) {
      fail(Status::kInvalidArgument, "'" + found.name + "' counts records, not events in a window");
    }
    result = instant_out(window_begin(*rules.rules, found, instant_in(now)));
  });
}

stg_status stg_quota_key(const stg_ruleset* ruleset, uint32_t quota, const stg_record* record,
                         stg_buffer** key, uint8_t* known, stg_error** err) noexcept {
  return guarded(err, [&] {
    const stg_ruleset& rules = checked(ruleset, "ruleset");
    const QuotaIndex place = quota_in(rules, quota);
    const OwnRecord own(rules.rules, *checked(record, "record").shown);
    Reused<stg_buffer> buffer(key);
    const auto found = quota_key(*rules.rules, place, *own);
    buffer->text = found.value_or(std::string());
    if (known != nullptr) *known = found ? 1 : 0;
    buffer.commit();
  });
}

stg_status stg_quota_counts(const stg_ruleset* ruleset, uint32_t quota, const stg_record* record,
                            int64_t now, stg_context* context, uint8_t* counts,
                            stg_error** err) noexcept {
  return guarded(err, [&] {
    const stg_ruleset& rules = checked(ruleset, "ruleset");
    const QuotaIndex place = quota_in(rules, quota);
    const Record& shown = *checked(record, "record").shown;
    stg_context& surroundings = checked(context, "context");
    uint8_t& result = checked(counts, "counts");
    if (surroundings.rules != rules.rules) {
      fail(Status::kWrongRuleset, "the context was made for another ruleset");
    }
    const time::Instant at = instant_in(now);
    const OwnRecord own(rules.rules, shown);
    result = quota_counts(*own, place, at, surroundings.context, surroundings.scratch) ? 1 : 0;
  });
}

stg_status stg_context_set_counter(stg_context* context, uint32_t quota, const char* key,
                                   size_t key_size, int64_t used, stg_error** err) noexcept {
  return guarded(err, [&] {
    stg_context& changed = checked(context, "context");
    const QuotaIndex place = checked_index("quota", quota, changed.rules->quotas);
    if (used < 0) fail(Status::kInvalidArgument, "a counter is not below zero");
    changed.context.set_counter(place, text_in(key, key_size, "key"), used);
  });
}

stg_status stg_context_set_counters_complete(stg_context* context, uint8_t on,
                                             stg_error** err) noexcept {
  return guarded(err, [&] { checked(context, "context").context.counters_are_complete = on != 0; });
}

void stg_context_clear_counters(stg_context* context) noexcept {
  if (context != nullptr) context->context.clear_counters();
}
