// SPDX-License-Identifier: Apache-2.0
// A ruleset as the engine reads it: names resolved to indices, conditions compiled, values typed.
// Built once by load_ruleset (ruleset/load.h) and never changed after that.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/arena.h"
#include "base/diagnostic.h"
#include "base/index.h"
#include "cel/cel.h"
#include "time/calendar.h"
#include "time/instant.h"
#include "time/span.h"
#include "time/zone.h"
#include "time/zones.h"

namespace stagegraph::ruleset {

// ------------------------------------------------------------------ places in its tables

struct ActionDeclaration;
struct Cadence;
struct Criterion;
struct Deadline;
struct Define;
struct Event;
struct Expression;
struct Fact;
struct PayloadField;
struct Plan;  // a stage that has a cadence
struct Quota;
struct Reminder;
struct Role;  // a name in Ruleset::roles
struct Stage;
struct Table;
struct Transition;
struct Variable;  // what may be unknown; see ruleset/variables.h

using ActionIndex = IndexOf<ActionDeclaration>;
using CadenceIndex = IndexOf<Cadence>;
using CalendarIndex = IndexOf<time::BusinessCalendar>;
using CriterionIndex = IndexOf<Criterion>;
using DeadlineIndex = IndexOf<Deadline>;
using DefineIndex = IndexOf<Define>;
using EventIndex = IndexOf<Event>;
using ExpressionIndex = IndexOf<Expression>;
using FactIndex = IndexOf<Fact>;
using FieldIndex = IndexOf<PayloadField>;
using PlanIndex = IndexOf<Plan>;
using QuotaIndex = IndexOf<Quota>;
using ReminderIndex = IndexOf<Reminder>;
using RoleIndex = IndexOf<Role>;
using StageIndex = IndexOf<Stage>;
using TableIndex = IndexOf<Table>;
using TransitionIndex = IndexOf<Transition>;
using VariableIndex = IndexOf<Variable>;

// Where something was written.
struct Location {
  Range range;
  std::string path;  // "stages.lead.events.hand_over"
};

// A map that an author wrote, for edits that add a key to it.
struct Body {
  Range range;
  Position first;  // of its first key; unknown where it has none
};

// ------------------------------------------------------------------ variables of expressions

// Banks of variables (cel/cel.h): the record's facts, then what surrounds the decision.
inline constexpr uint8_t kFactBank = 0;
inline constexpr uint8_t kContextBank = 1;

// The first slots of the context bank; the payload fields of events follow.
enum ContextSlot : uint32_t {
  kSlotNow,
  kSlotStage,
  kSlotDue,
  kSlotEventName,
  kSlotEventId,
  kSlotEventTime,
  kSlotActorId,
  kSlotActorRoles,
  kSlotOld,
  kFirstPayloadSlot,
};

inline cel::Slot slot_of(FactIndex fact) { return {kFactBank, fact.value()}; }
inline cel::Slot slot_of(DefineIndex define) { return {cel::kLazyBank, define.value()}; }
inline cel::Slot slot_of(FieldIndex field) {
  return {kContextBank, kFirstPayloadSlot + field.value()};
}

// A compiled expression and where it stands.
struct Expression {
  std::string source;  // CEL; of a shorthand, what it lowered to
  Location location;
  std::shared_ptr<const cel::Program> program;
  std::vector<FactIndex> facts;     // facts it reads, through named expressions too; sorted
  std::vector<FieldIndex> payload;  // payload fields it reads (indices of Ruleset::payload); sorted
  bool facts_only = false;          // what surrounds the record makes no difference to it
};

// A value as an author writes it: a literal, `${one expression}`, or text with expressions in it.
struct Template {
  struct Part {
    std::string text;
    ExpressionIndex expression = kNone;  // after the text; kNone in the last part
  };
  enum class Kind : uint8_t { kLiteral, kExpression, kText };
  Kind kind = Kind::kLiteral;
  cel::Type type;                      // the type it must have
  cel::Value literal;                  // kLiteral; text in the ruleset's arena
  ExpressionIndex expression = kNone;  // kExpression
  std::vector<Part> parts;             // kText
};

// ------------------------------------------------------------------ what is known

struct Fact {
  std::string name;
  std::vector<std::string> was;  // its names in earlier versions
  cel::Type type;
  std::string doc;
  std::string unit;
  bool has_default = false;
  cel::Value default_value;
  std::optional<cel::Value> min;  // of the fact's type; for text and lists see max_size
  std::optional<cel::Value> max;
  std::optional<uint32_t> max_size;  // code points of a string, elements of a list or map
  Location location;
  Body body;
};

// A named expression of `define`.
struct Define {
  std::string name;
  ExpressionIndex expression = kNone;
  Location location;
};

// A named condition with the reason people read.
struct Criterion {
  std::string name;
  ExpressionIndex when = kNone;
  std::string says;  // the name where none is given
  Location location;
};

// A field that events carry. Fields of one name and type share one payload slot.
struct PayloadField {
  std::string name;
  cel::Type type;
};

enum class EventOrder : uint8_t { kArrival, kNewestWins, kForwardOnly, kHold };

struct Event {
  struct Carried {
    FieldIndex field = kNone;  // of Ruleset::payload; its slot is kFirstPayloadSlot + field
    FactIndex fact = kNone;    // the fact it is stored in, or kNone
  };
  std::string name;
  std::string doc;
  std::vector<RoleIndex> by;  // roles, any of which may send it; empty: anybody
  std::vector<Carried> carries;
  EventOrder order = EventOrder::kArrival;
  Location location;
};

// ------------------------------------------------------------------ what happens

struct Parameter {
  std::string name;
  cel::Type type;
};

// An action that the host can do.
struct ActionDeclaration {
  std::string name;
  std::vector<Parameter> parameters;
  Location location;
};

enum class ActionKind : uint8_t { kSet, kClear, kStart, kHost };

struct Action {
  ActionKind kind = ActionKind::kHost;
  FactIndex fact = kNone;           // kSet, kClear
  ActionIndex declaration = kNone;  // kHost
  std::vector<Template> arguments;  // kSet: the value; kHost: one for each parameter
  std::string ruleset;              // kStart
  Location location;
};

struct Approval {
  enum class Need : uint8_t { kAny, kAll, kCount };
  std::vector<RoleIndex> by;  // roles
  Need need = Need::kAny;     // one person, one of each role, or `count` persons
  uint32_t count = 1;
  std::optional<time::Span> within;
  std::vector<FactIndex> void_if_changed;  // facts
};

// One candidate for an event, or an automatic transition.
struct Transition {
  std::string name;              // path: "lead.new.hand_over", "...hand_over[1]" for the second
  StageIndex stage = kNone;      // the stage or group that declares it
  EventIndex event = kNone;      // kNone: automatic
  StageIndex to = kNone;         // kNone: internal
  ExpressionIndex when = kNone;  // expression
  std::vector<FactIndex> needs;  // facts that must be known
  std::vector<CriterionIndex> require;  // criteria
  std::vector<CriterionIndex> reject_if;
  StageIndex otherwise = kNone;  // stage
  std::vector<Action> actions;
  int32_t priority = 0;
  std::optional<Approval> approval;
  QuotaIndex quota = kNone;
  std::string doc;
  Location location;
};

// ------------------------------------------------------------------ time

struct Reminder {
  std::string label;                 // as written: "80%", "1 day"
  uint32_t percent = 0;              // of the time from start to due, when `before` is absent
  std::optional<time::Span> before;  // so long before the due instant
  std::vector<Action> actions;       // of the host only
  Location location;
};

struct Extension {
  EventIndex request = kNone;    // event
  RoleIndex approve_by = kNone;  // role
  time::Span add;
  uint32_t at_most = 1;
  QuotaIndex quota = kNone;
  time::Span decide_within;
};

struct Refresh {
  std::vector<EventIndex> by;
  time::Span add;
  time::Span at_most;
};

enum class Anchor : uint8_t { kWithin, kFrom, kIdle, kBefore };
enum class Roll : uint8_t { kStay, kForward, kBackward };
enum class LatePolicy : uint8_t { kFire, kOnce, kSkipAfter };
enum class OnTransfer : uint8_t { kKeep, kRestart };

struct Deadline {
  std::string name;              // path: "lead.sql.one_week_rule"
  std::vector<std::string> was;  // its paths in earlier versions
  StageIndex stage = kNone;
  Anchor anchor = Anchor::kWithin;
  time::Span span;                    // within (from entry, or from `from`), idle, before
  ExpressionIndex from = kNone;       // of type timestamp
  std::vector<EventIndex> reset_by;   // events
  FactIndex of = kNone;               // fact
  IndexedVector<Reminder> reminders;  // by instant: percent ascending, then `before` descending
  std::optional<Extension> extend;
  std::optional<Refresh> refresh;
  ExpressionIndex pause_while = kNone;  // expression
  ExpressionIndex exempt_if = kNone;    // expression
  Roll roll = Roll::kStay;
  LatePolicy late = LatePolicy::kFire;
  std::optional<time::Span> skip_after;
  OnTransfer on_transfer = OnTransfer::kKeep;
  CalendarIndex calendar = kNone;
  StageIndex to = kNone;
  std::vector<Action> actions;
  std::string doc;
  Location location;
  Body body;
};

struct Quota {
  std::string name;
  std::vector<FactIndex> per;  // facts; empty: one counter for all
  int64_t at_most = 0;
  ExpressionIndex counts = kNone;  // expression over a record, or kNone
  std::vector<EventIndex> events;  // events counted in `window`
  std::optional<time::Span> window;
  bool rolling = false;
  Location location;
};

struct CadenceStep {
  std::optional<time::Span> after;           // from entry
  std::optional<time::Span> after_previous;  // from the last touch done
  std::vector<std::string> via;              // channels in the order of preference
  std::string script;
  Action touch;  // what the host is asked to do; its arguments are worked out
  Location location;
};

struct Cadence {
  std::string name;
  std::vector<CadenceStep> steps;
  std::optional<time::Span> every;  // of `then`
  CadenceStep then;                 // its channels and script
  std::optional<uint32_t> then_at_most;
  std::vector<EventIndex> stop_after;  // events
  std::optional<uint32_t> unanswered_after;
  StageIndex unanswered_to = kNone;  // stage
  Location location;
};

// A way to reach people.
struct Channel {
  std::string name;
  ExpressionIndex when = kNone;  // expression: whether it can be used
};

// What holds for all cadences of a ruleset.
struct Contact {
  bool has_quiet_hours = false;
  int32_t quiet_begin = 0;  // seconds after local midnight; may be later than the end
  int32_t quiet_end = 0;
  uint32_t at_most = 0;  // touches of a record in any span of `window`; 0: no cap
  time::Span window;
  std::vector<Channel> channels;
};
inline constexpr uint32_t kMaxContactCap = 32;
// Of one deadline: a record keeps a bit for each.
inline constexpr size_t kMaxReminders = 32;

// ------------------------------------------------------------------ stages

struct Stage {
  std::string name;              // "sql"
  std::string path;              // "lead.sql"
  std::vector<std::string> was;  // its paths in earlier versions
  StageIndex parent = kNone;
  std::vector<StageIndex> children;
  StageIndex initial = kNone;  // a child; kNone in a leaf
  uint32_t depth = 0;          // 0 at the top
  std::string title;
  std::string doc;
  std::string team;
  std::optional<Decimal> win_rate;  // 0 to 1
  bool final = false;
  std::vector<Action> enter;
  std::vector<Action> leave;
  std::vector<TransitionIndex> transitions;  // its own, in document order
  std::vector<DeadlineIndex> deadlines;      // its own
  CadenceIndex cadence = kNone;
  PlanIndex plan = kNone;  // of Ruleset::plans, where it has a cadence
  Location location;
  Body body;

