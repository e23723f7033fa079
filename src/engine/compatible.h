// Whether a record may be decided by a ruleset.
#pragma once

#include "engine/record/record.h"
#include "ruleset/model.h"

namespace stagegraph::engine {

enum class Fit : uint8_t { kSame, kOtherVersion, kOtherRuleset };

inline Fit fit(const ruleset::Ruleset& ruleset, const Record& record) {
  const ruleset::Ruleset& own = record.ruleset();
  if (&own == &ruleset) return record.is_of_other_version() ? Fit::kOtherVersion : Fit::kSame;
  if (own.name != ruleset.name) return Fit::kOtherRuleset;
  return own.fingerprint == ruleset.fingerprint && !record.is_of_other_version()
             ? Fit::kSame
             : Fit::kOtherVersion;
}

inline Error wrong_ruleset(const ruleset::Ruleset& ruleset, const Record& record) {
  return {Status::kWrongRuleset,
          "record '" + std::string(record.id()) + "' belongs to ruleset '" + record.ruleset().name +
              "' (" + std::string(record.fingerprint()) + "), not to '" + ruleset.name + "' (" +
              ruleset.fingerprint + ")",
          {}};
}

}  // namespace stagegraph::engine
