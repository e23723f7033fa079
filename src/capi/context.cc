// SPDX-License-Identifier: Apache-2.0
// What surrounds a decision.
#include "base/suggest.h"
#include "capi/guard.h"
#include "capi/handles.h"
#include "capi/roles.h"

using namespace stagegraph;
using namespace stagegraph::capi;
using namespace stagegraph::engine;

stg_status stg_context_new(const stg_ruleset* ruleset, stg_context** context,
                           stg_error** err) noexcept {
  return guarded(err, [&] {
    const stg_ruleset& rules = checked(ruleset, "ruleset");
    stg_context*& result = checked(context, "context");
    auto made = std::make_unique<stg_context>();
    made->rules = rules.rules;
    made->context.step_budget = rules.step_budget;
    made->context.advance_limits = rules.due_limits;
    result = made.release();
  });
}

void stg_context_reset(stg_context* context) noexcept {
  if (context == nullptr) return;
  context->context.reset();
  context->migrates = false;
}

void stg_context_free(stg_context* context) noexcept { delete context; }

stg_status stg_context_set_actor(stg_context* context, const char* id, size_t id_size,
                                 const stg_str* roles, uint32_t role_count,
                                 stg_error** err) noexcept {
  return guarded(err, [&] {
    stg_context& changed = checked(context, "context");
    if (role_count != 0) checked(roles, "roles");
    Actor actor;
    actor.id = text_in(id, id_size, "id");
    for (size_t i = 0; i < role_count; ++i) {
      add_role(*changed.rules, text_in(roles[i].data, roles[i].size, "a role"), actor);
    }
    changed.context.actor = std::move(actor);
  });
}

stg_status stg_context_set_event_id(stg_context* context, const char* id, size_t id_size,
                                    stg_error** err) noexcept {
  return guarded(
      err, [&] { checked(context, "context").context.event_id = text_in(id, id_size, "id"); });
}

stg_status stg_context_set_event(stg_context* context, const stg_event* event,
                                 stg_error** err) noexcept {
  return guarded(err, [&] {
    stg_context& changed = checked(context, "context");
    const stg_event& given = checked(event, "event");
    if (given.payload.rules != changed.rules) {
      fail(Status::kWrongRuleset, "the event was read for another ruleset than the context's");
    }
    Actor actor = given.actor;
    changed.context.event_id = given.id;
    changed.context.actor = std::move(actor);
  });
}

stg_status stg_context_set_trace(stg_context* context, uint8_t on, stg_error** err) noexcept {
  return guarded(err, [&] { checked(context, "context").context.trace = on != 0; });
}

stg_status stg_context_set_migrate(stg_context* context, uint8_t on, stg_error** err) noexcept {
  return guarded(err, [&] { checked(context, "context").migrates = on != 0; });
}

stg_status stg_context_set_expected_sequence(stg_context* context, int64_t sequence,
                                             stg_error** err) noexcept {
  return guarded(err, [&] {
    if (sequence < -1) {
      fail(Status::kInvalidArgument, "no record has the sequence " + std::to_string(sequence));
    }
    checked(context, "context").context.expected_sequence = sequence;
  });
}