  bool is_group() const { return !children.empty(); }
};

// ------------------------------------------------------------------ tables, promises

enum class HitPolicy : uint8_t { kUnique, kFirst, kAny, kPriority, kCollect };

struct TableRow {
  ExpressionIndex when = kNone;  // kNone: always
  std::vector<Template> gives;   // one for each output
  int32_t priority = 0;
  Location location;
};

struct Table {
  std::string name;
  HitPolicy hit = HitPolicy::kUnique;
  std::vector<Parameter> gives;
  std::vector<TableRow> rows;
  Location location;
};

// Proved by `check` in a later version; see docs/language.md.
struct Promise {
  enum class Kind : uint8_t { kLeavesWithin, kPasses, kCanReach };
  Kind kind = Kind::kCanReach;
  StageIndex stage = kNone;  // in, every_path_to, from (kNone: any)
  StageIndex other = kNone;  // passes, can_reach
  time::Span within;
  ExpressionIndex unless_ = kNone;  // expression
  Location location;
};

// ------------------------------------------------------------------ versions

// What becomes of a due instant when a record comes from another version.
enum class DuePolicy : uint8_t { kRecompute, kKeep, kRestart, kDrop };

// How records of earlier versions go on under this one: an entry of `migrate`. Names of the earlier
// version are texts, as they need not be this one's.
struct Migration {
  struct DeadlineAnswer {
    std::string old;
    DeadlineIndex to = kNone;      // kNone: the one of the same name
    std::optional<DuePolicy> due;  // absent: recomputed where its span is another one
  };
  struct FactAnswer {
    FactIndex fact = kNone;
    Template value;  // may read `old`
  };
  struct EventAnswer {
    std::string old;
    EventIndex to = kNone;  // kNone: it is dropped
  };
  std::vector<std::string> from;  // versions, or fingerprints of behaviour; empty: any
  std::vector<std::pair<std::string, StageIndex>> stages;
  std::vector<DeadlineAnswer> deadlines;
  std::vector<FactAnswer> facts;
  std::vector<std::string> dropped_facts;
  std::vector<EventAnswer> events;
  bool keeps_requests = true;
  Location location;
  Body body;
  // What is written under its keys; unknown ranges where nothing is.
  Body stages_body, deadlines_body, facts_body, events_body, requests_body;
};

// ------------------------------------------------------------------ the whole

// For each leaf, the transitions that an event may choose from, in the order of choice: inner
// levels first, then by priority, then as written. And the same of automatic transitions.
struct Dispatch {
  struct Run {
    uint32_t begin = 0;
    uint32_t end = 0;
  };
  // What is to be done in a stage besides answering events; of its groups too.
  struct LeafSummary {
    Run automatic;               // transitions
    bool has_time = false;       // deadlines or a cadence
    bool follows_facts = false;  // deadlines that depend on facts
    bool has_activity = false;   // events that count as activity
  };
  uint32_t events = 0;  // how many there are
  std::vector<TransitionIndex> candidates;
  size_t place(StageIndex leaf, EventIndex event) const {
    return size_t{leaf.value()} * events + event.value();
  }
  std::vector<Run> by_event;  // [leaf * events + event]
  // [as by_event] Nothing comes of the event there, unless it carries something or has an id.
  std::vector<uint8_t> passes_over;
  IndexedVector<LeafSummary, Stage> leaves;        // of groups, empty ones
  std::vector<FactIndex> borrowing_facts;          // those whose values are text, lists or maps
  bool counts_events = false;                      // some quota counts events
  IndexedVector<std::string, Variable> variables;  // names of what may be unknown
};

struct Ruleset {
  std::string name;
  std::string version;
  std::string title;
  std::string doc;
  std::string file;         // as given when it was loaded; for messages
  std::string fingerprint;  // of the content, comments and layout apart
  std::string behaviour;    // of what it does: reading/behaviour.h
  std::shared_ptr<const time::Zone> zone;
  std::shared_ptr<time::Zones> zones;  // that expressions may name: complete once it is loaded
  CalendarIndex calendar = kNone;

