// SPDX-License-Identifier: Apache-2.0
// Conditions and values over the record of a decision in the making.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "cel/cel.h"
#include "engine/decision.h"
#include "engine/payload.h"
#include "engine/step_context.h"
#include "ruleset/host.h"
#include "ruleset/model.h"

namespace stagegraph::engine {

class Evaluator final : public ruleset::RecordView {
 public:
  // Reads the facts of the step's record as it becomes, and puts results and the trace into the
  // decision. The step must outlive this.
  explicit Evaluator(const StepContext& step) : step_(step) {
    cel::Activation& activation = step.workspace.activation;
    activation.arena = &step.decision.arena;
    activation.steps = activation.budget = step.context.step_budget;
  }

  // What surrounds the expressions; `now` is the decision's instant. To be set before the first of
  // them is evaluated, but for the due instant. The payload must outlive this.
  void set_event(ruleset::EventIndex event, const Payload* payload) {
    event_ = event;
    payload_ = payload;
  }
  void set_due(time::Instant due);
  // The facts of an earlier version, a map. It must outlive this.
  void set_old(const cel::Value& facts) { old_ = facts; }
  // Facts or the stage have changed: named expressions are worked out anew.
  void changed() {
    if (is_prepared_) begin_round();
  }

  // The value, traced where the context asks for it. Not for conditions alone: an expression of
  // a template is traced as well.
  cel::Value evaluate(ruleset::ExpressionIndex expression);

  // The value of a template: text joined, types checked. Unknown and error come through, except
  // in text, where an unknown part reads "(unknown)".
  cel::Value evaluate(const ruleset::Template& value);

  // Pays for work of the engine's own, or for a text that is to be copied. Null, or the error of a
  // spent budget.
  cel::Value pay(uint64_t steps);
  cel::Value pay_for(const cel::Value& text);

  // A table's answer; see RecordView.
  cel::Value table(ruleset::TableIndex table, Arena& arena) override;

  bool in_stage(ruleset::StageIndex stage) const override;
  std::optional<time::Instant> entered(ruleset::StageIndex stage) const override;
  int64_t visits(ruleset::StageIndex stage) const override;
  int64_t extensions(ruleset::DeadlineIndex deadline) const override;
  int64_t requested(ruleset::DeadlineIndex deadline) const override;
  const ruleset::Ruleset& ruleset() const override { return step_.ruleset; }

 private:
  void prepare();
  void begin_round();
  void set_payload();
  cel::Value join(const ruleset::Template& value);
  cel::Value append(std::string_view part, std::string& text);
  std::string shown(const cel::Value& piece) const;
  cel::Value failure(std::string message);
  cel::Value evaluate_traced(ruleset::ExpressionIndex expression);

  const StepContext& step_;
  ruleset::EventIndex event_ = kNone;
  const Payload* payload_ = nullptr;
  time::Instant due_ = time::kNever;
  cel::Value old_;
  bool is_prepared_ = false;
  uint32_t nesting_ = 0;  // of tables asked for by tables
};

}  // namespace stagegraph::engine
