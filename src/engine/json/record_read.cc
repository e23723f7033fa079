// SPDX-License-Identifier: Apache-2.0
// Reads a record member by member, in an order that matters: facts before the stage, because the
// deadlines of a stage may count from them, and next_due last, because it looks at everything.
// What is marked as changed is taken from the text at the end, not from the reading of facts.
#include "engine/json/record_read.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "base/json.h"
#include "base/suggest.h"
#include "engine/due.h"
#include "engine/json/fields.h"
#include "engine/place.h"
#include "engine/timers.h"
#include "ruleset/lookup.h"
#include "ruleset/value_json.h"
#include "ruleset/values.h"

namespace stagegraph::engine {

using namespace time;
using namespace ruleset;

namespace {

template <typename T>
std::vector<std::string_view> names_of(const std::vector<T>& things, std::string T::*name) {
  std::vector<std::string_view> names;
  for (const T& thing : things) names.push_back(thing.*name);
  return names;
}

class RecordReader {
 public:
  RecordReader(std::shared_ptr<const Ruleset> ruleset, const Json& json)
      : ruleset_(*ruleset), shared_(std::move(ruleset)), json_(json) {}

  Record read() {
    expect(json_, Json::Kind::kObject, "the record");
    check_keys();
    const std::string& id = member(json_, "id", Json::Kind::kString).text;
    if (id.empty()) refuse("'id' is empty");
    whole_ = json_.find("clock") != nullptr;
    record_.emplace(Record::create(shared_, id, start()));
    read_version();
    read_facts();  // deadlines of the stage may count from them
    read_stage();
    if (whole_) {
      record_->sequence = integer(member(json_, "sequence", Json::Kind::kNumber), "sequence", 0);
      read_stages();
      read_timers();
      read_history();
      read_each("requests", [&](const Json& item) { read_request(item); });
      read_each("cadences", [&](const Json& item) { read_plan(item); });
      read_each("contacts",
                [&](const Json& item) { record_->add_contact(instant(item, "contacts")); });
      read_each("held", [&](const Json& item) { read_parked_event(item); });
      record_->forget_changes();
      read_each("changed", [&](const Json& item) { read_changed(item); });
    } else {
      record_->forget_changes();
    }
    record_->next_due = next_instant(*record_);
    return std::move(*record_);
  }

 private:
  void check_keys() const {
    constexpr std::array<std::string_view, 15> kKnown = {
        "id",     "ruleset", "stage",    "sequence", "clock",    "entered", "facts",  "stages",
        "timers", "history", "requests", "cadences", "contacts", "held",    "changed"};
    for (const auto& [key, value] : json_.members) {
      if (std::find(kKnown.begin(), kKnown.end(), key) != kKnown.end()) continue;
      refuse("a record has no key '" + key + "'" + did_you_mean(key, kKnown));
    }
  }

  Instant instant(const Json& json, std::string_view where) const {
    expect(json, Json::Kind::kString, where);
    Expected<Timestamp> time = parse_given_time(json.text, ruleset_.zone.get());
    if (!time) refuse(std::string(where) + ": " + time.error().message);
    return to_instant(*time);
  }

  // The short form has `entered`, the whole one `clock`.
  Instant start() const {
    const std::string_view key = whole_ ? "clock" : "entered";
    const Json* found = json_.find(key);
    if (found == nullptr) refuse("'entered' is missing: since when is the record in its stage?");
    return instant(*found, key);
  }

  void read_version() {
    const Json* version = json_.find("ruleset");
    if (version == nullptr) return;
    expect(*version, Json::Kind::kObject, "ruleset");
    const std::string& name = member(*version, "name", Json::Kind::kString).text;
    if (name != ruleset_.name) {
      throw Unreadable{
          {Status::kWrongRuleset,
           "the record belongs to ruleset '" + name + "', not to '" + ruleset_.name + "'",
           {}}};
    }
    record_->set_fingerprint(member(*version, "fingerprint", Json::Kind::kString).text);
  }

  StageIndex stage_named(const std::string& path) const {
    StageIndex stage = find_stage(ruleset_, path);
    if (stage == kNone) refuse_name("stage", path, names_of(ruleset_.stages, &Stage::path));
    return stage;
  }

  void read_stage() {
    const Json* found = json_.find("stage");
    StageIndex stage = ruleset_.initial;
    if (found != nullptr) stage = stage_named(expect(*found, Json::Kind::kString, "stage").text);
    if (whole_) {
      if (ruleset_.stages[stage].is_group()) {
        refuse("stage: '" + ruleset_.stages[stage].path + "' is a group. Name the stage in it");
      }
      record_->stage = stage;
      return;
    }
    if (auto placed = place(*record_, stage, record_->clock); !placed)
      throw Unreadable{placed.error()};
  }

