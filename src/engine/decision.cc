// SPDX-License-Identifier: Apache-2.0
// Expressions leave what they worked with in the decision's arena. Of many decisions that are kept
// that would be far more than what they say, so what is read is copied and the rest given back.
#include "engine/decision.h"

namespace stagegraph::engine {

namespace {

std::span<const cel::Value> copy_values(std::span<const cel::Value> values, Arena& arena) {
  const std::span<cel::Value> copies = arena.make_array<cel::Value>(values.size());
  for (size_t i = 0; i < values.size(); ++i) copies[i] = cel::clone(values[i], arena);
  return copies;
}

}  // namespace

void Decision::compact() {
  Arena tidy;
  cause.event_id = tidy.copy(cause.event_id);
  cause.event_name = tidy.copy(cause.event_name);
  cause.migrated_from = tidy.copy(cause.migrated_from);
  for (Reason& reason : reasons) reason = {tidy.copy(reason.code), tidy.copy(reason.text)};
  for (ActionRequest& action : actions) action.arguments = copy_values(action.arguments, tidy);
  for (Counter& counter : counters) {
    counter.need = tidy.copy(counter.need);
    counter.key = tidy.copy(counter.key);
    counter.under = tidy.copy(counter.under);
  }
  for (TraceEntry& entry : trace) {
    entry.value = cel::clone(entry.value, tidy);
    entry.fact_values = copy_values(entry.fact_values, tidy);
  }
  arena = std::move(tidy);
}

}  // namespace stagegraph::engine
