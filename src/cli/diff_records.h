// SPDX-License-Identifier: Apache-2.0
// Which records a new version of the rules treats differently, if each possible event came now.
#pragma once

#include <boost/json/object.hpp>
#include <string>

#include "cli/diff_names.h"
#include "cli/problems.h"
#include "cli/progress.h"
#include "stagegraph/stagegraph.hpp"

namespace stagegraph::cli {

struct DiffInput {
  const stg::Ruleset& before;
  const stg::Ruleset& after;
  const DiffNames& names;
  std::string records;
  std::string at;  // the instant; empty: now
  size_t max_bytes;
};

// For each record of the file (JSON Lines, of the old version): its stage, its next due instant and
// the answer to each event that both versions know, under the old version and, once it is migrated,
// under the new one. Whoever asks has every role, and no quota is used up. Throws Unusable for a
// file that holds no such records. Rows that are none are problems.
boost::json::object compare_records(const DiffInput& input, Problems& problems, Progress& progress);

}  // namespace stagegraph::cli
