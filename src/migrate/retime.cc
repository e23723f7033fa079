// SPDX-License-Identifier: Apache-2.0
// What a deadline's own arithmetic is, engine/timers.cc knows. Here stands which of it is asked for.
#include "migrate/retime.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "engine/timers.h"
#include "time/span_text.h"

namespace stagegraph::migrate {

using namespace time;
using namespace ruleset;
using engine::Timer;

namespace {

class Retimer {
 public:
  Retimer(engine::Step& step, const std::vector<HeldTimer>& held, std::vector<Note>& notes,
          std::vector<Question>& questions)
      : step_(step),
        ruleset_(step.shared().ruleset),
        record_(step.shared().record),
        now_(step.shared().decision.at),
        held_(held),
        notes_(notes),
        questions_(questions) {}

  void run() {
    if (ruleset_.stages[record_.stage].final) return;
    for (StageIndex s = record_.stage; s != kNone; s = ruleset_.stages[s].parent) {
      for (DeadlineIndex d : ruleset_.stages[s].deadlines) retime_deadline(d, s);
      begin_cadence(s);
    }
  }

 private:
  void retime_deadline(DeadlineIndex index, StageIndex stage) {
    const auto found = std::find_if(held_.begin(), held_.end(), [&](const HeldTimer& timer) {
      return timer.deadline == index;
    });
    if (found == held_.end()) return begin(index, stage);
    Timer& timer = record_.timer(index);
    timer.blocked = false;  // what could not fire under the earlier version is tried again
    if (found->due == DuePolicy::kRestart) return restart(index);
    if (timer.armed() && is_to_be_reckoned(*found)) reckon(index, found->span);
  }

  bool is_to_be_reckoned(const HeldTimer& timer) const {
    if (timer.due) return timer.due == DuePolicy::kRecompute;
    const Span& span = ruleset_.deadlines[timer.deadline].span;
    return timer.span != (span == Span{} ? std::string() : format_span(span));
  }

  void begin(DeadlineIndex index, StageIndex stage) {
    const Instant entered = record_.marks()[stage].entered();
    if (!step_.deadlines().begin(index, entered, now_)) return ask(index);
    note(index, kNever);
  }

  void restart(DeadlineIndex index) {
    const Instant before = record_.timers()[index].due;
    if (!step_.deadlines().begin(index, now_, now_)) return ask(index);
    note(index, before);
  }

  void reckon(DeadlineIndex index, const std::string& old_text) {
    Timer& timer = record_.timer(index);
    const Instant before = timer.due;
    const Expected<Span> old = parse_span(old_text);
    const auto old_span = old ? std::optional(*old) : std::nullopt;
    if (!engine::reckon_due(ruleset_, ruleset_.deadlines[index], old_span, now_, timer)) {
      return ask(index);
    }
    note(index, before);
  }

  void begin_cadence(StageIndex stage) {
    const PlanIndex plan = ruleset_.stages[stage].plan;
    if (plan == kNone || record_.plans()[plan].base != Instant{}) return;
    step_.cadences().enter(stage, now_);
    notes_.push_back(
        {"cadence_new", fmt::format("the cadence of '{}' begins", ruleset_.stages[stage].path)});
  }

  void note(DeadlineIndex index, Instant before) {
    const Instant due = record_.timers()[index].due;
    if (due == before) return;
    const std::string& name = ruleset_.deadlines[index].name;
    const auto shown = [&](Instant at) { return format_instant(at, ruleset_.zone.get()); };
    if (before == kNever) {
      notes_.push_back({"deadline_new", fmt::format("'{}' is due {}", name, shown(due))});
    } else {
      notes_.push_back(
          {"due_changed", fmt::format("'{}' is due {}, not {}", name, shown(due), shown(before))});
    }
  }

  void ask(DeadlineIndex index) {
    const std::string& name = ruleset_.deadlines[index].name;
    questions_.push_back(
        {"timers." + name,
         fmt::format("the due instant of '{0}' would lie outside the calendar. Write in 'migrate': "
                     "deadlines: {{ {0}: {{ due: keep }} }}, or {0}: drop",
                     name)});
  }

  engine::Step& step_;
  const Ruleset& ruleset_;
  engine::Record& record_;
  const Instant now_;
  const std::vector<HeldTimer>& held_;
  std::vector<Note>& notes_;
  std::vector<Question>& questions_;
};

}  // namespace

void retime(engine::Step& step, const std::vector<HeldTimer>& held, std::vector<Note>& notes,
            std::vector<Question>& questions) {
  Retimer(step, held, notes, questions).run();
}

}  // namespace stagegraph::migrate
