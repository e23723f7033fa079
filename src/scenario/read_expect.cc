// SPDX-License-Identifier: Apache-2.0
// Each key of 'expect' becomes one or more checks, in the order of the list of keys.
#include "scenario/read_expect.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "ruleset/reading/prose.h"
#include "ruleset/reading/reader.h"
#include "scenario/reading.h"

namespace stagegraph::scenario {

using namespace ruleset;
using namespace engine;

namespace {

constexpr std::array<std::string_view, 16> kKeys = {
    "outcome", "stage", "from", "to",     "transition", "reasons",  "needs",    "actions",
    "fired",   "facts", "set",  "timers", "flags",      "counters", "next_due", "sequence"};
// These are about the record; the others are about a decision.
constexpr std::array<std::string_view, 6> kRecordKeys = {"stage", "facts",    "timers",
                                                         "flags", "next_due", "sequence"};
constexpr std::array<std::string_view, 3> kNullable = {"to", "transition", "next_due"};

constexpr size_t kOutcomes = static_cast<size_t>(Outcome::kError) + 1;

// Every outcome beside its name.
std::array<Choice<Outcome>, kOutcomes> outcomes() {
  std::array<Choice<Outcome>, kOutcomes> all;
  for (size_t i = 0; i < kOutcomes; ++i) {
    const auto outcome = static_cast<Outcome>(i);
    all[i] = {to_string(outcome), outcome};
  }
  return all;
}

class ExpectReader {
 public:
  ExpectReader(Reading& reading, const DocPlace& place) : reading_(reading), place_(place) {}

  std::vector<Check> read() && {
    read_outcome();
    read_stage_key("stage", CheckKind::kStage);
    read_stage_key("from", CheckKind::kFrom);
    read_to();
    read_transition();
    read_names("reasons", CheckKind::kReasons);
    read_needs();
    read_actions();
    read_fired();
    read_values("facts", CheckKind::kFact);
    read_values("set", CheckKind::kSet);
    read_timers_key();
    read_flags();
    read_names("counters", CheckKind::kCounters);
    read_next_due();
    read_sequence();
    return std::move(checks_);
  }

 private:
  Check& add(CheckKind kind, std::string key, const yaml::Node* written) {
    Check& check = checks_.emplace_back();
    check.kind = kind;
    check.key = std::move(key);
    check.range = written->range;
    check.written = written;
    return check;
  }

  void read_outcome() {
    const DocPlace place = get(place_, "outcome");
    if (auto outcome = read_choice(reading_.findings, place, outcomes())) {
      add(CheckKind::kOutcome, "outcome", place.node).outcome = *outcome;
    }
  }

  void read_stage_key(std::string_view key, CheckKind kind) {
    const DocPlace place = get(place_, key);
    const StageIndex stage = read_stage(reading_, place);
    if (stage != kNone) add(kind, std::string(key), place.node).stage = stage;
  }

  // `to: null` is "does not move".
  void read_to() {
    if (has(place_, "to") && !get(place_, "to")) return add_null(CheckKind::kTo, "to");
    read_stage_key("to", CheckKind::kTo);
  }

  // `transition: null` is "none was selected".
  void read_transition() {
    const DocPlace place = get(place_, "transition");
    if (has(place_, "transition") && !place) return add_null(CheckKind::kTransition, "transition");
    if (!place) return;
    NamesOf<Transition> names("transition");
    for (const Transition& t : reading_.ruleset.transitions) names.add({}, t.name);
    const TransitionIndex transition = resolve(reading_.findings, names, place);
    if (transition == kNone) return;
    add(CheckKind::kTransition, "transition", place.node).transition = transition;
  }

  void add_null(CheckKind kind, std::string_view key) {
    add(kind, std::string(key), place_.node->find(key));
  }

