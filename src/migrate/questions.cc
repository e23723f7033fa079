// SPDX-License-Identifier: Apache-2.0
// Goes over all that a record of the earlier version can hold, in the order in which rewrite.cc
// renames it, with the same answers. What has no answer becomes a question. A successor that is
// likely counts as the answer for what follows, so that one edit does not leave the next question:
// a stage brings its deadlines along.
#include "migrate/questions.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

#include "migrate/answers.h"
#include "migrate/open_question.h"
#include "migrate/stage_successors.h"
#include "migrate/successors.h"
#include "migrate/type_change.h"
#include "ruleset/lookup.h"

namespace stagegraph::migrate {

using namespace ruleset;

namespace {

class Questions {
 public:
  Questions(const Ruleset& old, const Ruleset& now)
      : old_(old),
        now_(now),
        answers_(now, old.version, old.behaviour),
        stages_(old, now, answers_) {}

  Diagnostics run() {
    ask_stages();
    ask_facts();
    ask_deadlines();
    ask_events();
    if (answers_.keeps_requests()) ask_requests();
    return placed(questions_, old_, now_, answers_.entry());
  }

 private:
  // "stage 'lead.sql' (old.yaml:17)"
  std::string named(std::string_view noun, std::string_view name, const Location& location) const {
    const uint32_t line = location.range.begin.line;
    const std::string place = old_.file.empty()
                                  ? fmt::format("line {} of the earlier version", line)
                                  : fmt::format("{}:{}", old_.file, line);
    return fmt::format("{} '{}' ({})", noun, name, place);
  }

  OpenQuestion& ask(std::string_view code, Section section, std::string answer,
                    std::string message) {
    OpenQuestion& question = questions_.emplace_back();
    question.code = code;
    question.message = std::move(message);
    question.section = section;
    question.answer = std::move(answer);
    return question;
  }

  // The same, to be answered by `was` on the likely successor.
  template <typename T>
  void ask_successor(std::string_view code, const std::string& problem, const T& successor,
                     std::string_view name, std::string_view was) {
    OpenQuestion& question = questions_.emplace_back();
    question.code = code;
    question.message = fmt::format(
        "{}. If '{}' takes its place, write 'was: {}' there. Or say in 'migrate' what becomes of "
        "it",
        problem, name, was);
    question.successor = &successor.location;
    question.edit = added_key(successor.body, fmt::format("was: {}", was));
  }

  // ---------------------------------------------------------------- stages

  void ask_stages() {
    for (const GoneStage& gone : stages_.gone()) ask_stage(gone);
  }

  void ask_stage(const GoneStage& gone) {
    const Stage& stage = old_.stages[gone.stage];
    const std::string problem = fmt::format("{} is gone, and records can be in it",
                                            named("stage", stage.path, stage.location));
    if (gone.successor == kNone) {
      ask("stage-gone", Section::kStages, fmt::format("{}: STAGE", stage.path),
          fmt::format("{}. Write where they go in 'migrate': stages: {{ {}: STAGE }}", problem,
                      stage.path));
      return;
    }
    const Stage& next = now_.stages[gone.successor];
    ask_successor("stage-gone", problem, next, next.path, gone.is_beside ? stage.name : stage.path);
  }

  // ---------------------------------------------------------------- facts

  void ask_facts() {
    std::set<FactIndex> taken;
    is_new_fact_.resize(now_.facts.size());
    for (FactIndex f : now_.facts.indices()) {
      is_new_fact_[f] = find_fact(old_, now_.facts[f].name) == kNone && now_.facts[f].was.empty() &&
                        !answers_.has_value_for(f);
    }
    for (const Fact& fact : old_.facts) {
      const FactIndex next = answers_.fact(fact.name);
      if (next == kNone) {
        if (!answers_.is_fact_dropped(fact.name)) ask_fact(fact);
      } else if (!answers_.has_value_for(next)) {
        if (taken.insert(next).second) {
          compare(fact, now_.facts[next]);
        } else {
          ask_joined_facts(fact, now_.facts[next]);
        }
      }
    }
  }

