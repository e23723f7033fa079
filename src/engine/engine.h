// The engine's door: one event or the passing of time, one record, one instant; decisions out.
// Pure: nothing but the arguments decides, and the record given is not changed.
#pragma once

#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "base/expected.h"
#include "engine/decision.h"
#include "engine/record.h"

namespace stagegraph {

struct Actor {
  std::string id;
  std::vector<Index> roles;
};

// What surrounds a decision, and the memory it works in. One a thread.
class Context {
 public:
  Context();
  ~Context();
  Context(Context&&) noexcept;
  Context& operator=(Context&&) noexcept;

  Actor actor;
  std::string event_id;
  bool trace = false;
  int64_t expected_sequence = -1;    // -1: any
  uint64_t step_budget = 1'000'000;  // instructions of conditions in one decision

  struct Workspace;
  Workspace& workspace() { return *workspace_; }

 private:
  std::unique_ptr<Workspace> workspace_;
};

// The values an event carries, by payload field of the ruleset. Text is the payload's own.
class Payload {
 public:
  explicit Payload(const Ruleset& ruleset);
  // Fails with kInvalidInput when the type or, for a fact, its range does not fit.
  Expected<Done> set(Index field, const cel::Value& value);
  void clear();
  const cel::Value* find(Index field) const;  // null when not given
  // Fails with kUnknownName when a field is given that the event does not carry.
  Expected<Done> check(const Event& event) const;
  Arena& arena() { return arena_; }

 private:
  const Ruleset* ruleset_;
  std::vector<cel::Value> values_;
  std::vector<uint8_t> given_;
  Arena arena_;
};

// Decides an event at `now`. Fails (no decision) with
//   kInvalidArgument  no such event
//   kInvalidInput     a carried value that is out of its fact's range
//   kUnknownName      a payload field that the event does not carry
//   kOverdue          something is due before `now`: advance the record first
//   kWrongRuleset     a record of another ruleset (by name)
// Everything else is an outcome. `decision` may have been used before, and `record` may be its.
Expected<Done> decide(const Ruleset& ruleset, const Record& record, Index event,
                      const Payload* payload, Micros now, Context& context, Decision& decision);

// Lets time pass up to and including `now`: one decision for each thing that came due, in order,
// each at its own instant; of several reminders of one deadline the last alone. `decisions` is
// overwritten; `count` of them are valid, the rest are kept for their memory.
// Fails with kWrongRuleset (a record of another ruleset, or another version of it), and with
// kLimitExceeded when more than kMaxDecisions things come due: advance in smaller steps.
inline constexpr size_t kMaxDecisions = 10'000;
Expected<Done> advance(const Ruleset& ruleset, const Record& record, Micros now, Context& context,
                       std::vector<std::unique_ptr<Decision>>& decisions, size_t& count);

// The next instant at which anything can change by itself; kNever when nothing will.
inline Micros next_due(const Record& record) { return record.next_due; }

// Records as JSON, whole: reading gives back what was written.
void write_record(const Record& record, std::string& out);
Expected<Record> read_record(std::shared_ptr<const Ruleset> ruleset, std::string_view json);

}  // namespace stagegraph
