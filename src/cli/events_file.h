// SPDX-License-Identifier: Apache-2.0
// The events of a run.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/problems.h"
#include "cli/progress.h"
#include "cli/records.h"
#include "cli/table_file.h"
#include "stagegraph/stagegraph.hpp"

namespace stagegraph::cli {

// An event ready to be decided: what it carries and who sent it are in the reader. Or somebody's
// word on what the record waits for.
struct Delivery {
  std::string_view record;
  stg::Index event = stg::kNone;  // kNone: an approval or a rejection
  stg::Instant at = 0;
  const stg_payload* payload = nullptr;
  bool approves = false;
  std::string_view of = {};           // what is approved or rejected
  const stg::Event* whole = nullptr;  // where it came as JSON
};

// Reads events: CSV with `record`, `event`, `at`, and if wanted `id`, `actor`, `roles` (separated
// by ';'), `payload` (a JSON object) and a column per payload field; or JSON Lines, as
// stg_event_from_json reads them. An empty cell is no value. In CSV the events `approve` and
// `reject` are the engine's own, unless the ruleset declares such; the column `of` says what.
class EventsFile {
 public:
  // Throws Unusable for columns that mean nothing to any event, unless they are to be ignored.
  EventsFile(const stg::Ruleset& rules, const std::string& path, const TableOptions& options);

  struct Place {
    stg::Instant at = 0;
    size_t offset = 0;
    uint32_t line = 0;
  };

  const std::string& path() const { return file_.path(); }

  // Reads all rows, and returns those that can be used in the order in which they are to be
  // delivered: by instant, and by row where that is the same.
  std::vector<Place> order(const Records& records, Problems& problems, Progress& progress);

  // Reads one of them again, and puts the actor and the event's id into the context. Good until
  // the next call.
  Delivery read(const Place& place, stg::Context& context);

  // Sets the facts that the event last read carries, as far as they fit.
  void set_carried_facts(stg::Record& record) const;

 private:
  struct FieldColumn {
    size_t column;
    std::vector<stg::Index> fields;  // by event; kNone where the event does not carry it
  };

  void read_columns();
  bool add_field(size_t column);
  Delivery read_row(const TableRow& row, stg::Context& context);
  Delivery read_csv(const std::vector<std::string>& cells, stg::Context& context);
  Delivery read_json(std::string_view json, stg::Context& context);
  stg::Index read_event(const std::vector<std::string>& cells) const;
  stg::Instant read_at(const std::vector<std::string>& cells) const;
  void set_sender(const std::vector<std::string>& cells, stg::Context& context);
  Delivery read_word(const std::vector<std::string>& cells) const;
  void check_empty(const std::vector<std::string>& cells, std::optional<size_t> column,
                   std::string_view why) const;
  void read_payload(const std::vector<std::string>& cells, stg::Index event);
  void read_payload_json(const std::vector<std::string>& cells, stg::Index event);
  void read_field(const FieldColumn& column, const std::vector<std::string>& cells,
                  stg::Index event);

  const stg::Ruleset& rules_;
  TableFile file_;
  bool ignore_columns_;
  size_t record_ = 0, event_ = 0, at_ = 0;
  std::optional<size_t> id_, actor_, roles_, payload_column_, of_;
  std::vector<FieldColumn> fields_;
  stg::Payload payload_;
  stg::Event json_event_;
  TableRow row_;
  std::vector<std::string_view> role_names_;
};

}  // namespace stagegraph::cli
