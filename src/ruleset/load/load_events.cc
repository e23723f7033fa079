// SPDX-License-Identifier: Apache-2.0
// Fields of one name and type share a payload slot among all events.
#include "ruleset/load/load_events.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "ruleset/load/load_facts.h"
#include "ruleset/reading/prose.h"

namespace stagegraph::ruleset {

namespace {

class EventReader {
 public:
  explicit EventReader(Loader& loader) : loader_(loader) {}

  Event read(const DocPlace& place) {
    Fields fields(loader_.findings, place, MapKind::kEvent);
    Event event;
    event.name = place.key->text;
    event.location = location_of(place);
    event.by = resolve_all(loader_.findings, loader_.names.roles, fields["by"]);
    event.doc = read_prose(loader_.findings, fields["doc"], loader_.language).value_or("");
    event.order =
        read_choice(loader_.findings, fields["order"], kEventOrders).value_or(EventOrder::kArrival);
    carried_.clear();
    read_carried(fields["carries"], event);
    return event;
  }

 private:
  void read_carried(const DocPlace& place, Event& event) {
    if (!place) return;
    if (place.node->is_map()) return read_fields(place, event);
    for (const DocPlace& item : read_one_or_more(loader_.findings, place)) {
      if (item.node->is_map()) {
        read_fields(item, event);
      } else {
        read_fact(item, event);
      }
    }
  }

  void read_fact(const DocPlace& place, Event& event) {
    FactIndex fact = resolve(loader_.findings, loader_.names.facts, place);
    if (fact == kNone) return;
    const Fact& carried = loader_.ruleset.facts[fact];
    add(place, place.range(), event, {field_of(carried.name, carried.type), fact});
  }

  void read_fields(const DocPlace& place, Event& event) {
    for (const DocPlace& entry : read_entries(loader_.findings, place)) {
      const std::string& name = entry.key->text;
      cel::Type type = read_type(loader_, entry);
      if (!check_field(entry, name)) continue;
      add(entry, entry.key->range, event, {field_of(name, type), kNone});
    }
  }

  bool check_field(const DocPlace& entry, const std::string& name) {
    if (loader_.names.facts.find(name) != kNone) {
      loader_.findings.error_at_head(
          "carried-fact", entry,
          fmt::format("'{}' is a fact. To carry it, list its name: carries: [{}]. A field that is "
                      "not stored needs another name",
                      name, name));
      return false;
    }
    constexpr std::array<std::string_view, 4> kTaken = {"name", "id", "time", "payload"};
    if (std::find(kTaken.begin(), kTaken.end(), name) == kTaken.end()) {
      check_field_name(loader_.findings, entry.key->range, entry.path, name);
      return true;
    }
    loader_.findings.error_at_head(
        "invalid-name", entry,
        fmt::format("every event has 'event.{}' already. Give this field another name", name));
    return false;
  }

  void add(const DocPlace& place, const Range& range, Event& event, Event::Carried carried) {
    const std::string& name = loader_.ruleset.payload[carried.field].name;
    constexpr size_t kMaxFields = 1'000;
    if (event.carries.size() == kMaxFields) {
      loader_.findings.add(Severity::kError, "too-large", range, place.path,
                           fmt::format("an event carries at most {} fields", kMaxFields));
      return;
    }
    if (carried_.insert(name).second) return event.carries.push_back(carried);
    loader_.findings.add(Severity::kError, "duplicate-name", range, place.path,
                         fmt::format("the event carries '{}' twice", name));
  }

  // The payload field of that name and type, which events share.
  FieldIndex field_of(const std::string& name, const cel::Type& type) {
    IndexedVector<PayloadField>& payload = loader_.ruleset.payload;
    std::vector<FieldIndex>& same = fields_[name];
    for (FieldIndex index : same) {
      if (payload[index].type == type) return index;
    }
    same.push_back(payload.next_index());
    payload.push_back({name, type});
    return same.back();
  }

  Loader& loader_;
  std::unordered_map<std::string, std::vector<FieldIndex>> fields_;
  std::unordered_set<std::string> carried_;  // by the event that is being read
};

}  // namespace

void load_events(Loader& loader, const DocPlace& section) {
  EventReader reader(loader);
  for (const DocPlace& place : read_entries(loader.findings, section)) {
    check_name(loader.findings, place.key->range, place.path, place.key->text);
    loader.names.events.add(place, place.key->text);
    loader.ruleset.events.push_back(reader.read(place));
  }
}

void load_roles(Loader& loader, const DocPlace& section) {
  for (const DocPlace& place : read_items(loader.findings, section)) {
    std::optional<std::string> name = read_text(loader.findings, place);
    if (!name) continue;
    check_name(loader.findings, place.range(), place.path, *name);
    if (loader.names.roles.find(*name) != kNone) {
      loader.findings.error("duplicate-name", place,
                            fmt::format("'{}' is in this list twice", *name));
      continue;
    }
    loader.names.roles.add(place, *name);
    loader.ruleset.roles.push_back(*name);
    loader.ruleset.role_locations.push_back(location_of(place));
  }
}

}  // namespace stagegraph::ruleset
