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

// A deadline's armed timer. The due instant is stored, never the time left.
struct Timer {
  Micros start = 0;
  Micros due = kNever;  // kNever: not armed
  Micros next_reminder = kNever;
  uint32_t reminder = 0;  // index of the next reminder
};

// An event that was taken, by its id: a repeat is answered with the first outcome.
struct Delivered {
  std::string_view id;  // in the record's arena
  Outcome outcome = Outcome::kIgnored;
  int64_t sequence = 0;
};

inline constexpr size_t kHistoryLimit = 32;

class Record {
 public:
  // In the ruleset's initial stage since `at`.
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

  // Puts the record into a leaf since `entered` and arms the deadlines there, as when a record
  // is taken over from another system: no action of any transition runs.
  Expected<Done> place(Index leaf, Micros entered);

  const cel::Value& fact(Index fact) const { return facts_[fact]; }
  const cel::Value* facts() const { return facts_.data(); }
  // Checks type and range; copies text. Fails with kInvalidInput.
  Expected<Done> set_fact(Index fact, const cel::Value& value);
  void clear_fact(Index fact);

  // The last five are the engine's to write; see engine/step.h.
  Index stage = kNone;
  Micros clock = 0;       // instant of the last change
  int64_t sequence = 0;   // counts the changes
  Micros next_due = kNever;
  std::vector<StageMark> marks;    // by stage
  std::vector<Timer> timers;       // by deadline
  std::vector<Delivered> history;  // oldest first

  void remember(std::string_view event_id, Outcome outcome);
  const Delivered* find_delivered(std::string_view event_id) const;

  // The fingerprint of the ruleset that last decided it; the record of another version keeps its.
  std::string_view fingerprint() const;

 private:
  void assign(const Record& other);
  void store(Index fact, const cel::Value& value);
  void compact();

  std::shared_ptr<const Ruleset> ruleset_;
  std::string id_;
  std::string foreign_fingerprint_;
  std::vector<cel::Value> facts_;
  Arena heap_;
  size_t garbage_ = 0;
};

}  // namespace stagegraph
