// A quota bounds how many records, or events, count under one key. The engine keeps no count: the
// caller hands the counters in with the context, and a counter that is missing is a need.
#include "engine/quotas.h"

#include <algorithm>

#include "engine/evaluator.h"
#include "engine/judgement.h"
#include "ruleset/variables.h"

namespace stagegraph::engine {

using namespace time;
using namespace ruleset;

namespace {

void add_counter_need(const Ruleset& ruleset, QuotaIndex quota, Decision& decision) {
  add_needs(unknown(variable_of(ruleset, quota)), decision);
}

void add_fact_needs(const Ruleset& ruleset, QuotaIndex quota, Decision& decision) {
  for (FactIndex fact : ruleset.quotas[quota].per) {
    const cel::Value& value = decision.record.fact(fact);
    if (value.is_unknown()) add_needs(value, decision);
  }
}

void add_full(const Quota& quota, int64_t used, Decision& decision) {
  decision.reasons.push_back(
      {"quota_full", decision.arena.copy("'" + quota.name + "': " + std::to_string(used) + " of " +
                                         std::to_string(quota.at_most) + " in use")});
}

}  // namespace

std::optional<std::string> quota_key(const Ruleset& ruleset, QuotaIndex quota,
                                     const Record& record) {
  std::string key;
  for (FactIndex fact : ruleset.quotas[quota].per) {
    const cel::Value& value = record.fact(fact);
    if (value.is_unknown()) return std::nullopt;
    if (!key.empty()) key += "/";
    key += cel::display(value, ruleset.zone.get());
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

QuotaCheck check_quota(const Ruleset& ruleset, QuotaIndex index, const Context& context,
                       Decision& decision) {
  const Quota& quota = ruleset.quotas[index];
  const std::optional<std::string> key = quota_key(ruleset, index, decision.record);
  if (!key) {
    add_fact_needs(ruleset, index, decision);
    return QuotaCheck::kNeeds;
  }
  const std::optional<int64_t> used = context.counter(index, *key);
  if (!used) {
    add_counter_need(ruleset, index, decision);
    return QuotaCheck::kNeeds;
  }
  const std::string name = quota.per.empty() ? quota.name : quota.name + "[" + *key + "]";
  decision.counters.push_back({decision.arena.copy(name), *used, quota.at_most});
  if (*used < quota.at_most) return QuotaCheck::kFree;
  add_full(quota, *used, decision);
  return QuotaCheck::kFull;
}

}  // namespace stagegraph::engine
