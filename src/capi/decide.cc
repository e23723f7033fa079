// SPDX-License-Identifier: Apache-2.0
// Deciding.
#include <algorithm>
#include <optional>

#include "base/json_writer.h"
#include "capi/answer.h"
#include "capi/current_record.h"
#include "capi/guard.h"
#include "capi/handles.h"
#include "capi/own_record.h"
#include "capi/values.h"
#include "engine/compatible.h"
#include "engine/evaluator.h"
#include "engine/judgement.h"
#include "engine/names.h"

using namespace stagegraph;
using namespace stagegraph::time;
using namespace stagegraph::capi;
using namespace stagegraph::ruleset;
using namespace stagegraph::engine;

void stg_decision::show(const Decision& what) {
  decision = &what;
  record.shown = &what.record;
}

namespace {

const Payload* payload_of(const stg_ruleset& ruleset, const stg_payload* payload) {
  if (payload == nullptr) return nullptr;
  check_ruleset(ruleset, payload->rules, "payload");
  return &payload->payload;
}

// Decides a record, which is migrated first or read again where that is needed.
template <typename Make>
void decide_into(const stg_ruleset& rules, const Record& before, Instant now, stg_context& context,
                 stg_decision** out, Make&& make) {
  answer(out, [&](Decision& made) {
    CurrentRecord current(rules, before, now, context);
    decide_as_own(rules.rules, *current, [&](const Record& record) { return make(record, made); });
    if (current.migration() != nullptr) note_migration(*current.migration(), made);
  });
}

// Whether it takes a record from another version to its own.
bool has_migrated(const Decision& decision) {
  return !decision.cause.migrated_from.empty() && decision.outcome != Outcome::kMigrationRequired;
}

void check_version(const Ruleset& rules, const Record& record) {
  if (compatibility(rules, record) == Compatibility::kOtherVersion) {
    throw Failure{wrong_ruleset(rules, record)};
  }
}

bool holds(const stg_decisions& list, const Record* record) {
  return std::any_of(list.decisions.begin(), list.decisions.end(),
                     [&](const auto& decision) { return &decision->record == record; });
}

// The error where more is due than one call takes: the list holds the decisions so far.
std::optional<Error> advance_into(const stg_ruleset& rules, const Record& record, Instant now,
                                  stg_context& context, stg_decisions& list) {
  if (holds(list, &record)) {
    const Record before(record);
    return advance_into(rules, before, now, context, list);
  }
  list.count = 0;
  size_t count = 0;
  CurrentRecord current(rules, record, now, context);
  std::optional<Error> limit;
  decide_as_own(rules.rules, *current, [&](const Record& own) -> Expected<Done> {
    Expected<Done> done = advance(*rules.rules, own, now, context.context, list.decisions, count);
    if (done || done.error().status != Status::kLimitExceeded) return done;
    limit = std::move(done.error());
    return Done{};
  });
  if (current.migration() != nullptr) {
    list.decisions.insert(list.decisions.begin(), current.take_migration());
    ++count;
  }
  while (list.shown.size() < count) list.shown.push_back(std::make_unique<stg_decision>());
  for (size_t i = 0; i < count; ++i) list.shown[i]->show(*list.decisions[i]);
  list.count = count;
  return limit;
}

stg_result write_answer(const Ruleset& rules, const cel::Value& value, Decision& scratch,
                        std::string& text) {
  JsonWriter json(text);
  if (value.is_error()) {
    json.string(value.as_error().message);
    return STG_RESULT_ERROR;
  }
  if (!value.is_unknown()) {
    append_json(value, rules.zone.get(), text);
    return STG_RESULT_VALUE;
  }
  add_needs(value, scratch);
  json.begin_array();
  for (VariableIndex variable : scratch.needs) json.string(variable_name(rules, variable));
  json.end_array();
  return STG_RESULT_UNKNOWN;
}

stg_result evaluate_table(const Ruleset& rules, TableIndex table, const Record& record, Instant now,
                          stg_context& context, std::string& text) {
  Decision& scratch = context.scratch;
  scratch.reset();
  scratch.record = record;
  scratch.at = now;
  const StepContext step(record, context.context, scratch);
  Evaluator evaluator(step);
  return write_answer(rules, evaluator.table(table, scratch.arena), scratch, text);
}

}  // namespace

stg_status stg_decide(const stg_ruleset* ruleset, const stg_record* record, uint32_t event,
                      const stg_payload* payload, int64_t now, stg_context* context,
                      stg_decision** decision, stg_error** err) noexcept {
  return guarded(err, [&] {
    const stg_ruleset& rules = checked(ruleset, "ruleset");
    const Record& before = *checked(record, "record").shown;
    Context& surroundings = context_of(rules, context);
    const Payload* carried = payload_of(rules, payload);
    const Instant at = instant_in(now);
    decide_into(rules, before, at, *context, decision, [&](const Record& own, Decision& made) {
      return decide(*rules.rules, own, EventIndex(event), carried, at, surroundings, made);
    });
  });
}

