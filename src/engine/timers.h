// Deadlines as stored timers: arming, reminding, and what comes next.
#pragma once

#include "engine/record.h"
#include "ruleset/model.h"

namespace stagegraph {

// Arms the deadline's timer from `start`. False when the due instant lies beyond the year 9999.
// A deadline of a kind that this version does not run stays unarmed (loading warned of it).
bool arm(const Ruleset& ruleset, Index deadline, Micros start, Timer& timer);

// Whether this version runs deadlines of this kind.
bool is_run(const Deadline& deadline);

// The instant of one reminder of an armed timer; kNever when it would lie before the start.
Micros reminder_instant(const Ruleset& ruleset, const Reminder& reminder, const Timer& timer);

// Sets timer.next_reminder from what has passed.
void find_next_reminder(const Ruleset& ruleset, const Deadline& deadline, Timer& timer);

// Marks one reminder as passed and finds the next.
void pass_reminder(const Ruleset& ruleset, const Deadline& deadline, Index reminder, Timer& timer);

// The earliest due instant or reminder of the record; blocked timers do not count.
Micros earliest(const Record& record);

// Facts have changed: what could not fire may be tried again.
void unblock(Record& record);

// A thing that comes due by itself.
struct Due {
  Micros at = kNever;
  Index deadline = kNone;
  bool is_reminder = false;
};

// The first thing due: by instant; then reminders before deadlines, outer stages before inner
// ones, and as written.
Due first_due(const Ruleset& ruleset, const Record& record);

}  // namespace stagegraph
