// SPDX-License-Identifier: Apache-2.0
// A request, plan or event that the record could not hold is refused, so that nothing waits which
// nobody can answer.
#include "engine/json/record_read_waiting.h"

#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "engine/json/record_names.h"
#include "ruleset/value_json.h"

namespace stagegraph::engine {

using namespace time;
using namespace ruleset;

namespace {

class WaitingReader {
 public:
  explicit WaitingReader(Record& record)
      : ruleset_(record.ruleset()), names_(ruleset_), record_(record) {}

  void read(const Json& json) {
    const size_t requests = ruleset_.deadlines.size() + ruleset_.transitions.size();
    if (json.find("requests") != nullptr) {
      asked_deadlines_.resize(ruleset_.deadlines.size());
      asked_transitions_.resize(ruleset_.transitions.size());
    }
    if (json.find("cadences") != nullptr) plans_.resize(ruleset_.plans.size());
    read_each(json, "requests", requests, [&](const Json& item) { read_request(item); });
    read_each(json, "cadences", ruleset_.plans.size(), [&](const Json& item) { read_plan(item); });
    read_each(json, "contacts", kMaxContactCap,
              [&](const Json& item) { record_.add_contact(names_.instant(item, "contacts")); });
    read_each(json, "held", kMaxParkedEvents, [&](const Json& item) { read_parked_event(item); });
  }

 private:
  std::span<const cel::Value> read_payload(const Json& json, EventIndex event) {
    const Event& declared = ruleset_.events[event];
    auto values = scratch_.make_array<cel::Value>(declared.carries.size());
    const Json& payload = member(json, "payload", Json::Kind::kObject);
    std::unordered_map<std::string_view, const Json*> given;
    for (const auto& [name, value] : payload.members) given.emplace(name, &value);
    size_t known = 0;
    for (size_t i = 0; i < values.size(); ++i) {
      const PayloadField& field = ruleset_.payload[declared.carries[i].field];
      values[i] = cel::Value::unknown(uint32_t{0});
      auto found = given.find(field.name);
      if (found == given.end()) continue;
      ++known;
      auto value = value_from_json(*found->second, field.type, *ruleset_.zone, scratch_);
      if (!value) refuse("payload '" + field.name + "': " + value.error().message);
      values[i] = *value;
    }
    if (known < given.size() && !record_.is_of_other_version()) refuse_others(declared, payload);
    return values;
  }

  void refuse_others(const Event& declared, const Json& payload) const {
    std::vector<std::string_view> fields;
    for (const Event::Carried& carried : declared.carries) {
      fields.push_back(ruleset_.payload[carried.field].name);
    }
    expect_members(payload, "the payload of '" + declared.name + "'", fields);
  }

  void read_request(const Json& json) {
    expect(json, Json::Kind::kObject, "requests");
    Request request;
    request.by = member(json, "by", Json::Kind::kString).text;
    request.at = names_.instant(member(json, "at", Json::Kind::kString), "at");
    request.expires = names_.instant_or_never(json, "expires");
    if (json.find("deadline") != nullptr) {
      request.deadline = named(json, "deadline", names_.deadlines);
      const Deadline& deadline = ruleset_.deadlines[request.deadline];
      with_members(json, "the request for '" + deadline.name + "'",
                   {"deadline", "by", "at", "expires"});
      if (!deadline.extend) refuse("requests: '" + deadline.name + "' has no 'extend'");
      check_request(deadline.name, deadline.stage, asked_deadlines_[request.deadline]);
      return record_.add_request(request);
    }
    request.transition = named(json, "transition", names_.transitions);
    const Transition& transition = ruleset_.transitions[request.transition];
    with_members(json, "the request for '" + transition.name + "'",
                 {"transition", "by", "at", "expires", "approved", "payload"});
    check_request(transition.name, transition.stage, asked_transitions_[request.transition]);
    if (!transition.approval) refuse("requests: '" + transition.name + "' needs no approval");
    request.payload = read_payload(json, transition.event);
    request.approvers = read_approvers(json, *transition.approval);
    record_.add_request(request);
  }

  void check_request(const std::string& name, StageIndex stage, uint8_t& asked) const {
    if (asked != 0) refuse("requests: '" + name + "' is there twice");
    asked = 1;
    if (is_within(ruleset_, record_.stage, stage)) return;
    refuse("requests: '" + name + "' cannot wait in stage '" + ruleset_.stages[record_.stage].path +
           "'");
  }

