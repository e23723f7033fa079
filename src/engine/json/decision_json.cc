// SPDX-License-Identifier: Apache-2.0
// Members in a fixed order and all of them always there but `trace`: the same decision is always
// the same bytes, and a reader never asks whether a member is missing.
#include "engine/json/decision_json.h"

#include <string>

#include "base/json_writer.h"
#include "engine/decision.h"
#include "engine/due.h"
#include "engine/json/record_write.h"
#include "engine/names.h"
#include "ruleset/value_json.h"
#include "ruleset/values.h"

namespace stagegraph::engine {

using namespace time;
using namespace ruleset;

namespace {

class DecisionWriter {
 public:
  DecisionWriter(const Decision& decision, std::string& out)
      : decision_(decision),
        ruleset_(decision.record.ruleset()),
        zone_(ruleset_.zone.get()),
        json_(out) {}

  void write() {
    json_.begin_object();
    json_.key("record").string(decision_.record.id());
    json_.key("at").string(format_instant(decision_.at, zone_));
    json_.key("cause");
    write_cause();
    json_.key("outcome").string(to_string(decision_.outcome));
    json_.key("first_outcome");
    write_first_outcome();
    json_.key("from").string(ruleset_.stages[stage_before()].path);
    json_.key("to");
    write_name(ruleset_.stages, decision_.to, &Stage::path);
    json_.key("transition");
    write_name(ruleset_.transitions, decision_.transition, &Transition::name);
    write_reasons();
    write_needs();
    write_set();
    write_actions();
    write_timers();
    write_counters();
    json_.key("next_due");
    write_instant(next_due(decision_.record));
    json_.key("sequence").integer(decision_.record.sequence);
    json_.key("new_record").raw(record_text());
    if (!decision_.trace.empty()) write_trace();
    json_.end_object();
  }

 private:
  // A record that another version read knows its own stages alone, and has not moved.
  StageIndex stage_before() const {
    return decision_.outcome == Outcome::kMigrationRequired ? decision_.record.stage
                                                            : decision_.from;
  }

  void write_cause() {
    const Cause& cause = decision_.cause;
    json_.begin_object();
    switch (cause.kind) {
      case CauseKind::kEvent:
        json_.key("event").string(event_name(ruleset_, cause));
        json_.key("id");
        write_text(cause.event_id);
        break;
      case CauseKind::kDeadline:
        json_.key("deadline").string(ruleset_.deadlines[cause.deadline].name);
        break;
      case CauseKind::kReminder:
        write_reminder(cause);
        break;
      case CauseKind::kCadence:
        json_.key("cadence").string(ruleset_.cadences[cause.cadence].name);
        break;
      case CauseKind::kAuto:
        json_.key("auto").string(ruleset_.transitions[cause.transition].name);
        break;
      case CauseKind::kApprove:
        write_request("approve", cause);
        break;
      case CauseKind::kReject:
        write_request("reject", cause);
        break;
      case CauseKind::kExpiry:
        write_request("expiry", cause);
        break;
      case CauseKind::kBegin:
        json_.key("begin").string(ruleset_.stages[decision_.from].path);
        break;
      case CauseKind::kMigration:
        json_.key("migration").string(cause.migrated_from);
        break;
    }
    json_.end_object();
  }

  void write_request(std::string_view key, const Cause& cause) {
    json_.key(key);
    write_text(request_name(ruleset_, cause));
    if (cause.kind == CauseKind::kExpiry) return;
    json_.key("id");
    write_text(cause.event_id);
  }

  void write_reminder(const Cause& cause) {
    const Deadline& deadline = ruleset_.deadlines[cause.deadline];
    json_.key("reminder").string(deadline.name);
    json_.key("at").string(deadline.reminders[cause.reminder].label);
    json_.key("late").boolean(cause.late);
  }

  void write_first_outcome() {
    if (decision_.outcome != Outcome::kDuplicate) {
      json_.null();
      return;
    }
    json_.string(to_string(decision_.first_outcome));
  }

  void write_reasons() {
    json_.key("reasons").begin_array();
    for (const Reason& reason : decision_.reasons) {
      json_.begin_object();
      json_.key("code").string(reason.code);
      json_.key("text").string(reason.text);
      json_.end_object();
    }
    json_.end_array();
  }

  void write_needs() {
    json_.key("needs").begin_array();
    for (size_t i = 0; i < decision_.needs.size(); ++i) json_.string(need_name(decision_, i));
    json_.end_array();
  }

