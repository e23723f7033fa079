// Selecting a transition and judging it, without changing anything.
#pragma once

#include <span>

#include "engine/decision.h"
#include "engine/evaluator.h"
#include "engine/step_context.h"

namespace stagegraph::engine {

enum class Verdict : uint8_t {
  kNothing,  // no candidate is enabled
  kTake,
  kRefuse,  // decision.reasons says why
  kNeeds,   // decision.needs says what
  kFail,    // decision.reasons holds the failure
};

struct Judgement {
  Verdict verdict = Verdict::kNothing;
  ruleset::TransitionIndex transition = kNone;  // the one selected
};

// The first candidate whose `when` is true. One whose `when` is unknown or fails stops the search
// rather than fall through to a more permissive one.
Judgement select(const StepContext& step, std::span<const ruleset::TransitionIndex> candidates,
                 Evaluator& evaluator);

// Of a transition that has `needs`, `require` or `reject_if`; see judge.
Judgement judge_conditions(const StepContext& step, ruleset::TransitionIndex transition,
                           Evaluator& evaluator);
// Judges a transition by `needs`, `require` and `reject_if`, of which most have none. Every
// criterion that failed is reported. A certain failure outweighs what is unknown or could not be
// evaluated.
inline Judgement judge(const StepContext& step, ruleset::TransitionIndex transition,
                       Evaluator& evaluator) {
  const ruleset::Transition& t = step.ruleset.transitions[transition];
  const bool is_free = t.needs.empty() && t.require.empty() && t.reject_if.empty();
  if (is_free) return {Verdict::kTake, transition};
  return judge_conditions(step, transition, evaluator);
}

// Adds to decision.needs the variables that `value`, an unknown, lacks.
void add_needs(const cel::Value& value, Decision& decision);

// Adds the reason of an expression that failed, with the expression and the values it read.
void add_failure(const ruleset::Ruleset& ruleset, ruleset::ExpressionIndex expression,
                 const cel::Value& error, Decision& decision);

}  // namespace stagegraph::engine
