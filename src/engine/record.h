// A record: where one customer stands under one ruleset. Small, copyable, and all that a decision
// needs to know of the past.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/arena.h"
#include "base/counted.h"
#include "base/expected.h"
#include "cel/cel.h"
#include "engine/outcome.h"
#include "ruleset/model.h"

namespace stagegraph {

// A stage's last entry, and how often it was entered.
struct StageMark {
  Micros entered = kNever;
  uint32_t visits = 0;
};

// A deadline's timer in this stay. The due instant is stored, never the time left.
struct Timer {
  Micros anchor = kNever;         // what it counts from: the entry, an activity, a fact
  Micros start = 0;               // the anchor, later by the time for which its clock stood still
  Micros due = kNever;            // kNever: not armed
  Micros next_reminder = kNever;  // instant of the next reminder that is still to be given
  Micros hard_stop = kNever;      // activity never moves the due instant past it
  Micros held = kNever;           // since when its clock stands still; kNever: it runs
  uint32_t reminded = 0;          // bit i: reminder i has passed
  uint32_t extensions = 0;        // granted
  // It came due and could not fire (a value was unknown, or failed): it waits for facts to change.
  bool blocked = false;
  bool past_coverage = false;  // the business calendar does not cover the days it was counted over
  bool fired = false;          // at least once

  bool armed() const { return due != kNever; }
  bool runs() const { return armed() && held == kNever && !blocked; }
};

// Where a record is in the cadence of a stage.
struct Plan {
  Micros next = kNever;     // when the next touch is given, or the customer given up
  Micros planned = kNever;  // the same before quiet hours and the cap moved it
  Micros base = 0;          // the last step's planned instant: `then` counts from it
  Micros last = kNever;     // the last touch
  uint32_t position = 0;    // steps gone through
  uint32_t touches = 0;     // given
};

// Somebody who agreed to a request, and in which of its roles: bit i is Approval::by[i].
struct Approver {
  std::string_view id;
  uint64_t roles = 0;
};

// What waits for somebody's word: more time for a deadline, or a transition.
struct Request {
  Index deadline = kNone;  // one of the two
  Index transition = kNone;
  std::string_view by = {};  // who asked
  Micros at = 0;
  Micros expires = kNever;
  std::span<const Approver> approvers = {};
  std::span<const cel::Value> payload = {};  // by Event::carries; unknown where not given
};

// An event that came before any stage could handle it: `order: hold`.
struct Held {
  Index event = kNone;
  Micros at = 0;
  std::string_view id;
  std::string_view actor;
  std::span<const Index> roles;
  std::span<const cel::Value> payload;  // as Request's
};
inline constexpr size_t kMaxHeld = 32;

inline constexpr size_t kMaxReminders = 32;  // of one deadline: the bits of Timer::reminded

// An event that was taken, by its id: a repeat is answered with the first outcome.
struct Delivered {
  std::string_view id;  // in the record's memory
  Outcome outcome = Outcome::kIgnored;
  int64_t sequence = 0;
};

inline constexpr size_t kHistoryLimit = 32;  // ids remembered by a record; older ones are forgotten

// Copies share everything but the scalars until one of them is written to; a copy that is written
// to again and again keeps the memory of its last own state for the next. So a decision that
// changes nothing copies nothing, and one that does allocates nothing after the first.
class Record {
 public:
  // In the ruleset's initial stage, its facts at their defaults. It has entered nothing yet and
  // nothing is armed: `place` (engine.h) follows, or reading the rest from JSON.
  static Record create(std::shared_ptr<const Ruleset> ruleset, std::string_view id, Micros at);

  Record() = default;
  Record(const Record& other) { assign(other); }
  Record& operator=(const Record& other) {
    if (this != &other) assign(other);
    return *this;
  }
  Record(Record&&) = default;
  Record& operator=(Record&&) = default;

  // Becomes equal to `other` without sharing with it: for a record that outlives many decisions,
  // which then keep their memory to themselves.
  void take_copy(const Record& other);

