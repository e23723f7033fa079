// SPDX-License-Identifier: Apache-2.0
// Records of earlier versions.
#include "migrate/migrate.h"

#include "capi/answer.h"
#include "capi/guard.h"
#include "capi/handles.h"
#include "capi/values.h"
#include "migrate/questions.h"

using namespace stagegraph;
using namespace stagegraph::capi;
using namespace stagegraph::engine;

stg_status stg_ruleset_check_against(const stg_ruleset* ruleset, const stg_ruleset* old,
                                     stg_diagnostics** diagnostics, stg_error** err) noexcept {
  return guarded(err, [&] {
    const stg_ruleset& now = checked(ruleset, "ruleset");
    const stg_ruleset& before = checked(old, "old");
    stg_diagnostics*& result = checked(diagnostics, "diagnostics");
    result = new stg_diagnostics{take(migrate::open_questions(*before.rules, *now.rules))};
  });
}

stg_status stg_record_migrate(const stg_ruleset* ruleset, const char* record_json, size_t json_size,
                              int64_t now, stg_context* context, stg_decision** decision,
                              stg_error** err) noexcept {
  return guarded(err, [&] {
    const stg_ruleset& rules = checked(ruleset, "ruleset");
    const std::string_view json = text_in(record_json, json_size, "record_json");
    Context& surroundings = context_of(rules, context);
    answer(decision, [&](Decision& made) {
      take(migrate::migrate(rules.rules, json, instant_in(now), surroundings, made));
    });
  });
}