  void ask_fact(const Fact& fact) {
    const std::string problem = named("fact", fact.name, fact.location) + " is gone";
    std::vector<FactIndex> candidates;
    std::vector<std::string> lacking;
    for (FactIndex f : now_.facts.indices()) {
      if (is_new_fact_[f] && fit_of(fact.type, now_.facts[f].type, lacking) == Fit::kAlways)
        candidates.push_back(f);
    }
    const FactIndex successor = likeliest<Fact>(fact.name, now_.facts, candidates);
    if (successor == kNone) {
      ask("fact-gone", Section::kFacts, fmt::format("{}: drop", fact.name),
          fmt::format("{}. Write in 'migrate': facts: {{ {}: drop }}, or give its value to another "
                      "fact: FACT: '${{old.{}}}'",
                      problem, fact.name, fact.name));
      return;
    }
    is_new_fact_[successor] = false;
    const Fact& next = now_.facts[successor];
    ask_successor("fact-gone", problem, next, next.name, fact.name);
    OpenQuestion& question = questions_.back();
    if (next.body.first.line != 0) return;
    question.edit = Edit{next.body.range, fmt::format("{{ type: {}, was: {} }}",
                                                      cel::to_string(next.type), fact.name)};
  }

  // The value that a fact gets; unknown where the record does not know the earlier one.
  std::string value_answer(const Fact& old, const Fact& now, const std::string& value) const {
    if (old.has_default) return fmt::format("{}: '${{{}}}'", now.name, value);
    return fmt::format("{0}: '${{has(old.{1}) ? {2} : {0}}}'", now.name, old.name, value);
  }

  void ask_joined_facts(const Fact& fact, const Fact& next) {
    ask("joined", Section::kFacts, fmt::format("{}: VALUE", next.name),
        fmt::format("{} and another fact both become '{}'. Write its value in 'migrate': facts: {{ "
                    "{}: VALUE }}",
                    named("fact", fact.name, fact.location), next.name, next.name));
  }

  void compare(const Fact& old, const Fact& now) {
    std::vector<std::string> lacking;
    const std::string what = named("fact", old.name, old.location);
    switch (fit_of(old.type, now.type, lacking)) {
      case Fit::kOtherType:
        ask("type-changed", Section::kFacts,
            value_answer(old, now, fmt::format("{}(old.{})", cel::to_string(now.type), old.name)),
            fmt::format("{} was {}, and is {} now. Write in 'migrate' how its value becomes one of "
                        "these: facts: {{ {}: VALUE }}",
                        what, cel::to_string(old.type), cel::to_string(now.type), now.name));
        return;
      case Fit::kLacksMembers:
        ask("enum-value-gone", Section::kFacts,
            value_answer(old, now,
                         fmt::format("old.{0} == \"{1}\" ? \"VALUE\" : string(old.{0})", old.name,
                                     lacking[0])),
            fmt::format("{} could be '{}', which is gone. Write in 'migrate' what it becomes: "
                        "facts: {{ {}: VALUE }}",
                        what, fmt::join(lacking, "', '"), now.name));
        return;
      case Fit::kAlways:
        if (is_narrower(old, now)) ask_range(old, now, what);
    }
  }

  void ask_range(const Fact& old, const Fact& now, const std::string& what) {
    OpenQuestion& question =
        ask("narrower-range", Section::kFacts, {},
            fmt::format("{} had a wider range. A record whose value does not fit is not migrated, "
                        "unless 'migrate' gives another: facts: {{ {}: '${{old.{}}}' }}",
                        what, now.name, old.name));
    question.severity = Severity::kWarning;
    question.successor = &now.location;
  }

  // ---------------------------------------------------------------- deadlines

  struct Fate {
    DeadlineIndex to = kNone;
    bool is_dropped = false;
  };

