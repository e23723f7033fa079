// SPDX-License-Identifier: Apache-2.0
// Renames in place, member by member, and collects every question instead of stopping at the first.
// What this version cannot read any more, though nothing depends on it (marks of stages that are
// gone, timers of deadlines that do not run), is left out.
#include "migrate/rewrite.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/json/fields.h"
#include "ruleset/lookup.h"
#include "ruleset/value_json.h"
#include "ruleset/values.h"

namespace stagegraph::migrate {

using namespace ruleset;
using engine::expect;
using engine::member;

namespace {

using Member = std::pair<std::string, Json>;

Json* find(Json& object, std::string_view key) { return const_cast<Json*>(object.find(key)); }

Json text(std::string_view value) {
  Json json;
  json.kind = Json::Kind::kString;
  json.text = value;
  return json;
}

template <typename List, typename Keep>
void keep_if(List& list, Keep&& keep) {
  list.erase(std::remove_if(list.begin(), list.end(), [&](auto& item) { return !keep(item); }),
             list.end());
}

class Rewriter {
 public:
  Rewriter(const Ruleset& ruleset, const Answers& answers, Json record)
      : ruleset_(ruleset), answers_(answers) {
    result_.json = std::move(record);
  }

  Rewritten run() {
    rename_stage();
    rename_marks();
    rename_facts();
    each("timers", [&](Json& timer) { return rename_timer(timer); });
    each("requests", [&](Json& request) { return rename_request(request); });
    each("cadences", [&](Json& plan) { return rename_plan(plan); });
    each("held", [&](Json& event) { return rename_event(event); });
    each("changed", [&](Json& fact) { return rename_changed(fact); });
    write_version();
    return std::move(result_);
  }

 private:
  // Keeps the items of a list for which `rename` is true.
  template <typename Rename>
  void each(std::string_view key, Rename&& rename) {
    Json* list = find(result_.json, key);
    if (list == nullptr) return;
    expect(*list, Json::Kind::kArray, key);
    keep_if(list->items, rename);
  }

  void ask(std::string member_name, std::string question) {
    result_.questions.push_back({std::move(member_name), std::move(question)});
  }
  void note(std::string_view code, std::string what) {
    result_.notes.push_back({code, std::move(what)});
  }

  void write_version() {
    Json version;
    version.kind = Json::Kind::kObject;
    version.members = {Member("name", text(ruleset_.name)),
                       Member("version", text(ruleset_.version)),
                       Member("behaviour", text(ruleset_.behaviour))};
    *find(result_.json, "ruleset") = std::move(version);
  }

  void rename_stage() {
    Json* stage = find(result_.json, "stage");
    if (stage == nullptr) {
      leaf_ = ruleset_.initial;
      return;
    }
    const std::string old = expect(*stage, Json::Kind::kString, "stage").text;
    const StageIndex found = answers_.stage(old);
    if (found == kNone) {
      ask("stage", fmt::format("stage '{0}' is gone. Write where its records go in 'migrate': "
                               "stages: {{ {0}: STAGE }}",
                               old));
      leaf_ = ruleset_.initial;
      return;
    }
    leaf_ = initial_leaf(ruleset_, found);
    const std::string& path = ruleset_.stages[leaf_].path;
    if (path != old) note("stage_renamed", fmt::format("'{}' is now '{}'", old, path));
    stage->text = path;
  }

  // Of stages that have become one, the last entry counts, and all visits.
  void rename_marks() {
    Json* marks = find(result_.json, "stages");
    if (marks == nullptr) return;
    std::vector<Member> kept;
    expect(*marks, Json::Kind::kObject, "stages");
    for (Member& mark : marks->members) {
      const StageIndex stage = answers_.stage(mark.first);
      if (stage == kNone) continue;
      mark.first = ruleset_.stages[stage].path;
      const auto same = std::find_if(
          kept.begin(), kept.end(), [&](const Member& other) { return other.first == mark.first; });
      if (same == kept.end()) {
        kept.push_back(std::move(mark));
      } else {
        merge_mark(same->second, mark.second);
      }
    }
    marks->members = std::move(kept);
  }

