// SPDX-License-Identifier: Apache-2.0
// Each form of a map is a list of keys. Keys that stand in several forms are written once.
#include "ruleset/reading/keys.h"

#include <algorithm>
#include <array>

#include "ruleset/reading/choices.h"

namespace stagegraph::ruleset {

namespace {

constexpr auto kOrderWords = words_of(kEventOrders);
constexpr auto kRollWords = words_of(kRolls);
constexpr auto kTransferWords = words_of(kTransfers);
constexpr auto kLateWords = words_of(kLatePolicies);
constexpr auto kHitWords = words_of(kHitPolicies);
constexpr auto kDueWords = words_of(kDuePolicies);
constexpr auto kKeepingWords = words_of(kKeepings);
constexpr std::array<std::string_view, 1> kDropWord = {"drop"};

constexpr ValueForm of(Shape shape) { return {.shape = shape}; }
constexpr ValueForm map(MapKind kind) { return {.shape = Shape::kMap, .of = kind}; }
constexpr ValueForm map_of(MapKind kind) { return {.shape = Shape::kMapOf, .of = kind}; }
constexpr ValueForm list_of(MapKind kind) { return {.shape = Shape::kListOf, .of = kind}; }
constexpr ValueForm one_or_more(MapKind kind) { return {.shape = Shape::kOneOrMore, .of = kind}; }
constexpr ValueForm choice(std::span<const std::string_view> words) {
  return {.shape = Shape::kChoice, .choices = words};
}

constexpr bool kRequired = true;
constexpr bool kOptional = false;
constexpr bool kLabel = true;
constexpr ValueForm kText = of(Shape::kText);
constexpr ValueForm kProse = of(Shape::kProse);
constexpr ValueForm kName = of(Shape::kName);
constexpr ValueForm kNames = of(Shape::kNames);
constexpr ValueForm kBool = of(Shape::kBool);
constexpr ValueForm kWhole = of(Shape::kWhole);
constexpr ValueForm kSpan = of(Shape::kSpan);
constexpr ValueForm kCondition = of(Shape::kCondition);
constexpr ValueForm kActions = list_of(MapKind::kActionItem);

constexpr Key kWas = {"was", of(Shape::kTexts), "Its names in earlier versions.", kOptional,
                      kLabel};

constexpr std::array kRulesetKeys = {
    Key{"stagegraph", kWhole, "The version of the rule language: 1.", kRequired},
    Key{"name", kText, "The ruleset's name. Records remember it.", kRequired},
    Key{"version", kText, "The version of these rules, as you count them.", kOptional, kLabel},
    Key{"title", kProse, "What people call it."},
    Key{"doc", kProse, "What it is for."},
    Key{"time_zone", kText,
        "The IANA zone in which days begin and end, or an offset. UTC if left out."},
    Key{"time_zones", of(Shape::kTexts), "The time zones that may come in data."},
    Key{"calendar", kName, "The calendar that business days and hours go by."},
    Key{"calendars", map_of(MapKind::kCalendar), "Business calendars by name."},
    Key{"roles", of(Shape::kNameList), "The roles that people have."},
    Key{"facts", map_of(MapKind::kFact), "What is known about a record."},
    Key{"define", of(Shape::kConditions), "Named expressions, to be used in others."},
    Key{"criteria", map_of(MapKind::kCriterion), "Named conditions with the reason people read."},
    Key{"events", map_of(MapKind::kEvent), "What can happen to a record."},
    Key{"quotas", map_of(MapKind::kQuota),
        "Limits on how many there may be at once, or in a window of time."},
    Key{"actions", of(Shape::kSignatures), "What the host can do: the parameters and their types."},
    Key{"initial", kName, "The stage of a new record. The first one if left out."},
    Key{"stages", map_of(MapKind::kStage), "Where a record can be.", kRequired},
    Key{"cadences", map_of(MapKind::kCadence), "Plans for staying in touch."},
    Key{"contact", map(MapKind::kContact), "When and how customers may be contacted at all."},
    Key{"tables", map_of(MapKind::kTable), "Decision tables."},
    Key{"promises", list_of(MapKind::kPromise), "What must hold for every record.", kOptional,
        kLabel},
    Key{"migrate", list_of(MapKind::kMigration),
        "How records of earlier versions go on under this one.", kOptional, kLabel},
};

constexpr std::array kCalendarKeys = {
    Key{"week", of(Shape::kWeek), "Working hours by weekday, such as mon-fri: [\"09:00-17:00\"].",
        kRequired},
    Key{"days_off", of(Shape::kTextList), "Days without work: 2026-10-01..2026-10-07."},
    Key{"days_on", of(Shape::kTextList), "Make-up working days. They win over days off."},
    Key{"covers", kText, "The range for which the calendar is known: 2026-01-01..2026-12-31."},
};

constexpr std::array kTypeKeys = {
    Key{"type", of(Shape::kType),
        "bool, int, double, decimal, string, enum, timestamp, date, duration, list(T) or "
        "map(string, T).",
        kRequired},
    Key{"values", of(Shape::kTextList), "The members of an enum."},
};

constexpr std::array kFactKeys = {
    kTypeKeys[0],
    kTypeKeys[1],
    Key{"default", of(Shape::kValue), "The value of a new record. Unknown if left out."},
    Key{"min", of(Shape::kValue), "The least value allowed."},
    Key{"max", of(Shape::kValue),
        "The greatest value allowed. Of texts and lists, the most "
        "characters or elements."},
    Key{"unit", kProse, "What it is counted in, such as CNY."},
    Key{"doc", kProse, "What it means."},
    kWas,
};

constexpr std::array kCriterionKeys = {
    Key{"when", kCondition, "The condition.", kRequired},
    Key{"says", kProse, "The reason that people read."},
};

constexpr std::array kEventKeys = {
    Key{"by", kNames, "The roles that may send it. Everybody if left out."},
    Key{"carries", of(Shape::kCarries),
        "The facts it brings, as a list, or fields of its own with their types."},
    Key{"order", choice(kOrderWords),
        "What to do with one that is older than the last one applied."},
    Key{"doc", kProse, "What it means."},
};

constexpr std::array kQuotaKeys = {
    Key{"per", kNames, "The facts by whose values it counts. One count for all if left out."},
    Key{"at_most", kWhole, "The limit.", kRequired},
    Key{"counts", kCondition, "Which records count."},
    Key{"events", kNames, "The events that count, in `window`."},
    Key{"window", kSpan, "How far back events count: 1 day is today."},
    Key{"rolling", kBool, "Whether the window ends now. If not, it ends with the local day."},
    Key{"doc", kProse, "What it is for."},
};

constexpr std::array kActionItemKeys = {
    Key{"set", of(Shape::kValues), "Facts and the values they get."},
    Key{"clear", kNames, "Facts that become unknown."},
    Key{"start", map(MapKind::kStart), "Begins another lifecycle for the same record."},
};

constexpr std::array kStartKeys = {
    Key{"ruleset", kText, "The name of the ruleset.", kRequired},
};

constexpr std::array kStageKeys = {
    Key{"title", kProse, "What people call it."},
    Key{"doc", kProse, "What it means."},
    Key{"team", kText, "Who works on records here."},
    Key{"win_rate", of(Shape::kRate), "The chance of winning from here: 30% or 0.3."},
    Key{"final", kBool, "Whether nothing happens after this stage."},
    Key{"initial", kName, "Of a group: the child in which a record begins."},
    Key{"stages", map_of(MapKind::kStage), "The stages inside this group."},
    Key{"events", of(Shape::kHandlers), "What each event does here."},
    Key{"auto", one_or_more(MapKind::kAuto), "Transitions that happen by themselves."},
    Key{"deadlines", map_of(MapKind::kDeadline), "What happens when time has passed."},
    Key{"enter", kActions, "Done whenever a record comes in."},
    Key{"leave", kActions, "Done whenever a record goes out."},
    Key{"cadence", kName, "The plan for staying in touch with records here."},
    kWas,
};

constexpr Key kTo = {"to", kName, "The stage it leads to. The record stays if left out."};
constexpr Key kWhen = {"when", kCondition, "Selects this transition where it is true."};
constexpr Key kSet = {"set", of(Shape::kValues), "Facts and the values they get, before `do`."};
constexpr Key kDo = {"do", kActions, "Actions, in order."};
constexpr Key kPriority = {"priority", kWhole, "Higher ones are tried first. 0 if left out."};
constexpr Key kDoc = {"doc", kProse, "What it is for."};

constexpr std::array kTransitionKeys = {
    kTo,
    kWhen,
    Key{"needs", kNames, "Facts that must be known."},
    Key{"require", kNames, "Criteria that must all hold."},
    Key{"reject_if", kNames, "Criteria of which none may hold."},
    Key{"otherwise", kName, "Where a refused record goes. It stays if left out."},
    kSet,
    kDo,
    kPriority,
    Key{"approval", map(MapKind::kApproval), "Who must agree first."},
    Key{"quota", kName, "The quota it counts against. Denied where the quota is full."},
    kDoc,
};

constexpr std::array kAutoKeys = {
    Key{"to", kName, "The stage it leads to.", kRequired}, kWhen, kSet, kDo, kPriority, kDoc,
};

constexpr std::array kApprovalKeys = {
    Key{"by", kNames, "The roles that approve.", kRequired},
    Key{"need", of(Shape::kNeed),
        "Who must approve: any, all (one of each role), or a number of persons."},
    Key{"within", kSpan, "How long the request stays open."},
    Key{"void_if_changed", kNames, "Facts whose change makes the request void."},
};

constexpr std::array kDeadlineKeys = {
    Key{"within", kSpan, "Due this long after the stage was entered."},
    Key{"from", kCondition,
        "Counted from this instant, not from the entry: a CEL expression of type timestamp."},
    Key{"idle", kSpan, "Due this long after the last of `reset_by`."},
    Key{"reset_by", kNames, "The events that start `idle` again."},
    Key{"before", kSpan, "Due this long before the fact `of`."},
    Key{"of", kName, "The fact, a timestamp or a date, that `before` counts from."},
    Key{"to", kName, "The stage it leads to."},
    kSet,
    kDo,
    Key{"remind", list_of(MapKind::kReminder), "Reminders on the way."},
    Key{"extend", map(MapKind::kExtension), "How more time is asked for."},
    Key{"refresh", map(MapKind::kRefresh), "How activity gives more time."},
    Key{"pause_while", kCondition, "The clock stops while this is true."},
    Key{"exempt_if", kCondition, "Nothing happens where this is true."},
    Key{"late",
        {.shape = Shape::kMap, .of = MapKind::kLate},
        "What to do about one that was due long ago."},
    Key{"roll", choice(kRollWords), "Which way a due instant on a day off moves."},
    Key{"on_transfer", choice(kTransferWords), "Whether the clock goes on when the owner changes."},
    Key{"calendar", kName, "The calendar for business days and hours."},
    kDoc,
    kWas,
};

constexpr std::array kReminderKeys = {
    Key{"at", kText, "After this part of the deadline's own time, such as 80%."},
    Key{"before", kSpan, "This long before it is due."},
    Key{"do", kActions, "Actions of the host.", kRequired},
};

constexpr std::array kExtensionKeys = {
    Key{"request", kName, "The event that asks for more time.", kRequired},
    Key{"approve_by", kName, "The role that decides. The person who asked may not.", kRequired},
    Key{"add", kSpan, "The time added to the old due instant.", kRequired},
    Key{"at_most", kWhole, "How often. Once if left out."},
    Key{"quota", kName, "The quota it counts against."},
    Key{"decide_within", kSpan, "How long the deadline waits for the decision. 1 day if left out."},
};

constexpr std::array kRefreshKeys = {
    Key{"by", kNames, "The events that give more time.", kRequired},
    Key{"add", kSpan, "The time from such an event.", kRequired},
    Key{"at_most", kSpan, "The hard stop, from the start.", kRequired},
};

constexpr std::array kLateKeys = {
    Key{"skip_after", kSpan, "Skipped when it is late by more than this.", kRequired},
};

constexpr std::array kCadenceKeys = {
    Key{"steps", list_of(MapKind::kCadenceStep), "The first touches, in order."},
    Key{"then", map(MapKind::kCadenceThen), "What goes on after the steps."},
    Key{"stop_after", kNames, "The events that end it."},
    Key{"unanswered", map(MapKind::kUnanswered), "When to give up."},
};

constexpr Key kVia = {"via", of(Shape::kTexts), "The channels, the best first.", kRequired};
constexpr Key kScript = {"script", kText, "What is said.", kRequired};

constexpr std::array kCadenceStepKeys = {
    Key{"after", kSpan, "This long after the stage was entered."},
    Key{"after_previous", kSpan, "This long after the last touch was done."},
    kVia,
    kScript,
};

constexpr std::array kCadenceThenKeys = {
    Key{"every", kSpan, "The time between touches, counted from the entry.", kRequired},
    kVia,
    kScript,
    Key{"at_most", kWhole, "How many. Without an end if left out."},
};

constexpr std::array kUnansweredKeys = {
    Key{"after", kWhole, "The number of touches without an answer.", kRequired},
    Key{"to", kName, "The stage it leads to.", kRequired},
};

constexpr std::array kContactKeys = {
    Key{"quiet_hours", kText, "Hours without touches, less than a day, such as 21:00-09:00."},
    Key{"at_most", kWhole, "The most touches of a record in any span of `window`."},
    Key{"window", kSpan, "The span of time in which `at_most` touches are allowed."},
    Key{"channels", of(Shape::kConditions), "Channels and where each can be used."},
};

constexpr std::array kTableKeys = {
    Key{"hit", choice(kHitWords), "Which rows count where several match. Unique if left out."},
    Key{"gives", of(Shape::kTypes), "The outputs and their types.", kRequired},
    Key{"rows", list_of(MapKind::kTableRow), "The rows.", kRequired},
};

constexpr std::array kTableRowKeys = {
    Key{"when", kCondition, "Where the row matches. Always if left out."},
    Key{"priority", kWhole, "With `hit: priority`: the highest wins."},
};

constexpr std::array kPromiseKeys = {
    Key{"in", kName, "A stage that records leave in time."},
    Key{"leaves_within", kSpan, "The longest stay in the stage `in`."},
    Key{"unless", kCondition, "Where the promise `in` does not hold."},
    Key{"every_path_to", kName, "A stage that cannot be reached but through `passes`."},
    Key{"passes", kName, "The stage on every path to `every_path_to`."},
    Key{"from", kName, "A stage, or any, from which `can_reach` can be reached."},
    Key{"can_reach", kName, "The stage that can be reached."},
};

constexpr std::array kMigrationKeys = {
    Key{"from", of(Shape::kTexts),
        "The versions, or fingerprints of behaviour, that it is for. Any if left out."},
    Key{"stages", of(Shape::kRenames), "Stages that are gone, and where their records go."},
    Key{"deadlines", map_of(MapKind::kDeadlineAnswer), "What becomes of deadlines that run."},
    Key{"facts", of(Shape::kValues),
        "Values of facts, which may read `old`. Or `drop`, for a fact that is gone."},
    Key{"events", of(Shape::kRenames), "Events that wait and are gone: another one, or `drop`."},
    Key{"requests", choice(kKeepingWords), "What becomes of requests. Kept if left out."},
};

constexpr std::array kDeadlineAnswerKeys = {
    Key{"to", kName, "The deadline that goes on. The one of the same name if left out."},
    Key{"due", choice(kDueWords),
        "What becomes of the due instant. Recomputed where the span is another, if left out."},
};

constexpr std::array kForms = {
    MapForm{MapKind::kRuleset, "ruleset", "A Stagegraph ruleset: one lifecycle.", kRulesetKeys},
    MapForm{MapKind::kCalendar, "calendar", "A business calendar.", kCalendarKeys},
    MapForm{.kind = MapKind::kType,
            .name = "type",
            .doc = "A type.",
            .keys = kTypeKeys,
            .short_form = of(Shape::kType),
            .short_for = "type"},
    MapForm{.kind = MapKind::kFact,
            .name = "fact",
            .doc = "A fact, or only its type.",
            .keys = kFactKeys,
            .short_form = of(Shape::kType),
            .short_for = "type"},
    MapForm{.kind = MapKind::kCriterion,
            .name = "criterion",
            .doc = "A condition and the reason people read, or only the condition.",
            .keys = kCriterionKeys,
            .short_form = kText,
            .short_for = "when"},
    MapForm{MapKind::kEvent, "event", "Something that can happen to a record.", kEventKeys},
    MapForm{MapKind::kQuota, "quota", "A limit on a count of records or events.", kQuotaKeys},
    MapForm{.kind = MapKind::kActionItem,
            .name = "action",
            .doc = "One action: set, clear, start, or one that `actions` declares.",
            .keys = kActionItemKeys,
            .others = of(Shape::kValues)},
    MapForm{MapKind::kStart, "start", "The lifecycle to begin.", kStartKeys},
    MapForm{MapKind::kStage, "stage", "A stage, or a group of stages.", kStageKeys},
    MapForm{MapKind::kTransition, "transition", "What an event does.", kTransitionKeys},
    MapForm{MapKind::kAuto, "automatic transition", "A transition that happens by itself.",
            kAutoKeys},
    MapForm{MapKind::kApproval, "approval", "Who must agree before a transition.", kApprovalKeys},
    MapForm{MapKind::kDeadline, "deadline", "What happens when time has passed.", kDeadlineKeys},
    MapForm{MapKind::kReminder, "reminder", "A reminder of a deadline.", kReminderKeys},
    MapForm{MapKind::kExtension, "extension", "How more time is asked for.", kExtensionKeys},
    MapForm{MapKind::kRefresh, "refresh", "How activity gives more time.", kRefreshKeys},
    MapForm{.kind = MapKind::kLate,
            .name = "late",
            .doc = "fire: whenever it is due. once: once in a stay. Or a map with skip_after.",
            .keys = kLateKeys,
            .short_form = choice(kLateWords)},
    MapForm{MapKind::kCadence, "cadence", "A plan for staying in touch.", kCadenceKeys},
    MapForm{MapKind::kCadenceStep, "step", "One touch.", kCadenceStepKeys},
    MapForm{MapKind::kCadenceThen, "then", "Touches that go on.", kCadenceThenKeys},
    MapForm{MapKind::kUnanswered, "unanswered", "When to give up, and where to.", kUnansweredKeys},
    MapForm{MapKind::kContact, "contact", "When and how customers may be contacted.", kContactKeys},
    MapForm{MapKind::kTable, "table", "A decision table.", kTableKeys},
    MapForm{.kind = MapKind::kTableRow,
            .name = "row",
            .doc = "A row: a condition and the outputs.",
            .keys = kTableRowKeys,
            .others = of(Shape::kValue)},
    MapForm{MapKind::kPromise, "promise",
            "`in` with `leaves_within`, `every_path_to` with `passes`, or `from` with `can_reach`.",
            kPromiseKeys},
    MapForm{MapKind::kMigration, "migration",
            "How records of earlier versions go on under this one.", kMigrationKeys},
    MapForm{.kind = MapKind::kDeadlineAnswer,
            .name = "deadline answer",
            .doc = "What becomes of a deadline that runs, or `drop`.",
            .keys = kDeadlineAnswerKeys,
            .short_form = choice(kDropWord)},
};

constexpr bool in_order() {
  for (size_t i = 0; i < kForms.size(); ++i) {
    if (kForms[i].kind != static_cast<MapKind>(i)) return false;
  }
  return true;
}
static_assert(in_order(), "form_of() indexes by kind");

}  // namespace

std::span<const MapForm> map_forms() { return kForms; }

const MapForm& form_of(MapKind kind) { return kForms[static_cast<size_t>(kind)]; }

const Key* find_key(const MapForm& form, std::string_view name) {
  auto at = std::find_if(form.keys.begin(), form.keys.end(),
                         [&](const Key& key) { return key.name == name; });
  return at == form.keys.end() ? nullptr : &*at;
}

}  // namespace stagegraph::ruleset
