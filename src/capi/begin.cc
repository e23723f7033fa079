// SPDX-License-Identifier: Apache-2.0
// Records begin.
#include "capi/guard.h"
#include "capi/handles.h"
#include "capi/values.h"

using namespace stagegraph;
using namespace stagegraph::capi;
using namespace stagegraph::engine;

stg_status stg_begin(const stg_ruleset* ruleset, const stg_record* record, int64_t now,
                     stg_context* context, stg_decision** decision, stg_error** err) noexcept {
  return guarded(err, [&] {
    const stg_ruleset& rules = checked(ruleset, "ruleset");
    const Record& before = *checked(record, "record").shown;
    stg_context& surroundings = checked(context, "context");
    if (surroundings.rules != rules.rules) {
      fail(Status::kWrongRuleset, "the context was made for another ruleset");
    }
    Reused<stg_decision> result(decision);
    if (result->owned == nullptr) result->owned = std::make_unique<Decision>();
    result->decision = nullptr;
    take(begin_record(*rules.rules, before, instant_in(now), surroundings.context, *result->owned));
    result->show(*result->owned);
    result.commit();
  });
}
