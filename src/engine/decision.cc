#include "engine/decision.h"

namespace stagegraph {

void Decision::reset() {
  at = 0;
  cause = {};
  outcome = Outcome::kIgnored;
  from = to = transition = kNone;
  reasons.clear();
  needs.clear();
  set.clear();
  actions.clear();
  counters.clear();
  trace.clear();
  first_sequence = 0;
  first_outcome = Outcome::kIgnored;
  arena.reset();
}

}  // namespace stagegraph
