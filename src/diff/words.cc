// SPDX-License-Identifier: Apache-2.0
// One table. What it says of running deadlines and cadences is what migrate/retime.cc does.
#include "diff/words.h"

#include <algorithm>
#include <array>

namespace stagegraph::diff {

using namespace ruleset;

namespace {

struct Row {
  MapKind in;
  std::string_view key;
  std::string_view label;
  bool is_verb = false;
  Effect effect = Effect::kNextStep;
  std::string_view note = {};
};

constexpr bool kVerb = true;
constexpr bool kNoun = false;
constexpr Effect kStep = Effect::kNextStep;
constexpr Effect kEntry = Effect::kNextEntry;

constexpr std::string_view kReckoned =
    "Deadlines that run are worked out again from the same start. None is due before the "
    "migration.";
constexpr std::string_view kFollowed =
    "Deadlines that run follow at the next step, where the instant is another one.";
constexpr std::string_view kDueStays =
    "Deadlines that run keep their due instant. `due: recompute` in `migrate` works it out again.";
constexpr std::string_view kTouchStays =
    "A touch that is planned stays. Those after it go by the new plan.";
constexpr std::string_view kOnEntry = "Records that are there already keep what entering did.";
constexpr std::string_view kNewRecords = "Records that are there keep what they have.";
constexpr std::string_view kOtherRuleset =
    "Records belong to a ruleset by its name: none of them can go on under another name.";
constexpr std::string_view kMigrating =
    "It is read when a record of an earlier version goes on under this one.";

constexpr std::array kRows = {
    Row{MapKind::kRuleset, "name", "name of the ruleset", kNoun, Effect::kNeedsAnswer,
        kOtherRuleset},
    Row{MapKind::kRuleset, "version", "version"},
    Row{MapKind::kRuleset, "title", "title"},
    Row{MapKind::kRuleset, "time_zone", "time zone", kNoun, kStep, kDueStays},
    Row{MapKind::kRuleset, "time_zones", "time zones of data"},
    Row{MapKind::kRuleset, "calendar", "calendar", kNoun, kStep, kDueStays},
    Row{MapKind::kRuleset, "roles", "roles"},
    Row{MapKind::kRuleset, "initial", "stage of a new record", kNoun, kEntry, kNewRecords},
    Row{MapKind::kRuleset, "promises", ""},
    Row{MapKind::kRuleset, "migrate", "", kNoun, kStep, kMigrating},
    Row{MapKind::kCalendar, "week", "hours", kNoun, kStep, kDueStays},
    Row{MapKind::kCalendar, "days_off", "days off", kNoun, kStep, kDueStays},
    Row{MapKind::kCalendar, "days_on", "make-up days", kNoun, kStep, kDueStays},
    Row{MapKind::kCalendar, "covers", "is known for", kVerb},
    Row{MapKind::kType, "type", "type"},
    Row{MapKind::kType, "values", "values"},
    Row{MapKind::kFact, "type", "type"},
    Row{MapKind::kFact, "values", "values"},
    Row{MapKind::kFact, "default", "default", kNoun, kEntry, kNewRecords},
    Row{MapKind::kFact, "min", "least value"},
    Row{MapKind::kFact, "max", "greatest value"},
    Row{MapKind::kFact, "was", "earlier names"},
    Row{MapKind::kCriterion, "when", ""},
    Row{MapKind::kCriterion, "says", "says"},
    Row{MapKind::kEvent, "by", "senders"},
    Row{MapKind::kEvent, "carries", "carried facts"},
    Row{MapKind::kEvent, "order", "when late"},
    Row{MapKind::kQuota, "per", "counted by"},
    Row{MapKind::kQuota, "at_most", "at most", kVerb},
    Row{MapKind::kQuota, "counts", "counts", kVerb},
    Row{MapKind::kQuota, "events", "counted events"},
    Row{MapKind::kQuota, "rolling", "rolling window"},
    Row{MapKind::kActionItem, "set", "sets", kVerb},
    Row{MapKind::kActionItem, "clear", "cleared facts"},
    Row{MapKind::kActionItem, "start", "starts", kVerb},
    Row{MapKind::kStage, "title", "title"},
    Row{MapKind::kStage, "team", "team"},
    Row{MapKind::kStage, "win_rate", "win rate"},
    Row{MapKind::kStage, "final", "final"},
    Row{MapKind::kStage, "initial", "begins at", kVerb, kEntry, kOnEntry},
    Row{MapKind::kStage, "enter", "on entering", kNoun, kEntry, kOnEntry},
    Row{MapKind::kStage, "leave", "on leaving"},
    Row{MapKind::kStage, "auto", "by itself"},
    Row{MapKind::kStage, "cadence", "cadence", kNoun, kStep, kTouchStays},
    Row{MapKind::kStage, "was", "earlier names"},
    Row{MapKind::kTransition, "to", "goes to", kVerb},
    Row{MapKind::kTransition, "when", "when", kVerb},
    Row{MapKind::kTransition, "needs", "needed facts"},
    Row{MapKind::kTransition, "require", "required criteria"},
    Row{MapKind::kTransition, "reject_if", "reject list"},
    Row{MapKind::kTransition, "otherwise", "when refused, goes to", kVerb},
    Row{MapKind::kTransition, "set", "sets", kVerb},
    Row{MapKind::kTransition, "do", ""},
    Row{MapKind::kTransition, "approval", "approval"},
    Row{MapKind::kTransition, "quota", "counts against the quota", kVerb},
    Row{MapKind::kAuto, "to", "goes to", kVerb},
    Row{MapKind::kAuto, "when", "when", kVerb},
    Row{MapKind::kAuto, "set", "sets", kVerb},
    Row{MapKind::kAuto, "do", ""},
    Row{MapKind::kApproval, "by", "who approves"},
    Row{MapKind::kApproval, "need", "how many approve"},
    Row{MapKind::kApproval, "within", "stays open for", kVerb},
    Row{MapKind::kApproval, "void_if_changed", "facts that make it void"},
    Row{MapKind::kDeadline, "within", "", kNoun, kStep, kReckoned},
    Row{MapKind::kDeadline, "idle", "idle for", kVerb, kStep, kReckoned},
    Row{MapKind::kDeadline, "before", "before", kVerb, kStep, kReckoned},
    Row{MapKind::kDeadline, "of", "before the fact", kVerb, kStep, kFollowed},
    Row{MapKind::kDeadline, "from", "counts from", kVerb, kStep, kFollowed},
    Row{MapKind::kDeadline, "reset_by", "events that start it again"},
    Row{MapKind::kDeadline, "to", "goes to", kVerb},
    Row{MapKind::kDeadline, "set", "sets", kVerb},
    Row{MapKind::kDeadline, "do", ""},
    Row{MapKind::kDeadline, "remind", ""},
    Row{MapKind::kDeadline, "extend", "extension"},
    Row{MapKind::kDeadline, "refresh", "more time by activity"},
    Row{MapKind::kDeadline, "pause_while", "pauses while", kVerb},
    Row{MapKind::kDeadline, "exempt_if", "does not apply if", kVerb},
    Row{MapKind::kDeadline, "late", "when late"},
    Row{MapKind::kDeadline, "roll", "on a day off", kNoun, kStep, kDueStays},
    Row{MapKind::kDeadline, "on_transfer", "on a new owner"},
    Row{MapKind::kDeadline, "calendar", "calendar", kNoun, kStep, kDueStays},
    Row{MapKind::kDeadline, "was", "earlier names"},
    Row{MapKind::kReminder, "at", "at", kVerb},
    Row{MapKind::kReminder, "before", "given before", kVerb},
    Row{MapKind::kReminder, "do", ""},
    Row{MapKind::kExtension, "request", "asked for by", kVerb},
    Row{MapKind::kExtension, "approve_by", "approved by", kVerb},
    Row{MapKind::kExtension, "add", "adds", kVerb},
    Row{MapKind::kExtension, "at_most", "at most", kVerb},
    Row{MapKind::kExtension, "quota", "counts against the quota", kVerb},
    Row{MapKind::kExtension, "decide_within", "decided within", kVerb},
    Row{MapKind::kRefresh, "by", "events"},
    Row{MapKind::kRefresh, "add", "adds", kVerb},
    Row{MapKind::kRefresh, "at_most", "never later than", kVerb},
    Row{MapKind::kLate, "skip_after", "passed over after", kVerb},
    Row{MapKind::kCadence, "steps", "", kNoun, kStep, kTouchStays},
    Row{MapKind::kCadence, "then", "then"},
    Row{MapKind::kCadence, "stop_after", "events that end it"},
    Row{MapKind::kCadence, "unanswered", "without an answer"},
    Row{MapKind::kCadenceStep, "after", "after", kVerb, kStep, kTouchStays},
    Row{MapKind::kCadenceStep, "after_previous", "after the last touch", kVerb, kStep, kTouchStays},
    Row{MapKind::kCadenceStep, "via", "channels"},
    Row{MapKind::kCadenceStep, "script", "script"},
    Row{MapKind::kCadenceThen, "every", "every", kVerb, kStep, kTouchStays},
    Row{MapKind::kCadenceThen, "via", "channels"},
    Row{MapKind::kCadenceThen, "script", "script"},
    Row{MapKind::kCadenceThen, "at_most", "at most", kVerb},
    Row{MapKind::kUnanswered, "after", "touches"},
    Row{MapKind::kUnanswered, "to", "goes to", kVerb},
    Row{MapKind::kContact, "quiet_hours", "quiet hours", kNoun, kStep, kTouchStays},
    Row{MapKind::kContact, "at_most", "at most", kVerb, kStep, kTouchStays},
    Row{MapKind::kContact, "window", "in", kVerb, kStep, kTouchStays},
    Row{MapKind::kContact, "channels", "channel"},
    Row{MapKind::kTable, "hit", "which rows count"},
    Row{MapKind::kTable, "gives", "gives"},
    Row{MapKind::kTable, "rows", ""},
    Row{MapKind::kTableRow, "when", "when", kVerb},
    Row{MapKind::kPromise, "in", "in", kVerb},
    Row{MapKind::kPromise, "from", "from", kVerb},
    Row{MapKind::kMigration, "from", "from", kVerb},
    Row{MapKind::kMigration, "requests", "requests"},
    Row{MapKind::kDeadlineAnswer, "to", "goes on as", kVerb},
    Row{MapKind::kDeadlineAnswer, "due", "due instant"},
    Row{MapKind::kPromise, "leaves_within", "left within", kVerb},
    Row{MapKind::kPromise, "unless", "unless", kVerb},
    Row{MapKind::kPromise, "every_path_to", "every path to", kVerb},
    Row{MapKind::kPromise, "passes", "passes", kVerb},
    Row{MapKind::kPromise, "can_reach", "can reach", kVerb},
    Row{MapKind::kMigration, "stages", "stage"},
    Row{MapKind::kMigration, "deadlines", "deadline"},
    Row{MapKind::kMigration, "facts", "fact"},
    Row{MapKind::kMigration, "events", "event"},
};

struct Noun {
  std::string_view key;
  std::string_view singular;
  std::string_view heading;
};

constexpr std::array kNouns = {
    Noun{"calendars", "calendar", "Calendars"},
    Noun{"facts", "fact", "Facts"},
    Noun{"define", "expression", "Named expressions"},
    Noun{"criteria", "criterion", "Criteria"},
    Noun{"events", "event", "Events"},
    Noun{"quotas", "quota", "Quotas"},
    Noun{"actions", "action", "Actions of the host"},
    Noun{"stages", "stage", "Stages"},
    Noun{"cadences", "cadence", "Cadences"},
    Noun{"contact", "contact", "Contact"},
    Noun{"tables", "table", "Tables"},
    Noun{"deadlines", "deadline", ""},
    Noun{"remind", "reminder", ""},
    Noun{"do", "action", ""},
    Noun{"enter", "action", ""},
    Noun{"leave", "action", ""},
    Noun{"auto", "transition", ""},
    Noun{"week", "hours of", ""},
    Noun{"steps", "touch", ""},
    Noun{"rows", "row", ""},
    Noun{"channels", "channel", ""},
    Noun{"gives", "output", ""},
    Noun{"promises", "promise", "Promises"},
    Noun{"migrate", "answer", "Answers for records of earlier versions"},
    Noun{"set", "value", ""},
};

const Noun* find_noun(std::string_view key) {
  const auto* found =
      std::find_if(kNouns.begin(), kNouns.end(), [&](const Noun& noun) { return noun.key == key; });
  return found == kNouns.end() ? nullptr : found;
}

}  // namespace

KeyWords words_of(MapKind in, const Key& key) {
  KeyWords words{.in = in, .key = key.name, .label = "`" + std::string(key.name) + "`"};
  for (const Row& row : kRows) {
    if (row.in != in || row.key != key.name) continue;
    words.label = row.label;
    words.is_verb = row.is_verb;
    words.effect = row.effect;
    words.note = row.note;
  }
  const bool is_label = key.is_label || key.value.shape == Shape::kProse;
  if (key.value.shape == Shape::kProse) words.label = key.name;
  if (is_label) words.effect = Effect::kCosmetic;
  return words;
}

std::string noun_of(const Key& key) {
  const Noun* noun = find_noun(key.name);
  return std::string(noun == nullptr ? key.name : noun->singular);
}

std::string heading_of(std::string_view section) {
  const Noun* noun = find_noun(section);
  return std::string(noun == nullptr || noun->heading.empty() ? "The ruleset" : noun->heading);
}

}  // namespace stagegraph::diff
