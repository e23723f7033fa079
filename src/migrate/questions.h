// SPDX-License-Identifier: Apache-2.0
// What a version has still to say of the records of an earlier one, before any record asks.
#pragma once

#include "base/diagnostic.h"
#include "base/expected.h"
#include "ruleset/model.h"

namespace stagegraph::migrate {

// One finding for each question that a record of `old` can raise when it is migrated to `now`, with
// a place in `now`, the line of `old` and an edit that answers it or leaves a word to fill in. Where
// there is no error, every record of `old` is migrated but for what only its values decide: a range
// that is narrower (a warning), a value of `migrate` that fails, an instant outside the calendar.
// Fails with kWrongRuleset for rulesets of different names.
Expected<Diagnostics> open_questions(const ruleset::Ruleset& old, const ruleset::Ruleset& now);

}  // namespace stagegraph::migrate
