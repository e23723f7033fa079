// Reading what a decision asks of the host, what it armed and what it looked at.
#include "capi/guard.h"
#include "capi/handles.h"
#include "capi/values.h"
#include "engine/names.h"

using namespace stagegraph;
using namespace stagegraph::capi;

namespace {

const ActionRequest* action_at(const stg_decision* decision, size_t index) {
  if (decision == nullptr || index >= decision->decision->actions.size()) return nullptr;
  return &decision->decision->actions[index];
}

bool is_start(const ActionRequest& request) { return request.action->kind == ActionKind::kStart; }

const std::vector<Parameter>& parameters(const stg_decision& decision,
                                         const ActionRequest& request) {
  return decision.decision->record.ruleset().actions[request.action->declaration].parameters;
}

size_t argument_count(const ActionRequest& request) {
  return is_start(request) ? 1 : request.arguments.size();
}

cel::Value argument_value(const stg_decision* decision, size_t action, size_t argument) {
  const stg_decision& shown = checked(decision, "decision");
  check_index("action", action, shown.decision->actions.size());
  const ActionRequest& request = shown.decision->actions[action];
  check_index("argument", argument, argument_count(request));
  return is_start(request) ? cel::Value::string(request.action->ruleset)
                           : request.arguments[argument];
}

const Zone* zone_of(const stg_decision* decision) {
  return decision->decision->record.ruleset().zone.get();
}

// The deadline of the armed timer at `index`; kNone when there is none.
Index armed_deadline(const stg_decision* decision, size_t index) {
  if (decision == nullptr) return kNone;
  const std::vector<Timer>& timers = decision->decision->record.timers;
  for (Index deadline = 0; deadline < timers.size(); ++deadline) {
    if (timers[deadline].armed() && index-- == 0) return deadline;
  }
  return kNone;
}

const TraceEntry* trace_at(const stg_decision* decision, size_t index) {
  if (decision == nullptr || index >= decision->decision->trace.size()) return nullptr;
  return &decision->decision->trace[index];
}

const Expression& expression_of(const stg_decision& decision, const TraceEntry& entry) {
  return decision.decision->record.ruleset().expressions[entry.expression];
}

const TraceEntry& checked_trace(const stg_decision* decision, size_t index) {
  const stg_decision& shown = checked(decision, "decision");
  check_index("trace entry", index, shown.decision->trace.size());
  return shown.decision->trace[index];
}

void write_json(const cel::Value& value, const Zone* zone, stg_buffer** json) {
  Reused<stg_buffer> buffer(json);
  buffer->text.clear();
  append_json(value, zone, buffer->text);
  buffer.commit();
}

}  // namespace

size_t stg_decision_action_count(const stg_decision* decision) noexcept {
  return decision == nullptr ? 0 : decision->decision->actions.size();
}

stg_status stg_decision_action_id(const stg_decision* decision, size_t action, stg_buffer** id,
                                  stg_error** err) noexcept {
  return guarded(err, [&] {
    const Decision& shown = *checked(decision, "decision").decision;
    check_index("action", action, shown.actions.size());
    Reused<stg_buffer> buffer(id);
    buffer->text = action_id(shown, action);
    buffer.commit();
  });
}

stg_str stg_decision_action_name(const stg_decision* decision, size_t action) noexcept {
  const ActionRequest* request = action_at(decision, action);
  if (request == nullptr) return {};
  return text_out(action_name(decision->decision->record.ruleset(), *request->action));
}

size_t stg_decision_argument_count(const stg_decision* decision, size_t action) noexcept {
  const ActionRequest* request = action_at(decision, action);
  return request == nullptr ? 0 : argument_count(*request);
}

stg_str stg_decision_argument_name(const stg_decision* decision, size_t action,
                                   size_t argument) noexcept {
  const ActionRequest* request = action_at(decision, action);
  if (request == nullptr || argument >= argument_count(*request)) return {};
  if (is_start(*request)) return text_out("ruleset");
  return text_out(parameters(*decision, *request)[argument].name);
}