  void read_names(std::string_view key, CheckKind kind) {
    const DocPlace place = get(place_, key);
    if (!place) return;
    std::vector<std::string> names;
    for (const DocPlace& item : read_items(reading_.findings, place)) {
      names.push_back(read_text(reading_.findings, item).value_or(""));
    }
    add(kind, std::string(key), place.node).names = std::move(names);
  }

  void read_needs() {
    read_names("needs", CheckKind::kNeeds);
    const DocPlace place = get(place_, "needs");
    if (!place || !place.node->is_sequence()) return;
    std::vector<std::string> known = reading_.names.facts.names();
    for (const PayloadField& field : reading_.ruleset.payload) {
      known.push_back("event." + field.name);
    }
    for (size_t i = 0; i < place.node->items.size(); ++i) {
      const DocPlace item = item_of(place, i);
      const std::string& name = item.node->text;
      if (std::find(known.begin(), known.end(), name) != known.end()) continue;
      reading_.findings.unknown("unknown-name", item.range(), item.path,
                                fmt::format("there is no fact '{}'", name), name, known);
    }
  }

  void read_actions() {
    const DocPlace place = get(place_, "actions");
    if (!place) return;
    std::vector<ExpectedAction> actions;
    for (const DocPlace& item : read_items(reading_.findings, place)) {
      actions.push_back(read_action(item));
    }
    add(CheckKind::kActions, "actions", place.node).actions = std::move(actions);
  }

  // A name, or { name: notify, arguments: { to: sales } }.
  ExpectedAction read_action(const DocPlace& place) {
    constexpr std::array<std::string_view, 2> kActionKeys = {"name", "arguments"};
    ExpectedAction action;
    const bool is_name = place.node->is_scalar();
    if (!is_name && !check_keys(reading_.findings, place, "an expected action", kActionKeys)) {
      return action;
    }
    const DocPlace name = is_name ? place : get(place, "name");
    if (!name) {
      reading_.findings.error_at_head("missing-key", place, "an expected action needs a 'name'");
      return action;
    }
    action.name = read_text(reading_.findings, name).value_or("");
    action.written = name.node;
    if (const auto* parameters = parameters_of(name, action.name)) {
      if (!is_name) read_arguments(get(place, "arguments"), *parameters, action);
    }
    return action;
  }

  // The ruleset's own, not a copy: values of enums refer to them. Null where there is no such
  // action.
  const std::vector<Parameter>* parameters_of(const DocPlace& place, std::string_view name) {
    static const std::vector kStart = {Parameter{"ruleset", cel::scalar(cel::TypeKind::kString)}};
    if (name == "start") return &kStart;
    const ActionIndex declaration = resolve(reading_.findings, reading_.names.actions, place);
    return declaration == kNone ? nullptr : &reading_.ruleset.actions[declaration].parameters;
  }

  void read_arguments(const DocPlace& place, const std::vector<Parameter>& parameters,
                      ExpectedAction& action) {
    NamesOf<Parameter> names("argument");
    for (const Parameter& parameter : parameters) names.add({}, parameter.name);
    for (const DocPlace& entry : read_entries(reading_.findings, place)) {
      const IndexOf<Parameter> which = resolve_key(reading_.findings, names, entry);
      if (which == kNone) continue;
      const Parameter& parameter = parameters[which.value()];
      const DocPlace given = in_language(entry, parameter.type);
      if (!given) continue;
      if (given.node->is_null()) {  // what the host is handed for a value that is not known
        action.arguments.push_back({parameter.name, cel::Value::null(), given.node});
      } else if (auto value = read_value(reading_, given, parameter.type)) {
        action.arguments.push_back({parameter.name, *value, given.node});
      }
    }
  }

  // A text may have translations, as in a ruleset.
  DocPlace in_language(const DocPlace& place, const cel::Type& type) {
    if (type.kind != cel::TypeKind::kString || !place.node->is_map()) return place;
    return choose_translation(reading_.findings, place, reading_.language);
  }