namespace {

void resolve_into(const stg_ruleset* ruleset, const stg_record* record, Resolution resolution,
                  std::string_view name, int64_t now, stg_context* context,
                  stg_decision** decision) {
  const stg_ruleset& rules = checked(ruleset, "ruleset");
  const Record& before = *checked(record, "record").shown;
  Context& surroundings = context_of(rules, context);
  const Instant at = instant_in(now);
  decide_into(rules, before, at, *context, decision, [&](const Record& own, Decision& made) {
    return resolve(*rules.rules, own, resolution, name, at, surroundings, made);
  });
}

}  // namespace

stg_status stg_approve(const stg_ruleset* ruleset, const stg_record* record, const char* name,
                       size_t name_size, int64_t now, stg_context* context, stg_decision** decision,
                       stg_error** err) noexcept {
  return guarded(err, [&] {
    resolve_into(ruleset, record, Resolution::kApprove, text_in(name, name_size, "name"), now,
                 context, decision);
  });
}

stg_status stg_reject(const stg_ruleset* ruleset, const stg_record* record, const char* name,
                      size_t name_size, int64_t now, stg_context* context, stg_decision** decision,
                      stg_error** err) noexcept {
  return guarded(err, [&] {
    resolve_into(ruleset, record, Resolution::kReject, text_in(name, name_size, "name"), now,
                 context, decision);
  });
}

stg_status stg_decide_event(const stg_ruleset* ruleset, const stg_record* record,
                            const stg_event* event, stg_context* context, stg_decision** decision,
                            stg_error** err) noexcept {
  stg_status set = stg_context_set_event(context, event, err);
  if (set != STG_STATUS_OK) return set;
  if (event->at == kNever) {
    return guarded(err, [] { fail(Status::kInvalidInput, "the event does not say when: 'at'"); });
  }
  if (!event->resolution) {
    return stg_decide(ruleset, record, event->index.value(), &event->payload,
                      instant_out(event->at), context, decision, err);
  }
  return guarded(err, [&] {
    resolve_into(ruleset, record, *event->resolution, event->of, instant_out(event->at), context,
                 decision);
  });
}

stg_status stg_record_refresh(stg_record* record, int64_t now, stg_context* context,
                              stg_error** err) noexcept {
  return guarded(err, [&] {
    Record& changed = writable(record);
    stg_context& surroundings = checked(context, "context");
    const Instant at = instant_in(now);
    if (surroundings.rules.get() == &changed.ruleset()) {
      take(note_changes(changed, at, surroundings.context));
      return;
    }
    check_version(*surroundings.rules, changed);
    const OwnRecord own(surroundings.rules, changed);
    Record noted(*own);
    take(note_changes(noted, at, surroundings.context));
    changed.take_copy(noted);
  });
}

stg_status stg_advance(const stg_ruleset* ruleset, const stg_record* record, int64_t now,
                       stg_context* context, stg_decisions** decisions, stg_error** err) noexcept {
  return guarded(err, [&] {
    const stg_ruleset& rules = checked(ruleset, "ruleset");
    const Record& before = *checked(record, "record").shown;
    context_of(rules, context);
    Reused<stg_decisions> list(decisions);
    std::optional<Error> limit = advance_into(rules, before, instant_in(now), *context, *list);
    list.commit();
    if (limit) throw Failure{std::move(*limit)};
  });
}

stg_status stg_apply(stg_record* record, const stg_decision* decision, stg_error** err) noexcept {
  return guarded(err, [&] {
    Record& changed = replaceable(record);
    const Decision& made = checked_decision(decision);
    const Record& after = made.record;
    if (after.id() != changed.id()) {
      fail(Status::kInvalidArgument, "the decision is about record '" + std::string(after.id()) +
                                         "', not '" + std::string(changed.id()) + "'");
    }
    if (after.ruleset().name != changed.ruleset().name ||
        (after.behaviour() != changed.behaviour() && !has_migrated(made))) {
      throw Failure{wrong_ruleset(changed.ruleset(), after)};
    }
    changed.take_copy(after);
  });
}

int64_t stg_record_next_due(const stg_record* record) noexcept {
  return record == nullptr ? STG_NEVER : next_due_out(*record->shown);
}

stg_status stg_table_evaluate(const stg_ruleset* ruleset, uint32_t table, const stg_record* record,
                              int64_t now, stg_context* context, stg_buffer** json,
                              stg_result* result, stg_error** err) noexcept {
  return guarded(err, [&] {
    const stg_ruleset& rules = checked(ruleset, "ruleset");
    const Record& shown = *checked(record, "record").shown;
    context_of(rules, context);
    const TableIndex place = checked_index("table", table, rules.rules->tables);
    const Instant at = instant_in(now);
    check_version(*rules.rules, shown);
    const OwnRecord own(rules.rules, shown);
    Reused<stg_buffer> buffer(json);
    buffer->text.clear();
    stg_result kind = evaluate_table(*rules.rules, place, *own, at, *context, buffer->text);
    if (result != nullptr) *result = kind;
    buffer.commit();
  });
}
