// SPDX-License-Identifier: Apache-2.0
// The kinds of failure a caller can tell apart. The values are those of stg_status in the C ABI:
// published, and never renumbered.
#pragma once

#include <cstdint>

namespace stagegraph {

enum class Status : int32_t {
  kOk = 0,
  kInvalidArgument = 1,  // a call that breaks the interface's rules: null, out of range, wrong type
  kOutOfMemory = 2,
  kInternal = 3,         // a bug in this library
  kInvalidRuleset = 10,  // the YAML or the rules in it; see the diagnostics
  kInvalidExpression = 11,
  kInvalidInput = 12,   // a record, an event, JSON or CSV that cannot be read
  kUnknownName = 13,    // a fact, event, stage or role that the ruleset does not declare
  kLimitExceeded = 14,  // a budget for bytes, nodes, depth or steps
  kNotFound = 15,       // a file that is not there
  kIo = 16,
  kOverdue = 20,       // the record has something due before this event: advance it first
  kWrongRuleset = 21,  // the record belongs to another ruleset
  kUnsupported = 22,
  kUnanswered = 23,  // a migration that does not say what becomes of something
};

}  // namespace stagegraph
