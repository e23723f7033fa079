#include "cli/events_file.h"

#include <fmt/format.h>

#include <algorithm>

#include "cli/files.h"

namespace stagegraph::cli {

namespace {

[[noreturn]] void fail_row(std::string message) {
  throw stg::Error(stg::Status::kInvalidInput, message, {});
}

std::string_view cell_of(const std::vector<std::string>& cells, std::optional<size_t> column) {
  return column ? std::string_view(cells[*column]) : std::string_view();
}

// The parts between the semicolons; empty ones are skipped.
void split(std::string_view text, std::vector<std::string_view>& parts) {
  parts.clear();
  while (!text.empty()) {
    size_t end = std::min(text.find(';'), text.size());
    if (end > 0) parts.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

}  // namespace

EventsFile::EventsFile(const stg::Ruleset& rules, const std::string& path, bool ignore_columns)
    : rules_(rules), file_(path), ignore_columns_(ignore_columns), payload_(rules) {
  if (!file_.is_json()) read_columns();
}

void EventsFile::read_columns() {
  record_ = file_.required_column("record");
  event_ = file_.required_column("event");
  at_ = file_.required_column("at");
  id_ = file_.column("id");
  actor_ = file_.column("actor");
  roles_ = file_.column("roles");
  payload_column_ = file_.column("payload");
  for (size_t i = 0; i < file_.header().size(); ++i) {
    const bool is_known = i == record_ || i == event_ || i == at_ || i == id_ || i == actor_ ||
                          i == roles_ || i == payload_column_;
    if (is_known || add_field(i) || ignore_columns_) continue;
    throw Unusable(fmt::format(
        "{}:1: column '{}' is carried by no event of the ruleset (--ignore-columns skips it); "
        "known are record, event, at, id, actor, roles, payload and the fields of events",
        file_.path(), file_.header()[i]));
  }
}

bool EventsFile::add_field(size_t column) {
  FieldColumn found{column, {}};
  bool is_carried = false;
  for (stg::Index event = 0; event < rules_.event_count(); ++event) {
    auto field = rules_.field_index(event, file_.header()[column]);
    found.fields.push_back(field.value_or(stg::kNone));
    is_carried = is_carried || field.has_value();
  }
  if (is_carried) fields_.push_back(std::move(found));
  return is_carried;
}

std::vector<EventsFile::Place> EventsFile::order(Problems& problems) {
  std::vector<Place> places;
  stg::Context context(rules_);
  while (file_.next(row_)) {
    try {
      if (!row_.problem.empty()) fail_row(row_.problem);
      places.push_back({read_row(row_, context).at, row_.offset, row_.line});
    } catch (const stg::Error& error) {
      problems.add(file_.path(), row_.line, error);
    }
  }
  std::stable_sort(places.begin(), places.end(),
                   [](const Place& a, const Place& b) { return a.at < b.at; });
  return places;
}

Delivery EventsFile::read(const Place& place, stg::Context& context) {
  file_.read_at(place.offset, place.line, row_);
  return read_row(row_, context);
}

Delivery EventsFile::read_row(const TableRow& row, stg::Context& context) {
  Delivery delivery =
      file_.is_json() ? read_json(row.json, context) : read_csv(row.csv.cells, context);
  if (delivery.record.empty()) fail_row("the event does not say which record it is for");
  return delivery;
}

Delivery EventsFile::read_json(std::string_view json, stg::Context& context) {
  json_event_.read(rules_, json);
  context.set_event(json_event_);
  if (json_event_.at() == stg::kNever) fail_row("the event does not say when it happened: 'at'");
  return {json_event_.record(), json_event_.index(), json_event_.at(), json_event_.payload()};
}

Delivery EventsFile::read_csv(const std::vector<std::string>& cells, stg::Context& context) {
  const stg::Index event = rules_.event(cells[event_]);
  split(cell_of(cells, roles_), role_names_);
  context.set_actor(cell_of(cells, actor_), role_names_);
  context.set_event_id(cell_of(cells, id_));
  read_payload(cells, event);
  return {cells[record_], event, rules_.parse_time(cells[at_]), payload_.get()};
}

void EventsFile::read_payload(const std::vector<std::string>& cells, stg::Index event) {
  payload_.clear();
  if (payload_column_ && !cells[*payload_column_].empty()) {
    payload_.set_json(event, cells[*payload_column_]);
  }
  for (const FieldColumn& column : fields_) {
    if (!cells[column.column].empty()) read_field(column, cells[column.column], event);
  }
}

void EventsFile::read_field(const FieldColumn& column, const std::string& cell, stg::Index event) {
  const stg::Index field = column.fields[event];
  if (field != stg::kNone) return payload_.set_text(field, cell);
  if (ignore_columns_) return;
  fail_row(fmt::format("event '{}' does not carry '{}' (--ignore-columns skips it)",
                       rules_.event_name(event), file_.header()[column.column]));
}

}  // namespace stagegraph::cli
