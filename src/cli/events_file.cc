// SPDX-License-Identifier: Apache-2.0
#include "cli/events_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "cli/cell_text.h"
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

constexpr std::string_view kApprove = "approve";
constexpr std::string_view kReject = "reject";

bool is_word(std::string_view event) { return event == kApprove || event == kReject; }

// Sets a fact where there is one of that name and the value fits: whether it does is the engine's
// to say, when it decides the event.
template <typename Set>
void try_to_set(const stg::Ruleset& rules, std::string_view name, Set set) {
  const auto fact = rules.fact_index(name);
  if (!fact) return;
  try {
    set(*fact);
  } catch (const stg::Error&) {
    return;
  }
}

boost::json::object parse_object(std::string_view text) {
  boost::system::error_code error;
  const boost::json::value parsed = boost::json::parse(text, error);
  return !error && parsed.is_object() ? parsed.get_object() : boost::json::object();
}

void set_facts(const stg::Ruleset& rules, const boost::json::object& payload, stg::Record& record) {
  for (const auto& [name, value] : payload) {
    if (value.is_null()) continue;
    const std::string json = boost::json::serialize(value);
    try_to_set(rules, name, [&](stg::Index fact) { record.set_json(fact, json); });
  }
}

}  // namespace

EventsFile::EventsFile(const stg::Ruleset& rules, const std::string& path,
                       const TableOptions& options)
    : rules_(rules),
      file_(path, options),
      ignore_columns_(options.ignore_columns),
      payload_(rules) {
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
  of_ = file_.column("of");
  for (size_t i = 0; i < file_.header().size(); ++i) {
    const bool is_known = i == record_ || i == event_ || i == at_ || i == id_ || i == actor_ ||
                          i == roles_ || i == payload_column_ || file_.header()[i].empty();
    // A field may be called "of" too.
    if (is_known || add_field(i) || i == of_ || ignore_columns_) continue;
    throw Unusable(fmt::format(
        "{}:1: column '{}' is carried by no event of the ruleset (--ignore-columns skips it). "
        "Known are record, event, at, id, actor, roles, payload, of and the fields of events",
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

std::vector<EventsFile::Place> EventsFile::order(const Records& records, Problems& problems,
                                                 Progress& progress) {
  std::vector<Place> places;
  stg::Context context(rules_);
  progress.begin("reading", "events");
  while (file_.next(row_)) {
    progress.step([&] { return file_.share(); });
    try {
      if (!row_.problem.empty()) fail_row(row_.problem);
      const Delivery delivery = read_row(row_, context);
      records.check_event_of(delivery.record);
      places.push_back({delivery.at, row_.offset, row_.line});
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
  Delivery delivery{json_event_.record(), json_event_.index(), json_event_.at(),
                    json_event_.payload()};
  delivery.whole = &json_event_;
  return delivery;
}

Delivery EventsFile::read_csv(const std::vector<std::string>& cells, stg::Context& context) {
  const stg::Index event = read_event(cells);
  set_sender(cells, context);
  if (event == stg::kNone) return read_word(cells);
  const bool of_is_field =
      std::any_of(fields_.begin(), fields_.end(),
                  [&](const FieldColumn& column) { return column.column == of_; });
  if (!of_is_field) check_empty(cells, of_, "belongs to the events approve and reject");
  read_payload(cells, event);
  return {cells[record_], event, read_at(cells), payload_.get()};
}

// kNone for somebody's word: what it is about says so, where the ruleset has an event of that name.
stg::Index EventsFile::read_event(const std::vector<std::string>& cells) const {
  const bool is_about = !cell_of(cells, of_).empty();
  if (is_word(cells[event_]) && (is_about || !rules_.event_index(cells[event_]))) {
    return stg::kNone;
  }
  return file_.with_cell(cells, event_, [&](const std::string& cell) {
    if (const auto event = rules_.event_index(cell)) return *event;
    // The reader of JSON also says which event may be meant.
    return stg::Event(rules_, boost::json::serialize(boost::json::object{{"event", cell}})).index();
  });
}

stg::Instant EventsFile::read_at(const std::vector<std::string>& cells) const {
  return file_.with_cell(cells, at_,
                         [&](const std::string& cell) { return rules_.parse_time(cell); });
}

void EventsFile::set_sender(const std::vector<std::string>& cells, stg::Context& context) {
  split(cell_of(cells, roles_), role_names_);
  file_.with_cell(cells, roles_.value_or(event_), [&](const std::string&) {
    context.set_actor(cell_of(cells, actor_), role_names_);
  });
  context.set_event_id(cell_of(cells, id_));
}

Delivery EventsFile::read_word(const std::vector<std::string>& cells) const {
  const std::string why = fmt::format("is not empty, but '{}' carries nothing", cells[event_]);
  check_empty(cells, payload_column_, why);
  for (const FieldColumn& column : fields_) {
    if (column.column != of_) check_empty(cells, column.column, why);
  }
  Delivery delivery{cells[record_], stg::kNone, read_at(cells)};
  delivery.approves = cells[event_] == kApprove;
  delivery.of = cell_of(cells, of_);
  return delivery;
}

// What a row gives beyond what its event takes is an error, unless it is to be ignored.
void EventsFile::check_empty(const std::vector<std::string>& cells, std::optional<size_t> column,
                             std::string_view why) const {
  if (ignore_columns_ || cell_of(cells, column).empty()) return;
  fail_row(fmt::format("column {} '{}' {} (--ignore-columns skips it)", *column + 1,
                       file_.header()[*column], why));
}

void EventsFile::read_payload(const std::vector<std::string>& cells, stg::Index event) {
  payload_.clear();
  if (!cell_of(cells, payload_column_).empty()) read_payload_json(cells, event);
  for (const FieldColumn& column : fields_) {
    if (!cells[column.column].empty()) read_field(column, cells, event);
  }
}

void EventsFile::read_payload_json(const std::vector<std::string>& cells, stg::Index event) {
  file_.with_cell(cells, *payload_column_,
                  [&](const std::string& json) { payload_.set_json(event, json); });
  const bool is_alone = std::all_of(fields_.begin(), fields_.end(), [&](const FieldColumn& column) {
    return cells[column.column].empty();
  });
  if (is_alone) return;
  const boost::json::object carried = parse_object(cells[*payload_column_]);
  for (const FieldColumn& column : fields_) {
    const std::string& name = file_.header()[column.column];
    if (cells[column.column].empty() || !carried.contains(name)) continue;
    fail_row(
        fmt::format("'{}' is in column {} and in the payload: keep one", name, column.column + 1));
  }
}

void EventsFile::read_field(const FieldColumn& column, const std::vector<std::string>& cells,
                            stg::Index event) {
  const stg::Index field = column.fields[event];
  if (field == stg::kNone) {
    return check_empty(
        cells, column.column,
        fmt::format("is not empty, but event '{}' does not carry it", rules_.event_name(event)));
  }
  std::string buffer;
  file_.with_cell(cells, column.column, [&](const std::string& cell) {
    payload_.set_text(field, text_for(rules_.field_type(field), cell, buffer));
  });
}

void EventsFile::set_carried_facts(stg::Record& record) const {
  if (file_.is_json()) {
    const boost::json::object event = parse_object(row_.json);
    const boost::json::value* payload = event.if_contains("payload");
    if (payload != nullptr && payload->is_object()) {
      set_facts(rules_, payload->get_object(), record);
    }
    return;
  }
  const std::vector<std::string>& cells = row_.csv.cells;
  const std::string_view json = cell_of(cells, payload_column_);
  if (!json.empty()) set_facts(rules_, parse_object(json), record);
  for (const FieldColumn& column : fields_) {
    const std::string& cell = cells[column.column];
    if (cell.empty()) continue;
    std::string buffer;
    try_to_set(rules_, file_.header()[column.column], [&](stg::Index fact) {
      record.set_text(fact, text_for(rules_.fact_type(fact), cell, buffer));
    });
  }
}

}  // namespace stagegraph::cli