stg_status stg_decision_argument_text(const stg_decision* decision, size_t action, size_t argument,
                                      stg_buffer** text, stg_error** err) noexcept {
  return guarded(err, [&] {
    const cel::Value value = argument_value(decision, action, argument);
    Reused<stg_buffer> buffer(text);
    buffer->text = text_of(value, zone_of(decision));
    buffer.commit();
  });
}

stg_status stg_decision_argument_json(const stg_decision* decision, size_t action, size_t argument,
                                      stg_buffer** json, stg_error** err) noexcept {
  return guarded(err, [&] {
    write_json(argument_value(decision, action, argument), zone_of(decision), json);
  });
}

size_t stg_decision_timer_count(const stg_decision* decision) noexcept {
  if (decision == nullptr) return 0;
  size_t count = 0;
  for (const Timer& timer : decision->decision->record.timers) count += timer.armed() ? 1 : 0;
  return count;
}

stg_str stg_decision_timer_name(const stg_decision* decision, size_t index) noexcept {
  Index deadline = armed_deadline(decision, index);
  if (deadline == kNone) return {};
  return text_out(decision->decision->record.ruleset().deadlines[deadline].name);
}

int64_t stg_decision_timer_due(const stg_decision* decision, size_t index) noexcept {
  Index deadline = armed_deadline(decision, index);
  return deadline == kNone ? STG_NEVER : decision->decision->record.timers[deadline].due;
}

uint8_t stg_decision_timer_is_overdue(const stg_decision* decision, size_t index) noexcept {
  Index deadline = armed_deadline(decision, index);
  return deadline != kNone && decision->decision->record.timers[deadline].blocked ? 1 : 0;
}

size_t stg_decision_counter_count(const stg_decision* decision) noexcept {
  return decision == nullptr ? 0 : decision->decision->counters.size();
}

stg_str stg_decision_counter(const stg_decision* decision, size_t index, int64_t* value,
                             int64_t* limit) noexcept {
  if (index >= stg_decision_counter_count(decision)) return {};
  const Counter& counter = decision->decision->counters[index];
  if (value != nullptr) *value = counter.value;
  if (limit != nullptr) *limit = counter.limit;
  return text_out(counter.key);
}

size_t stg_decision_trace_count(const stg_decision* decision) noexcept {
  return decision == nullptr ? 0 : decision->decision->trace.size();
}

stg_str stg_decision_trace_source(const stg_decision* decision, size_t index, uint32_t* line,
                                  uint32_t* column) noexcept {
  const TraceEntry* entry = trace_at(decision, index);
  if (entry == nullptr) return {};
  const Expression& expression = expression_of(*decision, *entry);
  if (line != nullptr) *line = expression.location.range.begin.line;
  if (column != nullptr) *column = expression.location.range.begin.column;
  return text_out(expression.source);
}

stg_status stg_decision_trace_value(const stg_decision* decision, size_t index, stg_buffer** json,
                                    stg_error** err) noexcept {
  return guarded(
      err, [&] { write_json(checked_trace(decision, index).value, zone_of(decision), json); });
}

size_t stg_decision_trace_fact_count(const stg_decision* decision, size_t index) noexcept {
  const TraceEntry* entry = trace_at(decision, index);
  return entry == nullptr ? 0 : entry->fact_values.size();
}

uint32_t stg_decision_trace_fact(const stg_decision* decision, size_t index,
                                 size_t position) noexcept {
  const TraceEntry* entry = trace_at(decision, index);
  if (entry == nullptr || position >= entry->fact_values.size()) return STG_NONE;
  return expression_of(*decision, *entry).facts[position];
}

stg_status stg_decision_trace_fact_value(const stg_decision* decision, size_t index,
                                         size_t position, stg_buffer** json,
                                         stg_error** err) noexcept {
  return guarded(err, [&] {
    const TraceEntry& entry = checked_trace(decision, index);
    check_index("fact", position, entry.fact_values.size());
    write_json(entry.fact_values[position], zone_of(decision), json);
  });
}