  static void merge_mark(Json& into, const Json& other) {
    const int64_t visits =
        engine::integer(member(into, "visits", Json::Kind::kNumber), "visits", 1) +
        engine::integer(member(other, "visits", Json::Kind::kNumber), "visits", 1);
    find(into, "visits")->text = std::to_string(visits);
    const std::string& entered = member(into, "entered", Json::Kind::kString).text;
    find(into, "entered")->text =
        std::max(entered, member(other, "entered", Json::Kind::kString).text);
  }

  void rename_facts() {
    Json* facts = find(result_.json, "facts");
    if (facts == nullptr) return;
    expect(*facts, Json::Kind::kObject, "facts");
    keep_if(facts->members, [&](Member& entry) { return rename_fact(entry); });
  }

  bool rename_fact(Member& entry) {
    const FactIndex fact = answers_.fact(entry.first);
    if (fact == kNone) return drop_fact(entry);
    const Fact& declared = ruleset_.facts[fact];
    if (answers_.has_value_for(fact)) {
      if (!is_known(fact)) result_.facts.push_back(fact);
      return false;
    }
    if (is_known(fact)) {
      ask("facts." + entry.first, fmt::format("two facts of the record become '{0}'. Write its "
                                              "value in 'migrate': facts: {{ {0}: VALUE }}",
                                              declared.name));
      return false;
    }
    result_.facts.push_back(fact);
    if (entry.second.kind != Json::Kind::kNull) check_value(entry, declared);
    if (entry.first != declared.name) {
      note("fact_renamed", fmt::format("'{}' is now '{}'", entry.first, declared.name));
      entry.first = declared.name;
    }
    return true;
  }

  bool is_known(FactIndex fact) const {
    return std::find(result_.facts.begin(), result_.facts.end(), fact) != result_.facts.end();
  }

  bool drop_fact(const Member& entry) {
    if (answers_.is_fact_dropped(entry.first)) {
      note("fact_dropped", fmt::format("'{}' is dropped", entry.first));
    } else if (entry.second.kind != Json::Kind::kNull) {
      ask("facts." + entry.first,
          fmt::format("fact '{0}' is gone. Write in 'migrate': facts: {{ {0}: drop }}, or give its "
                      "value to another fact: FACT: '${{old.{0}}}'",
                      entry.first));
    }
    return false;
  }

  // A narrower range or another type is no trouble for a value that fits.
  void check_value(const Member& entry, const Fact& declared) {
    Arena arena;
    std::string problem;
    if (auto value = value_from_json(entry.second, declared.type, *ruleset_.zone, arena); !value) {
      problem = value.error().message;
    } else if (auto range = check_fact_range(declared, *value)) {
      problem = "the value " + *range;
    } else {
      return;
    }
    ask("facts." + entry.first,
        fmt::format("{0}. Write the value that fact '{1}' gets in 'migrate': facts: {{ {1}: VALUE "
                    "}}. It may read the earlier ones, such as '${{old.{2}}}'",
                    problem, declared.name, entry.first));
  }

