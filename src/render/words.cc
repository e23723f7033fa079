// The sentences of the outline, one function for each thing a ruleset declares.
#include "render/words.h"

#include <fmt/format.h>

#include "render/arrows.h"
#include "time/span_text.h"

namespace stagegraph::render {

using namespace time;
using namespace ruleset;

namespace {

constexpr size_t kConditionLimit = 200;
constexpr size_t kValueLimit = 80;

template <typename T>
std::string names_in_words(const IndexedVector<T>& declared,
                           const std::vector<IndexOf<T>>& indices) {
  std::vector<std::string> names;
  for (IndexOf<T> i : indices) names.push_back(declared[i].name);
  return join(names);
}

void add_criteria(const Ruleset& ruleset, const std::vector<CriterionIndex>& criteria,
                  std::string_view intro, std::vector<std::string>& lines) {
  for (CriterionIndex c : criteria) {
    const Criterion& criterion = ruleset.criteria[c];
    const bool says_more = criterion.says != criterion.name;
    lines.push_back(fmt::format("{} {}{}{}", intro, criterion.name, says_more ? ": " : "",
                                says_more ? shorten(criterion.says, kConditionLimit) : ""));
  }
}

void add_actions(const Ruleset& ruleset, const std::vector<Action>& actions,
                 std::vector<std::string>& lines) {
  if (!actions.empty()) lines.push_back("does: " + actions_in_words(ruleset, actions));
}

std::string approval_in_words(const Ruleset& ruleset, const Approval& approval) {
  std::vector<std::string> roles;
  for (RoleIndex role : approval.by) roles.push_back(ruleset.roles[role]);
  const bool all = approval.need == Approval::Need::kAll;
  const std::string by = fmt::format("{}", fmt::join(roles, all ? " and a " : " or a "));
  std::string out = approval.need == Approval::Need::kCount
                        ? fmt::format("needs {} approvals by a {}", approval.count, by)
                        : fmt::format("needs the approval of a {}", by);
  if (approval.within) out += " within " + format_span(*approval.within);
  return out;
}

std::string extension_in_words(const Ruleset& ruleset, const Extension& extend) {
  std::string out = fmt::format("can be extended by {}, at most {} {}", format_span(extend.add),
                                extend.at_most, extend.at_most == 1 ? "time" : "times");
  if (extend.request != kNone) out += ", on " + ruleset.events[extend.request].name;
  if (extend.approve_by != kNone) out += ", approved by a " + ruleset.roles[extend.approve_by];
  if (extend.quota != kNone) out += ", within the quota " + ruleset.quotas[extend.quota].name;
  if (extend.approve_by != kNone) out += ", decided within " + format_span(extend.decide_within);
  return out;
}

std::string reminder_in_words(const Ruleset& ruleset, const Reminder& reminder) {
  return fmt::format("reminder {}: {}",
                     reminder.before ? reminder.label + " before" : "at " + reminder.label,
                     actions_in_words(ruleset, reminder.actions));
}

// What else moves the due instant, or keeps it from firing.
void add_timing(const Ruleset& ruleset, const Deadline& deadline, std::vector<std::string>& lines) {
  if (deadline.refresh) {
    lines.push_back(fmt::format("put off by {}: until {} after that, never later than {} in all",
                                names_in_words(ruleset.events, deadline.refresh->by),
                                format_span(deadline.refresh->add),
                                format_span(deadline.refresh->at_most)));
  }
  if (deadline.calendar != kNone) {
    lines.push_back("by the calendar " + ruleset.calendars[deadline.calendar].name);
  }
  if (deadline.roll == Roll::kForward) lines.push_back("on a day off: when work begins next");
  if (deadline.roll == Roll::kBackward) lines.push_back("on a day off: when work ended last");
  if (deadline.on_transfer == OnTransfer::kRestart) {
    lines.push_back("starts again when owner changes");
  }
  if (deadline.late == LatePolicy::kOnce) lines.push_back("fires once in a stay");
  if (deadline.skip_after) {
    lines.push_back(
        fmt::format("passed over when late by more than {}", format_span(*deadline.skip_after)));
  }
}

}  // namespace

std::string join(const std::vector<std::string>& parts, std::string_view last) {
  std::string out;
  for (size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) out += i + 1 == parts.size() ? fmt::format(" {} ", last) : ", ";
    out += parts[i];
  }
  return out;
}

std::string condition_in_words(const Ruleset& ruleset, ExpressionIndex expression) {
  return shorten(ruleset.expressions[expression].source, kConditionLimit);
}

