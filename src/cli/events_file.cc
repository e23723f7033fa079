#include "cli/events_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

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
  of_ = file_.column("of");
  for (size_t i = 0; i < file_.header().size(); ++i) {
    const bool is_known = i == record_ || i == event_ || i == at_ || i == id_ || i == actor_ ||
                          i == roles_ || i == payload_column_;
    // A field may be called "of" too.
    if (is_known || add_field(i) || i == of_ || ignore_columns_) continue;
    throw Unusable(fmt::format(
        "{}:1: column '{}' is carried by no event of the ruleset (--ignore-columns skips it); "
        "known are record, event, at, id, actor, roles, payload, of and the fields of events",
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
  Delivery delivery{json_event_.record(), json_event_.index(), json_event_.at(),
                    json_event_.payload()};
  delivery.whole = &json_event_;
  return delivery;
}

Delivery EventsFile::read_csv(const std::vector<std::string>& cells, stg::Context& context) {
  const stg::Index event = is_word(cells[event_]) && !rules_.event_index(cells[event_])
                               ? stg::kNone
                               : rules_.event(cells[event_]);
  split(cell_of(cells, roles_), role_names_);
  context.set_actor(cell_of(cells, actor_), role_names_);
  context.set_event_id(cell_of(cells, id_));
  if (event == stg::kNone) return read_word(cells);
  read_payload(cells, event);
  return {cells[record_], event, rules_.parse_time(cells[at_]), payload_.get()};
}

Delivery EventsFile::read_word(const std::vector<std::string>& cells) const {
  for (const FieldColumn& column : fields_) {
    if (column.column == of_ || ignore_columns_ || cells[column.column].empty()) continue;
    fail_row(fmt::format("'{}' carries nothing, not '{}' (--ignore-columns skips it)",
                         cells[event_], file_.header()[column.column]));
  }
  Delivery delivery{cells[record_], stg::kNone, rules_.parse_time(cells[at_])};
  delivery.approves = cells[event_] == kApprove;
  delivery.of = cell_of(cells, of_);
  return delivery;
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
    try_to_set(rules_, file_.header()[column.column],
               [&](stg::Index fact) { record.set_text(fact, cell); });
  }
}

}  // namespace stagegraph::cli
