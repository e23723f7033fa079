// SPDX-License-Identifier: Apache-2.0
// A test file as it is run: names resolved to indices of the ruleset, values typed.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/arena.h"
#include "base/diagnostic.h"
#include "cel/cel.h"
#include "engine/engine.h"
#include "engine/record/outcome.h"
#include "ruleset/model.h"
#include "time/span.h"
#include "yaml/node.h"

namespace stagegraph::scenario {

// The value that a fact gets or should have. An unknown stands for "has no value".
struct FactValue {
  ruleset::FactIndex fact = kNone;
  cel::Value value;
  Range range;
  const yaml::Node* written = nullptr;  // of the document, which outlives the cases
};

// What an event brings along.
struct FieldValue {
  ruleset::FieldIndex field = kNone;
  cel::Value value;
  Range range;
};

struct TimerDue {
  ruleset::DeadlineIndex deadline = kNone;
  time::Instant due = time::kNever;  // kNever: not armed
  Range range;
  const yaml::Node* written = nullptr;
};

// How much of a quota other records use, under the key of the case's record.
struct CounterValue {
  ruleset::QuotaIndex quota = kNone;
  int64_t used = 0;
};

// Where a case begins. Either `record` (as JSON) or the rest.
struct Given {
  ruleset::StageIndex stage = kNone;  // kNone: the initial one
  std::optional<time::Instant> at;
  std::vector<FactValue> facts;
  std::vector<TimerDue> timers;
  std::vector<CounterValue> counters;
  std::string record;
  Range range;
};

// An action that should come; only the arguments named are compared.
struct ExpectedAction {
  struct Argument {
    std::string name;
    cel::Value value;
    const yaml::Node* written = nullptr;
  };
  std::string name;
  std::vector<Argument> arguments;
  const yaml::Node* written = nullptr;  // the name
};

enum class CheckKind : uint8_t {
  kOutcome,
  kStage,
  kFrom,
  kTo,
  kTransition,
  kReasons,
  kNeeds,
  kActions,
  kFired,
  kFact,        // one for each fact named
  kSet,         // one for each fact named
  kTimers,      // the names of all that are armed
  kTimerDue,    // one for each deadline named
  kTimerFlags,  // one for each deadline named
  kCounters,    // of the decision, as "extended_leads[wu]: 10 of 10"
  kNextDue,
  kSequence,
};

// One thing that a step expects. Which of the fields count depends on the kind.
struct Check {
  CheckKind kind = CheckKind::kOutcome;
  std::string key;  // "outcome", "facts.missed_calls"
  Range range;
  const yaml::Node* written = nullptr;  // what stands under the key
  engine::Outcome outcome = engine::Outcome::kMoved;
  ruleset::StageIndex stage = kNone;            // kNone: stays
  ruleset::TransitionIndex transition = kNone;  // kNone: none
  ruleset::FactIndex fact = kNone;
  ruleset::DeadlineIndex deadline = kNone;
  cel::Value value;
  std::vector<std::string> names;
  std::vector<ExpectedAction> actions;
  time::Instant instant = time::kNever;
  int64_t number = 0;
};

enum class StepKind : uint8_t {
  kEvent,
  kAdvanceTo,
  kAdvanceBy,
  kSet,
  kApprove,
  kReject,
  kBegin,
  kCounters,
};

struct CaseStep {
  StepKind kind = StepKind::kEvent;
  std::string what;  // in words, for messages
  ruleset::EventIndex event = kNone;
  std::optional<time::Span> after;  // from the case's clock
  std::optional<time::Instant> at;
  engine::Actor actor;
  std::vector<FieldValue> payload;
  std::string event_id;
  std::vector<FactValue> set;
  std::string of;  // kApprove, kReject: what is waiting
  std::vector<CounterValue> counters;
  std::vector<Check> checks;
  Range range;
};

struct TestCase {
  std::string name;
  bool valid = false;  // false: there are errors about it, and it must not be run
  Given given;
  std::vector<CaseStep> steps;
  Range range;
};

struct TestFile {
  std::vector<TestCase> cases;
  std::unique_ptr<Arena> arena = std::make_unique<Arena>();  // of the values' text
};

}  // namespace stagegraph::scenario
