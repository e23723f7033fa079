// SPDX-License-Identifier: Apache-2.0
// What is behind the handles of the C interface.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/counted.h"
#include "base/diagnostic.h"
#include "base/expected.h"
#include "engine/engine.h"
#include "ruleset/load/load.h"
#include "stagegraph/stagegraph.h"

struct stg_buffer {
  std::string text;
};

struct stg_diagnostics {
  stagegraph::Diagnostics list;
};

struct stg_error {
  stagegraph::Status status;
  std::string message;
  stg_diagnostics diagnostics;
};

struct stg_options {
  stagegraph::ruleset::LoadOptions load;
  stagegraph::engine::Context::AdvanceLimits due;
};

struct stg_ruleset {
  std::shared_ptr<const stagegraph::ruleset::Ruleset> rules;
  stagegraph::Diagnostics diagnostics;  // of loading and of the analyses
  uint64_t step_budget = 0;
  stagegraph::engine::Context::AdvanceLimits due_limits;
  std::vector<std::string> fact_types;                    // by fact, as text
  std::vector<std::string> field_types;                   // by payload field
  std::vector<std::vector<std::string>> parameter_types;  // by action and parameter
  mutable stagegraph::Holders holders;
};

// Either shows its own record, or one inside a decision; those are only ever handed out const.
struct stg_record {
  // First, and beside what a decision reads first: a handle may lie across two cache lines.
  const stagegraph::engine::Record* shown = nullptr;
  stagegraph::engine::Record own;

  stg_record() = default;
  explicit stg_record(stagegraph::engine::Record record) : shown(&own), own(std::move(record)) {}
  stg_record(const stg_record&) = delete;
  stg_record& operator=(const stg_record&) = delete;
};

struct stg_payload {
  std::shared_ptr<const stagegraph::ruleset::Ruleset> rules;
  stagegraph::engine::Payload payload;

  explicit stg_payload(std::shared_ptr<const stagegraph::ruleset::Ruleset> ruleset)
      : rules(std::move(ruleset)), payload(*rules) {}
};

struct stg_event {
  stg_payload payload;
  stagegraph::ruleset::EventIndex index;
  std::optional<stagegraph::engine::Resolution> resolution;  // an approval or a rejection, of `of`
  std::string of;
  std::string record;
  stagegraph::time::Instant at = stagegraph::time::kNever;
  std::string id;
  stagegraph::engine::Actor actor;

  explicit stg_event(std::shared_ptr<const stagegraph::ruleset::Ruleset> ruleset)
      : payload(std::move(ruleset)) {}
};

struct stg_context {
  std::shared_ptr<const stagegraph::ruleset::Ruleset> rules;
  stagegraph::engine::Context context;
  stagegraph::engine::Decision scratch;  // for questions that are no decision
  bool migrates = false;                 // records of other versions are migrated first
};

struct stg_decision {
  std::unique_ptr<stagegraph::engine::Decision> owned;     // null in a list, which owns them
  const stagegraph::engine::Decision* decision = nullptr;  // null after a call that failed
  stg_record record;

  void show(const stagegraph::engine::Decision& what);
};

struct stg_decisions {
  std::vector<std::unique_ptr<stagegraph::engine::Decision>> decisions;
  std::vector<std::unique_ptr<stg_decision>> shown;  // kept for their memory, as `decisions` are
  size_t count = 0;
};

namespace stagegraph::capi {

// What a handle shows; null for NULL and after a call that failed.
inline const engine::Decision* shown(const stg_decision* handle) {
  return handle == nullptr ? nullptr : handle->decision;
}
// The same, which must be there: throws Failure.
const engine::Decision& checked_decision(const stg_decision* handle);

// The caller's own record; throws Failure for null, and for one shown by a decision.
engine::Record& writable(stg_record* record);
// The same of one that is to become another: it may be of another version.
engine::Record& replaceable(stg_record* record);

// When to wake for the record. Where there is no memory to find out: at once.
int64_t next_due_out(const engine::Record& record) noexcept;

// Needs no memory to be made, and none to be freed.
stg_error& out_of_memory_error() noexcept;

}  // namespace stagegraph::capi
