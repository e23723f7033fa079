// Which transition an event takes, and whether it may. Two questions in turn: `select` finds the
// first candidate that is enabled, `judge` collects what stands against it. Both only read the
// record. What they learn goes into the decision's reasons and needs.
#include "engine/judgement.h"

#include <algorithm>
#include <string>

#include "ruleset/variables.h"

namespace stagegraph::engine {

using namespace ruleset;

namespace {

using cel::Value;

void insert_sorted(std::vector<VariableIndex>& set, VariableIndex value) {
  auto at = std::lower_bound(set.begin(), set.end(), value);
  if (at == set.end() || *at != value) set.insert(at, value);
}

// "amount = 5, need unknown"
std::string facts_read(const Ruleset& ruleset, const Expression& expression, const Record& record) {
  std::string text;
  for (FactIndex fact : expression.facts) {
    if (!text.empty()) text += ", ";
    const Value& value = record.fact(fact);
    text += ruleset.facts[fact].name;
    text += value.is_unknown() ? " unknown" : " = " + cel::display(value, ruleset.zone.get());
  }
  return text;
}

// Goes through criteria and sorts their values into failed, unknown and broken.
class CriteriaRun {
 public:
  CriteriaRun(const StepContext& step, Evaluator& evaluator)
      : ruleset_(step.ruleset), evaluator_(evaluator), decision_(step.decision) {}

  void check(std::span<const CriterionIndex> criteria, bool must_be) {
    for (CriterionIndex c : criteria) {
      const Criterion& criterion = ruleset_.criteria[c];
      Value value = evaluator_.evaluate(criterion.when);
      if (value.is_unknown()) {
        add_needs(value, decision_);
      } else if (value.is_error()) {
        note_broken(criterion.when, value);
      } else if (value.is_true() != must_be) {
        decision_.reasons.push_back({criterion.name, criterion.says});
      }
    }
  }

  Verdict verdict() {
    if (!decision_.reasons.empty()) {
      decision_.needs.clear();
      return Verdict::kRefuse;
    }
    if (broken_ != kNone) {
      decision_.needs.clear();
      add_failure(ruleset_, broken_, error_, decision_);
      return Verdict::kFail;
    }
    return decision_.needs.empty() ? Verdict::kTake : Verdict::kNeeds;
  }

 private:
  void note_broken(ExpressionIndex expression, const Value& error) {
    if (broken_ != kNone) return;
    broken_ = expression;
    error_ = error;
  }

  const Ruleset& ruleset_;
  Evaluator& evaluator_;
  Decision& decision_;
  ExpressionIndex broken_ = kNone;
  Value error_;
};

}  // namespace

void add_needs(const Value& value, Decision& decision) {
  if (const cel::UnknownSet* set = value.unknown_set()) {
    for (uint32_t slot : set->slots) insert_sorted(decision.needs, VariableIndex(slot));
  } else {
    insert_sorted(decision.needs, VariableIndex(value.unknown_slot()));
  }
}

void add_failure(const Ruleset& ruleset, ExpressionIndex expression, const Value& error,
                 Decision& decision) {
  const Expression& failed = ruleset.expressions[expression];
  std::string text(error.as_error().message);
  text += " in `" + failed.source + "` (" + failed.location.path;
  const std::string values = facts_read(ruleset, failed, decision.record);
  if (!values.empty()) text += ": " + values;
  text += ")";
  decision.reasons.push_back({"evaluation_failed", decision.arena.copy(text)});
}

Judgement select(const StepContext& step, std::span<const TransitionIndex> candidates,
                 Evaluator& evaluator) {
  for (TransitionIndex t : candidates) {
    const ExpressionIndex when = step.ruleset.transitions[t].when;
    if (when == kNone) return {Verdict::kTake, t};
    Value enabled = evaluator.evaluate(when);
    if (enabled.is_true()) return {Verdict::kTake, t};
    if (enabled.is_unknown()) {
      add_needs(enabled, step.decision);
      return {Verdict::kNeeds, t};
    }
    if (enabled.is_error()) {
      add_failure(step.ruleset, when, enabled, step.decision);
      return {Verdict::kFail, t};
    }
  }
  return {};
}

Judgement judge_conditions(const StepContext& step, TransitionIndex transition,
                           Evaluator& evaluator) {
  const Transition& t = step.ruleset.transitions[transition];
  for (FactIndex fact : t.needs) {
    if (step.record.fact(fact).is_unknown()) {
      insert_sorted(step.decision.needs, variable_of(fact));
    }
  }
  CriteriaRun run(step, evaluator);
  run.check(t.require, true);
  run.check(t.reject_if, false);
  return {run.verdict(), transition};
}

}  // namespace stagegraph::engine