  const Ruleset& ruleset() const { return *state_->ruleset; }
  const std::shared_ptr<const Ruleset>& shared_ruleset() const { return state_->ruleset; }
  std::string_view id() const { return state_->id; }

  const cel::Value& fact(Index fact) const { return state_->facts[fact]; }
  const cel::Value* facts() const { return state_->facts.data(); }
  // Checks type and range; copies text. Fails with kInvalidInput.
  Expected<Done> set_fact(Index fact, const cel::Value& value);
  void clear_fact(Index fact);

  // The engine's to write; everybody's to read.
  Index stage = kNone;
  Micros clock = 0;      // instant of the last change
  int64_t sequence = 0;  // counts the changes
  Micros next_due = kNever;

  std::span<const StageMark> marks() const { return state_->marks; }      // by stage
  std::span<const Timer> timers() const { return state_->timers; }        // by deadline
  std::span<const Delivered> history() const { return state_->history; }  // oldest first
  std::span<const Plan> plans() const { return state_->plans; }           // by Ruleset::plans
  std::span<const Request> requests() const { return state_->requests; }  // oldest first
  std::span<const Held> held() const { return state_->held; }             // oldest first
  // The instants of the last touches, as many as the ruleset's cap; kNever where there were fewer.
  std::span<const Micros> contacts() const { return state_->contacts; }
  StageMark& mark(Index level) { return own().marks[level]; }
  Timer& timer(Index deadline) { return own().timers[deadline]; }
  Plan& plan(Index index) { return own().plans[index]; }

  // These copy text and values.
  void add_request(const Request& request);
  void add_approver(size_t request, const Approver& approver);
  void remove_request(size_t request);
  void add_held(const Held& event);
  void remove_held(size_t index);
  void add_contact(Micros at);

  // Whether the fact's value has changed since the deadlines last looked.
  bool is_changed(Index fact) const { return state_->changed[fact] != 0; }
  bool has_changes() const { return state_->has_changes; }
  void mark_changed(Index fact);
  void forget_changes();

  void remember(std::string_view event_id, Outcome outcome);
  void forget(std::string_view event_id);
  void restore_delivered(std::string_view event_id, Outcome outcome, int64_t sequence);
  const Delivered* find_delivered(std::string_view event_id) const;

  // Of the ruleset that last decided it. Other than ruleset().fingerprint when the record was
  // read from another version's JSON.
  std::string_view fingerprint() const;
  void set_fingerprint(std::string_view fingerprint);
  bool is_of_other_version() const { return !state_->foreign_fingerprint.empty(); }

 private:
  struct State {
    std::shared_ptr<const Ruleset> ruleset;
    std::string_view id;                   // in `heap`
    std::string_view foreign_fingerprint;  // in `heap`; empty: the ruleset's own
    // In `block`, as all that is of one size under a ruleset: a copy is one memcpy.
    std::span<cel::Value> facts;
    std::span<StageMark> marks;
    std::span<Timer> timers;
    std::span<Plan> plans;
    std::span<Micros> contacts;
    std::span<uint8_t> changed;  // by fact
    std::unique_ptr<std::byte[]> block;
    size_t block_size = 0;
    std::vector<Delivered> history;
    std::vector<Request> requests;
    std::vector<Held> held;
    bool has_changes = false;
    Arena heap{128};        // text, lists and maps of facts, and ids
    size_t live_bytes = 0;  // of the heap after the last compaction

    void lay_out(std::shared_ptr<const Ruleset> rules);
    void copy_from(const State& other);
    void compact_from(const State& other);
    void store(Index fact, const cel::Value& value);

   private:
    void adopt_texts();
    void copy_slots(const State& other);
    bool copy_heap(const State& other);
  };

  void assign(const Record& other);
  void copy_scalars(const Record& other);
  State& own();
  void retire();
  void compact_if_wasteful();

  Counted<State> state_;
  Counted<State> spare_;  // nobody else's; its content is of no interest
};

}  // namespace stagegraph