std::string value_in_words(const Ruleset& ruleset, const Template& value) {
  std::string out;
  switch (value.kind) {
    case Template::Kind::kLiteral:
      out = cel::display(value.literal, ruleset.zone.get());
      break;
    case Template::Kind::kExpression:
      out = ruleset.expressions[value.expression].source;
      break;
    case Template::Kind::kText:
      for (const Template::Part& part : value.parts) {
        out += part.text;
        if (part.expression != kNone) {
          out += fmt::format("<{}>", ruleset.expressions[part.expression].source);
        }
      }
      break;
  }
  return shorten(out, kValueLimit);
}

std::string action_in_words(const Ruleset& ruleset, const Action& action) {
  switch (action.kind) {
    case ActionKind::kSet:
      return fmt::format("set {} to {}", ruleset.facts[action.fact].name,
                         value_in_words(ruleset, action.arguments.front()));
    case ActionKind::kClear:
      return "clear " + ruleset.facts[action.fact].name;
    case ActionKind::kStart:
      return "start " + action.ruleset;
    case ActionKind::kHost:
      break;
  }
  const ActionDeclaration& declared = ruleset.actions[action.declaration];
  std::string out;
  for (size_t i = 0; i < action.arguments.size(); ++i) {
    out += fmt::format("{}{}: {}", i == 0 ? "" : ", ", declared.parameters[i].name,
                       value_in_words(ruleset, action.arguments[i]));
  }
  return out.empty() ? declared.name : fmt::format("{} ({})", declared.name, out);
}

std::string actions_in_words(const Ruleset& ruleset, const std::vector<Action>& actions) {
  std::string out;
  for (const Action& action : actions) {
    out += (out.empty() ? "" : "; ") + action_in_words(ruleset, action);
  }
  return out;
}

std::vector<std::string> details_of(const Ruleset& ruleset, const Transition& transition) {
  std::vector<std::string> lines;
  if (transition.when != kNone) {
    lines.push_back("when " + condition_in_words(ruleset, transition.when));
  }
  if (!transition.needs.empty()) {
    lines.push_back("needs to know " + names_in_words(ruleset.facts, transition.needs));
  }
  add_criteria(ruleset, transition.require, "refused unless", lines);
  add_criteria(ruleset, transition.reject_if, "refused if", lines);
  if (transition.otherwise != kNone) {
    lines.push_back("when refused, goes to " + ruleset.stages[transition.otherwise].path);
  }
  if (transition.quota != kNone) {
    lines.push_back("denied where the quota is full: " + ruleset.quotas[transition.quota].name);
  }
  if (transition.approval) lines.push_back(approval_in_words(ruleset, *transition.approval));
  add_actions(ruleset, transition.actions, lines);
  return lines;
}

std::vector<std::string> details_of(const Ruleset& ruleset, const Deadline& deadline) {
  std::vector<std::string> lines;
  if (!deadline.reset_by.empty()) {
    lines.push_back("starts again on " + names_in_words(ruleset.events, deadline.reset_by));
  }
  if (deadline.pause_while != kNone) {
    lines.push_back("pauses while " + condition_in_words(ruleset, deadline.pause_while));
  }
  if (deadline.exempt_if != kNone) {
    lines.push_back("does not apply if " + condition_in_words(ruleset, deadline.exempt_if));
  }
  for (const Reminder& reminder : deadline.reminders) {
    lines.push_back(reminder_in_words(ruleset, reminder));
  }
  if (deadline.extend) lines.push_back(extension_in_words(ruleset, *deadline.extend));
  add_timing(ruleset, deadline, lines);
  add_actions(ruleset, deadline.actions, lines);
  return lines;
}

std::vector<std::string> details_of(const Ruleset& ruleset, const Cadence& cadence) {
  std::vector<std::string> lines;
  for (const CadenceStep& step : cadence.steps) {
    const bool from_entry = step.after.has_value();
    const std::optional<Span>& span = from_entry ? step.after : step.after_previous;
    lines.push_back(fmt::format("{}{}: {} by {}", span ? format_span(*span) : "at once",
                                !span        ? ""
                                : from_entry ? " after entry"
                                             : " after the last touch",
                                step.script, join(step.via)));
  }
  if (cadence.every) {
    lines.push_back(fmt::format("then every {}: {} by {}", format_span(*cadence.every),
                                cadence.then.script, join(cadence.then.via)));
    if (cadence.then_at_most) {
      lines.back() += fmt::format(", at most {} times", *cadence.then_at_most);
    }
  }
  if (!cadence.stop_after.empty()) {
    lines.push_back("stops on " + names_in_words(ruleset.events, cadence.stop_after));
  }
  if (cadence.unanswered_to != kNone) {
    lines.push_back(fmt::format("without an answer after {} touches, goes to {}",
                                cadence.unanswered_after.value_or(0),
                                ruleset.stages[cadence.unanswered_to].path));
  }
  return lines;
}

}  // namespace stagegraph::render
