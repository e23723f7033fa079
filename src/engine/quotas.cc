// SPDX-License-Identifier: Apache-2.0
// A quota bounds how many records, or events, count under one key. The engine keeps no count: the
// caller hands the counters in with the context, and a counter that is missing is a need.
#include "engine/quotas.h"

#include <algorithm>
#include <utility>

#include "base/json_writer.h"
#include "engine/judgement.h"
#include "engine/names.h"
#include "ruleset/value_json.h"
#include "ruleset/variables.h"

namespace stagegraph::engine {

using namespace time;
using namespace ruleset;

namespace {

void append_escaped(std::string_view text, std::string& key) {
  for (char c : text) {
    if (c == '/') {
      key += "%2F";
    } else if (c == '%') {
      key += "%25";
    } else {
      key += c;
    }
  }
}

// As people read it. Lists and maps as JSON, which is never cut off.
std::string text_of(const cel::Value& value, const Zone* zone) {
  std::string text;
  if (value.is(cel::Kind::kDouble)) {
    return cel::display(cel::Value::real(value.as_double() + 0.0), zone);  // -0.0 equals 0.0
  }
  if (!value.is(cel::Kind::kList) && !value.is(cel::Kind::kMap)) return cel::display(value, zone);
  JsonWriter json(text);
  write_value(json, value, zone);
  return text;
}

void add_fact_needs(const StepContext& step, const Quota& quota) {
  for (FactIndex fact : quota.per) {
    const cel::Value& value = step.record.fact(fact);
    if (value.is_unknown()) add_needs(value, step.decision);
  }
}

void add_full(const Quota& quota, int64_t used, Decision& decision) {
  decision.reasons.push_back(
      {"quota_full", decision.arena.copy("'" + quota.name + "': " + std::to_string(used) + " of " +
                                         std::to_string(quota.at_most) + " in use")});
}

// Whether the record counted under this key before the step. Its `counts` reads the record as it
// was, and one that is unknown or fails counts nothing.
bool counted_before(const StepContext& step, QuotaIndex quota, const std::string& key,
                    Evaluator& evaluator) {
  const ExpressionIndex counts = step.ruleset.quotas[quota].counts;
  if (counts == kNone || quota_key(step.ruleset, quota, step.before) != key) return false;
  Record becoming = std::exchange(step.record, step.before);
  evaluator.changed();
  const bool counted = evaluator.evaluate(counts).is_true();
  step.record = std::move(becoming);
  evaluator.changed();
  return counted;
}

Counter counter_of(const StepContext& step, QuotaIndex index, const std::string& key) {
  const Quota& quota = step.ruleset.quotas[index];
  Counter counter;
  counter.quota = index;
  const std::string& name = variable_name(step.ruleset, variable_of(step.ruleset, index));
  counter.need = step.decision.arena.copy(quota.per.empty() ? name : name + "[" + key + "]");
  counter.key = counter.need.substr(name.size() - quota.name.size());
  counter.under =
      counter.key.substr(quota.per.empty() ? quota.name.size() : quota.name.size() + 1, key.size());
  counter.value = step.context.counter(index, key).value_or(Counter::kNotGiven);
  counter.limit = quota.at_most;
  return counter;
}

}  // namespace

std::optional<std::string> quota_key(const Ruleset& ruleset, QuotaIndex quota,
                                     const Record& record) {
  std::string key;
  bool is_first = true;
  for (FactIndex fact : ruleset.quotas[quota].per) {
    const cel::Value& value = record.fact(fact);
    if (value.is_unknown()) return std::nullopt;
    if (!std::exchange(is_first, false)) key += '/';
    append_escaped(text_of(value, ruleset.zone.get()), key);
  }
  return key;
}

bool quota_counts(const Record& record, QuotaIndex quota, Instant now, Context& context,
                  Decision& scratch) {
  const Ruleset& ruleset = record.ruleset();
  const ExpressionIndex counts = ruleset.quotas[quota].counts;
  if (counts == kNone) return false;
  scratch.reset();
  scratch.record = record;
  scratch.at = now;
  return Evaluator(StepContext(record, context, scratch)).evaluate(counts).is_true();
}

QuotaCheck check_quota(const StepContext& step, QuotaIndex index, Evaluator& evaluator) {
  const Quota& quota = step.ruleset.quotas[index];
  const std::optional<std::string> key = quota_key(step.ruleset, index, step.record);
  if (!key) {
    add_fact_needs(step, quota);
    return QuotaCheck::kNeeds;
  }
  if (counted_before(step, index, *key, evaluator)) return QuotaCheck::kFree;
  const Counter counter = counter_of(step, index, *key);
  step.decision.counters.push_back(counter);
  if (!counter.is_given()) {
    add_needs(unknown(variable_of(step.ruleset, index)), step.decision);
    return QuotaCheck::kNeeds;
  }
  if (counter.value < quota.at_most) return QuotaCheck::kFree;
  add_full(quota, counter.value, step.decision);
  return QuotaCheck::kFull;
}

}  // namespace stagegraph::engine