  // Facts left out keep their defaults in the short form and are unknown in the whole one.
  void read_facts() {
    if (whole_) {
      for (FactIndex f : ruleset_.facts.indices()) record_->clear_fact(f);
    }
    const Json* facts = json_.find("facts");
    if (facts == nullptr) return;
    for (const auto& [name, value] : expect(*facts, Json::Kind::kObject, "facts").members) {
      FactIndex fact = find_fact(ruleset_, name);
      if (fact == kNone) refuse_name("fact", name, names_of(ruleset_.facts, &Fact::name));
      read_fact(fact, value);
    }
  }

  void read_fact(FactIndex fact, const Json& json) {
    if (json.kind == Json::Kind::kNull) return record_->clear_fact(fact);
    const Fact& declared = ruleset_.facts[fact];
    Arena arena;
    Expected<cel::Value> value = value_from_json(json, declared.type, *ruleset_.zone, arena);
    if (!value) refuse("fact '" + declared.name + "': " + value.error().message);
    if (auto set = record_->set_fact(fact, *value); !set) throw Unreadable{set.error()};
  }

  void read_stages() {
    for (const auto& [path, value] : member(json_, "stages", Json::Kind::kObject).members) {
      expect(value, Json::Kind::kObject, path);
      const Instant entered = instant(member(value, "entered", Json::Kind::kString), "entered");
      const Json& visits = member(value, "visits", Json::Kind::kNumber);
      record_->mark(stage_named(path)) =
          StageMark(entered, static_cast<uint32_t>(integer(visits, "visits", 1)));
    }
  }

  void read_timers() {
    for (const Json& item : member(json_, "timers", Json::Kind::kArray).items) {
      expect(item, Json::Kind::kObject, "timers");
      const DeadlineIndex deadline =
          index_named("deadline", member(item, "deadline", Json::Kind::kString).text,
                      ruleset_.deadlines, &Deadline::name);
      read_timer(item, ruleset_.deadlines[deadline], record_->timer(deadline));
    }
  }

  void read_timer(const Json& json, const Deadline& deadline, Timer& timer) {
    timer = {};
    timer.due = instant_or_never(json, "due");
    timer.anchor = instant_or_never(json, "anchor");
    if (timer.armed()) {
      timer.start = instant(member(json, "start", Json::Kind::kString), "start");
      if (timer.anchor == kNever) timer.anchor = timer.start;
      timer.hard_stop = instant_or_never(json, "hard_stop");
      timer.paused_since = instant_or_never(json, "held_since");
      timer.blocked = member(json, "overdue", Json::Kind::kBool).boolean;
      timer.past_coverage = flag(json, "calendar_coverage");
      read_reminded(json, deadline, timer);
      find_next_reminder(ruleset_, deadline, timer);
    }
    timer.fired = flag(json, "fired");
    timer.extensions = count(json, "extensions");
  }

  void read_reminded(const Json& json, const Deadline& deadline, Timer& timer) {
    for (const Json& label : member(json, "reminded", Json::Kind::kArray).items) {
      expect(label, Json::Kind::kString, "reminded");
      for (ReminderIndex i : deadline.reminders.indices()) {
        if (deadline.reminders[i].label == label.text) timer.mark_reminded(i);
      }
    }
  }

  Instant instant_or_never(const Json& json, std::string_view key) const {
    const Json* found = json.find(key);
    return found == nullptr ? kNever : instant(*found, key);
  }

  template <typename Read>
  void read_each(std::string_view key, Read&& read) {
    const Json* found = json_.find(key);
    if (found == nullptr) return;
    for (const Json& item : expect(*found, Json::Kind::kArray, key).items) read(item);
  }

  template <typename T>
  IndexOf<T> index_named(const char* what, const std::string& name, const IndexedVector<T>& things,
                         std::string T::*member_name) const {
    auto found = std::find_if(things.begin(), things.end(),
                              [&](const T& thing) { return thing.*member_name == name; });
    if (found == things.end()) refuse_name(what, name, names_of(things, member_name));
    return IndexOf<T>(static_cast<size_t>(found - things.begin()));
  }

  std::span<const cel::Value> read_payload(const Json& json, EventIndex event) {
    const Event& declared = ruleset_.events[event];
    auto values = scratch_.make_array<cel::Value>(declared.carries.size());
    const Json& payload = member(json, "payload", Json::Kind::kObject);
    for (size_t i = 0; i < values.size(); ++i) {
      const PayloadField& field = ruleset_.payload[declared.carries[i].field];
      values[i] = cel::Value::unknown(uint32_t{0});
      const Json* given = payload.find(field.name);
      if (given == nullptr) continue;
      auto value = value_from_json(*given, field.type, *ruleset_.zone, scratch_);
      if (!value) refuse("payload '" + field.name + "': " + value.error().message);
      values[i] = *value;
    }
    return values;
  }

