// SPDX-License-Identifier: Apache-2.0
// The records file of a run.
//
// A row that cannot be used takes its record out of the run, with every event of that record: it
// has a past that the run does not know. So does an id that two rows have, as either may be right.
#pragma once

#include <string>

#include "cli/problems.h"
#include "cli/progress.h"
#include "cli/records.h"
#include "cli/table_file.h"
#include "stagegraph/stagegraph.hpp"

namespace stagegraph::cli {

// Reads the records of a file. CSV has `id`, `entered`, and if wanted `stage` (absent or empty: the
// initial stage) and a column per fact. An empty cell leaves the fact as it is in a new record, at
// its default or unknown. JSON Lines has one record a line, whole or in the short form.
// Throws Unusable for columns that mean nothing, unless they are to be ignored. Afterwards
// `records` knows of which events it has no record, and `new_records` lets such records start.
void read_records(const stg::Ruleset& rules, const std::string& path, const TableOptions& options,
                  bool new_records, Records& records, Problems& problems, Progress& progress);

}  // namespace stagegraph::cli
