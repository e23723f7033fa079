// SPDX-License-Identifier: Apache-2.0
// Plays a file of events over a file of records: what `run` writes down, and `diff` compares.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "cli/problems.h"
#include "cli/progress.h"
#include "cli/records.h"
#include "stagegraph/stagegraph.hpp"

namespace stagegraph::cli {

struct PlayOptions {
  std::string records;  // empty: each record starts with its first event
  std::string events;
  std::string until;  // empty: time ends with the last event
  bool new_records = false;
  bool strict = false;  // stops at a bad row
  bool ignore_columns = false;
  bool migrate = false;  // records of other versions first
  uint64_t max_bytes = 0;
  uint64_t max_due = 10'000;  // decisions about a record between two of its events
};

// Told of what happens, in order.
class PlayListener {
 public:
  virtual ~PlayListener() = default;
  // All files are read. Time will pass until this instant.
  virtual void begins(stg::Instant end) = 0;
  virtual void decides(const stg::DecisionView& decision) = 0;
  // Around what comes due as the time of one record passes, until `now`.
  virtual void advancing() {}
  virtual void advanced(stg::Instant now) { (void)now; }
};

struct Played {
  Records records;
  size_t events = 0;        // delivered
  size_t events_after = 0;  // not delivered, as they are after `until`
  bool is_stopped = false;  // at a bad row, as `strict` says
};

Played play(const stg::Ruleset& rules, const PlayOptions& options, PlayListener& listener,
            Problems& problems, Progress& progress);

}  // namespace stagegraph::cli
