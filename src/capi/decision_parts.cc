// SPDX-License-Identifier: Apache-2.0
// Reading what a decision asks of the host, what it armed and what it looked at.
#include <algorithm>

#include "capi/guard.h"
#include "capi/handles.h"
#include "capi/values.h"
#include "engine/names.h"

using namespace stagegraph;
using namespace stagegraph::time;
using namespace stagegraph::capi;
using namespace stagegraph::ruleset;
using namespace stagegraph::engine;

namespace {

const ActionRequest* action_at(const stg_decision* handle, uint32_t index) {
  const Decision* decision = shown(handle);
  if (decision == nullptr || index >= decision->actions.size()) return nullptr;
  return &decision->actions[index];
}

bool is_start(const ActionRequest& request) { return request.action->kind == ActionKind::kStart; }

const Ruleset& rules_of(const stg_decision* handle) { return shown(handle)->record.ruleset(); }

const Zone* zone_of(const stg_decision* handle) { return rules_of(handle).zone.get(); }

size_t argument_count(const ActionRequest& request) {
  return is_start(request) ? 1 : request.arguments.size();
}

cel::Value argument_value(const stg_decision* handle, uint32_t action, uint32_t argument) {
  const Decision& decision = checked_decision(handle);
  check_index("action", action, decision.actions.size());
  const ActionRequest& request = decision.actions[action];
  check_index("argument", argument, argument_count(request));
  return is_start(request) ? cel::Value::string(request.action->ruleset)
                           : request.arguments[argument];
}

// The deadline of the armed timer at `index`; kNone when there is none.
DeadlineIndex armed_deadline(const stg_decision* handle, uint32_t index) {
  const Decision* decision = shown(handle);
  if (decision == nullptr) return kNone;
  const auto timers = decision->record.timers();
  for (DeadlineIndex deadline : timers.indices()) {
    if (timers[deadline].armed() && index-- == 0) return deadline;
  }
  return kNone;
}

const TraceEntry* trace_at(const stg_decision* handle, uint32_t index) {
  const Decision* decision = shown(handle);
  if (decision == nullptr || index >= decision->trace.size()) return nullptr;
  return &decision->trace[index];
}

const TraceEntry& checked_trace(const stg_decision* handle, uint32_t index) {
  const Decision& decision = checked_decision(handle);
  check_index("trace entry", index, decision.trace.size());
  return decision.trace[index];
}

// `handle` is one that showed the value.
void write_json(const cel::Value& value, const stg_decision* handle, stg_buffer** json) {
  Reused<stg_buffer> buffer(json);
  buffer->text.clear();
  append_json(value, zone_of(handle), buffer->text);
  buffer.commit();
}

}  // namespace

uint32_t stg_decision_action_count(const stg_decision* decision) noexcept {
  return shown(decision) == nullptr ? 0 : count_out(decision->decision->actions.size());
}

stg_status stg_decision_action_id(const stg_decision* decision, uint32_t action, stg_buffer** id,
                                  stg_error** err) noexcept {
  return guarded(err, [&] {
    const Decision& decided = checked_decision(decision);
    check_index("action", action, decided.actions.size());
    Reused<stg_buffer> buffer(id);
    buffer->text = action_id(decided, action);
    buffer.commit();
  });
}

stg_str stg_decision_action_name(const stg_decision* decision, uint32_t action) noexcept {
  const ActionRequest* request = action_at(decision, action);
  if (request == nullptr) return {};
  return text_out(action_name(rules_of(decision), *request->action));
}

int64_t stg_decision_action_due(const stg_decision* decision, uint32_t action) noexcept {
  const ActionRequest* request = action_at(decision, action);
  return request == nullptr ? STG_NEVER : instant_out(request->due);
}

uint32_t stg_decision_argument_count(const stg_decision* decision, uint32_t action) noexcept {
  const ActionRequest* request = action_at(decision, action);
  return request == nullptr ? 0 : count_out(argument_count(*request));
}

stg_str stg_decision_argument_name(const stg_decision* decision, uint32_t action,
                                   uint32_t argument) noexcept {
  const ActionRequest* request = action_at(decision, action);
  if (request == nullptr || argument >= argument_count(*request)) return {};
  if (is_start(*request)) return text_out("ruleset");
  return text_out(
      rules_of(decision).actions[request->action->declaration].parameters[argument].name);
}

