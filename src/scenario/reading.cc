// SPDX-License-Identifier: Apache-2.0
// Names are resolved and values typed as the loader of rulesets does it, so that a test file gets
// the same findings for the same mistakes.
#include "scenario/reading.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/json.h"
#include "base/json_writer.h"
#include "ruleset/reading/reader.h"
#include "ruleset/value_json.h"
#include "ruleset/values.h"
#include "ruleset/variables.h"

namespace stagegraph::scenario {

using namespace time;
using namespace ruleset;

namespace {

template <typename T>
void add_all(NamesOf<T>& table, const IndexedVector<T>& things, std::string T::*name) {
  for (const T& thing : things) table.add({}, thing.*name);
}

// A number as JSON writes it: YAML's core schema takes "+1", "1." and ".5" as well, which no one
// needs in a test.
bool is_json_number(std::string_view text) {
  auto parsed = parse_json(text);
  return parsed && parsed->kind == Json::Kind::kNumber;
}

// A document's depth is bounded by its reader.
void write_json(JsonWriter& json, const yaml::Node& node) {
  bool boolean = false;
  if (node.is_map()) {
    json.begin_object();
    for (const yaml::Entry& entry : node.entries) {
      json.key(entry.key.text);
      write_json(json, entry.value);
    }
    json.end_object();
  } else if (node.is_sequence()) {
    json.begin_array();
    for (const yaml::Node& item : node.items) write_json(json, item);
    json.end_array();
  } else if (node.is_null()) {
    json.null();
  } else if (yaml::is_bool(node, boolean)) {
    json.boolean(boolean);
  } else if (node.is_plain() && is_json_number(node.text)) {
    json.raw(node.text);
  } else {
    json.string(node.text);
  }
}

template <typename Of>
void report_lookup(Reading& reading, const DocPlace& place, const Range& range,
                   const Lookup<Of>& lookup) {
  Diagnostic& finding =
      reading.findings.add(Severity::kError, "unknown-name", range, place.path, lookup.problem);
  if (!lookup.replacement.empty()) finding.edit = Edit{range, lookup.replacement};
}

}  // namespace

Names names_of(const Ruleset& ruleset) {
  Names names;
  for (const std::string& role : ruleset.roles) names.roles.add({}, role);
  add_all(names.facts, ruleset.facts, &Fact::name);
  add_all(names.criteria, ruleset.criteria, &Criterion::name);
  add_all(names.events, ruleset.events, &Event::name);
  add_all(names.actions, ruleset.actions, &ActionDeclaration::name);
  add_all(names.stages, ruleset.stages, &Stage::path);
  add_all(names.deadlines, ruleset.deadlines, &Deadline::name);
  add_all(names.quotas, ruleset.quotas, &Quota::name);
  return names;
}

DocPlace get(const DocPlace& map, std::string_view key) {
  if (!map || !map.node->is_map()) return {};
  for (const yaml::Entry& entry : map.node->entries) {
    if (entry.key.text == key && !entry.value.is_null()) return child_of(map, entry);
  }
  return {};
}

bool has(const DocPlace& map, std::string_view key) {
  return map && map.node->is_map() && map.node->find(key) != nullptr;
}

bool check_keys(Findings& findings, const DocPlace& place, std::string_view what,
                std::span<const std::string_view> keys,
                std::span<const std::string_view> nullable) {
  if (!place.node->is_map()) {
    findings.error("wrong-shape", place,
                   fmt::format("{} should be a map, not {}", what, describe(*place.node)));
    return false;
  }
  auto is_in = [](std::span<const std::string_view> names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  for (const yaml::Entry& entry : place.node->entries) {
    const std::string& key = entry.key.text;
    const DocPlace child = child_of(place, entry);
    if (!is_in(keys, key)) {
      findings.unknown("unknown-key", entry.key.range, child.path,
                       fmt::format("{} has no key '{}'", what, key), key,
                       std::vector<std::string>(keys.begin(), keys.end()));
    } else if (entry.value.is_null() && !is_in(nullable, key)) {
      findings.error_at_head("missing-value", child, fmt::format("'{}' has no value", key));
    }
  }
  return true;
}

std::optional<Instant> read_instant(Reading& reading, const DocPlace& place) {
  const auto text = read_text(reading.findings, place);
  if (!text) return std::nullopt;
  auto time = parse_given_time(*text, reading.ruleset.zone.get());
  if (time) return to_instant(*time);
  reading.findings.error("invalid-value", place, time.error().message);
  return std::nullopt;
}

std::optional<cel::Value> read_value(Reading& reading, const DocPlace& place,
                                     const cel::Type& type) {
  const Zone& zone = *reading.ruleset.zone;
  // The declared type says how a plain scalar is to be read; quotes make text of it.
  auto read = [&]() -> Expected<cel::Value> {
    if (place.node->is_plain()) {
      return value_from_text(place.node->text, type, zone, reading.arena);
    }
    auto json = parse_json(to_json_text(*place.node));
    if (!json) return std::move(json.error());
    return value_from_json(*json, type, zone, reading.arena);
  };
  Expected<cel::Value> value = read();
  if (value) return *value;
  reading.findings.error("wrong-type", place, value.error().message);
  return std::nullopt;
}

StageIndex read_stage(Reading& reading, const DocPlace& place) {
  auto name = read_text(reading.findings, place);
  if (!name) return kNone;
  const Lookup<Stage> lookup = reading.names.find_stage(reading.ruleset, *name, kNone);
  if (lookup.index == kNone) report_lookup(reading, place, place.range(), lookup);
  return lookup.index;
}

DeadlineIndex read_deadline(Reading& reading, const DocPlace& place, std::string_view name) {
  const Lookup<Deadline> lookup = reading.names.find_deadline(reading.ruleset, name, kNone);
  const bool is_key = place.key != nullptr && place.key->text == name;
  if (lookup.index == kNone) {
    report_lookup(reading, place, is_key ? place.key->range : place.range(), lookup);
  }
  return lookup.index;
}

std::vector<FactValue> read_facts(Reading& reading, const DocPlace& place) {
  std::vector<FactValue> facts;
  for (const DocPlace& entry : read_entries(reading.findings, place)) {
    const FactIndex fact = resolve_key(reading.findings, reading.names.facts, entry);
    if (fact == kNone) continue;
    if (entry.node->is_null()) {
      facts.push_back({fact, unknown(variable_of(fact)), entry.head(), entry.node});
    } else if (auto value = read_value(reading, entry, reading.ruleset.facts[fact].type)) {
      facts.push_back({fact, *value, entry.range(), entry.node});
    }
  }
  return facts;
}

std::vector<TimerDue> read_timers(Reading& reading, const DocPlace& place) {
  std::vector<TimerDue> timers;
  for (const DocPlace& entry : read_entries(reading.findings, place)) {
    const DeadlineIndex deadline = read_deadline(reading, entry, entry.key->text);
    std::optional<Instant> due = kNever;
    if (!entry.node->is_null()) due = read_instant(reading, entry);
    if (deadline != kNone && due) timers.push_back({deadline, *due, entry.range(), entry.node});
  }
  return timers;
}

std::string to_json_text(const yaml::Node& node) {
  std::string out;
  JsonWriter json(out);
  write_json(json, node);
  return out;
}

}  // namespace stagegraph::scenario
