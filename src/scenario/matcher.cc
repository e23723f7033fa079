// SPDX-License-Identifier: Apache-2.0
// Each kind of check makes two texts, what was expected and what was got, and compares them or the
// values behind them. The texts are shown where the check fails.
#include "scenario/matcher.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "engine/names.h"
#include "scenario/acceptance.h"

namespace stagegraph::scenario {

using namespace time;
using namespace ruleset;
using namespace engine;

namespace {

constexpr std::string_view kNothingHappened = "nothing happened";
constexpr std::string_view kOtherActions = "other actions have come: write them anew";

class Judge {
 public:
  Judge(const Check& check, const Observed& observed)
      : check_(check),
        observed_(observed),
        ruleset_(observed.record.ruleset()),
        acceptance_(*ruleset_.zone) {}

  std::optional<TestFailure> answer() {
    if (holds()) return std::nullopt;
    TestFailure failure;
    failure.key = check_.key;
    failure.expected = std::move(expected_);
    failure.got = std::move(got_);
    failure.range = check_.range;
    failure.edits = std::move(acceptance_.edits);
    failure.obstacle = std::move(acceptance_.obstacle);
    return failure;
  }

 private:
  bool holds() {
    const auto& judged = observed_.judged;
    switch (check_.kind) {
      case CheckKind::kOutcome:
        return outcome();
      case CheckKind::kStage:
        return stage(observed_.record.stage, "");
      case CheckKind::kFrom:
        return stage(judged.empty() ? StageIndex() : judged.front()->from, kNothingHappened);
      case CheckKind::kTo:
        return stage(judged.empty() ? StageIndex() : judged.back()->to, "stays");
      case CheckKind::kTransition:
        return transition();
      case CheckKind::kReasons:
        return same(check_.names, reasons());
      case CheckKind::kNeeds:
        return same(check_.names, needs());
      case CheckKind::kActions:
        return actions();
      case CheckKind::kFired:
        return same(check_.names, fired());
      case CheckKind::kFact:
        return value(observed_.record.fact(check_.fact));
      case CheckKind::kSet:
        return set();
      case CheckKind::kTimers:
        return same(check_.names, armed());
      case CheckKind::kTimerDue:
        return instant(observed_.record.timers()[check_.deadline].due);
      case CheckKind::kTimerFlags:
        return same(check_.names, flags());
      case CheckKind::kCounters:
        return same(check_.names, counters());
      case CheckKind::kNextDue:
        return instant(observed_.record.next_due);
      case CheckKind::kSequence:
        acceptance_.write_value(*check_.written, cel::Value::integer(observed_.record.sequence));
        return texts(std::to_string(check_.number), std::to_string(observed_.record.sequence));
    }
    return false;
  }

  bool texts(std::string expected, std::string got) {
    expected_ = std::move(expected);
    got_ = std::move(got);
    return expected_ == got_;
  }

  bool outcome() {
    const auto& judged = observed_.judged;
    texts(std::string(to_string(check_.outcome)),
          std::string(judged.empty() ? kNothingHappened : to_string(judged.back()->outcome)));
    if (judged.empty()) {
      acceptance_.refuse("nothing happened: remove the line");
    } else {
      acceptance_.write_text(*check_.written, got_);
    }
    return expected_ == got_;
  }

  // A group stands for every stage inside it.
  bool stage(StageIndex got, std::string_view none) {
    auto name = [&](StageIndex s) {
      return s == kNone ? std::string(none) : ruleset_.stages[s].path;
    };
    texts(name(check_.stage), name(got));
    if (got != kNone) {
      acceptance_.write_text(*check_.written, got_);
    } else if (check_.kind == CheckKind::kTo) {
      acceptance_.write_null(*check_.written);
    } else {
      acceptance_.refuse("nothing happened: remove the line");
    }
    if (got == kNone || check_.stage == kNone) return got == check_.stage;
    return is_within(ruleset_, got, check_.stage);
  }

  bool transition() {
    const auto& judged = observed_.judged;
    const TransitionIndex got = judged.empty() ? TransitionIndex() : judged.back()->transition;
    auto name = [&](TransitionIndex t) {
      return t == kNone ? "none" : ruleset_.transitions[t].name;
    };
    texts(name(check_.transition), name(got));
    if (got == kNone) {
      acceptance_.write_null(*check_.written);
    } else {
      acceptance_.write_text(*check_.written, got_);
    }
    return expected_ == got_;
  }

  bool same(const std::vector<std::string>& expected, const std::vector<std::string>& got) {
    texts(fmt::format("[{}]", fmt::join(expected, ", ")),
          fmt::format("[{}]", fmt::join(got, ", ")));
    if (expected == got) return true;
    acceptance_.write_list(*check_.written, expected, got);
    return false;
  }

  std::vector<std::string> reasons() const {
    std::vector<std::string> names;
    for (const Decision* decision : observed_.judged) {
      for (const Reason& reason : decision->reasons) names.emplace_back(reason.code);
    }
    return names;
  }

  std::vector<std::string> needs() const {
    std::vector<std::string> names;
    for (const Decision* decision : observed_.judged) {
      for (size_t i = 0; i < decision->needs.size(); ++i) {
        names.emplace_back(need_name(*decision, i));
      }
    }
    return names;
  }

  std::vector<std::string> fired() const {
    std::vector<std::string> names;
    for (const auto& decisions : {observed_.earlier, observed_.judged}) {
      for (const Decision* decision : decisions) {
        if (decision->cause.kind != CauseKind::kDeadline) continue;
        // One that could not fire has come due, but is still armed.
        if (decision->outcome != Outcome::kMoved && decision->outcome != Outcome::kStayed) continue;
        names.push_back(ruleset_.deadlines[decision->cause.deadline].name);
      }
    }
    return names;
  }

