// SPDX-License-Identifier: Apache-2.0
// Conditions and values, worked out lazily: what surrounds an expression (the instant, the event,
// its payload) is laid out before the first one that reads more than facts, because many decisions
// need none. The layout stays in the context's workspace from decision to decision. Named
// expressions are kept until facts or the stage change: a round number tells which values are of
// now.
#include "engine/evaluator.h"

#include <algorithm>
#include <string>
#include <utility>

#include "cel/common/writing.h"
#include "engine/record/typing.h"
#include "engine/tables.h"
#include "engine/timers.h"
#include "ruleset/variables.h"

namespace stagegraph::engine {

using namespace time;
using namespace ruleset;

namespace {

using cel::Value;

constexpr uint32_t kMaxTableNesting = 16;

// The slots as they are where there is no event and no deadline.
void set_up(const std::shared_ptr<const Ruleset>& shared, Context::Workspace& workspace) {
  const Ruleset& ruleset = *shared;
  workspace.context.resize(ruleset.context_slots());
  workspace.context[kSlotDue] = unknown(due_variable(ruleset));
  for (FieldIndex field : ruleset.payload.indices()) {
    workspace.context[slot_of(field).index] = unknown(variable_of(ruleset, field));
  }
  workspace.lazy_values.resize(ruleset.define_programs.size());
  workspace.lazy_rounds.assign(ruleset.define_programs.size(), 0);
  workspace.lazy.round = 1;
  workspace.lazy.programs = ruleset.define_programs;
  workspace.lazy.values = workspace.lazy_values;
  workspace.lazy.rounds = workspace.lazy_rounds;
  workspace.ruleset = shared;
  workspace.has_extras = false;
}

Value role_names(const Ruleset& ruleset, const Actor& actor, Arena& arena) {
  static constexpr cel::List kNoRoles;
  if (actor.roles.empty()) return Value::list(&kNoRoles);
  auto names = arena.make_array<Value>(actor.roles.size());
  for (size_t i = 0; i < names.size(); ++i) {
    names[i] = Value::interned(ruleset.roles[actor.roles[i]]);
  }
  return Value::list(arena.make<cel::List>(cel::List{names}));
}

// Of a value in the trace, and of all of them.
constexpr size_t kMostTraced = 1'000;
constexpr size_t kMostTrace = 16 << 20;

// A copy for the trace: people read it, and thousands of conditions may read one long fact.
Value traced(const Value& value, Arena& arena) {
  if (arena.used() > kMostTrace) return Value::interned("(left out: the trace is too long)");
  if (value.is(cel::Kind::kString) && value.as_text().size() > kMostTraced) {
    std::string_view text = value.as_text().substr(0, kMostTraced);
    while ((static_cast<uint8_t>(value.as_text()[text.size()]) & 0xC0) == 0x80) {
      text.remove_suffix(1);
    }
    return Value::string(arena.copy(std::string(text) + "... (cut)"));
  }
  const bool is_long = value.is(cel::Kind::kBytes)
                           ? value.as_text().size() > kMostTraced
                           : cel::writing_steps(value, kMostTraced) > kMostTraced;
  return is_long ? Value::interned("(left out: too long)") : cel::clone(value, arena);
}

}  // namespace

void Evaluator::set_due(Instant due) {
  due_ = due;
  is_prepared_ = false;
}

// Named expressions are worked out anew, and the stage is the one of now.
void Evaluator::begin_round() {
  step_.workspace.context[kSlotStage] =
      Value::interned(step_.ruleset.stages[step_.record.stage].path);
  if (++step_.workspace.lazy.round != 0) return;
  std::fill(step_.workspace.lazy_rounds.begin(), step_.workspace.lazy_rounds.end(),
            0);  // it wrapped
  step_.workspace.lazy.round = 1;
}

// Not done before the first expression: many a decision needs none.
void Evaluator::prepare() {
  if (step_.workspace.ruleset.get() != &step_.ruleset || step_.workspace.has_extras) {
    set_up(step_.record.shared_ruleset(), step_.workspace);
  }
  Value* slots = step_.workspace.context.data();
  slots[kSlotNow] = slots[kSlotEventTime] = Value::timestamp(to_timestamp(step_.decision.at));
  slots[kSlotEventName] =
      Value::interned(event_ == kNone ? std::string_view() : step_.ruleset.events[event_].name);
  slots[kSlotEventId] = Value::string(step_.context.event_id);
  slots[kSlotActorId] = Value::string(step_.context.actor.id);
  slots[kSlotActorRoles] = role_names(step_.ruleset, step_.context.actor, step_.decision.arena);
  slots[kSlotOld] = old_;
  if (due_ != kNever) {
    slots[kSlotDue] = Value::timestamp(to_timestamp(due_));
    step_.workspace.has_extras = true;
  }
  if (payload_ != nullptr) set_payload();
  step_.workspace.activation.banks[kContextBank] = step_.workspace.context.data();
  step_.workspace.activation.lazy = &step_.workspace.lazy;
  step_.workspace.activation.host = static_cast<RecordView*>(this);
  begin_round();
  is_prepared_ = true;
}

void Evaluator::set_payload() {
  for (const Event::Carried& carried : step_.ruleset.events[event_].carries) {
    const Value* value = payload_->find(carried.field);
    if (value == nullptr) continue;
    step_.workspace.context[slot_of(carried.field).index] = *value;
    step_.workspace.has_extras = true;
  }
}

Value Evaluator::evaluate(ExpressionIndex expression) {
  const Expression& asked = step_.ruleset.expressions[expression];
  if (!is_prepared_ && !asked.facts_only) prepare();
  step_.workspace.activation.banks[kFactBank] = step_.record.facts().data();
  if (step_.context.trace) return evaluate_traced(expression);
  return cel::evaluate_to_write(*asked.program, step_.workspace.activation);
}

Value Evaluator::pay(uint64_t steps) {
  constexpr uint64_t kBytes = 16;  // of a text that costs a step
  static_assert(cel::text_writing_steps(kBytes) == 1);
  return cel::pay_for_text(steps * kBytes, step_.workspace.activation);
}

Value Evaluator::pay_for(const Value& text) {
  if (!text.is(cel::Kind::kString) && !text.is(cel::Kind::kBytes)) return {};
  return cel::pay_for_text(text.as_text().size(), step_.workspace.activation);
}

Value Evaluator::evaluate_traced(ExpressionIndex expression) {
  const Expression& asked = step_.ruleset.expressions[expression];
  const Value value = cel::evaluate_to_write(*asked.program, step_.workspace.activation);
  auto values = step_.decision.arena.make_array<Value>(asked.facts.size());
  for (size_t i = 0; i < values.size(); ++i) {
    values[i] = traced(step_.record.fact(asked.facts[i]), step_.decision.arena);
  }
  step_.decision.trace.push_back({expression, traced(value, step_.decision.arena), values});
  return value;
}

Value Evaluator::evaluate(const Template& value) {
  switch (value.kind) {
    case Template::Kind::kLiteral:
      return value.literal;
    case Template::Kind::kText:
      return join(value);
    case Template::Kind::kExpression:
      break;
  }
  Value result = evaluate(value.expression);
  if (result.is_error()) return result;
  if (Value failed = pay_for(result); failed.is_error()) return failed;
  Expected<Value> typed = conform(result, value.type);
  return typed ? *typed : failure(typed.error().message);
}

Value Evaluator::join(const Template& value) {
  // Taken for as long as it is needed: a table asked for in between may join a text of its own.
  std::string text = std::exchange(step_.workspace.text, {});
  text.clear();
  Value failed;
  for (const Template::Part& part : value.parts) {
    failed = append(part.text, text);
    if (failed.is_error()) break;
    if (part.expression == kNone) continue;
    Value piece = evaluate(part.expression);
    failed = piece.is_error() ? piece : append(shown(piece), text);
    if (failed.is_error()) break;
  }
  Value joined = failed.is_error() ? failed : Value::string(step_.decision.arena.copy(text));
  step_.workspace.text = std::move(text);
  return joined;
}

std::string Evaluator::shown(const Value& piece) const {
  return piece.is_unknown() ? "(unknown)" : cel::display(piece, step_.ruleset.zone.get());
}

// Pays for the part. An error where the steps do not reach.
Value Evaluator::append(std::string_view part, std::string& text) {
  cel::Activation& activation = step_.workspace.activation;
  Value failed = cel::pay_for_text(part.size(), activation);
  if (!failed.is_error()) text += part;
  return failed;
}

Value Evaluator::failure(std::string message) {
  cel::EvalError* error = step_.decision.arena.make<cel::EvalError>();
  error->message = step_.decision.arena.copy(message);
  return Value::error(error);
}

Value Evaluator::table(TableIndex index, Arena& arena) {
  if (nesting_ == kMaxTableNesting) return failure("tables ask for each other too deeply");
  ++nesting_;
  Value result = evaluate_table(step_.ruleset, index, *this, arena);
  --nesting_;
  return result;
}

bool Evaluator::in_stage(StageIndex stage) const {
  return is_within(step_.ruleset, step_.record.stage, stage);
}

std::optional<Instant> Evaluator::entered(StageIndex stage) const {
  const StageMark& mark = step_.record.marks()[stage];
  return mark.visits == 0 ? std::nullopt : std::optional(mark.entered());
}

int64_t Evaluator::visits(StageIndex stage) const { return step_.record.marks()[stage].visits; }

int64_t Evaluator::extensions(DeadlineIndex deadline) const {
  return step_.record.timers()[deadline].extensions;
}

int64_t Evaluator::requested(DeadlineIndex deadline) const {
  return extensions(deadline) + (pending_extension(step_.record, deadline) != nullptr ? 1 : 0);
}

}  // namespace stagegraph::engine