  bool rename_timer(Json& timer) {
    expect(timer, Json::Kind::kObject, "timers");
    const std::string old = member(timer, "deadline", Json::Kind::kString).text;
    const DeadlineAnswer answer = answers_.deadline(old);
    const bool runs = timer.find("due") != nullptr;
    if (answer.due == DuePolicy::kDrop) {
      if (runs) note("deadline_dropped", fmt::format("'{}' ends", old));
      if (answer.to != kNone && find_held(answer.to) == nullptr)
        result_.timers.push_back({answer.to, answer.due, {}});
      return false;
    }
    if (answer.to == kNone) {
      if (runs) ask_deadline("timers." + old, old);
      return false;
    }
    const Deadline& deadline = ruleset_.deadlines[answer.to];
    if (!is_within(ruleset_, leaf_, deadline.stage)) {
      if (runs) ask_deadline("timers." + old, old);
      return false;
    }
    HeldTimer* other = find_held(answer.to);
    if (other != nullptr && other->due != DuePolicy::kDrop) {
      ask("timers." + old, fmt::format("two deadlines of the record become '{0}'. Write in "
                                       "'migrate' which of them ends: deadlines: {{ {1}: drop }}",
                                       deadline.name, old));
      return false;
    }
    if (deadline.name != old) {
      note("deadline_renamed", fmt::format("'{}' is now '{}'", old, deadline.name));
    }
    find(timer, "deadline")->text = deadline.name;
    keep_reminders(timer, deadline);
    const Json* span = timer.find("span");
    HeldTimer held = {answer.to, answer.due, span == nullptr ? "" : span->text};
    if (other == nullptr) {
      result_.timers.push_back(std::move(held));
    } else {
      *other = std::move(held);
    }
    return true;
  }

  HeldTimer* find_held(DeadlineIndex deadline) {
    const auto found =
        std::find_if(result_.timers.begin(), result_.timers.end(),
                     [&](const HeldTimer& timer) { return timer.deadline == deadline; });
    return found == result_.timers.end() ? nullptr : &*found;
  }

  // Those that the deadline still has.
  static void keep_reminders(Json& timer, const Deadline& deadline) {
    Json* reminded = find(timer, "reminded");
    if (reminded == nullptr) return;
    keep_if(reminded->items, [&](const Json& label) {
      return std::any_of(deadline.reminders.begin(), deadline.reminders.end(),
                         [&](const Reminder& reminder) { return reminder.label == label.text; });
    });
  }

  // The fields that the event still carries. Whether each has a value of the event's type.
  bool keep_fields(Json& holder, EventIndex event) {
    Json* payload = find(holder, "payload");
    if (payload == nullptr) return true;
    bool is_fine = true;
    keep_if(payload->members, [&](const Member& given) {
      const FieldIndex field = find_payload_field(ruleset_, ruleset_.events[event], given.first);
      if (field == kNone) return false;
      Arena arena;
      const cel::Type& type = ruleset_.payload[field].type;
      if (!value_from_json(given.second, type, *ruleset_.zone, arena)) is_fine = false;
      return true;
    });
    return is_fine;
  }

  // Whose word counts: in the roles that still approve.
  void keep_roles(Json& request, const Approval& approval) {
    Json* approved = find(request, "approved");
    if (approved == nullptr) return;
    for (Json& approver : approved->items) {
      Json* roles = find(approver, "roles");
      if (roles == nullptr) continue;
      keep_if(roles->items, [&](const Json& role) {
        const RoleIndex index = find_role(ruleset_, role.text);
        return std::find(approval.by.begin(), approval.by.end(), index) != approval.by.end();
      });
    }
  }

  void ask_deadline(std::string where, const std::string& old) {
    ask(std::move(where),
        fmt::format("deadline '{0}' runs and is gone. Write what becomes of it in 'migrate': "
                    "deadlines: {{ {0}: {{ to: DEADLINE }} }}, or {0}: drop",
                    old));
  }

  bool rename_request(Json& request) {
    expect(request, Json::Kind::kObject, "requests");
    if (!answers_.keeps_requests()) {
      note("request_dropped", "a request is dropped");
      return false;
    }
    return request.find("deadline") != nullptr ? rename_extension(request)
                                               : rename_approval(request);
  }

