// SPDX-License-Identifier: Apache-2.0
// Reads each case by itself, with findings of its own, so that a mistake in one stops no other.
#include "scenario/read_case.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "ruleset/reading/reader.h"
#include "scenario/read_expect.h"
#include "scenario/reading.h"

namespace stagegraph::scenario {

using namespace ruleset;
using namespace engine;

namespace {

constexpr std::array<std::string_view, 8> kStepKinds = {
    "event", "begin", "advance_to", "advance_by", "set", "approve", "reject", "counters"};

void refuse_key(Reading& reading, const DocPlace& place, std::string_view why) {
  reading.findings.error_at_head("wrong-key", place, std::string(why));
}

void require_key(Reading& reading, const DocPlace& place, std::string_view key,
                 std::string_view why) {
  if (!has(place, key)) reading.findings.error_at_head("missing-key", place, std::string(why));
}

// Every key that belongs to another kind of step would be ignored: say so.
void check_step_keys(Reading& reading, const DocPlace& place, std::string_view kind) {
  struct Allowed {
    std::string_view key;
    std::array<std::string_view, 5> kinds;
  };
  constexpr std::array<Allowed, 5> kAllowed = {
      {{"after", {"event", "approve", "reject", "set"}},
       {"at", {"event", "approve", "reject", "set", "begin"}},
       {"by", {"event", "approve", "reject", "begin"}},
       {"id", {"event", "approve", "reject"}},
       {"payload", {"event"}}}};
  for (const Allowed& allowed : kAllowed) {
    const auto& kinds = allowed.kinds;
    if (!get(place, allowed.key)) continue;
    if (std::find(kinds.begin(), kinds.end(), kind) != kinds.end()) continue;
    refuse_key(reading, get(place, allowed.key),
               fmt::format("'{}' belongs to a step with 'event', not to one with '{}'", allowed.key,
                           kind));
  }
}

// "event", or nothing where the step has not exactly one of the keys that say what it does.
std::string_view kind_of_step(Reading& reading, const DocPlace& place) {
  std::string_view kind;
  for (std::string_view key : kStepKinds) {
    if (!has(place, key)) continue;
    if (!kind.empty()) {
      reading.findings.error_at_head(
          "wrong-key", place,
          fmt::format("a step does one thing: take either '{}' or '{}'", kind, key));
      return {};
    }
    kind = key;
  }
  if (!kind.empty()) return kind;
  reading.findings.error_at_head(
      "missing-key", place,
      fmt::format("a step needs one of the keys {}", fmt::join(kStepKinds, ", ")));
  return {};
}

Actor read_actor(Reading& reading, const DocPlace& place) {
  constexpr std::array<std::string_view, 2> kKeys = {"id", "roles"};
  Actor actor;
  if (!place) return actor;
  if (place.node->is_scalar()) {
    const RoleIndex role = resolve(reading.findings, reading.names.roles, place);
    if (role != kNone) actor.roles.push_back(role);
    return actor;
  }
  if (!check_keys(reading.findings, place, "'by'", kKeys)) return actor;
  actor.id = read_text(reading.findings, get(place, "id")).value_or("");
  actor.roles = resolve_all(reading.findings, reading.names.roles, get(place, "roles"));
  return actor;
}

void read_payload(Reading& reading, const DocPlace& place, CaseStep& step) {
  if (!place || step.event == kNone) return;
  const Event& event = reading.ruleset.events[step.event];
  NamesOf<Event::Carried> fields("payload field");
  for (const Event::Carried& carried : event.carries) {
    fields.add({}, reading.ruleset.payload[carried.field].name);
  }
  for (const DocPlace& entry : read_entries(reading.findings, place)) {
    const IndexOf<Event::Carried> which = resolve_key(reading.findings, fields, entry);
    if (which == kNone) continue;
    const FieldIndex field = event.carries[which.value()].field;
    if (entry.node->is_null()) {
      refuse_key(reading, entry, "a payload field without a value is left out");
    } else if (auto value = read_value(reading, entry, reading.ruleset.payload[field].type)) {
      step.payload.push_back({field, *value, entry.range()});
    }
  }
}

void read_event(Reading& reading, const DocPlace& place, CaseStep& step) {
  step.event = resolve(reading.findings, reading.names.events, get(place, "event"));
  read_payload(reading, get(place, "payload"), step);
}

void read_circumstances(Reading& reading, const DocPlace& place, CaseStep& step) {
  step.after = read_span(reading.findings, get(place, "after"));
  step.at = read_instant(reading, get(place, "at"));
  if (get(place, "after") && get(place, "at")) {
    refuse_key(reading, get(place, "at"), "take either 'after' or 'at'");
  }
  step.actor = read_actor(reading, get(place, "by"));
  step.event_id = read_text(reading.findings, get(place, "id")).value_or("");
}

std::vector<CounterValue> read_counters(Reading& reading, const DocPlace& place) {
  std::vector<CounterValue> counters;
  for (const DocPlace& entry : read_entries(reading.findings, place)) {
    const QuotaIndex quota = resolve_key(reading.findings, reading.names.quotas, entry);
    const auto used = read_whole(reading.findings, entry, 0, INT64_MAX);
    if (quota != kNone && used) counters.push_back({quota, *used});
  }
  return counters;
}

void check_begin(Reading& reading, const DocPlace& place) {
  bool begins = false;
  if (yaml::is_bool(*place.node, begins) && begins) return;
  reading.findings.error("invalid-value", place, "write 'begin: true'");
}

void read_what(Reading& reading, const DocPlace& place, std::string_view kind, CaseStep& step) {
  const DocPlace value = get(place, kind);
  if (!value) return;  // reported with the keys
  step.what =
      value.node->is_scalar() ? fmt::format("{} {}", kind, value.node->text) : std::string(kind);
  read_circumstances(reading, place, step);
  if (kind == "approve" || kind == "reject") {
    step.kind = kind == "approve" ? StepKind::kApprove : StepKind::kReject;
    step.of = read_text(reading.findings, value).value_or("");
  } else if (kind == "begin") {
    step.kind = StepKind::kBegin;
    check_begin(reading, value);
  } else if (kind == "counters") {
    step.kind = StepKind::kCounters;
    step.counters = read_counters(reading, value);
  } else if (kind == "event") {
    step.kind = StepKind::kEvent;
    read_event(reading, place, step);
  } else if (kind == "advance_to") {
    step.kind = StepKind::kAdvanceTo;
    step.at = read_instant(reading, value);
  } else if (kind == "advance_by") {
    step.kind = StepKind::kAdvanceBy;
    step.after = read_span(reading.findings, value);
  } else {
    step.kind = StepKind::kSet;
    step.set = read_facts(reading, value);
  }
}

Given read_given(Reading& reading, const DocPlace& place) {
  constexpr std::array<std::string_view, 6> kKeys = {"stage",    "at",     "facts",
                                                     "counters", "timers", "record"};
  Given given;
  given.range = place.range();
  if (!check_keys(reading.findings, place, "'given'", kKeys)) return given;
  given.counters = read_counters(reading, get(place, "counters"));
  given.at = read_instant(reading, get(place, "at"));
  if (DocPlace record = get(place, "record")) {
    given.record = to_json_text(*record.node);
    if (get(place, "stage") || get(place, "timers")) {
      refuse_key(reading, record, "a whole record has its stage and its timers already");
    }
  } else {
    require_key(reading, place, "at", "'given' needs 'at': the instant at which the case begins");
  }
  given.stage = read_stage(reading, get(place, "stage"));
  given.facts = read_facts(reading, get(place, "facts"));
  given.timers = read_timers(reading, get(place, "timers"));
  return given;
}

CaseStep read_step(Reading& reading, const DocPlace& place) {
  constexpr std::array<std::string_view, 14> kKeys = {
      "event",    "begin", "advance_to", "advance_by", "set",     "approve", "reject",
      "counters", "after", "at",         "by",         "payload", "id",      "expect"};
  CaseStep step;
  step.range = place.range();
  if (!check_keys(reading.findings, place, "a step", kKeys)) return step;
  const std::string_view kind = kind_of_step(reading, place);
  if (kind.empty()) return step;
  check_step_keys(reading, place, kind);
  read_what(reading, place, kind, step);
  if (get(place, "expect")) step.checks = read_expect(reading, get(place, "expect"), step.kind);
  return step;
}

TestCase read_case(Reading& reading, const DocPlace& place) {
  constexpr std::array<std::string_view, 4> kKeys = {"name", "doc", "given", "steps"};
  TestCase test;
  test.range = place.range();
  if (!check_keys(reading.findings, place, "a case", kKeys)) return test;
  require_key(reading, place, "name", "a case needs a 'name' that says what it shows");
  require_key(reading, place, "given", "a case needs 'given', with 'at' and what it begins with");
  require_key(reading, place, "steps", "a case needs 'steps'");
  test.name = read_text(reading.findings, get(place, "name")).value_or("");
  if (get(place, "given")) test.given = read_given(reading, get(place, "given"));
  for (const DocPlace& step : read_items(reading.findings, get(place, "steps"))) {
    test.steps.push_back(read_step(reading, step));
  }
  return test;
}

bool expects_something(const TestCase& test) {
  return std::any_of(test.steps.begin(), test.steps.end(),
                     [](const CaseStep& step) { return !step.checks.empty(); });
}

}  // namespace

TestFile read_test_file(const Ruleset& ruleset, const yaml::Document& document,
                        std::string_view language, Diagnostics& diagnostics) {
  TestFile file;
  const Names names = names_of(ruleset);
  const DocPlace root{&document.root, nullptr, ""};
  Findings outer(document.file);
  for (const DocPlace& place : read_items(outer, get(root, "cases"))) {
    Findings findings(document.file);
    Reading reading{ruleset, names, findings, *file.arena, language};
    TestCase test = read_case(reading, place);
    if (!findings.has_errors() && !expects_something(test)) {
      findings.error_at_head("nothing-expected", place,
                             "this case expects nothing, so it cannot fail. Give a step 'expect'");
    }
    test.valid = !findings.has_errors();
    for (Diagnostic& d : findings.take()) diagnostics.push_back(std::move(d));
    file.cases.push_back(std::move(test));
  }
  if (!outer.has_errors() && file.cases.empty()) {
    outer.error_at_head("missing-value", root, "there are no cases in 'cases'");
  }
  for (Diagnostic& d : outer.take()) diagnostics.push_back(std::move(d));
  return file;
}

}  // namespace stagegraph::scenario
