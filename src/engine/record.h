// A record: where one customer stands under one ruleset. Small, copyable, and all that a decision
// needs to know of the past.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/arena.h"
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

// A deadline's timer. The due instant is stored, never the time left.
struct Timer {
  Micros start = 0;
  Micros due = kNever;            // kNever: not armed
  Micros next_reminder = kNever;  // instant of the next reminder that is still to be given
  uint32_t reminded = 0;          // bit i: reminder i has passed
  // It came due and could not fire (a value was unknown, or failed): it waits for facts to change.
  bool blocked = false;

  bool armed() const { return due != kNever; }
};

inline constexpr size_t kMaxReminders = 32;  // of one deadline: the bits of Timer::reminded

// An event that was taken, by its id: a repeat is answered with the first outcome.
struct Delivered {
  std::string_view id;  // in the record's memory
  Outcome outcome = Outcome::kIgnored;
  int64_t sequence = 0;
};

inline constexpr size_t kHistoryLimit = 32;  // ids remembered by a record; older ones are forgotten

class Record {
 public:
  // In the ruleset's initial stage since `at`, its facts at their defaults.
  static Record create(std::shared_ptr<const Ruleset> ruleset, std::string_view id, Micros at);

  Record() = default;
  Record(const Record& other) { assign(other); }
  Record& operator=(const Record& other) {
    if (this != &other) assign(other);
    return *this;
  }
  Record(Record&&) = default;
  Record& operator=(Record&&) = default;

  const Ruleset& ruleset() const { return *ruleset_; }
  const std::shared_ptr<const Ruleset>& shared_ruleset() const { return ruleset_; }
  std::string_view id() const { return id_; }

  // Puts the record into a leaf (of a group, its initial one) since `entered` and arms the
  // deadlines there, as when a record is taken over from another system: no action runs.
  // Fails with kInvalidInput where a due instant cannot be told.
  Expected<Done> place(Index stage, Micros entered);

  const cel::Value& fact(Index fact) const { return facts_[fact]; }
  const cel::Value* facts() const { return facts_.data(); }
  // Checks type and range; copies text. Fails with kInvalidInput.
  Expected<Done> set_fact(Index fact, const cel::Value& value);
  void clear_fact(Index fact);

  // The engine's to write; everybody's to read.
  Index stage = kNone;
  Micros clock = 0;      // instant of the last change
  int64_t sequence = 0;  // counts the changes
  Micros next_due = kNever;
  std::vector<StageMark> marks;    // by stage
  std::vector<Timer> timers;       // by deadline
  std::vector<Delivered> history;  // oldest first

  void remember(std::string_view event_id, Outcome outcome);
  void restore_delivered(std::string_view event_id, Outcome outcome, int64_t sequence);
  const Delivered* find_delivered(std::string_view event_id) const;

  // Of the ruleset that last decided it. Other than ruleset().fingerprint when the record was
  // read from another version's JSON.
  std::string_view fingerprint() const;
  void set_fingerprint(std::string_view fingerprint);
  bool is_of_other_version() const { return !foreign_fingerprint_.empty(); }

 private:
  void assign(const Record& other);
  void store(Index fact, const cel::Value& value);
  void compact_if_wasteful();

  std::shared_ptr<const Ruleset> ruleset_;
  std::string id_;
  std::string foreign_fingerprint_;  // empty: the ruleset's own
  std::vector<cel::Value> facts_;
  Arena heap_;             // text, lists and maps of facts, and ids of the history
  size_t live_bytes_ = 0;  // of heap_ after the last compaction
};

}  // namespace stagegraph
