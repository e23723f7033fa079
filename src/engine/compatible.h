// SPDX-License-Identifier: Apache-2.0
// Whether a record may be decided by a ruleset. A record's indices are those of the object that read
// it, so the engine decides none that another object read, even one of the same file: whoever asks
// has it read again first (capi/own_record.h).
#pragma once

#include "engine/record/record.h"
#include "ruleset/model.h"

namespace stagegraph::engine {

enum class Compatibility : uint8_t {
  kSameVersion,
  kOtherReader,  // of this version, but read by another object
  kOtherVersion,
  kOtherRuleset
};

inline Compatibility compatibility(const ruleset::Ruleset& ruleset, const Record& record) {
  const ruleset::Ruleset& own = record.ruleset();
  if (own.name != ruleset.name) return Compatibility::kOtherRuleset;
  if (record.behaviour() != ruleset.behaviour) return Compatibility::kOtherVersion;
  return &own == &ruleset ? Compatibility::kSameVersion : Compatibility::kOtherReader;
}

inline bool is_compatible(const ruleset::Ruleset& ruleset, const Record& record) {
  return &record.ruleset() == &ruleset && !record.is_of_other_version();
}

inline Error wrong_ruleset(const ruleset::Ruleset& ruleset, const Record& record) {
  return {Status::kWrongRuleset,
          "record '" + std::string(record.id()) + "' belongs to ruleset '" + record.ruleset().name +
              "' (" + std::string(record.behaviour()) + "), not to '" + ruleset.name + "' (" +
              ruleset.behaviour + ")",
          {}};
}

}  // namespace stagegraph::engine
