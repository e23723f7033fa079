// SPDX-License-Identifier: Apache-2.0
// Records begin.
#include "capi/answer.h"
#include "capi/guard.h"
#include "capi/handles.h"
#include "capi/own_record.h"
#include "capi/values.h"

using namespace stagegraph;
using namespace stagegraph::capi;
using namespace stagegraph::engine;
using namespace stagegraph::time;

stg_status stg_begin(const stg_ruleset* ruleset, const stg_record* record, int64_t now,
                     stg_context* context, stg_decision** decision, stg_error** err) noexcept {
  return guarded(err, [&] {
    const stg_ruleset& rules = checked(ruleset, "ruleset");
    const Record& before = *checked(record, "record").shown;
    Context& surroundings = context_of(rules, context);
    const Instant at = instant_in(now);
    answer(decision, [&](Decision& made) {
      decide_as_own(rules.rules, before, [&](const Record& own) {
        return begin_record(*rules.rules, own, at, surroundings, made);
      });
    });
  });
}
