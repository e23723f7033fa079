#include <algorithm>
#include <array>
#include <charconv>
#include <functional>
#include <optional>
#include <string>

#include "base/json.h"
#include "base/suggest.h"
#include "engine/engine.h"
#include "engine/timers.h"
#include "ruleset/values.h"

namespace stagegraph {

namespace {

// The first failure ends the reading: a record half read is no record.
struct Unreadable {
  Error error;
};

[[noreturn]] void refuse(std::string message) {
  throw Unreadable{{Status::kInvalidInput, std::move(message), {}}};
}

[[noreturn]] void refuse_name(const char* what, std::string_view name,
                              std::span<const std::string_view> known) {
  throw Unreadable{{Status::kUnknownName,
                    std::string(what) + " '" + std::string(name) + "' is not in this ruleset" +
                        did_you_mean(name, known),
                    {}}};
}

const Json& expect(const Json& json, Json::Kind kind, std::string_view where) {
  if (json.kind == kind) return json;
  refuse(std::string(where) + ": expected " + std::string(to_string(kind)) + ", found " +
         std::string(to_string(json.kind)));
}

const Json& member(const Json& object, std::string_view key, Json::Kind kind) {
  const Json* found = object.find(key);
  if (found == nullptr) refuse("'" + std::string(key) + "' is missing");
  return expect(*found, kind, key);
}

int64_t integer(const Json& json, std::string_view where, int64_t least) {
  expect(json, Json::Kind::kNumber, where);
  int64_t value = 0;
  const char* end = json.text.data() + json.text.size();
  auto [stop, problem] = std::from_chars(json.text.data(), end, value);
  if (problem != std::errc() || stop != end || value < least) {
    refuse(std::string(where) + ": " + json.text + " is not a whole number from " +
           std::to_string(least));
  }
  return value;
}

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
    read_stage();
    read_facts();
    if (whole_) {
      record_->sequence = integer(member(json_, "sequence", Json::Kind::kNumber), "sequence", 0);
      read_stages();
      read_timers();
      read_history();
    }
    record_->next_due = earliest(*record_);
    return std::move(*record_);
  }

 private:
  void check_keys() const {
    constexpr std::array<std::string_view, 10> kKnown = {"id",     "ruleset", "stage", "sequence",
                                                         "clock",  "entered", "facts", "stages",
                                                         "timers", "history"};
    for (const auto& [key, value] : json_.members) {
      if (std::find(kKnown.begin(), kKnown.end(), key) != kKnown.end()) continue;
      refuse("a record has no key '" + key + "'" + did_you_mean(key, kKnown));
    }
  }

  Micros instant(const Json& json, std::string_view where) const {
    expect(json, Json::Kind::kString, where);
    Expected<Timestamp> time = parse_timestamp(json.text, ruleset_.zone.get());
    if (!time) refuse(std::string(where) + ": " + time.error().message);
    return to_micros(*time);
  }

  // The short form has `entered`, the whole one `clock`.
  Micros start() const {
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

  Index stage_named(const std::string& path) const {
    Index stage = find_stage(ruleset_, path);
    if (stage == kNone) refuse_name("stage", path, names_of(ruleset_.stages, &Stage::path));
    return stage;
  }

  void read_stage() {
    const Json* found = json_.find("stage");
    Index stage = ruleset_.initial;
    if (found != nullptr) stage = stage_named(expect(*found, Json::Kind::kString, "stage").text);
    if (whole_) {
      if (ruleset_.stages[stage].is_group()) {
        refuse("stage: '" + ruleset_.stages[stage].path + "' is a group; a record is in a leaf");
      }
      record_->stage = stage;
      return;
    }
    if (auto placed = record_->place(stage, record_->clock); !placed)
      throw Unreadable{placed.error()};
  }

  // Facts left out keep their defaults in the short form and are unknown in the whole one.
  void read_facts() {
    if (whole_) {
      for (Index f = 0; f < ruleset_.facts.size(); ++f) record_->clear_fact(f);
    }
    const Json* facts = json_.find("facts");
    if (facts == nullptr) return;
    for (const auto& [name, value] : expect(*facts, Json::Kind::kObject, "facts").members) {
      Index fact = find_fact(ruleset_, name);
      if (fact == kNone) refuse_name("fact", name, names_of(ruleset_.facts, &Fact::name));
      read_fact(fact, value);
    }
  }

  void read_fact(Index fact, const Json& json) {
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
      StageMark& mark = record_->mark(stage_named(path));
      mark.entered = instant(member(value, "entered", Json::Kind::kString), "entered");
      const Json& visits = member(value, "visits", Json::Kind::kNumber);
      mark.visits = static_cast<uint32_t>(integer(visits, "visits", 1));
    }
  }

  void read_timers() {
    for (const Json& item : member(json_, "timers", Json::Kind::kArray).items) {
      expect(item, Json::Kind::kObject, "timers");
      const std::string& name = member(item, "deadline", Json::Kind::kString).text;
      auto found = std::find_if(ruleset_.deadlines.begin(), ruleset_.deadlines.end(),
                                [&](const Deadline& d) { return d.name == name; });
      if (found == ruleset_.deadlines.end()) {
        refuse_name("deadline", name, names_of(ruleset_.deadlines, &Deadline::name));
      }
      const auto index = static_cast<Index>(found - ruleset_.deadlines.begin());
      read_timer(item, *found, record_->timer(index));
    }
  }

  void read_timer(const Json& json, const Deadline& deadline, Timer& timer) {
    timer = {};
    timer.start = instant(member(json, "start", Json::Kind::kString), "start");
    timer.due = instant(member(json, "due", Json::Kind::kString), "due");
    timer.blocked = member(json, "overdue", Json::Kind::kBool).boolean;
    for (const Json& label : member(json, "reminded", Json::Kind::kArray).items) {
      expect(label, Json::Kind::kString, "reminded");
      for (size_t i = 0; i < deadline.reminders.size(); ++i) {
        if (deadline.reminders[i].label == label.text) timer.reminded |= uint32_t{1} << i;
      }
    }
    find_next_reminder(ruleset_, deadline, timer);
  }

  void read_history() {
    for (const Json& item : member(json_, "history", Json::Kind::kArray).items) {
      expect(item, Json::Kind::kObject, "history");
      std::optional<Outcome> outcome =
          outcome_named(member(item, "outcome", Json::Kind::kString).text);
      if (!outcome) refuse("history: no such outcome");
      record_->restore_delivered(
          member(item, "id", Json::Kind::kString).text, *outcome,
          integer(member(item, "sequence", Json::Kind::kNumber), "sequence", 0));
    }
  }

  const Ruleset& ruleset_;
  std::shared_ptr<const Ruleset> shared_;
  const Json& json_;
  std::optional<Record> record_;
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

}  // namespace stagegraph
