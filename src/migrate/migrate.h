// SPDX-License-Identifier: Apache-2.0
// The door: a record of an earlier version goes on under this one. docs/language.md, "Versions".
#pragma once

#include <memory>
#include <string_view>

#include "base/expected.h"
#include "engine/context.h"
#include "engine/decision.h"
#include "ruleset/model.h"

namespace stagegraph::migrate {

// One decision with the cause `migration`: its record is of this version, its sequence one higher.
// A record that is of this version already is not changed (outcome kIgnored).
//
// Whole or not at all. Fails with kUnanswered where the record holds something that this version
// lacks and nobody has said what becomes of it: one diagnostic for each question. With
// kWrongRuleset for a record of another ruleset, kUnsupported for a newer format of records, and as
// read_record does.
Expected<Done> migrate(const std::shared_ptr<const ruleset::Ruleset>& ruleset,
                       std::string_view record, time::Instant now, engine::Context& context,
                       engine::Decision& decision);

}  // namespace stagegraph::migrate
