// SPDX-License-Identifier: Apache-2.0
// Both versions over the same history, side by side.
#pragma once

#include <boost/json/object.hpp>
#include <string>

#include "cli/diff_names.h"
#include "cli/player.h"
#include "cli/problems.h"
#include "cli/progress.h"
#include "stagegraph/stagegraph.hpp"

namespace stagegraph::cli {

// Plays the history under the old version, then under the new one, and compares the decisions of
// each record: those of the same instant and cause are the same decision, with the same or another
// answer. Problems are those of both.
boost::json::object compare_history(const stg::Ruleset& before, const stg::Ruleset& after,
                                    const DiffNames& names, const PlayOptions& options,
                                    Problems& problems, Progress& progress);

}  // namespace stagegraph::cli
