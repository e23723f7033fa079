// SPDX-License-Identifier: Apache-2.0
// The answer to one thing that happened to one record. Reused from call to call, it keeps its
// memory: a plain decision then allocates nothing.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/arena.h"
#include "cel/cel.h"
#include "engine/record/outcome.h"
#include "engine/record/record.h"
#include "ruleset/model.h"

namespace stagegraph::engine {

enum class CauseKind : uint8_t {
  kEvent,
  kDeadline,
  kReminder,
  kCadence,
  kAuto,
  kApprove,    // somebody approved a request,
  kReject,     // rejected it,
  kExpiry,     // or nobody did in time
  kMigration,  // the record is of another version: see kMigrationRequired
  kBegin,      // the record begins, in Decision::from
};

struct Cause {
  CauseKind kind = CauseKind::kEvent;
  bool late = false;                            // kReminder: it stands for earlier ones too
  ruleset::EventIndex event = kNone;            // kEvent, of the record's ruleset
  ruleset::DeadlineIndex deadline = kNone;      // kDeadline, kReminder; a request for more time
  ruleset::ReminderIndex reminder = kNone;      // kReminder: of the deadline
  ruleset::CadenceIndex cadence = kNone;        // kCadence
  ruleset::TransitionIndex transition = kNone;  // kAuto; a request for this transition
  std::string_view event_id = {};  // in the decision's arena; empty when the event had none
  // kEvent, where another version of the ruleset was asked, whose indices the record does not know.
  std::string_view event_name = {};  // in the decision's arena
  // The earlier behaviour, where the record is of another version or was; in the arena.
  std::string_view migrated_from = {};
};

// Why an event was refused or denied, or what an error was about.
struct Reason {
  std::string_view code;  // the criterion's name, or one of the engine's: "wrong_role", ...
  std::string_view text;  // what people read
};

// Something for the host to do. Its id is "<record>/<sequence>/<index>": doing it twice is
// recognised by it.
struct ActionRequest {
  const ruleset::Action* action = nullptr;
  std::span<const cel::Value> arguments;  // by parameter; in the decision's arena
  time::Instant due = time::kNever;       // of a touch: when the cadence planned it
};

// How much of a quota was in use under one key.
struct Counter {
  static constexpr int64_t kNotGiven = -1;  // the host did not say: decision.needs names it

  std::string_view need;              // "counters.extended_leads[wu]"; in the decision's arena
  std::string_view key;               // of it, "extended_leads[wu]"
  ruleset::QuotaIndex quota = kNone;  // the first part of the key,
  std::string_view under;             // and the second: quota_key
  int64_t value = kNotGiven;
  int64_t limit = 0;

  bool is_given() const { return value != kNotGiven; }
};

// A condition that was looked at.
struct TraceEntry {
  ruleset::ExpressionIndex expression = kNone;
  cel::Value value;                         // in the decision's arena
  std::span<const cel::Value> fact_values;  // of Expression::facts, at that moment
};

struct Decision {
  Record record;  // as it is afterwards; where nothing changed, as it was
  time::Instant at{};
  Cause cause;
  Outcome outcome = Outcome::kIgnored;
  bool changes_record = false;       // there is something to store, be it an event's id alone
  ruleset::StageIndex from = kNone;  // stage before; of the ruleset that was asked
  ruleset::StageIndex to = kNone;    // stage after a move; kNone without one
  ruleset::TransitionIndex transition =
      kNone;  // the transition selected; kNone for deadlines and without one
  std::vector<Reason> reasons;
  std::vector<ruleset::VariableIndex> needs;  // what is unknown, sorted
  std::vector<ruleset::FactIndex>
      set;  // facts that this decision changed, in the order of the ruleset
  std::vector<ActionRequest> actions;
  std::vector<Counter> counters;
  std::vector<TraceEntry> trace;              // when asked for
  int64_t first_sequence = 0;                 // of a duplicate: the sequence of the first decision
  Outcome first_outcome = Outcome::kIgnored;  // of a duplicate
  uint64_t steps = 0;                         // of evaluation that it took
  Arena arena;

  size_t bytes() const { return record.bytes() + arena.held(); }  // of memory, the most of it
  // Gives back what was worked with and is read by nobody.
  void compact();

  // Everything but the record.
  void reset() {
    at = {};
    cause = {};
    outcome = Outcome::kIgnored;
    changes_record = false;
    from = to = kNone;
    transition = kNone;
    reasons.clear();
    needs.clear();
    set.clear();
    actions.clear();
    counters.clear();
    trace.clear();
    first_sequence = 0;
    first_outcome = Outcome::kIgnored;
    steps = 0;
    arena.reset();
  }
};

}  // namespace stagegraph::engine
