// SPDX-License-Identifier: Apache-2.0
// A deadline's timer: when it is due, when its reminders are. What moves it: deadlines.h.
#pragma once

#include <optional>

#include "engine/record/record.h"

namespace stagegraph::engine {

const time::BusinessCalendar* calendar_of(const ruleset::Ruleset& ruleset,
                                          const ruleset::Deadline& deadline);

// The instant `span` after `start`, by the ruleset's own calendar; kNever outside the calendar.
time::Instant instant_after(const ruleset::Ruleset& ruleset, time::Instant start,
                            const time::Span& span);

// Arms a timer that counts from `anchor`; what has been granted and has fired in this stay remains.
// A due instant before `now` becomes `now`. False when it lies outside the calendar.
bool arm(const ruleset::Ruleset& ruleset, ruleset::DeadlineIndex deadline, time::Instant anchor,
         time::Instant now, Timer& timer);
void disarm(Timer& timer);

// These return false when an instant lies outside the calendar.
bool extend_due(const ruleset::Ruleset& ruleset, const ruleset::Deadline& deadline,
                time::Instant now, Timer& timer);
bool refresh_due(const ruleset::Ruleset& ruleset, const ruleset::Deadline& deadline,
                 time::Instant now, Timer& timer);
// Works the due instant out again by the deadline's span, from the same start and with the extensions
// that were granted. What activity had gained over `old_span`, by which it counted, stays gained.
bool reckon_due(const ruleset::Ruleset& ruleset, const ruleset::Deadline& deadline,
                const std::optional<time::Span>& old_span, time::Instant now, Timer& timer);
// Its clock, which stood still since `timer.paused_since`, runs again.
bool resume(const ruleset::Ruleset& ruleset, const ruleset::Deadline& deadline, time::Instant now,
            Timer& timer);

// The instant of a reminder, which may have passed when the timer is armed; kNever outside the
// calendar.
time::Instant reminder_instant(const ruleset::Ruleset& ruleset, const ruleset::Deadline& deadline,
                               const ruleset::Reminder& reminder, const Timer& timer);
// Which reminders have passed once the due instant has moved: those that had, unless they come
// again, and all of a deadline that is due. One whose instant passed before the timer was armed is
// still to be given, at once.
void place_reminders(const ruleset::Ruleset& ruleset, const ruleset::Deadline& deadline,
                     time::Instant now, Timer& timer);
void find_next_reminder(const ruleset::Ruleset& ruleset, const ruleset::Deadline& deadline,
                        Timer& timer);

// The request for more time that the deadline waits for; null without one.
const Request* pending_extension(const Record& record, ruleset::DeadlineIndex deadline);
// When it fires: while more time is asked for, not before that request expires.
time::Instant firing_instant(const Record& record, ruleset::DeadlineIndex deadline);

// When the next reminder is given: at the record's instant, where its own has passed.
time::Instant reminding_instant(const Record& record, ruleset::DeadlineIndex deadline);

// The next instant at which anything can change by itself.
time::Instant earliest(const Record& record);
// Facts have changed: what could not fire is tried again.
void unblock(Record& record);

}  // namespace stagegraph::engine