  std::vector<std::string> flags() const {
    const auto found = timer_flags(observed_.record, check_.deadline);
    return {found.begin(), found.end()};
  }

  std::vector<std::string> counters() const {
    std::vector<std::string> texts;
    for (const Decision* decision : observed_.judged) {
      for (const Counter& c : decision->counters) {
        texts.push_back(fmt::format("{}: {} of {}", c.key, c.value, c.limit));
      }
    }
    return texts;
  }

  std::vector<std::string> armed() const {
    std::vector<std::string> names;
    for (DeadlineIndex d : observed_.record.timers().indices()) {
      if (observed_.record.timers()[d].armed()) names.push_back(ruleset_.deadlines[d].name);
    }
    return names;
  }

  bool instant(Instant got) {
    auto text = [&](Instant at) {
      return at == kNever ? std::string("never") : format_instant(at, ruleset_.zone.get());
    };
    acceptance_.write_instant(*check_.written, got);
    return texts(text(check_.instant), text(got));
  }

  std::string display(const cel::Value& value) const {
    return value.is_unknown() ? "unknown" : cel::display(value, ruleset_.zone.get());
  }

  static bool equal(const cel::Value& a, const cel::Value& b) {
    if (a.is_unknown() || b.is_unknown()) return a.is_unknown() && b.is_unknown();
    return cel::equals(a, b);
  }

  bool value(const cel::Value& got) {
    texts(display(check_.value), display(got));
    if (equal(check_.value, got)) return true;
    acceptance_.write_value(*check_.written, got);
    return false;
  }

  bool set() {
    for (auto it = observed_.judged.rbegin(); it != observed_.judged.rend(); ++it) {
      const std::vector<FactIndex>& set = (*it)->set;
      if (std::find(set.begin(), set.end(), check_.fact) == set.end()) continue;
      return value((*it)->record.fact(check_.fact));
    }
    texts(display(check_.value), "not set");
    acceptance_.refuse("the fact was not set: remove the line");
    return false;
  }

  // ---------------------------------------------------------------- actions

  // An action that came, its arguments by name.
  static ExpectedAction came(const Ruleset& ruleset, const ActionRequest& request, Arena& arena) {
    const Action& action = *request.action;
    ExpectedAction out;
    out.name = action_name(ruleset, action);
    if (action.kind == ActionKind::kStart) {
      out.arguments.push_back({"ruleset", cel::Value::string(arena.copy(action.ruleset))});
      return out;
    }
    const auto& parameters = ruleset.actions[action.declaration].parameters;
    for (size_t i = 0; i < request.arguments.size(); ++i) {
      out.arguments.push_back({parameters[i].name, request.arguments[i]});
    }
    return out;
  }

  static bool matches(const ExpectedAction& expected, const ExpectedAction& got) {
    if (expected.name != got.name) return false;
    return std::all_of(expected.arguments.begin(), expected.arguments.end(), [&](const auto& e) {
      return std::any_of(got.arguments.begin(), got.arguments.end(), [&](const auto& g) {
        return e.name == g.name && equal(e.value, g.value);
      });
    });
  }

  std::string display(const std::vector<ExpectedAction>& actions, bool with_arguments) const {
    std::vector<std::string> parts;
    for (const ExpectedAction& action : actions) {
      std::vector<std::string> arguments;
      for (const auto& a : action.arguments) {
        arguments.push_back(fmt::format("{}: {}", a.name, display(a.value)));
      }
      const bool short_form = arguments.empty() || !with_arguments;
      parts.push_back(short_form
                          ? action.name
                          : fmt::format("{} {{{}}}", action.name, fmt::join(arguments, ", ")));
    }
    return fmt::format("[{}]", fmt::join(parts, ", "));
  }

  bool actions() {
    Arena arena;
    std::vector<ExpectedAction> got;
    for (const Decision* decision : observed_.judged) {
      for (const ActionRequest& request : decision->actions) {
        got.push_back(came(ruleset_, request, arena));
      }
    }
    const auto& expected = check_.actions;
    const bool with_arguments = std::any_of(expected.begin(), expected.end(),
                                            [](const auto& a) { return !a.arguments.empty(); });
    texts(display(expected, true), display(got, with_arguments));
    if (std::equal(expected.begin(), expected.end(), got.begin(), got.end(), matches)) return true;
    accept_actions(got);
    return false;
  }

  // Names and arguments one by one, where as many actions of the same arguments have come.
  void accept_actions(const std::vector<ExpectedAction>& got) {
    if (got.size() != check_.actions.size()) return acceptance_.refuse(std::string(kOtherActions));
    for (size_t i = 0; i < got.size(); ++i) accept_action(check_.actions[i], got[i]);
  }

  void accept_action(const ExpectedAction& expected, const ExpectedAction& got) {
    if (expected.name != got.name) {
      if (!expected.arguments.empty()) return acceptance_.refuse(std::string(kOtherActions));
      acceptance_.write_text(*expected.written, got.name);
    }
    for (const auto& argument : expected.arguments) {
      const auto same = std::find_if(got.arguments.begin(), got.arguments.end(),
                                     [&](const auto& g) { return g.name == argument.name; });
      if (same == got.arguments.end()) return acceptance_.refuse(std::string(kOtherActions));
      if (!equal(argument.value, same->value))
        acceptance_.write_value(*argument.written, same->value);
    }
  }

  const Check& check_;
  const Observed& observed_;
  const Ruleset& ruleset_;
  Acceptance acceptance_;  // of what was got; of no interest where the check holds
  std::string expected_;
  std::string got_;
};

}  // namespace

std::optional<TestFailure> judge(const Check& check, const Observed& observed) {
  return Judge(check, observed).answer();
}

}  // namespace stagegraph::scenario