  void ask_deadlines() {
    fates_.resize(old_.deadlines.size());
    is_new_deadline_.resize(now_.deadlines.size());
    for (DeadlineIndex d : now_.deadlines.indices()) {
      is_new_deadline_[d] = now_.deadlines[d].was.empty();
      for (const Deadline& old : old_.deadlines) {
        if (old.name == now_.deadlines[d].name) is_new_deadline_[d] = false;
      }
    }
    for (DeadlineIndex d : old_.deadlines.indices()) ask_deadline(d);
    ask_joined_deadlines();
  }

  void ask_deadline(DeadlineIndex old) {
    const Deadline& deadline = old_.deadlines[old];
    const DeadlineAnswer answer = answers_.deadline(deadline.name);
    Fate& fate = fates_[old];
    fate = {answer.to, answer.due == DuePolicy::kDrop};
    if (fate.is_dropped || stages_.leaves_within(deadline.stage).empty()) return;
    if (fate.to == kNone) fate.to = in_successor(deadline);
    if (fate.to == kNone) return ask_gone(deadline, fate);
    const Deadline& next = now_.deadlines[fate.to];
    const StageIndex leaf = stages_.outside(deadline.stage, next.stage);
    if (leaf == kNone) return;
    ask("deadline-gone", Section::kDeadlines, fmt::format("{}: drop", deadline.name),
        fmt::format("{} runs in '{}', and '{}' does not run where such records go. Write what "
                    "becomes of it in 'migrate': deadlines: {{ {}: {{ to: DEADLINE }} }}, or drop",
                    named("deadline", deadline.name, deadline.location), old_.stages[leaf].path,
                    next.name, deadline.name));
  }

  // Of the same name, in the likely successor of its stage.
  DeadlineIndex in_successor(const Deadline& deadline) const {
    const StageIndex stage = stages_.of(deadline.stage);
    if (stage == kNone) return kNone;
    for (DeadlineIndex d : now_.stages[stage].deadlines) {
      if (own_name(now_.deadlines[d].name) == own_name(deadline.name)) return d;
    }
    return kNone;
  }

  void ask_gone(const Deadline& deadline, Fate& fate) {
    const std::string problem =
        named("deadline", deadline.name, deadline.location) + " is gone, and can be running";
    std::vector<DeadlineIndex> candidates;
    const StageIndex stage = stages_.of(deadline.stage);
    if (stage != kNone) {
      for (DeadlineIndex d : now_.stages[stage].deadlines) {
        if (is_new_deadline_[d]) candidates.push_back(d);
      }
    }
    fate.to = likeliest<Deadline>(deadline.name, now_.deadlines, candidates);
    if (fate.to == kNone) {
      ask("deadline-gone", Section::kDeadlines, fmt::format("{}: drop", deadline.name),
          fmt::format("{0}. Write what becomes of it in 'migrate': deadlines: {{ {1}: {{ to: "
                      "DEADLINE }} }}, or {1}: drop",
                      problem, deadline.name));
      return;
    }
    is_new_deadline_[fate.to] = false;
    const Deadline& next = now_.deadlines[fate.to];
    ask_successor("deadline-gone", problem, next, next.name, own_name(deadline.name));
  }

  // Two that run at once cannot go on as one.
  void ask_joined_deadlines() {
    std::set<std::string> asked;
    for (StageIndex leaf : stages_.leaves_within(kNone)) {
      std::set<DeadlineIndex> taken;
      for (StageIndex s = leaf; s != kNone; s = old_.stages[s].parent) {
        for (DeadlineIndex d : old_.stages[s].deadlines) {
          const Fate& fate = fates_[d];
          if (fate.is_dropped || fate.to == kNone || taken.insert(fate.to).second) continue;
          if (asked.insert(old_.deadlines[d].name).second) ask_joined(old_.deadlines[d], fate.to);
        }
      }
    }
  }

  void ask_joined(const Deadline& deadline, DeadlineIndex to) {
    ask("joined", Section::kDeadlines, fmt::format("{}: drop", deadline.name),
        fmt::format("{} and another that runs beside it both become '{}'. Write in 'migrate' which "
                    "of them ends: deadlines: {{ {}: drop }}",
                    named("deadline", deadline.name, deadline.location), now_.deadlines[to].name,
                    deadline.name));
  }

