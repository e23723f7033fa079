// SPDX-License-Identifier: Apache-2.0
// Deadlines that lead back to each other while no time passes. Cadences cannot: a touch, and giving
// up, come a second after the entry at the earliest.
#pragma once

#include <memory>
#include <span>
#include <string>

#include "engine/decision.h"
#include "engine/due.h"

namespace stagegraph::engine {

// So often one deadline may fire within a second. Where its facts change from time to time it
// may have to: it catches up with a date that has long passed.
inline constexpr size_t kMaxFirings = 1'000;

// Whether a deadline that is due has fired before at this instant, in the same stage and with the
// same facts: then nothing ever ends it. Also where it has fired kMaxFirings times within the second.
// Why, in words; empty where it may fire.
// `decisions` led from `first` to `record`.
std::string endless_round(const Due& due, const Record& record, const Record& first,
                          std::span<const std::unique_ptr<Decision>> decisions);

}  // namespace stagegraph::engine
