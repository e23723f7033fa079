// SPDX-License-Identifier: Apache-2.0
// The counters of quotas that a decision relied on.
#include "capi/guard.h"
#include "capi/handles.h"

using namespace stagegraph;
using namespace stagegraph::capi;
using namespace stagegraph::engine;

namespace {

const Counter* counter_at(const stg_decision* handle, uint32_t index) {
  const Decision* decision = shown(handle);
  if (decision == nullptr || index >= decision->counters.size()) return nullptr;
  return &decision->counters[index];
}

}  // namespace

uint32_t stg_decision_counter_count(const stg_decision* decision) noexcept {
  return shown(decision) == nullptr ? 0 : count_out(shown(decision)->counters.size());
}

stg_str stg_decision_counter(const stg_decision* decision, uint32_t index, int64_t* value,
                             int64_t* limit) noexcept {
  const Counter* counter = counter_at(decision, index);
  if (counter == nullptr) return {};
  if (value != nullptr) *value = counter->value;
  if (limit != nullptr) *limit = counter->limit;
  return text_out(counter->key);
}

uint32_t stg_decision_counter_quota(const stg_decision* decision, uint32_t index,
                                    stg_str* key) noexcept {
  const Counter* counter = counter_at(decision, index);
  if (counter == nullptr) return STG_NONE;
  if (key != nullptr) *key = text_out(counter->under);
  return counter->quota.value();
}
