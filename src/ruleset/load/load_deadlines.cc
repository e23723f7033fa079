// SPDX-License-Identifier: Apache-2.0
// Deadlines are declared with their stage, by name. Their contents are read when every name of the
// ruleset is known. What depends on when somebody looks at the clock is refused.
#include "ruleset/load/load_deadlines.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "ruleset/load/conditions.h"
#include "ruleset/load/load_actions.h"
#include "ruleset/load/load_migrations.h"
#include "ruleset/load/load_stages.h"
#include "ruleset/load/spans.h"
#include "ruleset/reading/prose.h"

namespace stagegraph::ruleset {

using namespace time;

namespace {

constexpr int64_t kMaxCount = 1'000'000;

class DeadlineReader {
 public:
  DeadlineReader(Loader& loader, Deadline& deadline, const Fields& fields)
      : loader_(loader), findings_(loader.findings), deadline_(deadline), fields_(fields) {
    scope_.due = true;
    scope_.stage = deadline.stage;
  }

  void read() {
    read_anchor();
    deadline_.to = read_stage(loader_, fields_["to"], deadline_.stage);
    deadline_.actions = read_actions(loader_, fields_["set"], fields_["do"], scope_);
    read_reminders();
    if (DocPlace extend = fields_["extend"]) read_extension(extend);
    if (DocPlace refresh = fields_["refresh"]) read_refresh(refresh);
    Scope pause = scope_;
    pause.clock = false;  // it changes with facts, not by itself
    deadline_.pause_while = read_condition(loader_, fields_["pause_while"], pause);
    deadline_.exempt_if = read_condition(loader_, fields_["exempt_if"], scope_);
    read_lateness();
    read_calendar_keys();
    read_earlier_names();
    deadline_.doc = read_prose(findings_, fields_["doc"], loader_.language).value_or("");
    check_use();
  }

 private:
  void read_earlier_names() {
    const Stage& stage = loader_.ruleset.stages[deadline_.stage];
    const DocPlace place = fields_["was"];
    const std::vector<std::string> names =
        place ? read_texts(findings_, place) : std::vector<std::string>();
    deadline_.was = earlier_paths(stage.path, stage.was, fields_.place().key->text, names);
    check_was(loader_, loader_.names.deadlines, deadline_.was, place);
  }

  void read_anchor() {
    std::vector<DocPlace> given;
    for (const Choice<Anchor>& anchor : kAnchors) {
      DocPlace place = fields_[anchor.word];
      if (!place) continue;
      if (given.empty()) deadline_.anchor = anchor.value;
      given.push_back(place);
    }
    if (given.empty()) {
      findings_.error_at_head("missing-key", fields_.place(),
                              "a deadline needs one of within, from, idle and before, to say when "
                              "it is due");
    }
    const bool is_pair = given.size() == 2 && fields_["within"] && fields_["from"];
    if (is_pair) deadline_.anchor = Anchor::kFrom;
    for (size_t i = 1; i < given.size() && !is_pair; ++i) {
      findings_.error_at_head("conflicting-keys", given[i],
                              fmt::format("this deadline has '{}' already: it is due by one of "
                                          "within, from, idle and before",
                                          given[0].key->text));
    }
    for (const DocPlace& place : given) read_anchor_value(place);
    pair("idle", "reset_by");
    pair("before", "of");
  }

  void read_anchor_value(const DocPlace& place) {
    if (place.key->text == "from") {
      Scope scope = scope_;
      scope.due = false;    // it is being computed
      scope.clock = false;  // it changes with facts, not by itself
      deadline_.from =
          read_expression(loader_, place, cel::scalar(cel::TypeKind::kTimestamp), scope);
    } else {
      deadline_.span = read_span(findings_, place).value_or(Span{});
    }
    deadline_.reset_by = resolve_all(findings_, loader_.names.events, fields_["reset_by"]);
    read_of(fields_["of"]);
  }

  void read_of(const DocPlace& place) {
    if (!place) return;
    deadline_.of = resolve(findings_, loader_.names.facts, place);
    if (deadline_.of == kNone) return;
    cel::TypeKind kind = loader_.ruleset.facts[deadline_.of].type.kind;
    if (kind == cel::TypeKind::kTimestamp || kind == cel::TypeKind::kDate ||
        kind == cel::TypeKind::kError) {
      return;
    }
    findings_.error("type-mismatch", place,
                    fmt::format("'{}' is neither a timestamp nor a date", place.node->text));
  }

