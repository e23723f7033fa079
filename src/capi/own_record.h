// SPDX-License-Identifier: Apache-2.0
// The ruleset that a caller passes decides, not the one that read the record: its texts, its zone,
// its indices. A record that another object of the same version read (one with texts in another
// language, one from before a reload) is read again, so that the answer is the same bytes as if the
// ruleset that was asked had read it.
#pragma once

#include <memory>
#include <optional>

#include "base/status.h"
#include "capi/guard.h"
#include "engine/record/record.h"
#include "ruleset/model.h"

namespace stagegraph::capi {

using SharedRuleset = std::shared_ptr<const ruleset::Ruleset>;

// Whether it is of this version, and another object read it.
bool is_read_elsewhere(const ruleset::Ruleset& rules, const engine::Record& record);

// The record as `rules` reads it. Throws Failure where it cannot.
engine::Record read_again(const SharedRuleset& rules, const engine::Record& record);

// The record itself, or read again where another object read it, also of another version: for
// questions that are no decision. Throws Failure for a record of another ruleset, and for one that
// the ruleset cannot read.
class OwnRecord {
 public:
  OwnRecord(const SharedRuleset& rules, const engine::Record& record);
  OwnRecord(const OwnRecord&) = delete;
  OwnRecord& operator=(const OwnRecord&) = delete;

  const engine::Record& operator*() const { return read_ ? *read_ : given_; }

 private:
  const engine::Record& given_;
  std::optional<engine::Record> read_;
};

// Runs `decide` with the record, and once more with the record read again where that is why it
// failed: nothing is compared on the way of a record that is the ruleset's own. Throws Failure.
template <typename Decide>
void decide_as_own(const SharedRuleset& rules, const engine::Record& record, Decide&& decide) {
  Expected<Done> done = decide(record);
  if (!done && done.error().status == Status::kWrongRuleset && is_read_elsewhere(*rules, record)) {
    done = decide(read_again(rules, record));
  }
  take(std::move(done));
}

}  // namespace stagegraph::capi
