// The engine's door: one event or the passing of time, one record, one instant; decisions out.
// Pure: nothing but the arguments decides, and the record given is not changed.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/expected.h"
#include "engine/decision.h"
#include "engine/record/record.h"

namespace stagegraph::engine {

struct Actor {
  std::string id;
  std::vector<ruleset::RoleIndex> roles;
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

  // How much of a quota is used under a key (quota_key). One that was not set is not known: what
  // depends on it answers `needs`.
  void set_counter(ruleset::QuotaIndex quota, std::string_view key, int64_t used);
  std::optional<int64_t> counter(ruleset::QuotaIndex quota, std::string_view key) const;
  void clear_counters() { counters_.clear(); }
  bool counters_are_complete = false;  // a counter that was not set is at zero

  struct Workspace;
  Workspace& workspace() { return *workspace_; }

 private:
  std::unique_ptr<Workspace> workspace_;
  std::map<std::pair<ruleset::QuotaIndex, std::string>, int64_t, std::less<>> counters_;
};

// The values an event carries, by payload field of the ruleset. Text is the payload's own.
class Payload {
 public:
  explicit Payload(const ruleset::Ruleset& ruleset);
  // Fails with kInvalidInput when the type or, for a fact, its range does not fit.
  Expected<Done> set(ruleset::FieldIndex field, const cel::Value& value);
  void clear();
  const cel::Value* find(ruleset::FieldIndex field) const;  // null when not given
  // Fails with kUnknownName when a field is given that the event does not carry.
  Expected<Done> check(const ruleset::Event& event) const;
  // Sets what carried_values gave.
  Expected<Done> restore(const ruleset::Event& event, std::span<const cel::Value> carried);
  Arena& arena() { return arena_; }

 private:
  const ruleset::Ruleset* ruleset_;
  IndexedVector<cel::Value, ruleset::PayloadField> values_;
  IndexedVector<uint8_t, ruleset::PayloadField> given_;
  Arena arena_;
};

// What an event carries, in the order in which it declares that, unknown where it was not given;
// nothing without a payload. Text remains the payload's.
std::span<const cel::Value> carried_values(const ruleset::Event& event, const Payload* payload,
                                           Arena& arena);

// Decides an event at `now`. Fails (no decision) with
//   kInvalidArgument  no such event
//   kInvalidInput     a carried value that is out of its fact's range
//   kUnknownName      a payload field that the event does not carry
//   kOverdue          something is due before `now`: advance the record first
//   kWrongRuleset     a record of another ruleset (by name)
// Everything else is an outcome. `decision` may have been used before, and `record` may be its.
Expected<Done> decide(const ruleset::Ruleset& ruleset, const Record& record,
                      ruleset::EventIndex event, const Payload* payload, Micros now,
                      Context& context, Decision& decision);

// Lets time pass up to and including `now`: one decision for each thing that came due, in order,
// each at its own instant; of several reminders of one deadline the last alone. `decisions` is
// overwritten; `count` of them are valid, the rest are kept for their memory.
// Fails with kWrongRuleset (a record of another ruleset, or another version of it), and with
// kLimitExceeded when more than kMaxDecisions things come due: advance in smaller steps.
inline constexpr size_t kMaxDecisions = 10'000;
Expected<Done> advance(const ruleset::Ruleset& ruleset, const Record& record, Micros now,
                       Context& context, std::vector<std::unique_ptr<Decision>>& decisions,
                       size_t& count);

enum class Word : uint8_t { kApprove, kReject };

// Approves or rejects a request of the record at `now`: for more time, or for a transition. The
// actor is the context's. `of` is the path or the last name of the deadline or transition; it may
// be empty where one request alone is pending. Fails as decide does, with kUnknownName where the
// ruleset has nothing of that name that anybody could ask for.
Expected<Done> resolve(const ruleset::Ruleset& ruleset, const Record& record, Word word,
                       std::string_view of, Micros now, Context& context, Decision& decision);

// Puts a record into a leaf (of a group, its initial one) since `entered` and arms the deadlines
// there, as when it is taken over from another system: no action runs, no automatic transition.
// Fails with kInvalidInput where a due instant lies outside the calendar.
Expected<Done> place(Record& record, ruleset::StageIndex stage, Micros entered);

// Facts of the record were changed by hand at `now`: deadlines that depend on them follow. Without
// this they follow at the record's next event, or from its last change on when time passes.
// Fails with kOverdue where something was due before.
Expected<Done> note_changes(Record& record, Micros now, Context& context);

// The key under which a record counts against a quota: its `per` facts joined by '/'. Nothing where
// one of them is unknown.
std::optional<std::string> quota_key(const ruleset::Ruleset& ruleset, ruleset::QuotaIndex quota,
                                     const Record& record);
// Whether the record is one of those that the quota counts; false for a quota of events.
bool quota_counts(const Record& record, ruleset::QuotaIndex quota, Micros now, Context& context,
                  Decision& scratch);

// The next instant at which anything can change by itself; kNever when nothing will.
inline Micros next_due(const Record& record) { return record.next_due; }

}  // namespace stagegraph::engine