  // By the deadline's calendar, or else the ruleset's.
  std::optional<Span> read_own_span(const DocPlace& place) {
    return read_counted_span(loader_, place, static_cast<bool>(fields_["calendar"]));
  }

  // Two keys that only make sense together.
  void pair(std::string_view one, std::string_view other) {
    for (auto [has, lacks] : {std::pair(one, other), std::pair(other, one)}) {
      if (!fields_[has] || fields_[lacks]) continue;
      findings_.error_at_head("missing-key", fields_[has],
                              fmt::format("'{}' needs '{}' beside it", has, lacks));
    }
  }

  // ---- reminders

  void read_reminders() {
    const std::vector<DocPlace> places = read_items(findings_, fields_["remind"]);
    if (places.size() > kMaxReminders) {
      findings_.error("too-large", places[kMaxReminders],
                      fmt::format("a deadline has at most {} reminders", kMaxReminders));
      return;
    }
    for (const DocPlace& place : places) {
      if (std::optional<Reminder> reminder = read_reminder(place)) {
        deadline_.reminders.push_back(std::move(*reminder));
      }
    }
    std::stable_sort(deadline_.reminders.begin(), deadline_.reminders.end(), fires_before);
  }

  // Percentages ascending, then spans before the due instant, the longest first.
  static bool fires_before(const Reminder& a, const Reminder& b) {
    if (a.before.has_value() != b.before.has_value()) return !a.before;
    if (!a.before) return a.percent < b.percent;
    return length_of(*a.before) > length_of(*b.before);
  }

  // Near enough to compare spans of different units.
  static double length_of(const Span& span) {
    constexpr double kDaysInMonth = 30.44;
    constexpr auto kMicros = static_cast<double>(kMicrosPerDay);
    return (static_cast<double>(span.months) * kDaysInMonth + static_cast<double>(span.days)) *
               kMicros +
           static_cast<double>(span.exact.count());
  }

  std::optional<Reminder> read_reminder(const DocPlace& place) {
    Fields fields(findings_, place, MapKind::kReminder);
    if (!fields.is_map()) return std::nullopt;
    DocPlace at = fields["at"];
    DocPlace before = fields["before"];
    Reminder reminder;
    reminder.location = location_of(place);
    reminder.actions = read_actions(loader_, {}, fields["do"], scope_, {.host_only = true});
    if (!at == !before) {
      findings_.error_at_head(at ? "conflicting-keys" : "missing-key", place,
                              "a reminder needs either 'at' (80%) or 'before' (1 day)");
      return std::nullopt;
    }
    reminder.label = read_text(findings_, at ? at : before).value_or("");
    if (at) reminder.percent = read_percent(at, reminder.label);
    if (at && deadline_.anchor == Anchor::kFrom && !fields_["within"]) {
      findings_.add(Severity::kWarning, "no-span", at.range(), at.path,
                    "this deadline is due at the instant that 'from' gives, so there is no time to "
                    "take a percentage of. Write 'before', such as 'before: 1 day'");
    }
    if (before) reminder.before = read_own_span(before);
    return reminder;
  }

  uint32_t read_percent(const DocPlace& place, std::string_view text) {
    uint32_t percent = 0;
    for (size_t i = 0; i + 1 < text.size() && i < 3; ++i) {
      if (text[i] < '0' || text[i] > '9') break;
      percent = percent * 10 + static_cast<uint32_t>(text[i] - '0');
    }
    if (percent >= 1 && percent <= 100 && text == fmt::format("{}%", percent)) return percent;
    if (!text.empty()) {
      findings_.error("invalid-value", place,
                      fmt::format("'{}' is not a share of the time. Write 1% to 100%", text));
    }
    return 0;
  }

  // ---- more time

  void read_extension(const DocPlace& place) {
    Fields fields(findings_, place, MapKind::kExtension);
    constexpr Span kOneDay = {.unit = SpanUnit::kDays, .days = 1};
    Extension extension;
    extension.request = resolve(findings_, loader_.names.events, fields["request"]);
    extension.approve_by = resolve(findings_, loader_.names.roles, fields["approve_by"]);
    extension.add = read_own_span(fields["add"]).value_or(Span{});
    extension.at_most =
        static_cast<uint32_t>(read_whole(findings_, fields["at_most"], 1, kMaxCount).value_or(1));
    extension.quota = resolve(findings_, loader_.names.quotas, fields["quota"]);
    extension.decide_within = read_counted_span(loader_, fields["decide_within"]).value_or(kOneDay);
    deadline_.extend = extension;
  }

