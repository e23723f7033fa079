// SPDX-License-Identifier: Apache-2.0
// Reads a record member by member, in an order that matters: facts before the stage, because the
// deadlines of a stage may count from them, and next_due last, because it looks at everything.
// What is marked as changed is taken from the text at the end, not from the reading of facts.
//
// Nothing that is given is passed over: a member that is not read is refused, at every depth, but
// for those of a newer release at the top of a whole record and the host's `x`, which are kept. A
// record of another version may hold what this one has no longer (a reminder, a role of an
// approval). It stays readable, because it is only ever answered `migration_required`.
#include "engine/json/record_read.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "engine/due.h"
#include "engine/edits.h"
#include "engine/json/record_names.h"
#include "engine/json/record_read_waiting.h"
#include "engine/json/record_write.h"
#include "engine/json/unknown_members.h"
#include "engine/place.h"
#include "engine/timers.h"
#include "ruleset/value_json.h"
#include "ruleset/values.h"

namespace stagegraph::engine {

using namespace time;
using namespace ruleset;

namespace {

// Of a record as the library writes it, and of one that is taken over from another system.
constexpr std::string_view kWhole[] = {"format",   "id",       "ruleset",  "stage",  "sequence",
                                       "clock",    "facts",    "stages",   "timers", "history",
                                       "requests", "cadences", "contacts", "held",   "changed"};
constexpr std::string_view kTakenOver[] = {"format",  "id",       "ruleset", "stage",
                                           "entered", "sequence", "facts"};

int64_t sequence_of(const Json& record) {
  const int64_t sequence = integer(member(record, "sequence", Json::Kind::kNumber), "sequence", 0);
  if (sequence <= kMaxSequence) return sequence;
  refuse("'sequence' is more than " + std::to_string(kMaxSequence) +
         ", the last change that a record can count");
}

class RecordReader {
 public:
  RecordReader(std::shared_ptr<const Ruleset> ruleset, const Json& json)
      : ruleset_(*ruleset), names_(ruleset_), shared_(std::move(ruleset)), json_(json) {}

  Record read() {
    expect(json_, Json::Kind::kObject, "the record");
    check_format(json_);  // what a newer one has besides is not this library's to judge
    whole_ = json_.find("clock") != nullptr;
    check_members();
    const std::string& id = member(json_, "id", Json::Kind::kString).text;
    if (id.empty()) refuse("'id' is empty");
    record_.emplace(Record::create(shared_, id, start()));
    if (const std::string kept = unknown_members(json_, known_members()); !kept.empty()) {
      record_->keep_members(kept);
    }
    read_version();
    read_facts();  // deadlines of the stage may count from them
    read_stage();
    read_sequence();
    if (whole_) {
      read_stages();
      read_timers();
      read_history();
      read_waiting(json_, *record_);
      record_->forget_changes();
      if (json_.find("changed") != nullptr) record_->mark_untried();
      read_each(json_, "changed", ruleset_.facts.size(),
                [&](const Json& item) { read_changed(item); });
    } else {
      record_->forget_changes();
      leave_failing_automatic(*record_);
    }
    record_->next_due = next_instant(*record_);
    return std::move(*record_);
  }

 private:
  std::span<const std::string_view> known_members() const {
    if (whole_) return kWhole;
    return kTakenOver;
  }

  void check_members() const {
    const auto is_in = [](std::span<const std::string_view> list, std::string_view key) {
      return std::find(list.begin(), list.end(), key) != list.end();
    };
    for (const auto& [key, value] : json_.members) {
      if (!whole_ && !is_in(kTakenOver, key) && is_in(kWhole, key)) {
        refuse("'" + key + "' belongs to a whole record, and this one has no 'clock'. A record " +
               "that is taken over has id, stage, entered, sequence and facts: leave out '" + key +
               "', or give the record as the library wrote it");
      }
      if (whole_ && key == "entered") {
        refuse("a whole record, one with 'clock', has no 'entered': 'stages' says since when it " +
               std::string("is in its stage. Leave one of the two out"));
      }
    }
    if (whole_) return;
    std::vector<std::string_view> known(std::begin(kTakenOver), std::end(kTakenOver));
    known.push_back(kHostMember);
    expect_members(json_, "a record", known);
  }

