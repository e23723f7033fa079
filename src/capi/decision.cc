// SPDX-License-Identifier: Apache-2.0
// Reading a decision.
#include "capi/guard.h"
#include "capi/handles.h"
#include "capi/values.h"
#include "engine/json/decision_json.h"
#include "engine/names.h"

using namespace stagegraph;
using namespace stagegraph::capi;
using namespace stagegraph::ruleset;
using namespace stagegraph::engine;

namespace {

stg_str cause_name(const Decision& decision) {
  const Ruleset& rules = decision.record.ruleset();
  const Cause& cause = decision.cause;
  switch (cause.kind) {
    case CauseKind::kEvent:
      return text_out(event_name(rules, cause));
    case CauseKind::kDeadline:
    case CauseKind::kReminder:
      return text_out(rules.deadlines[cause.deadline].name);
    case CauseKind::kCadence:
      return text_out(rules.cadences[cause.cadence].name);
    case CauseKind::kAuto:
      return text_out(rules.transitions[cause.transition].name);
    case CauseKind::kApprove:
    case CauseKind::kReject:
    case CauseKind::kExpiry:
      return text_out(request_name(rules, cause));
    case CauseKind::kBegin:
      return text_out(rules.stages[decision.from].path);
    case CauseKind::kMigration:
      return text_out(decision.cause.migrated_from);
  }
  return {};
}

const Reason* reason_at(const stg_decision* handle, uint32_t index) {
  const Decision* decision = shown(handle);
  if (decision == nullptr || index >= decision->reasons.size()) return nullptr;
  return &decision->reasons[index];
}

}  // namespace

const Decision& stagegraph::capi::checked_decision(const stg_decision* handle) {
  if (const Decision* decision = shown(handle)) return *decision;
  fail(Status::kInvalidArgument, "decision is NULL, or empty after a call that failed");
}

uint32_t stg_decisions_count(const stg_decisions* decisions) noexcept {
  return decisions == nullptr ? 0 : count_out(decisions->count);
}

const stg_decision* stg_decisions_get(const stg_decisions* decisions, uint32_t index) noexcept {
  if (decisions == nullptr || index >= decisions->count) return nullptr;
  return decisions->shown[index].get();
}

void stg_decisions_free(stg_decisions* decisions) noexcept { delete decisions; }

void stg_decision_free(stg_decision* decision) noexcept { delete decision; }

stg_status stg_decision_to_json(const stg_decision* decision, stg_buffer** text,
                                stg_error** err) noexcept {
  return guarded(err, [&] {
    const Decision& written = checked_decision(decision);
    Reused<stg_buffer> buffer(text);
    buffer->text.clear();
    write_decision(written, buffer->text);
    buffer.commit();
  });
}

stg_str stg_decision_record_id(const stg_decision* handle) noexcept {
  const Decision* decision = shown(handle);
  return decision == nullptr ? stg_str{} : text_out(decision->record.id());
}

int64_t stg_decision_at(const stg_decision* handle) noexcept {
  const Decision* decision = shown(handle);
  return decision == nullptr ? STG_NEVER : instant_out(decision->at);
}

uint64_t stg_decision_steps(const stg_decision* handle) noexcept {
  const Decision* decision = shown(handle);
  return decision == nullptr ? 0 : decision->steps;
}

stg_cause stg_decision_cause(const stg_decision* handle) noexcept {
  const Decision* decision = shown(handle);
  if (decision == nullptr) return STG_CAUSE_EVENT;
  return static_cast<stg_cause>(decision->cause.kind);
}

stg_str stg_decision_cause_name(const stg_decision* handle) noexcept {
  const Decision* decision = shown(handle);
  return decision == nullptr ? stg_str{} : cause_name(*decision);
}

stg_str stg_decision_event_id(const stg_decision* handle) noexcept {
  const Decision* decision = shown(handle);
  return decision == nullptr ? stg_str{} : text_out(decision->cause.event_id);
}

stg_str stg_decision_reminder(const stg_decision* handle) noexcept {
  const Decision* decision = shown(handle);
  if (decision == nullptr || decision->cause.kind != CauseKind::kReminder) return {};
  const Cause& cause = decision->cause;
  const Ruleset& rules = decision->record.ruleset();
  return text_out(rules.deadlines[cause.deadline].reminders[cause.reminder].label);
}

