#include "engine/evaluator.h"

#include <algorithm>
#include <string>

#include "engine/tables.h"
#include "engine/typing.h"

namespace stagegraph {

namespace {

using cel::Value;

constexpr uint32_t kMaxTableNesting = 16;

void size_for(const Ruleset& ruleset, Context::Workspace& workspace) {
  const size_t slots = ruleset.context_slots();
  if (workspace.context.size() < slots) workspace.context.resize(slots);
  const size_t defines = ruleset.define_programs.size();
  if (workspace.lazy_values.size() < defines) {
    workspace.lazy_values.resize(defines);
    workspace.lazy_rounds.resize(defines);
  }
}

Value role_names(const Ruleset& ruleset, const Actor& actor, Arena& arena) {
  auto names = arena.make_array<Value>(actor.roles.size());
  for (size_t i = 0; i < names.size(); ++i) {
    names[i] = Value::interned(ruleset.roles[actor.roles[i]]);
  }
  return Value::list(arena.make<cel::List>(cel::List{names}));
}

}  // namespace

Evaluator::Evaluator(const Ruleset& ruleset, Context& context, Decision& decision)
    : ruleset_(ruleset),
      context_(context),
      workspace_(context.workspace()),
      decision_(decision),
      steps_(context.step_budget) {
  size_for(ruleset, workspace_);
  workspace_.lazy.programs = ruleset.define_programs;
  workspace_.lazy.values = workspace_.lazy_values;
  workspace_.lazy.rounds = workspace_.lazy_rounds;
  Value* slots = workspace_.context.data();
  const auto none = static_cast<uint32_t>(ruleset.facts.size() + ruleset.payload.size());
  slots[kSlotDue] = Value::unknown(none);
  slots[kSlotEventName] = Value::interned("");
  slots[kSlotEventId] = Value::string(context.event_id);
  slots[kSlotActorId] = Value::string(context.actor.id);
  slots[kSlotActorRoles] = role_names(ruleset, context.actor, decision.arena);
  for (uint32_t f = 0; f < ruleset.payload.size(); ++f) {
    slots[kFirstPayloadSlot + f] = Value::unknown(static_cast<uint32_t>(ruleset.facts.size()) + f);
  }
  changed();
}

void Evaluator::set_now(Micros now) {
  const Value instant = Value::timestamp(to_timestamp(now));
  workspace_.context[kSlotNow] = instant;
  workspace_.context[kSlotEventTime] = instant;
}

void Evaluator::set_event(Index event, const Payload* payload) {
  const Event& declared = ruleset_.events[event];
  workspace_.context[kSlotEventName] = Value::interned(declared.name);
  if (payload == nullptr) return;
  for (const Event::Carried& carried : declared.carries) {
    if (const Value* value = payload->find(carried.field)) {
      workspace_.context[kFirstPayloadSlot + carried.field] = *value;
    }
  }
}

void Evaluator::set_due(Micros due) {
  workspace_.context[kSlotDue] = Value::timestamp(to_timestamp(due));
  changed();
}

void Evaluator::changed() {
  workspace_.context[kSlotStage] = Value::interned(ruleset_.stages[decision_.record.stage].path);
  if (++workspace_.lazy.round != 0) return;
  std::fill(workspace_.lazy_rounds.begin(), workspace_.lazy_rounds.end(), 0);  // it wrapped
  workspace_.lazy.round = 1;
}

Value Evaluator::run(Index expression) {
  cel::Activation activation;
  activation.banks[kFactBank] = decision_.record.facts();
  activation.banks[kContextBank] = workspace_.context.data();
  activation.lazy = &workspace_.lazy;
  activation.host = static_cast<RecordView*>(this);
  activation.arena = &decision_.arena;
  activation.steps = steps_;
  Value value = cel::evaluate(*ruleset_.expressions[expression].program, activation);
  steps_ = activation.steps;
  return value;
}

Value Evaluator::evaluate(Index expression) {
  Value value = run(expression);
  if (context_.trace) trace(expression, value);
  return value;
}

void Evaluator::trace(Index expression, const Value& value) {
  const std::vector<Index>& facts = ruleset_.expressions[expression].facts;
  auto values = decision_.arena.make_array<Value>(facts.size());
  for (size_t i = 0; i < facts.size(); ++i) {
    values[i] = cel::clone(decision_.record.fact(facts[i]), decision_.arena);
  }
  decision_.trace.push_back({expression, cel::clone(value, decision_.arena), values});
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
  Expected<Value> typed = conform(result, value.type);
  return typed ? *typed : failure(typed.error().message);
}

Value Evaluator::join(const Template& value) {
  std::string& text = workspace_.text;
  text.clear();
  for (const Template::Part& part : value.parts) {
    text += part.text;
    if (part.expression == kNone) continue;
    Value piece = evaluate(part.expression);
    if (piece.is_error()) return piece;
    text += piece.is_unknown() ? "(unknown)" : cel::display(piece, ruleset_.zone.get());
  }
  return Value::string(decision_.arena.copy(text));
}

Value Evaluator::failure(std::string message) {
  cel::EvalError* error = decision_.arena.make<cel::EvalError>();
  error->message = decision_.arena.copy(message);
  return Value::error(error);
}

Value Evaluator::table(Index index, Arena& arena) {
  if (nesting_ == kMaxTableNesting) return failure("tables ask for each other too deeply");
  ++nesting_;
  Value result = evaluate_table(ruleset_, index, *this, arena);
  --nesting_;
  return result;
}

bool Evaluator::in_stage(Index stage) const {
  return is_within(ruleset_, decision_.record.stage, stage);
}

std::optional<Micros> Evaluator::entered(Index stage) const {
  const StageMark& mark = decision_.record.marks[stage];
  return mark.visits == 0 ? std::nullopt : std::optional(mark.entered);
}

int64_t Evaluator::visits(Index stage) const { return decision_.record.marks[stage].visits; }

// Nobody can be given more time in this version, so nobody has been.
int64_t Evaluator::extensions(Index) const { return 0; }

}  // namespace stagegraph
