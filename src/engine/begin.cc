// SPDX-License-Identifier: Apache-2.0
// A new record stands in its stage already, with its deadlines armed, so that one which never
// begins is whole too. Where it begins it enters that stage anew, as if it had stood nowhere.
#include "engine/begin.h"

#include <string>

#include "engine/compatible.h"
#include "engine/deliver.h"
#include "engine/step.h"

namespace stagegraph::engine {

using namespace time;
using namespace ruleset;

Expected<Done> begin_record(const Ruleset& ruleset, const Record& record, Instant now,
                            Context& context, Decision& decision) {
  if (&record == &decision.record) {
    const Record before(record);
    return begin_record(ruleset, before, now, context, decision);
  }
  if (!is_compatible(ruleset, record)) {
    auto explained = explain_undecided(ruleset, record, now, decision);
    decision.cause.kind = CauseKind::kBegin;
    return explained;
  }
  if (record.sequence != 0) {
    return Error{Status::kInvalidArgument,
                 "record '" + std::string(record.id()) + "' is at sequence " +
                     std::to_string(record.sequence) +
                     " already: a record begins before anything else happens to it",
                 {}};
  }
  begin(record, now, decision);
  decision.cause.kind = CauseKind::kBegin;
  Step step(record, context, decision);
  if (step.begin_record()) step.commit(true, {});
  return Done{};
}

}  // namespace stagegraph::engine