uint8_t stg_decision_is_late(const stg_decision* handle) noexcept {
  const Decision* decision = shown(handle);
  return decision != nullptr && decision->cause.late ? 1 : 0;
}

stg_outcome stg_decision_outcome(const stg_decision* handle) noexcept {
  const Decision* decision = shown(handle);
  if (decision == nullptr) return STG_OUTCOME_ERROR;
  return static_cast<stg_outcome>(decision->outcome);
}

stg_str stg_outcome_name(stg_outcome outcome) noexcept {
  if (outcome < STG_OUTCOME_MOVED || outcome > STG_OUTCOME_ERROR) return {};
  return text_out(to_string(static_cast<Outcome>(outcome)));
}

uint32_t stg_decision_from(const stg_decision* handle) noexcept {
  const Decision* decision = shown(handle);
  return decision == nullptr ? STG_NONE : decision->from.value();
}

uint32_t stg_decision_to(const stg_decision* handle) noexcept {
  const Decision* decision = shown(handle);
  return decision == nullptr ? STG_NONE : decision->to.value();
}

stg_str stg_decision_transition(const stg_decision* handle) noexcept {
  const Decision* decision = shown(handle);
  if (decision == nullptr || decision->transition == kNone) return {};
  const Ruleset& rules = decision->record.ruleset();
  return text_out(rules.transitions[decision->transition].name);
}

uint32_t stg_decision_reason_count(const stg_decision* handle) noexcept {
  const Decision* decision = shown(handle);
  return decision == nullptr ? 0 : count_out(decision->reasons.size());
}

stg_str stg_decision_reason_code(const stg_decision* decision, uint32_t index) noexcept {
  const Reason* reason = reason_at(decision, index);
  return reason == nullptr ? stg_str{} : text_out(reason->code);
}

stg_str stg_decision_reason_text(const stg_decision* decision, uint32_t index) noexcept {
  const Reason* reason = reason_at(decision, index);
  return reason == nullptr ? stg_str{} : text_out(reason->text);
}

uint32_t stg_decision_need_count(const stg_decision* decision) noexcept {
  return shown(decision) == nullptr ? 0 : count_out(shown(decision)->needs.size());
}

stg_str stg_decision_need(const stg_decision* decision, uint32_t index) noexcept {
  const Decision* what = shown(decision);
  if (what == nullptr || index >= what->needs.size()) return {};
  return text_out(need_name(*what, index));
}

uint32_t stg_decision_changed_fact_count(const stg_decision* handle) noexcept {
  const Decision* decision = shown(handle);
  return decision == nullptr ? 0 : count_out(decision->set.size());
}

uint32_t stg_decision_changed_fact(const stg_decision* handle, uint32_t index) noexcept {
  const Decision* decision = shown(handle);
  if (decision == nullptr || index >= decision->set.size()) return STG_NONE;
  return decision->set[index].value();
}

int64_t stg_decision_next_due(const stg_decision* handle) noexcept {
  const Decision* decision = shown(handle);
  return decision == nullptr ? STG_NEVER : next_due_out(decision->record);
}

uint8_t stg_decision_changes_record(const stg_decision* handle) noexcept {
  const Decision* decision = shown(handle);
  return decision != nullptr && decision->changes_record ? 1 : 0;
}

int64_t stg_decision_sequence(const stg_decision* handle) noexcept {
  const Decision* decision = shown(handle);
  return decision == nullptr ? 0 : decision->record.sequence;
}

stg_outcome stg_decision_first_outcome(const stg_decision* handle, int64_t* sequence) noexcept {
  const Decision* decision = shown(handle);
  if (stg_decision_outcome(handle) != STG_OUTCOME_DUPLICATE) return -1;
  if (sequence != nullptr) *sequence = decision->first_sequence;
  return static_cast<stg_outcome>(decision->first_outcome);
}

const stg_record* stg_decision_record(const stg_decision* decision) noexcept {
  return shown(decision) == nullptr ? nullptr : &decision->record;
}
