// SPDX-License-Identifier: Apache-2.0
// What the readers of a test file share: names of the ruleset it tests, typed values, instants.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "ruleset/model.h"
#include "ruleset/reading/findings.h"
#include "ruleset/reading/names.h"
#include "scenario/test_file.h"
#include "yaml/node.h"

namespace stagegraph::scenario {

// The names that a ruleset declares, as the functions that resolve names want them.
ruleset::Names names_of(const ruleset::Ruleset& ruleset);

// What the functions below read with. Each of them that finds something wrong reports it.
struct Reading {
  const ruleset::Ruleset& ruleset;
  const ruleset::Names& names;
  ruleset::Findings& findings;
  Arena& arena;
  std::string_view language;  // of texts for people
};

// The value under `key` of a map; an empty place where there is none or it is null.
ruleset::DocPlace get(const ruleset::DocPlace& map, std::string_view key);
// Whether `key` stands there, even with the value null.
bool has(const ruleset::DocPlace& map, std::string_view key);

// Whether `place` is a map. Other keys than these are reported, and values that are null but for
// the keys where that means something; `what` is "a case", "a step".
bool check_keys(ruleset::Findings& findings, const ruleset::DocPlace& place, std::string_view what,
                std::span<const std::string_view> keys,
                std::span<const std::string_view> nullable = {});

std::optional<time::Instant> read_instant(Reading& reading, const ruleset::DocPlace& place);
std::optional<cel::Value> read_value(Reading& reading, const ruleset::DocPlace& place,
                                     const cel::Type& type);
ruleset::StageIndex read_stage(Reading& reading, const ruleset::DocPlace& place);
ruleset::DeadlineIndex read_deadline(Reading& reading, const ruleset::DocPlace& place,
                                     std::string_view name);

// A map from facts to values; null is "no value".
std::vector<FactValue> read_facts(Reading& reading, const ruleset::DocPlace& place);
// A map from deadlines to due instants; null is "not armed".
std::vector<TimerDue> read_timers(Reading& reading, const ruleset::DocPlace& place);

// The node as JSON text, plain scalars by YAML's core schema.
std::string to_json_text(const yaml::Node& node);

}  // namespace stagegraph::scenario