  bool rename_extension(Json& request) {
    const std::string old = member(request, "deadline", Json::Kind::kString).text;
    const DeadlineAnswer answer = answers_.deadline(old);
    if (answer.due == DuePolicy::kDrop) return false;
    if (answer.to == kNone || !ruleset_.deadlines[answer.to].extend ||
        !is_within(ruleset_, leaf_, ruleset_.deadlines[answer.to].stage)) {
      ask_request(old, fmt::format("more time for '{}'", old));
      return false;
    }
    find(request, "deadline")->text = ruleset_.deadlines[answer.to].name;
    return true;
  }

  // "lead.sql.ask_discount[1]": a stage, and a transition in it.
  bool rename_approval(Json& request) {
    const std::string old = member(request, "transition", Json::Kind::kString).text;
    const size_t dot = old.rfind('.');
    const StageIndex stage =
        dot == std::string::npos ? StageIndex(kNone) : answers_.stage(old.substr(0, dot));
    std::string name = stage == kNone ? old : ruleset_.stages[stage].path + old.substr(dot);
    const auto found = std::find_if(ruleset_.transitions.begin(), ruleset_.transitions.end(),
                                    [&](const Transition& t) { return t.name == name; });
    if (found == ruleset_.transitions.end() || !found->approval ||
        !is_within(ruleset_, leaf_, found->stage)) {
      ask_request(old, fmt::format("'{}'", old));
      return false;
    }
    find(request, "transition")->text = std::move(name);
    keep_roles(request, *found->approval);
    if (keep_fields(request, found->event)) return true;
    ask("requests." + old,
        fmt::format("a request for '{}' waits, and its event carries another type now. Decide it "
                    "before, or write in 'migrate': requests: drop",
                    old));
    return false;
  }

  void ask_request(const std::string& old, const std::string& what) {
    ask("requests." + old,
        fmt::format("a request for {} waits, and this version has none such. Decide it before, or "
                    "write in 'migrate': requests: drop",
                    what));
  }

  bool rename_plan(Json& plan) {
    expect(plan, Json::Kind::kObject, "cadences");
    const StageIndex stage = answers_.stage(member(plan, "stage", Json::Kind::kString).text);
    if (stage == kNone || ruleset_.stages[stage].plan == kNone) return false;
    if (!is_within(ruleset_, leaf_, stage)) return false;
    find(plan, "stage")->text = ruleset_.stages[stage].path;
    return true;
  }

  bool rename_event(Json& event) {
    expect(event, Json::Kind::kObject, "held");
    const std::string old = member(event, "event", Json::Kind::kString).text;
    const EventAnswer answer = answers_.event(old);
    if (answer.is_dropped) {
      note("event_dropped", fmt::format("'{}' waited and is dropped", old));
      return false;
    }
    if (answer.to == kNone) {
      ask("held." + old, fmt::format("event '{0}' waits for a stage and is gone. Write in "
                                     "'migrate': events: {{ {0}: EVENT }}, or {0}: drop",
                                     old));
      return false;
    }
    find(event, "event")->text = ruleset_.events[answer.to].name;
    if (!keep_fields(event, answer.to)) {
      ask("held." + old, fmt::format("event '{0}' waits for a stage, and carries another type now. "
                                     "Write in 'migrate': events: {{ {0}: drop }}",
                                     old));
    }
    if (Json* roles = find(event, "roles"); roles != nullptr) {
      keep_if(roles->items,
              [&](const Json& role) { return find_role(ruleset_, role.text) != kNone; });
    }
    return true;
  }

  bool rename_changed(Json& fact) const {
    const FactIndex found = answers_.fact(expect(fact, Json::Kind::kString, "changed").text);
    if (found != kNone) fact.text = ruleset_.facts[found].name;
    return found != kNone;
  }

  const Ruleset& ruleset_;
  const Answers& answers_;
  StageIndex leaf_ = kNone;
  Rewritten result_;
};

}  // namespace

Rewritten rewrite(const Ruleset& ruleset, const Answers& answers, Json record) {
  return Rewriter(ruleset, answers, std::move(record)).run();
}

}  // namespace stagegraph::migrate
