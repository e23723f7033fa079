// SPDX-License-Identifier: Apache-2.0
// A record from JSON: the whole form that record_write.h gives, or a short one with a stage and the
// instant of its entry.
#pragma once

#include <memory>
#include <string_view>

#include "base/expected.h"
#include "base/json.h"
#include "engine/record/record.h"

namespace stagegraph::engine {

// Throws Unreadable (fields.h) for a record of a newer format than this library reads.
void check_format(const Json& record);

// Reading what was written gives the same record. Fails with kInvalidInput, kUnknownName for a name
// that the ruleset lacks, and kWrongRuleset for a record of another ruleset. A record of another
// version is read: its behaviour says so.
Expected<Record> read_record(std::shared_ptr<const ruleset::Ruleset> ruleset,
                             std::string_view json);
Expected<Record> read_record(std::shared_ptr<const ruleset::Ruleset> ruleset, const Json& json);

}  // namespace stagegraph::engine
