// SPDX-License-Identifier: Apache-2.0
// The functions that conditions may ask about the record at hand. Expressions are compiled against
// this interface; the engine implements it.
#pragma once

#include "cel/cel.h"
#include "ruleset/model.h"

namespace stagegraph::ruleset {

class RecordView {
 public:
  virtual ~RecordView() = default;
  virtual bool in_stage(StageIndex stage) const = 0;
  // Last entry; nothing when it was never entered.
  virtual std::optional<time::Instant> entered(StageIndex stage) const = 0;
  virtual int64_t visits(StageIndex stage) const = 0;
  virtual int64_t extensions(DeadlineIndex deadline) const = 0;
  // With the one that is asked for and not decided.
  virtual int64_t requested(DeadlineIndex deadline) const = 0;
  // A map from output to value; of a collecting table, a list of such maps. An unknown where a
  // row's condition is unknown, an error where none matches or the hit policy is broken.
  virtual cel::Value table(TableIndex table, Arena& arena) = 0;
  // Whose zone and calendar working_time() goes by.
  virtual const Ruleset& ruleset() const = 0;
};

}  // namespace stagegraph::ruleset
