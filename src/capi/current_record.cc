// SPDX-License-Identifier: Apache-2.0
// The migration counts as a change, so that the sequence that the caller expects moves with it.
#include "capi/current_record.h"

#include <string>

#include "capi/guard.h"
#include "engine/compatible.h"
#include "engine/json/record_write.h"
#include "migrate/migrate.h"

namespace stagegraph::capi {

using namespace engine;

void CurrentRecord::migrate(const stg_ruleset& ruleset, time::Instant now) {
  if (compatibility(*ruleset.rules, given_) != Compatibility::kOtherVersion) return;
  std::string json;
  write_record(given_, json);
  auto migration = std::make_unique<Decision>();
  take(migrate::migrate(ruleset.rules, json, now, context_, *migration));
  migration_ = std::move(migration);
  if (expected_ == given_.sequence) ++context_.expected_sequence;
}

void note_migration(const Decision& migration, Decision& decision) {
  decision.cause.migrated_from = decision.arena.copy(migration.cause.migrated_from);
  decision.reasons.push_back({"migrated", "the record was of an earlier version of the rules"});
}

}  // namespace stagegraph::capi