stg_status stg_decision_argument_text(const stg_decision* decision, uint32_t action,
                                      uint32_t argument, stg_buffer** text,
                                      stg_error** err) noexcept {
  return guarded(err, [&] {
    const cel::Value value = argument_value(decision, action, argument);
    Reused<stg_buffer> buffer(text);
    buffer->text = text_of(value, zone_of(decision));
    buffer.commit();
  });
}

stg_status stg_decision_argument_json(const stg_decision* decision, uint32_t action,
                                      uint32_t argument, stg_buffer** json,
                                      stg_error** err) noexcept {
  return guarded(err,
                 [&] { write_json(argument_value(decision, action, argument), decision, json); });
}

uint32_t stg_decision_timer_count(const stg_decision* decision) noexcept {
  if (shown(decision) == nullptr) return 0;
  const std::span<const Timer> timers = decision->decision->record.timers();
  auto armed = std::count_if(timers.begin(), timers.end(), [](const auto& t) { return t.armed(); });
  return count_out(armed);
}

stg_str stg_decision_timer_name(const stg_decision* decision, uint32_t index) noexcept {
  DeadlineIndex deadline = armed_deadline(decision, index);
  if (deadline == kNone) return {};
  return text_out(rules_of(decision).deadlines[deadline].name);
}

int64_t stg_decision_timer_due(const stg_decision* decision, uint32_t index) noexcept {
  DeadlineIndex deadline = armed_deadline(decision, index);
  return deadline == kNone ? STG_NEVER
                           : instant_out(decision->decision->record.timers()[deadline].due);
}

uint8_t stg_decision_timer_is_overdue(const stg_decision* decision, uint32_t index) noexcept {
  DeadlineIndex deadline = armed_deadline(decision, index);
  return deadline != kNone && decision->decision->record.timers()[deadline].blocked ? 1 : 0;
}

uint32_t stg_decision_timer_flag_count(const stg_decision* decision, uint32_t index) noexcept {
  DeadlineIndex deadline = armed_deadline(decision, index);
  if (deadline == kNone) return 0;
  return count_out(timer_flags(decision->decision->record, deadline).count);
}

stg_str stg_decision_timer_flag(const stg_decision* decision, uint32_t index,
                                uint32_t flag) noexcept {
  DeadlineIndex deadline = armed_deadline(decision, index);
  if (deadline == kNone || flag >= kMaxTimerFlags) return {};
  return text_out(timer_flags(decision->decision->record, deadline).at(flag));
}

uint32_t stg_decision_trace_count(const stg_decision* decision) noexcept {
  return shown(decision) == nullptr ? 0 : count_out(decision->decision->trace.size());
}

stg_str stg_decision_trace_source(const stg_decision* decision, uint32_t index, uint32_t* line,
                                  uint32_t* column) noexcept {
  const TraceEntry* entry = trace_at(decision, index);
  if (entry == nullptr) return {};
  const Expression& expression = rules_of(decision).expressions[entry->expression];
  if (line != nullptr) *line = expression.location.range.begin.line;
  if (column != nullptr) *column = expression.location.range.begin.column;
  return text_out(expression.source);
}

stg_status stg_decision_trace_value(const stg_decision* decision, uint32_t index, stg_buffer** json,
                                    stg_error** err) noexcept {
  return guarded(err, [&] { write_json(checked_trace(decision, index).value, decision, json); });
}

uint32_t stg_decision_trace_fact_count(const stg_decision* decision, uint32_t index) noexcept {
  const TraceEntry* entry = trace_at(decision, index);
  return entry == nullptr ? 0 : count_out(entry->fact_values.size());
}

uint32_t stg_decision_trace_fact(const stg_decision* decision, uint32_t index,
                                 uint32_t position) noexcept {
  const TraceEntry* entry = trace_at(decision, index);
  if (entry == nullptr || position >= entry->fact_values.size()) return STG_NONE;
  return rules_of(decision).expressions[entry->expression].facts[position].value();
}

stg_status stg_decision_trace_fact_value(const stg_decision* decision, uint32_t index,
                                         uint32_t position, stg_buffer** json,
                                         stg_error** err) noexcept {
  return guarded(err, [&] {
    const TraceEntry& entry = checked_trace(decision, index);
    check_index("fact", position, entry.fact_values.size());
    write_json(entry.fact_values[position], decision, json);
  });
}
