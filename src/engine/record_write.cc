#include <string>

#include "base/json.h"
#include "engine/engine.h"
#include "ruleset/values.h"

namespace stagegraph {

namespace {

void write_ruleset(const Record& record, JsonWriter& json) {
  json.key("ruleset").begin_object();
  json.key("name").string(record.ruleset().name);
  json.key("version").string(record.ruleset().version);
  json.key("fingerprint").string(record.fingerprint());
  json.end_object();
}

void write_facts(const Record& record, JsonWriter& json) {
  const Ruleset& ruleset = record.ruleset();
  json.key("facts").begin_object();
  for (Index f = 0; f < ruleset.facts.size(); ++f) {
    if (record.fact(f).is_unknown()) continue;
    json.key(ruleset.facts[f].name);
    write_value(json, record.fact(f), ruleset.zone.get());
  }
  json.end_object();
}

void write_stages(const Record& record, JsonWriter& json) {
  const Ruleset& ruleset = record.ruleset();
  json.key("stages").begin_object();
  for (Index s = 0; s < record.marks().size(); ++s) {
    const StageMark& mark = record.marks()[s];
    if (mark.visits == 0) continue;
    json.key(ruleset.stages[s].path).begin_object();
    json.key("entered").string(format_instant(mark.entered, ruleset.zone.get()));
    json.key("visits").integer(mark.visits);
    json.end_object();
  }
  json.end_object();
}

void write_timers(const Record& record, JsonWriter& json) {
  const Ruleset& ruleset = record.ruleset();
  json.key("timers").begin_array();
  for (Index d = 0; d < record.timers().size(); ++d) {
    const Timer& timer = record.timers()[d];
    if (!timer.armed()) continue;
    json.begin_object();
    json.key("deadline").string(ruleset.deadlines[d].name);
    json.key("start").string(format_instant(timer.start, ruleset.zone.get()));
    json.key("due").string(format_instant(timer.due, ruleset.zone.get()));
    json.key("reminded").begin_array();
    for (size_t i = 0; i < ruleset.deadlines[d].reminders.size(); ++i) {
      if (timer.reminded >> i & 1) json.string(ruleset.deadlines[d].reminders[i].label);
    }
    json.end_array();
    json.key("overdue").boolean(timer.blocked);
    json.end_object();
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
  const Ruleset& ruleset = record.ruleset();
  JsonWriter json(out);
  json.begin_object();
  json.key("id").string(record.id());
  write_ruleset(record, json);
  json.key("stage").string(ruleset.stages[record.stage].path);
  json.key("sequence").integer(record.sequence);
  json.key("clock").string(format_instant(record.clock, ruleset.zone.get()));
  write_facts(record, json);
  write_stages(record, json);
  write_timers(record, json);
  write_history(record, json);
  json.end_object();
}

}  // namespace stagegraph