  void read_fired() {
    const DocPlace place = get(place_, "fired");
    if (place) add(CheckKind::kFired, "fired", place.node).names = read_deadline_names(place);
  }

  // Deadlines by their full names, in the order written.
  std::vector<std::string> read_deadline_names(const DocPlace& place) {
    std::vector<std::string> names;
    for (const DocPlace& item : read_items(reading_.findings, place)) {
      auto name = read_text(reading_.findings, item);
      const DeadlineIndex deadline = name ? read_deadline(reading_, item, *name) : DeadlineIndex();
      if (deadline != kNone) names.push_back(reading_.ruleset.deadlines[deadline].name);
    }
    return names;
  }

  void read_values(std::string_view key, CheckKind kind) {
    for (const FactValue& fact : read_facts(reading_, get(place_, key))) {
      const std::string& name = reading_.ruleset.facts[fact.fact].name;
      Check& check = add(kind, fmt::format("{}.{}", key, name), fact.written);
      check.range = fact.range;
      check.fact = fact.fact;
      check.value = fact.value;
    }
  }

  void read_timers_key() {
    const DocPlace place = get(place_, "timers");
    if (place && place.node->is_sequence()) {
      add(CheckKind::kTimers, "timers", place.node).names = read_deadline_names(place);
      return;
    }
    for (const TimerDue& timer : read_timers(reading_, place)) {
      const std::string& name = reading_.ruleset.deadlines[timer.deadline].name;
      Check& check = add(CheckKind::kTimerDue, "timers." + name, timer.written);
      check.deadline = timer.deadline;
      check.instant = timer.due;
    }
  }

  // What is special about a deadline's timer.
  void read_flags() {
    for (const DocPlace& entry : read_entries(reading_.findings, get(place_, "flags"))) {
      const DeadlineIndex deadline = read_deadline(reading_, entry, entry.key->text);
      std::vector<std::string> names;
      for (const DocPlace& item : read_one_or_more_texts(entry)) {
        names.push_back(read_text(reading_.findings, item).value_or(""));
      }
      if (deadline == kNone) continue;
      const std::string& name = reading_.ruleset.deadlines[deadline].name;
      Check& check = add(CheckKind::kTimerFlags, "flags." + name, entry.node);
      check.deadline = deadline;
      check.names = std::move(names);
    }
  }

  std::vector<DocPlace> read_one_or_more_texts(const DocPlace& place) {
    if (place.node->is_scalar()) return {place};
    return read_items(reading_.findings, place);
  }

  // `next_due: null` is "nothing will come due".
  void read_next_due() {
    const DocPlace place = get(place_, "next_due");
    if (has(place_, "next_due") && !place) return add_null(CheckKind::kNextDue, "next_due");
    if (!place) return;
    if (auto due = read_instant(reading_, place)) {
      add(CheckKind::kNextDue, "next_due", place.node).instant = *due;
    }
  }

  void read_sequence() {
    const DocPlace place = get(place_, "sequence");
    if (auto number = read_whole(reading_.findings, place, 0, INT64_MAX)) {
      add(CheckKind::kSequence, "sequence", place.node).number = *number;
    }
  }

  Reading& reading_;
  const DocPlace& place_;
  std::vector<Check> checks_;
};

}  // namespace

std::vector<Check> read_expect(Reading& reading, const DocPlace& place, StepKind step) {
  const std::span<const std::string_view> keys =
      step == StepKind::kSet ? std::span<const std::string_view>(kRecordKeys) : kKeys;
  if (!check_keys(reading.findings, place, "'expect'", keys, kNullable)) return {};
  std::vector<Check> checks = ExpectReader(reading, place).read();
  if (checks.empty() && !reading.findings.has_errors()) {
    reading.findings.error_at_head("nothing-expected", place, "this 'expect' expects nothing");
  }
  return checks;
}

}  // namespace stagegraph::scenario