  void read_refresh(const DocPlace& place) {
    Fields fields(findings_, place, MapKind::kRefresh);
    Refresh refresh;
    refresh.by = resolve_all(findings_, loader_.names.events, fields["by"]);
    refresh.add = read_own_span(fields["add"]).value_or(Span{});
    refresh.at_most = read_own_span(fields["at_most"]).value_or(Span{});
    deadline_.refresh = std::move(refresh);
  }

  // ---- the rest

  void read_lateness() {
    DocPlace place = fields_["late"];
    if (!place) return;
    if (place.node->is_map()) {
      Fields fields(findings_, place, MapKind::kLate);
      deadline_.late = LatePolicy::kSkipAfter;
      deadline_.skip_after = read_own_span(fields["skip_after"]);
    } else {
      deadline_.late = read_choice(findings_, place, kLatePolicies).value_or(LatePolicy::kFire);
    }
    if (deadline_.late == LatePolicy::kSkipAfter) check_skipped(place);
  }

  // What is skipped depends on when somebody looks at the clock: the record must not.
  void check_skipped(const DocPlace& place) {
    const bool changes = deadline_.to != kNone ||
                         std::any_of(deadline_.actions.begin(), deadline_.actions.end(),
                                     [](const Action& a) { return a.kind != ActionKind::kHost; });
    if (!changes) return;
    findings_.error_at_head("not-allowed-here", place,
                            "only a deadline whose actions are all the host's can be skipped: the "
                            "record must not depend on when somebody looked at the clock");
  }

  void read_calendar_keys() {
    deadline_.roll = read_choice(findings_, fields_["roll"], kRolls).value_or(Roll::kStay);
    deadline_.on_transfer =
        read_choice(findings_, fields_["on_transfer"], kTransfers).value_or(OnTransfer::kKeep);
    if (deadline_.on_transfer == OnTransfer::kRestart && loader_.ruleset.owner == kNone) {
      findings_.error_at_head("unknown-name", fields_["on_transfer"],
                              "a transfer is a change of the fact 'owner', and there is none");
    }
    deadline_.calendar = resolve(findings_, loader_.names.calendars, fields_["calendar"]);
    check_calendar();
  }

  void check_calendar() {
    bool needed = deadline_.span.is_business() || deadline_.roll != Roll::kStay;
    if (!needed || fields_["calendar"] || loader_.has_calendar) return;
    findings_.error_at_head(
        "missing-key", fields_.place(),
        "this deadline counts working days, but neither it nor the ruleset has a 'calendar'");
  }

  void check_use() {
    if (fields_["to"] || fields_["set"] || fields_["do"] || fields_["remind"]) return;
    findings_.error_at_head("does-nothing", fields_.place(),
                            "this deadline does nothing. Give it 'to', 'set', 'do' or 'remind'");
  }

  Loader& loader_;
  Findings& findings_;
  Deadline& deadline_;
  const Fields& fields_;
  Scope scope_;
};

}  // namespace

void declare_deadlines(Loader& loader, const DocPlace& stage_place, StageIndex stage) {
  const yaml::Node* section = stage_place.node->find("deadlines");
  if (section == nullptr || !section->is_map()) return;
  for (const yaml::Entry& entry : section->entries) {
    DocPlace place = {&entry.value, &entry.key,
                      fmt::format("{}.deadlines.{}", stage_place.path, entry.key.text)};
    check_name(loader.findings, entry.key.range, place.path, entry.key.text);
    const DeadlineIndex index = loader.ruleset.deadlines.next_index();
    Deadline& deadline = loader.ruleset.deadlines.emplace_back();
    deadline.name = fmt::format("{}.{}", loader.ruleset.stages[stage].path, entry.key.text);
    deadline.stage = stage;
    deadline.location = location_of(place);
    deadline.body = body_of(*place.node);
    loader.names.deadlines.add(place, deadline.name);
    loader.ruleset.stages[stage].deadlines.push_back(index);
  }
}

void load_deadline(Loader& loader, DeadlineIndex index) {
  Fields fields(loader.findings, loader.names.deadlines.place(index), MapKind::kDeadline);
  if (!fields.is_map()) return;
  DeadlineReader(loader, loader.ruleset.deadlines[index], fields).read();
}

}  // namespace stagegraph::ruleset
