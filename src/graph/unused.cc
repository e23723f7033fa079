// First everything that refers to a name marks it, then what has no mark is reported. Tables and
// roles can be named by the text of an expression, so those are searched for their names.
#include "graph/unused.h"

#include <fmt/format.h>

#include <set>

#include "cel/common/literals.h"
#include "cel/syntax/lexer.h"

namespace stagegraph::graph {

using namespace ruleset;

namespace {

// Whether each is used.
template <typename Of>
using Marks = IndexedVector<bool, Of>;

template <typename Of>
void mark(Marks<Of>& marks, IndexOf<Of> index) {
  if (index != kNone) marks[index] = true;
}

template <typename Of>
void mark_all(Marks<Of>& marks, const std::vector<IndexOf<Of>>& indices) {
  for (IndexOf<Of> index : indices) mark(marks, index);
}

// Names that expressions mention as text. A name counts as used wherever it is mentioned, so that
// a note is never wrong, though one may be missing.
std::set<std::string> texts_in_expressions(const Ruleset& ruleset) {
  std::set<std::string> texts;
  for (const Expression& expression : ruleset.expressions) {
    std::vector<cel::Issue> issues;
    for (const cel::Token& token : cel::tokenize(expression.source, issues)) {
      if (token.kind != cel::TokenKind::kString) continue;
      auto literal =
          std::string_view(expression.source).substr(token.begin, token.end - token.begin);
      if (auto text = cel::decode_text(literal)) texts.insert(*text);
    }
  }
  return texts;
}

class Uses {
 public:
  explicit Uses(const Ruleset& ruleset)
      : events_(ruleset.events.size()),
        criteria_(ruleset.criteria.size()),
        quotas_(ruleset.quotas.size()),
        actions_(ruleset.actions.size()),
        roles_(ruleset.roles.size()),
        texts_(texts_in_expressions(ruleset)) {
    for (const Event& event : ruleset.events) mark_all(roles_, event.by);
    for (const Transition& transition : ruleset.transitions) look_at(transition);
    for (const Deadline& deadline : ruleset.deadlines) look_at(deadline);
    for (QuotaIndex q : ruleset.quotas.indices()) {
      mark_all(events_, ruleset.quotas[q].events);
      if (!ruleset.quotas[q].events.empty()) quotas_[q] = true;  // it limits those by itself
    }
    for (const Cadence& cadence : ruleset.cadences) mark_all(events_, cadence.stop_after);
    for (const Stage& stage : ruleset.stages) {
      look_at(stage.enter);
      look_at(stage.leave);
    }
  }

  void report(const Ruleset& ruleset, Findings& findings) const {
    for (EventIndex i : events_.indices()) {
      if (events_[i]) continue;
      const Event& event = ruleset.events[i];
      findings.add(Severity::kWarning, "unused-event", event.location.range, event.location.path,
                   fmt::format("event '{}' is declared, but no stage handles it", event.name));
    }
    report_notes("criterion", ruleset.criteria, criteria_, findings);
    report_notes("quota", ruleset.quotas, quotas_, findings);
    report_notes("action", ruleset.actions, actions_, findings);
    report_tables(ruleset, findings);
    report_roles(ruleset, findings);
  }

 private:
  void look_at(const Transition& transition) {
    mark(events_, transition.event);
    mark_all(criteria_, transition.require);
    mark_all(criteria_, transition.reject_if);
    mark(quotas_, transition.quota);
    if (transition.approval) mark_all(roles_, transition.approval->by);
    look_at(transition.actions);
  }

  void look_at(const Deadline& deadline) {
    mark_all(events_, deadline.reset_by);
    if (deadline.refresh) mark_all(events_, deadline.refresh->by);
    if (deadline.extend) {
      mark(events_, deadline.extend->request);
      mark(roles_, deadline.extend->approve_by);
      mark(quotas_, deadline.extend->quota);
    }
    for (const Reminder& reminder : deadline.reminders) look_at(reminder.actions);
    look_at(deadline.actions);
  }

  void look_at(const std::vector<Action>& actions) {
    for (const Action& action : actions) mark(actions_, action.declaration);
  }

  static void add_note(std::string_view what, const std::string& name, const Location& location,
                       Findings& findings) {
    findings.add(Severity::kNote, fmt::format("unused-{}", what), location.range, location.path,
                 fmt::format("{} '{}' is never used", what, name));
  }

  template <typename T>
  void report_notes(std::string_view what, const IndexedVector<T>& declared, const Marks<T>& used,
                    Findings& findings) const {
    for (IndexOf<T> i : declared.indices()) {
      // What loading itself adds, as the action `touch` of cadences, is nobody's mistake.
      if (used[i] || declared[i].location.path.empty()) continue;
      add_note(what, declared[i].name, declared[i].location, findings);
    }
  }

  void report_tables(const Ruleset& ruleset, Findings& findings) const {
    for (const Table& table : ruleset.tables) {
      if (!texts_.contains(table.name)) add_note("table", table.name, table.location, findings);
    }
  }

  void report_roles(const Ruleset& ruleset, Findings& findings) const {
    for (RoleIndex i : ruleset.roles.indices()) {
      if (roles_[i] || texts_.contains(ruleset.roles[i])) continue;
      add_note("role", ruleset.roles[i], ruleset.role_locations[i], findings);
    }
  }

  Marks<Event> events_;
  Marks<Criterion> criteria_;
  Marks<Quota> quotas_;
  Marks<ActionDeclaration> actions_;
  Marks<Role> roles_;
  std::set<std::string> texts_;
};

}  // namespace

void find_unused(const Ruleset& ruleset, Findings& findings) {
  Uses(ruleset).report(ruleset, findings);
}

}  // namespace stagegraph::graph
