// Whether a record may be decided by a ruleset.
#pragma once

#include "engine/record/record.h"
#include "ruleset/model.h"

namespace stagegraph::engine {

enum class Compatibility : uint8_t { kSameVersion, kOtherVersion, kOtherRuleset };

inline Compatibility compatibility(const ruleset::Ruleset& ruleset, const Record& record) {
  const ruleset::Ruleset& own = record.ruleset();
  const bool is_same = &own == &ruleset || own.fingerprint == ruleset.fingerprint;
  if (own.name != ruleset.name) return Compatibility::kOtherRuleset;
  return is_same && !record.is_of_other_version() ? Compatibility::kSameVersion
                                                  : Compatibility::kOtherVersion;
}

inline bool is_compatible(const ruleset::Ruleset& ruleset, const Record& record) {
  if (&record.ruleset() == &ruleset) return !record.is_of_other_version();
  return compatibility(ruleset, record) == Compatibility::kSameVersion;
}

inline Error wrong_ruleset(const ruleset::Ruleset& ruleset, const Record& record) {
  return {Status::kWrongRuleset,
          "record '" + std::string(record.id()) + "' belongs to ruleset '" + record.ruleset().name +
              "' (" + std::string(record.fingerprint()) + "), not to '" + ruleset.name + "' (" +
              ruleset.fingerprint + ")",
          {}};
}

}  // namespace stagegraph::engine