  std::span<const Approver> read_approvers(const Json& json, const Approval& approval) {
    const std::vector<Json>& items = member(json, "approved", Json::Kind::kArray).items;
    auto approvers = scratch_.make_array<Approver>(items.size());
    std::unordered_set<std::string_view> known;
    for (size_t i = 0; i < items.size(); ++i) {
      approvers[i] = approver(items[i], approval);
      if (known.insert(approvers[i].id).second) continue;
      refuse("approved: '" + std::string(approvers[i].id) + "' is there twice");
    }
    return approvers;
  }

  Approver approver(const Json& json, const Approval& approval) const {
    expect(json, Json::Kind::kObject, "approved");
    with_members(json, "somebody of 'approved'", {"by", "roles"});
    Approver result{member(json, "by", Json::Kind::kString).text, 0};
    for (const Json& role : member(json, "roles", Json::Kind::kArray).items) {
      expect(role, Json::Kind::kString, "roles");
      bool may_approve = false;
      for (size_t i = 0; i < approval.by.size(); ++i) {
        if (ruleset_.roles[approval.by[i]] != role.text) continue;
        result.roles |= uint64_t{1} << i;
        may_approve = true;
      }
      if (!may_approve && !record_.is_of_other_version()) {
        refuse("approved: '" + role.text + "' does not approve this");
      }
    }
    return result;
  }

  void read_plan(const Json& json) {
    expect(json, Json::Kind::kObject, "cadences");
    with_members(json, "a plan of 'cadences'",
                 {"stage", "next", "planned", "base", "last", "position", "touches"});
    const StageIndex stage = named(json, "stage", names_.stages);
    if (ruleset_.stages[stage].plan == kNone) {
      refuse("cadences: stage '" + ruleset_.stages[stage].path + "' has no cadence");
    }
    if (!is_within(ruleset_, record_.stage, stage)) {
      refuse("cadences: the record is not in stage '" + ruleset_.stages[stage].path + "'");
    }
    const PlanIndex place = ruleset_.stages[stage].plan;
    if (plans_[place] != 0) {
      refuse("cadences: stage '" + ruleset_.stages[stage].path + "' is there twice");
    }
    plans_[place] = 1;
    Plan& plan = record_.plan(place);
    plan.next = names_.instant_or_never(json, "next");
    plan.planned = names_.instant_or_never(json, "planned");
    plan.base = names_.instant(member(json, "base", Json::Kind::kString), "base");
    plan.last = names_.instant_or_never(json, "last");
    if (plan.next != kNever && plan.planned == kNever) {
      refuse("cadences: the plan of stage '" + ruleset_.stages[stage].path +
             "' has 'next' without 'planned'");
    }
    plan.position = count(json, "position");
    plan.touches = count(json, "touches");
  }

  void read_parked_event(const Json& json) {
    expect(json, Json::Kind::kObject, "held");
    with_members(json, "an event of 'held'", {"event", "at", "id", "actor", "roles", "payload"});
    ParkedEvent parked;
    parked.event = named(json, "event", names_.events);
    parked.at = names_.instant(member(json, "at", Json::Kind::kString), "at");
    parked.id = member(json, "id", Json::Kind::kString).text;
    parked.actor = member(json, "actor", Json::Kind::kString).text;
    const std::vector<Json>& roles = member(json, "roles", Json::Kind::kArray).items;
    auto indices = scratch_.make_array<RoleIndex>(roles.size());
    for (size_t i = 0; i < roles.size(); ++i) {
      indices[i] = names_.roles.find(expect(roles[i], Json::Kind::kString, "roles").text);
      if (indices[i] == kNone) refuse_name("role", roles[i].text, {});
    }
    parked.roles = indices;
    parked.payload = read_payload(json, parked.event);
    record_.park(parked);
  }

  const Ruleset& ruleset_;
  const RecordNames names_;
  Record& record_;
  // What has been read of each, 0 or 1.
  IndexedVector<uint8_t, Deadline> asked_deadlines_;
  IndexedVector<uint8_t, Transition> asked_transitions_;
  IndexedVector<uint8_t, ruleset::Plan> plans_;
  Arena scratch_;
};

}  // namespace

void read_waiting(const Json& json, Record& record) { WaitingReader(record).read(json); }

}  // namespace stagegraph::engine
