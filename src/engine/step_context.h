// What the parts of one step share: the record as it was, the decision in the making with the
// record as it becomes, and what surrounds both. Made once for a step and passed by reference.
#pragma once

#include <algorithm>

#include "engine/context.h"
#include "engine/decision.h"
#include "engine/record/record.h"
#include "engine/workspace.h"

namespace stagegraph::engine {

struct StepContext {
  // The ruleset is the record's own. All three must outlive this.
  StepContext(const Record& record_before, Context& surroundings, Decision& made)
      : ruleset(record_before.ruleset()),
        before(record_before),
        context(surroundings),
        workspace(surroundings.workspace()),
        decision(made),
        record(made.record) {}

  const ruleset::Ruleset& ruleset;
  const Record& before;
  Context& context;
  Context::Workspace& workspace;
  Decision& decision;
  Record& record;  // the decision's
};

// Resets the decision and copies the record into it. The clock never goes back: `decision.at` is
// `now` or the record's last instant, whichever is later.
inline void begin(const Record& before, time::Instant now, Decision& decision) {
  decision.reset();
  decision.record = before;
  decision.at = std::max(now, before.clock);
  decision.from = before.stage;
}

}  // namespace stagegraph::engine
