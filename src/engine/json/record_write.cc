// SPDX-License-Identifier: Apache-2.0
// The whole record in a fixed order, so that the same record is always the same bytes. What is not
// so, or not yet so, is left out.
#include "engine/json/record_write.h"

#include <algorithm>
#include <string>

#include "base/json_writer.h"
#include "ruleset/value_json.h"
#include "ruleset/values.h"
#include "time/span_text.h"

namespace stagegraph::engine {

using namespace time;
using namespace ruleset;

namespace {

void write_ruleset(const Record& record, JsonWriter& json) {
  json.key("ruleset").begin_object();
  json.key("name").string(record.ruleset().name);
  json.key("version").string(record.ruleset().version);
  json.key("behaviour").string(record.behaviour());
  json.end_object();
}

void write_facts(const Record& record, JsonWriter& json) {
  const Ruleset& ruleset = record.ruleset();
  json.key("facts").begin_object();
  for (FactIndex f : ruleset.facts.indices()) {
    // A later version must not take it for one that the record does not know of.
    if (record.fact(f).is_unknown() && !ruleset.facts[f].has_default) continue;
    json.key(ruleset.facts[f].name);
    write_value(json, record.fact(f), ruleset.zone.get());
  }
  json.end_object();
}

void write_stages(const Record& record, JsonWriter& json) {
  const Ruleset& ruleset = record.ruleset();
  json.key("stages").begin_object();
  for (StageIndex s : record.marks().indices()) {
    const StageMark& mark = record.marks()[s];
    if (mark.visits == 0) continue;
    json.key(ruleset.stages[s].path).begin_object();
    json.key("entered").string(format_instant(mark.entered(), ruleset.zone.get()));
    json.key("visits").integer(mark.visits);
    json.end_object();
  }
  json.end_object();
}

void write_instant(JsonWriter& json, std::string_view key, Instant at, const Ruleset& ruleset) {
  if (at != kNever) json.key(key).string(format_instant(at, ruleset.zone.get()));
}

void write_reminded(const Deadline& deadline, const Timer& timer, JsonWriter& json) {
  json.key("reminded").begin_array();
  for (ReminderIndex i : deadline.reminders.indices()) {
    if (timer.has_reminded(i)) json.string(deadline.reminders[i].label);
  }
  json.end_array();
}

// What is not so, or not yet so, is left out.
void write_timer(const Ruleset& ruleset, DeadlineIndex index, const Timer& timer,
                 JsonWriter& json) {
  const Deadline& deadline = ruleset.deadlines[index];
  json.begin_object();
  json.key("deadline").string(deadline.name);
  if (!timer.armed() || timer.anchor != timer.start) {
    write_instant(json, "anchor", timer.anchor, ruleset);
  }
  if (timer.armed()) {
    write_instant(json, "start", timer.start, ruleset);
    write_instant(json, "due", timer.due, ruleset);
    if (deadline.span != Span{}) json.key("span").string(format_span(deadline.span));
    write_instant(json, "hard_stop", timer.hard_stop, ruleset);
    write_instant(json, "held_since", timer.paused_since, ruleset);
    write_reminded(deadline, timer, json);
    json.key("overdue").boolean(timer.blocked);
    if (timer.past_coverage) json.key("calendar_coverage").boolean(true);
  }
  if (timer.extensions != 0) json.key("extensions").integer(timer.extensions);
  if (timer.fired) json.key("fired").boolean(true);
  json.end_object();
}

void write_timers(const Record& record, JsonWriter& json) {
  json.key("timers").begin_array();
  for (DeadlineIndex d : record.timers().indices()) {
    const Timer& timer = record.timers()[d];
    if (timer.armed() || timer.anchor != kNever) write_timer(record.ruleset(), d, timer, json);
  }
  json.end_array();
}

void write_payload(const Ruleset& ruleset, EventIndex event, std::span<const cel::Value> payload,
                   JsonWriter& json) {
  json.key("payload").begin_object();
  for (size_t i = 0; i < payload.size(); ++i) {
    if (payload[i].is_unknown()) continue;
    json.key(ruleset.payload[ruleset.events[event].carries[i].field].name);
    write_value(json, payload[i], ruleset.zone.get());
  }
  json.end_object();
}

void write_request(const Ruleset& ruleset, const Request& request, JsonWriter& json) {
  const bool is_time = request.deadline != kNone;
  json.begin_object();
  json.key(is_time ? "deadline" : "transition")
      .string(is_time ? ruleset.deadlines[request.deadline].name
                      : ruleset.transitions[request.transition].name);
  json.key("by").string(request.by);
  write_instant(json, "at", request.at, ruleset);
  write_instant(json, "expires", request.expires, ruleset);
  if (!is_time) {
    const Transition& transition = ruleset.transitions[request.transition];
    json.key("approved").begin_array();
    for (const Approver& approver : request.approvers) {
      json.begin_object().key("by").string(approver.id);
      json.key("roles").begin_array();
      for (size_t i = 0; i < transition.approval->by.size(); ++i) {
        if (approver.roles >> i & 1) json.string(ruleset.roles[transition.approval->by[i]]);
      }
      json.end_array().end_object();
    }
    json.end_array();
    write_payload(ruleset, transition.event, request.payload, json);
  }
  json.end_object();
}

void write_requests(const Record& record, JsonWriter& json) {
  if (record.requests().empty()) return;
  json.key("requests").begin_array();
  for (const Request& request : record.requests()) write_request(record.ruleset(), request, json);
  json.end_array();
}

void write_plans(const Record& record, JsonWriter& json) {
  const Ruleset& ruleset = record.ruleset();
  if (ruleset.plans.empty()) return;
  json.key("cadences").begin_array();
  for (PlanIndex p : record.plans().indices()) {
    const Plan& plan = record.plans()[p];
    if (!is_within(ruleset, record.stage, ruleset.plans[p])) continue;
    json.begin_object();
    json.key("stage").string(ruleset.stages[ruleset.plans[p]].path);
    write_instant(json, "next", plan.next, ruleset);
    write_instant(json, "planned", plan.planned, ruleset);
    write_instant(json, "base", plan.base, ruleset);
    write_instant(json, "last", plan.last, ruleset);
    json.key("position").integer(plan.position);
    json.key("touches").integer(plan.touches);
    json.end_object();
  }
  json.end_array();
}

void write_contacts(const Record& record, JsonWriter& json) {
  const auto known = [](Instant at) { return at != kNever; };
  if (std::none_of(record.contacts().begin(), record.contacts().end(), known)) return;
  json.key("contacts").begin_array();
  for (Instant at : record.contacts()) {
    if (known(at)) json.string(format_instant(at, record.ruleset().zone.get()));
  }
  json.end_array();
}

void write_parked_events(const Record& record, JsonWriter& json) {
  const Ruleset& ruleset = record.ruleset();
  if (record.parked_events().empty()) return;
  json.key("held").begin_array();
  for (const ParkedEvent& event : record.parked_events()) {
    json.begin_object();
    json.key("event").string(ruleset.events[event.event].name);
    write_instant(json, "at", event.at, ruleset);
    json.key("id").string(event.id);
    json.key("actor").string(event.actor);
    json.key("roles").begin_array();
    for (RoleIndex role : event.roles) json.string(ruleset.roles[role]);
    json.end_array();
    write_payload(ruleset, event.event, event.payload, json);
    json.end_object();
  }
  json.end_array();
}

void write_changed(const Record& record, JsonWriter& json) {
  if (!record.has_changes()) return;
  json.key("changed").begin_array();
  for (FactIndex f : record.ruleset().facts.indices()) {
    if (record.is_changed(f)) json.string(record.ruleset().facts[f].name);
  }
  json.end_array();
}

void write_history(const Record& record, JsonWriter& json) {
  json.key("history").begin_array();
  for (const Delivered& delivered : record.history()) {
    json.begin_object();
    json.key("id").string(delivered.id);
    json.key("outcome").string(to_string(delivered.outcome));
    json.key("sequence").integer(delivered.sequence);
    json.end_object();
  }
  json.end_array();
}

}  // namespace

void write_record(const Record& record, std::string& out) {
  if (!record.carried().empty()) {
    out += record.carried();
    return;
  }
  const Ruleset& ruleset = record.ruleset();
  JsonWriter json(out);
  json.begin_object();
  json.key("format").integer(kRecordFormat);
  json.key("id").string(record.id());
  write_ruleset(record, json);
  json.key("stage").string(ruleset.stages[record.stage].path);
  json.key("sequence").integer(record.sequence);
  json.key("clock").string(format_instant(record.clock, ruleset.zone.get()));
  write_facts(record, json);
  write_stages(record, json);
  write_timers(record, json);
  write_history(record, json);
  write_requests(record, json);
  write_plans(record, json);
  write_contacts(record, json);
  write_parked_events(record, json);
  write_changed(record, json);
  if (!record.unknown_members().empty()) out.append(",").append(record.unknown_members());
  json.end_object();
}

}  // namespace stagegraph::engine