  void read_request(const Json& json) {
    expect(json, Json::Kind::kObject, "requests");
    Request request;
    request.by = member(json, "by", Json::Kind::kString).text;
    request.at = instant(member(json, "at", Json::Kind::kString), "at");
    request.expires = instant_or_never(json, "expires");
    if (json.find("deadline") != nullptr) {
      request.deadline = index_named("deadline", member(json, "deadline", Json::Kind::kString).text,
                                     ruleset_.deadlines, &Deadline::name);
      const Deadline& deadline = ruleset_.deadlines[request.deadline];
      if (!deadline.extend) refuse("requests: '" + deadline.name + "' has no 'extend'");
      return record_->add_request(request);
    }
    request.transition =
        index_named("transition", member(json, "transition", Json::Kind::kString).text,
                    ruleset_.transitions, &Transition::name);
    const Transition& transition = ruleset_.transitions[request.transition];
    if (!transition.approval) refuse("requests: '" + transition.name + "' needs no approval");
    request.payload = read_payload(json, transition.event);
    record_->add_request(request);
    for (const Json& item : member(json, "approved", Json::Kind::kArray).items) {
      record_->add_approver(record_->requests().size() - 1, approver(item, *transition.approval));
    }
  }

  Approver approver(const Json& json, const Approval& approval) const {
    expect(json, Json::Kind::kObject, "approved");
    Approver result{member(json, "by", Json::Kind::kString).text, 0};
    for (const Json& role : member(json, "roles", Json::Kind::kArray).items) {
      const RoleIndex index = find_role(ruleset_, expect(role, Json::Kind::kString, "roles").text);
      for (size_t i = 0; i < approval.by.size(); ++i) {
        if (approval.by[i] == index) result.roles |= uint64_t{1} << i;
      }
    }
    return result;
  }

  void read_plan(const Json& json) {
    expect(json, Json::Kind::kObject, "cadences");
    const StageIndex stage = stage_named(member(json, "stage", Json::Kind::kString).text);
    if (ruleset_.stages[stage].plan == kNone) {
      refuse("cadences: stage '" + ruleset_.stages[stage].path + "' has no cadence");
    }
    Plan& plan = record_->plan(ruleset_.stages[stage].plan);
    plan.next = instant_or_never(json, "next");
    plan.planned = instant_or_never(json, "planned");
    plan.base = instant(member(json, "base", Json::Kind::kString), "base");
    plan.last = instant_or_never(json, "last");
    plan.position = count(json, "position");
    plan.touches = count(json, "touches");
  }

  void read_parked_event(const Json& json) {
    expect(json, Json::Kind::kObject, "held");
    ParkedEvent parked;
    parked.event = index_named("event", member(json, "event", Json::Kind::kString).text,
                               ruleset_.events, &Event::name);
    parked.at = instant(member(json, "at", Json::Kind::kString), "at");
    parked.id = member(json, "id", Json::Kind::kString).text;
    parked.actor = member(json, "actor", Json::Kind::kString).text;
    const std::vector<Json>& roles = member(json, "roles", Json::Kind::kArray).items;
    auto indices = scratch_.make_array<RoleIndex>(roles.size());
    for (size_t i = 0; i < roles.size(); ++i) {
      indices[i] = find_role(ruleset_, expect(roles[i], Json::Kind::kString, "roles").text);
      if (indices[i] == kNone) refuse_name("role", roles[i].text, {});
    }
    parked.roles = indices;
    parked.payload = read_payload(json, parked.event);
    record_->park(parked);
  }

  void read_changed(const Json& json) {
    const FactIndex fact = find_fact(ruleset_, expect(json, Json::Kind::kString, "changed").text);
    if (fact == kNone) refuse_name("fact", json.text, names_of(ruleset_.facts, &Fact::name));
    record_->mark_changed(fact);
  }

  void read_history() {
    for (const Json& item : member(json_, "history", Json::Kind::kArray).items) {
      expect(item, Json::Kind::kObject, "history");
      std::optional<Outcome> outcome =
          outcome_named(member(item, "outcome", Json::Kind::kString).text);
      if (!outcome) {
        refuse("history: '" + member(item, "outcome", Json::Kind::kString).text +
               "' is not an outcome");
      }
      record_->restore_delivered(
          member(item, "id", Json::Kind::kString).text, *outcome,
          integer(member(item, "sequence", Json::Kind::kNumber), "sequence", 0));
    }
  }

  const Ruleset& ruleset_;
  std::shared_ptr<const Ruleset> shared_;
  const Json& json_;
  std::optional<Record> record_;
  Arena scratch_;
  bool whole_ = false;
};

}  // namespace

Expected<Record> read_record(std::shared_ptr<const Ruleset> ruleset, std::string_view json) {
  Expected<Json> parsed = parse_json(json);
  if (!parsed) return parsed.error();
  try {
    return RecordReader(std::move(ruleset), *parsed).read();
  } catch (const Unreadable& unreadable) {
    return unreadable.error;
  }
}

}  // namespace stagegraph::engine
