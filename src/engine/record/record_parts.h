// SPDX-License-Identifier: Apache-2.0
// What a record holds: plain data, trivially copyable.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "cel/cel.h"
#include "engine/record/outcome.h"
#include "ruleset/model.h"

namespace stagegraph::engine {

// A stage's last entry, and how often it was entered. Every record has one of each stage: packed,
// as a quarter of them would be padding.
struct [[gnu::packed, gnu::aligned(4)]] StageMark {
  int64_t entered_micros = time::kNever.time_since_epoch().count();
  uint32_t visits = 0;

  StageMark() = default;
  StageMark(time::Instant entered, uint32_t times)
      : entered_micros(entered.time_since_epoch().count()), visits(times) {}
  // Copied first: a reference to a packed member may be misaligned.
  time::Instant entered() const { return time::Instant(time::Duration(int64_t{entered_micros})); }
};
static_assert(sizeof(StageMark) == 12);

// A deadline's timer in this stay. The due instant is stored, never the time left.
struct Timer {
  time::Instant anchor = time::kNever;  // what it counts from: the entry, an activity, a fact
  time::Instant start{};  // the anchor, later by the time for which its clock stood still
  time::Instant due = time::kNever;           // kNever: not armed
  time::Instant reminder_at = time::kNever;   // of `reminder`; passed: it is given at once
  time::Instant hard_stop = time::kNever;     // activity never moves the due instant past it
  time::Instant paused_since = time::kNever;  // since when its clock stands still; kNever: it runs
  uint32_t reminded = 0;                      // bit i: reminder i has passed (kMaxReminders)
  uint32_t extensions = 0;                    // granted
  ruleset::ReminderIndex reminder = kNone;    // the next that is still to be given
  // It came due and could not fire (a value was unknown, or failed): it waits for facts to change.
  bool blocked = false;
  bool past_coverage = false;  // the business calendar does not cover the days it was counted over
  bool fired = false;          // at least once

  bool has_reminded(ruleset::ReminderIndex which) const {
    return (reminded >> which.value() & 1) != 0;
  }
  void mark_reminded(ruleset::ReminderIndex which) { reminded |= uint32_t{1} << which.value(); }
  bool armed() const { return due != time::kNever; }
  bool runs() const { return armed() && paused_since == time::kNever && !blocked; }
};

// Where a record is in the cadence of a stage.
struct Plan {
  time::Instant next = time::kNever;     // when the next touch is given, or the customer given up
  time::Instant planned = time::kNever;  // the same before quiet hours and the cap moved it
  time::Instant base{};                  // the entry, or the last step: `then` counts from it
  time::Instant last = time::kNever;     // the last touch
  uint32_t position = 0;                 // steps gone through
  uint32_t touches = 0;                  // given
};

// Somebody who agreed to a request, and in which of its roles: bit i is Approval::by[i].
struct Approver {
  std::string_view id;
  uint64_t roles = 0;
};

// What waits for somebody's word: more time for a deadline, or a transition.
struct Request {
  ruleset::DeadlineIndex deadline = kNone;  // one of the two
  ruleset::TransitionIndex transition = kNone;
  std::string_view by = {};  // who asked
  time::Instant at{};
  time::Instant expires = time::kNever;
  std::span<const Approver> approvers = {};
  std::span<const cel::Value> payload = {};  // by Event::carries; unknown where not given
};

// An event that came before any stage could handle it: `order: hold`.
struct ParkedEvent {
  ruleset::EventIndex event = kNone;
  time::Instant at{};
  std::string_view id;
  std::string_view actor;
  std::span<const ruleset::RoleIndex> roles;
  std::span<const cel::Value> payload;  // as Request's
};
inline constexpr size_t kMaxParkedEvents = 32;

// An event that was taken, by its id: a repeat is answered with the first outcome.
struct Delivered {
  std::string_view id;  // in the record's memory
  Outcome outcome = Outcome::kIgnored;
  int64_t sequence = 0;
};

inline constexpr size_t kHistoryLimit = 32;  // ids remembered by a record; older ones are forgotten

}  // namespace stagegraph::engine