  IndexedVector<time::BusinessCalendar> calendars;
  // The one that counts where no other is named; null without one.
  const time::BusinessCalendar* own_calendar() const {
    return calendar == kNone ? nullptr : &calendars[calendar];
  }
  IndexedVector<std::string, Role> roles;
  IndexedVector<Location, Role> role_locations;  // by role
  IndexedVector<Fact> facts;
  IndexedVector<Define> defines;
  IndexedVector<Criterion> criteria;
  IndexedVector<PayloadField> payload;
  IndexedVector<Event> events;
  IndexedVector<Quota> quotas;
  IndexedVector<ActionDeclaration> actions;
  IndexedVector<Stage> stages;  // parents before children, document order
  IndexedVector<Transition> transitions;
  IndexedVector<Deadline> deadlines;
  IndexedVector<Cadence> cadences;
  Contact contact;
  IndexedVector<StageIndex, Plan>
      plans;  // the stages that have a cadence: a record keeps a place in each
  IndexedVector<Table> tables;
  std::vector<Promise> promises;
  std::vector<Migration> migrations;  // in document order: the first that fits a record counts
  Body body;                          // the whole document
  Body migrate_body;                  // the list under `migrate`, its first item in place of a key
  IndexedVector<Expression> expressions;
  IndexedVector<const cel::Program*, Define> define_programs;  // as the lazy bank wants them
  StageIndex initial = kNone;  // the leaf in which a new record starts
  FactIndex owner = kNone;     // the fact `owner`: who holds the record
  Dispatch dispatch;           // made from the above by build_dispatch (ruleset/dispatch.h)

  Diagnostics diagnostics;  // warnings and notes of a ruleset that loaded

  Arena arena;  // owns the text of literals, defaults and enum members

  size_t context_slots() const { return kFirstPayloadSlot + payload.size(); }
};

// The leaf that a move to `stage` ends in.
inline StageIndex initial_leaf(const Ruleset& ruleset, StageIndex stage) {
  while (stage != kNone && ruleset.stages[stage].is_group()) stage = ruleset.stages[stage].initial;
  return stage;
}
// Whether `stage` is `group` or inside it.
inline bool is_within(const Ruleset& ruleset, StageIndex stage, StageIndex group) {
  while (stage != kNone && stage != group) stage = ruleset.stages[stage].parent;
  return stage != kNone;
}
// Whether anything begins with its entry: deadlines, a cadence.
inline bool has_time(const Stage& stage) { return !stage.deadlines.empty() || stage.plan != kNone; }

}  // namespace stagegraph::ruleset
