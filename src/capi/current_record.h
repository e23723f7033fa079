// SPDX-License-Identifier: Apache-2.0
// A record on its way into a decision: migrated first, where it is of another version and the
// context asks for that.
#pragma once

#include <optional>

#include "capi/handles.h"
#include "engine/decision.h"

namespace stagegraph::capi {

class CurrentRecord {
 public:
  // Throws Failure where the migration is refused.
  CurrentRecord(const stg_ruleset& ruleset, const engine::Record& record, time::Instant now,
                stg_context& context)
      : given_(record), context_(context.context), expected_(context_.expected_sequence) {
    if (context.migrates) migrate(ruleset, now);
  }
  ~CurrentRecord() { context_.expected_sequence = expected_; }
  CurrentRecord(const CurrentRecord&) = delete;
  CurrentRecord& operator=(const CurrentRecord&) = delete;

  const engine::Record& operator*() const { return migration_ ? migration_->record : given_; }
  // The migration as a decision of its own; null where there was none.
  engine::Decision* migration() { return migration_.get(); }
  std::unique_ptr<engine::Decision> take_migration() { return std::move(migration_); }

 private:
  void migrate(const stg_ruleset& ruleset, time::Instant now);

  const engine::Record& given_;
  engine::Context& context_;
  std::unique_ptr<engine::Decision> migration_;
  const int64_t expected_;
};

// Says in a decision that its record was migrated first.
void note_migration(const engine::Decision& migration, engine::Decision& decision);

}  // namespace stagegraph::capi