  void write_set() {
    json_.key("set").begin_object();
    for (FactIndex fact : decision_.set) {
      json_.key(ruleset_.facts[fact].name);
      write_value(json_, decision_.record.fact(fact), zone_);
    }
    json_.end_object();
  }

  void write_actions() {
    json_.key("actions").begin_array();
    for (size_t i = 0; i < decision_.actions.size(); ++i) {
      const Action& action = *decision_.actions[i].action;
      json_.begin_object();
      json_.key("id").string(action_id(decision_, i));
      json_.key("name").string(action_name(ruleset_, action));
      json_.key("arguments").begin_object();
      write_arguments(action, decision_.actions[i].arguments);
      json_.end_object();
      json_.key("due");
      write_instant(decision_.actions[i].due);
      json_.end_object();
    }
    json_.end_array();
  }

  void write_arguments(const Action& action, std::span<const cel::Value> arguments) {
    if (action.kind == ActionKind::kStart) {
      json_.key("ruleset").string(action.ruleset);
      return;
    }
    const std::vector<Parameter>& parameters = ruleset_.actions[action.declaration].parameters;
    for (size_t i = 0; i < arguments.size(); ++i) {
      json_.key(parameters[i].name);
      write_value(json_, arguments[i], zone_);
    }
  }

  void write_timers() {
    json_.key("timers").begin_array();
    for (DeadlineIndex d : decision_.record.timers().indices()) {
      const Timer& timer = decision_.record.timers()[d];
      if (!timer.armed()) continue;
      json_.begin_object();
      json_.key("name").string(ruleset_.deadlines[d].name);
      json_.key("due");
      write_instant(timer.due);
      json_.key("flags").begin_array();
      for (std::string_view flag : timer_flags(decision_.record, d)) json_.string(flag);
      json_.end_array();
      json_.end_object();
    }
    json_.end_array();
  }

  void write_counters() {
    json_.key("counters").begin_array();
    for (const Counter& counter : decision_.counters) {
      json_.begin_object();
      json_.key("key").string(counter.key);
      json_.key("quota").string(ruleset_.quotas[counter.quota].name);
      json_.key("under").string(counter.under);
      json_.key("value");
      if (counter.is_given()) {
        json_.integer(counter.value);
      } else {
        json_.null();
      }
      json_.key("limit").integer(counter.limit);
      json_.end_object();
    }
    json_.end_array();
  }

  void write_instant(Instant instant) {
    write_text(instant == kNever ? std::string() : format_instant(instant, zone_));
  }

  // Null where there is none.
  void write_text(std::string_view text) {
    if (text.empty()) {
      json_.null();
    } else {
      json_.string(text);
    }
  }

  template <typename T>
  void write_name(const IndexedVector<T>& things, IndexOf<T> which, std::string T::*name) {
    write_text(which == kNone ? std::string_view() : std::string_view(things[which].*name));
  }

  std::string record_text() {
    std::string text;
    write_record(decision_.record, text);
    return text;
  }

  void write_trace() {
    json_.key("trace").begin_array();
    for (const TraceEntry& entry : decision_.trace) {
      const Expression& expression = ruleset_.expressions[entry.expression];
      json_.begin_object();
      json_.key("expression").string(expression.source);
      json_.key("value");
      write_traced(entry.value);
      json_.key("facts").begin_object();
      for (size_t i = 0; i < expression.facts.size(); ++i) {
        json_.key(ruleset_.facts[expression.facts[i]].name);
        write_value(json_, entry.fact_values[i], zone_);
      }
      json_.end_object();
      json_.key("path").string(expression.location.path);
      json_.key("file").string(ruleset_.file);
      json_.key("line").unsigned_integer(expression.location.range.begin.line);
      json_.end_object();
    }
    json_.end_array();
  }

  // A condition that failed shows its message, as nothing else would tell it from an unknown.
  void write_traced(const cel::Value& value) {
    if (!value.is_error()) return write_value(json_, value, zone_);
    json_.begin_object();
    json_.key("error").string(value.as_error().message);
    json_.end_object();
  }

  const Decision& decision_;
  const Ruleset& ruleset_;
  const Zone* zone_;
  JsonWriter json_;
};

}  // namespace

void write_decision(const Decision& decision, std::string& out) {
  DecisionWriter(decision, out).write();
}

}  // namespace stagegraph::engine