  // A record that is taken over and has been decided before goes on counting, so that the ids of
  // its actions are new ones.
  void read_sequence() {
    const Json* found = json_.find("sequence");
    if (found == nullptr && !whole_) return;
    record_->sequence = sequence_of(json_);
  }

  // The short form has `entered`, the whole one `clock`.
  Instant start() const {
    const std::string_view key = whole_ ? "clock" : "entered";
    const Json* found = json_.find(key);
    if (found == nullptr) refuse("'entered' is missing: since when is the record in its stage?");
    return names_.instant(*found, key);
  }

  void read_version() {
    const Json* version = json_.find("ruleset");
    if (version == nullptr && !whole_) return;
    version = &member(json_, "ruleset", Json::Kind::kObject);
    with_members(*version, "'ruleset'", {"name", "version", "behaviour"});
    const std::string& name = member(*version, "name", Json::Kind::kString).text;
    if (name != ruleset_.name) {
      throw Unreadable{
          {Status::kWrongRuleset,
           "the record belongs to ruleset '" + name + "', not to '" + ruleset_.name + "'",
           {}}};
    }
    const std::string& behaviour = member(*version, "behaviour", Json::Kind::kString).text;
    if (behaviour.empty()) refuse("'behaviour' is empty: which version wrote the record?");
    record_->set_behaviour(behaviour);
  }

  void read_stage() {
    const Json* found = whole_ ? &member(json_, "stage", Json::Kind::kString) : json_.find("stage");
    StageIndex stage = ruleset_.initial;
    if (found != nullptr)
      stage = names_.stages.at("stage", expect(*found, Json::Kind::kString, "stage").text);
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
      read_fact(names_.facts.at("fact", name), value);
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
      with_members(value, "stage '" + path + "'", {"entered", "visits"});
      const Instant entered =
          names_.instant(member(value, "entered", Json::Kind::kString), "entered");
      const Json& visits = member(value, "visits", Json::Kind::kNumber);
      record_->mark(names_.stages.at("stage", path)) =
          StageMark(entered, small_integer(visits, "visits", 1));
    }
  }

  void read_timers() {
    for (const Json& item : member(json_, "timers", Json::Kind::kArray).items) {
      expect(item, Json::Kind::kObject, "timers");
      const DeadlineIndex deadline = named(item, "deadline", names_.deadlines);
      check_timer(item, ruleset_.deadlines[deadline], record_->timers()[deadline]);
      read_timer(item, ruleset_.deadlines[deadline], record_->timer(deadline));
    }
  }

  // `before` is what earlier items of the list have made of the timer.
  void check_timer(const Json& json, const Deadline& deadline, const Timer& before) const {
    const std::string what = "timer '" + deadline.name + "'";
    if (json.find("due") != nullptr) {
      with_members(json, what,
                   {"deadline", "anchor", "start", "due", "span", "hard_stop", "held_since",
                    "reminded", "overdue", "calendar_coverage", "extensions", "fired"});
    } else {
      with_members(json, what + " without 'due'", {"deadline", "anchor", "extensions", "fired"});
      member(json, "anchor", Json::Kind::kString);
    }
    if (before.armed() || before.anchor != kNever) refuse(what + " is there twice");
    if (!is_within(ruleset_, record_->stage, deadline.stage)) {
      refuse(what + " does not run in stage '" + ruleset_.stages[record_->stage].path + "'");
    }
  }

  void read_timer(const Json& json, const Deadline& deadline, Timer& timer) {
    timer = {};
    timer.due = names_.instant_or_never(json, "due");
    timer.anchor = names_.instant_or_never(json, "anchor");
    if (timer.armed()) {
      timer.start = names_.instant(member(json, "start", Json::Kind::kString), "start");
      if (timer.anchor == kNever) timer.anchor = timer.start;
      timer.hard_stop = names_.instant_or_never(json, "hard_stop");
      timer.paused_since = names_.instant_or_never(json, "held_since");
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
      bool is_known = false;
      for (ReminderIndex i : deadline.reminders.indices()) {
        if (deadline.reminders[i].label != label.text) continue;
        timer.mark_reminded(i);
        is_known = true;
      }
      if (!is_known && !record_->is_of_other_version()) {
        refuse_name("reminder", label.text, names_of(deadline.reminders, &Reminder::label));
      }
    }
  }