  // ---------------------------------------------------------------- what waits

  void ask_events() {
    for (const Event& event : old_.events) {
      if (event.order != EventOrder::kHold) continue;
      const EventAnswer answer = answers_.event(event.name);
      if (answer.is_dropped) continue;
      const std::string what = named("event", event.name, event.location);
      if (answer.to == kNone) {
        ask("event-gone", Section::kEvents, fmt::format("{}: drop", event.name),
            fmt::format("{} can wait for a stage and is gone. Write in 'migrate': events: {{ {}: "
                        "EVENT }}, or drop",
                        what, event.name));
      } else if (const std::string* field = changed_field(event, now_.events[answer.to])) {
        ask("event-gone", Section::kEvents, fmt::format("{}: drop", event.name),
            fmt::format("{} can wait for a stage, and its '{}' has another type now. Write in "
                        "'migrate': events: {{ {}: drop }}",
                        what, *field, event.name));
      }
    }
  }

  // A field of another type in both, or null.
  const std::string* changed_field(const Event& old, const Event& now) const {
    std::vector<std::string> lacking;
    for (const Event::Carried& carried : old.carries) {
      const PayloadField& field = old_.payload[carried.field];
      const FieldIndex next = find_payload_field(now_, now, field.name);
      if (next == kNone) continue;
      if (fit_of(field.type, now_.payload[next].type, lacking) != Fit::kAlways) return &field.name;
    }
    return nullptr;
  }

  void ask_requests() {
    for (DeadlineIndex d : old_.deadlines.indices()) {
      const Deadline& deadline = old_.deadlines[d];
      const Fate& fate = fates_[d];
      if (!deadline.extend || fate.is_dropped || fate.to == kNone) continue;
      if (!now_.deadlines[fate.to].extend) {
        ask_request(named("deadline", deadline.name, deadline.location) +
                    " could be extended, and cannot any more");
      }
    }
    for (const Transition& transition : old_.transitions) {
      if (transition.approval) ask_approval(transition);
    }
  }

  void ask_approval(const Transition& old) {
    if (stages_.leaves_within(old.stage).empty()) return;
    const std::string what = named("transition", old.name, old.location);
    const StageIndex stage = stages_.of(old.stage);
    if (stage == kNone) return ask_request(what + " needed an approval, and its stage is gone");
    const std::string name = fmt::format("{}.{}", now_.stages[stage].path, own_name(old.name));
    const auto found = std::find_if(now_.transitions.begin(), now_.transitions.end(),
                                    [&](const Transition& next) { return next.name == name; });
    if (found == now_.transitions.end() || !found->approval) {
      ask_request(what + " needed an approval, and this version has none such");
    } else if (stages_.outside(old.stage, found->stage) != kNone) {
      ask_request(what + " needed an approval, and is not there where such records go");
    } else if (changed_field(old_.events[old.event], now_.events[found->event]) != nullptr) {
      ask_request(what + " needed an approval, and its event carries another type now");
    }
  }

  void ask_request(const std::string& problem) {
    ask("request-gone", Section::kRequests, "drop",
        problem +
            ". A request for it can wait. Have it decided before, or write in 'migrate': "
            "requests: drop");
  }

  const Ruleset& old_;
  const Ruleset& now_;
  const Answers answers_;
  std::vector<OpenQuestion> questions_;
  // What becomes of things of the earlier version, by an answer or most likely.
  const StageSuccessors stages_;
  IndexedVector<Fate, Deadline> fates_;
  // What may be a successor.
  IndexedVector<bool, Fact> is_new_fact_;
  IndexedVector<bool, Deadline> is_new_deadline_;
};

}  // namespace

Expected<Diagnostics> open_questions(const Ruleset& old, const Ruleset& now) {
  if (old.name != now.name) {
    return Error{
        Status::kWrongRuleset,
        fmt::format("the earlier version is of ruleset '{}', not of '{}'", old.name, now.name),
        {}};
  }
  if (old.behaviour == now.behaviour) return Diagnostics{};
  return Questions(old, now).run();
}

}  // namespace stagegraph::migrate