  void read_changed(const Json& json) {
    record_->mark_changed(
        names_.facts.at("fact", expect(json, Json::Kind::kString, "changed").text));
  }

  void read_history() {
    member(json_, "history", Json::Kind::kArray);
    read_each(json_, "history", kHistoryLimit, [&](const Json& item) {
      expect(item, Json::Kind::kObject, "history");
      with_members(item, "an entry of 'history'", {"id", "outcome", "sequence"});
      std::optional<Outcome> outcome =
          outcome_named(member(item, "outcome", Json::Kind::kString).text);
      if (!outcome) {
        refuse("history: '" + member(item, "outcome", Json::Kind::kString).text +
               "' is not an outcome");
      }
      const std::string& id = member(item, "id", Json::Kind::kString).text;
      const int64_t sequence =
          integer(member(item, "sequence", Json::Kind::kNumber), "sequence", 0);
      if (record_->find_delivered(id) != nullptr) refuse("history: '" + id + "' is there twice");
      if (sequence > record_->sequence) {
        refuse("history: '" + id + "' has sequence " + std::to_string(sequence) +
               ", and the record is at " + std::to_string(record_->sequence));
      }
      record_->restore_delivered(id, *outcome, sequence);
    });
  }

  const Ruleset& ruleset_;
  const RecordNames names_;
  std::shared_ptr<const Ruleset> shared_;
  const Json& json_;
  std::optional<Record> record_;
  bool whole_ = false;
};

// Of a whole record that names this ruleset and another version of it.
bool is_of_other_version(const Ruleset& ruleset, const Json& json) {
  const Json* version = json.find("ruleset");
  const Json* name = version == nullptr ? nullptr : version->find("name");
  const Json* behaviour = version == nullptr ? nullptr : version->find("behaviour");
  return name != nullptr && name->text == ruleset.name && behaviour != nullptr &&
         !behaviour->text.empty() && behaviour->text != ruleset.behaviour &&
         json.find("clock") != nullptr;
}

// A record that holds what this version does not know: it can be migrated, and nothing else.
Expected<Record> unread(const std::shared_ptr<const Ruleset>& ruleset, const Json& json) {
  try {
    const RecordNames names(*ruleset);
    const Instant clock = names.instant(member(json, "clock", Json::Kind::kString), "clock");
    const std::string& id = member(json, "id", Json::Kind::kString).text;
    if (id.empty()) refuse("'id' is empty");
    Record record = Record::create(ruleset, id, clock);
    record.sequence = sequence_of(json);
    const Json& version = member(json, "ruleset", Json::Kind::kObject);
    record.set_behaviour(member(version, "behaviour", Json::Kind::kString).text);
    return record;
  } catch (const Unreadable& unreadable) {
    return unreadable.error;
  }
}

}  // namespace

void check_format(const Json& record) {
  const Json* format = record.find("format");
  if (format == nullptr) return;
  const int64_t number = integer(*format, "format", 1);
  if (number <= kRecordFormat) return;
  throw Unreadable{{Status::kUnsupported,
                    "the record has format " + std::to_string(number) +
                        ", and this library reads formats up to " + std::to_string(kRecordFormat) +
                        ". Use a newer library",
                    {}}};
}

Expected<Record> read_record(std::shared_ptr<const Ruleset> ruleset, std::string_view json) {
  Expected<Json> parsed = parse_json(json);
  if (!parsed) return parsed.error();
  Expected<Record> record = read_record(ruleset, *parsed);
  if (!record && record.error().status != Status::kUnsupported &&
      is_of_other_version(*ruleset, *parsed)) {
    record = unread(ruleset, *parsed);
  }
  if (record && record->is_of_other_version()) record->carry(json);
  return record;
}

Expected<Record> read_record(std::shared_ptr<const Ruleset> ruleset, const Json& json) {
  try {
    return RecordReader(std::move(ruleset), json).read();
  } catch (const Unreadable& unreadable) {
    return unreadable.error;
  }
}

}  // namespace stagegraph::engine
