// SPDX-License-Identifier: Apache-2.0
// Events as JSON.
#include <array>

#include "base/json.h"
#include "base/suggest.h"
#include "capi/guard.h"
#include "capi/handles.h"
#include "capi/payload_json.h"
#include "capi/roles.h"
#include "capi/values.h"
#include "ruleset/lookup.h"

using namespace stagegraph;
using namespace stagegraph::time;
using namespace stagegraph::capi;
using namespace stagegraph::ruleset;
using namespace stagegraph::engine;

namespace {

const std::string& string_of(const Json& json, std::string_view where) {
  if (json.kind == Json::Kind::kString) return json.text;
  fail(Status::kInvalidInput,
       std::string(where) + ": expected a string, found " + std::string(to_string(json.kind)));
}

void check_keys(const Json& json, std::string_view what, std::span<const std::string_view> known) {
  if (json.kind != Json::Kind::kObject) {
    fail(Status::kInvalidInput,
         std::string(what) + ": expected an object, found " + std::string(to_string(json.kind)));
  }
  for (const auto& [key, value] : json.members) {
    if (std::find(known.begin(), known.end(), key) != known.end()) continue;
    fail(Status::kInvalidInput,
         std::string(what) + " has no key '" + key + "'" + did_you_mean(key, known));
  }
}

// Roles separated by ';'; empty ones are skipped.
void read_role_text(const Ruleset& rules, std::string_view text, Actor& actor) {
  while (!text.empty()) {
    size_t end = std::min(text.find(';'), text.size());
    if (end != 0) add_role(rules, text.substr(0, end), actor);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

void read_roles(const Ruleset& rules, const Json& json, Actor& actor) {
  if (json.kind == Json::Kind::kString) return read_role_text(rules, json.text, actor);
  if (json.kind != Json::Kind::kArray) {
    fail(Status::kInvalidInput, "roles: expected a list of strings, or text separated by ';'");
  }
  for (const Json& role : json.items) add_role(rules, string_of(role, "roles"), actor);
}

void read_actor(const Ruleset& rules, const Json& json, Actor& actor) {
  if (json.kind == Json::Kind::kString) {
    actor.id = json.text;
    return;
  }
  constexpr std::array<std::string_view, 2> kKnown = {"id", "roles"};
  check_keys(json, "actor", kKnown);
  if (const Json* id = json.find("id")) actor.id = string_of(*id, "actor.id");
  if (const Json* roles = json.find("roles")) read_roles(rules, *roles, actor);
}

EventIndex read_name(const Ruleset& rules, const Json& json) {
  const Json* name = json.find("event");
  if (name == nullptr) fail(Status::kInvalidInput, "'event' is missing: what happened?");
  EventIndex event = find_event(rules, string_of(*name, "event"));
  if (event != kNone) return event;
  std::vector<std::string_view> names;
  for (const Event& declared : rules.events) names.push_back(declared.name);
  fail(Status::kUnknownName,
       "the ruleset has no event '" + name->text + "'" + did_you_mean(name->text, names));
}

// The member, where it is there and not null.
const Json* given(const Json& json, std::string_view key) {
  const Json* found = json.find(key);
  return found != nullptr && found->kind != Json::Kind::kNull ? found : nullptr;
}

std::optional<Resolution> resolution_named(std::string_view word) {
  if (word == "approve") return Resolution::kApprove;
  if (word == "reject") return Resolution::kReject;
  return std::nullopt;
}

// {"event": "approve", "of": "lose"}: with `of` it is somebody's word, whatever events there are.
std::optional<Resolution> read_word(const Ruleset& rules, const Json& json, std::string& of) {
  const Json* event = json.find("event");
  const Json* about = given(json, "of");
  const std::string_view name = event == nullptr ? std::string_view() : event->text;
  const std::optional<Resolution> word = resolution_named(name);
  if (about != nullptr && !word) {
    fail(Status::kInvalidInput, "'of' belongs to the events approve and reject");
  }
  if (!word || (about == nullptr && find_event(rules, name) != kNone)) return std::nullopt;
  of = about == nullptr ? std::string() : string_of(*about, "of");
  return word;
}

// "approve" or "reject" and what; nothing where the event is one of the ruleset's.
std::optional<Resolution> read_resolution(const Ruleset& rules, const Json& json, std::string& of) {
  std::optional<Resolution> resolution = read_word(rules, json, of);
  for (std::string_view key : {"approve", "reject"}) {
    const Json* found = json.find(key);
    if (found == nullptr) continue;
    if (resolution || json.find("event") != nullptr) {
      fail(Status::kInvalidInput, "one of 'event', 'approve' and 'reject' says what happened");
    }
    resolution = resolution_named(key);
    of = found->kind == Json::Kind::kNull ? std::string() : string_of(*found, key);
  }
  return resolution;
}

Instant read_instant(const Ruleset& rules, const Json& json) {
  Expected<Timestamp> time = parse_given_time(string_of(json, "at"), rules.zone.get());
  if (!time) fail(time.error().status, "at: " + time.error().message);
  return to_instant(*time);
}

void forget_event(stg_event& event) {
  event.index = kNone;
  event.resolution.reset();
  event.of.clear();
  event.record.clear();
  event.at = kNever;
  event.id.clear();
  event.actor = {};
  event.payload.payload.clear();
}

void read_event(const Json& json, stg_event& event) {
  constexpr std::array<std::string_view, 10> kKnown = {
      "record", "event", "at", "id", "actor", "roles", "payload", "approve", "reject", "of"};
  check_keys(json, "an event", kKnown);
  const Ruleset& rules = *event.payload.rules;
  std::optional<Resolution> resolution = read_resolution(rules, json, event.of);
  const EventIndex index = resolution ? EventIndex() : read_name(rules, json);
  const Json* record = given(json, "record");
  event.record = record == nullptr ? std::string() : string_of(*record, "record");
  const Json* at = given(json, "at");
  event.at = at == nullptr ? kNever : read_instant(rules, *at);
  const Json* id = given(json, "id");
  event.id = id == nullptr ? std::string() : string_of(*id, "id");
  if (const Json* actor = given(json, "actor")) read_actor(rules, *actor, event.actor);
  if (const Json* roles = given(json, "roles")) read_roles(rules, *roles, event.actor);
  if (const Json* payload = given(json, "payload")) {
    if (resolution) fail(Status::kInvalidInput, "an approval or a rejection carries nothing");
    set_payload(event.payload, index, *payload);
  }
  event.index = index;
  event.resolution = resolution;
}

}  // namespace

stg_status stg_event_from_json(const stg_ruleset* ruleset, const char* text, size_t text_size,
                               stg_event** event, stg_error** err) noexcept {
  return guarded(err, [&] {
    const auto& rules = checked(ruleset, "ruleset").rules;
    Reused<stg_event> result(event, rules);
    if (result->payload.rules != rules) {
      fail(Status::kWrongRuleset, "the event to reuse was read for another ruleset");
    }
    // Of one that cannot be read nothing is left, neither of it nor of the one before.
    forget_event(*result);
    try {
      read_event(take(parse_json(bytes_in(text, text_size, "text"))), *result);
    } catch (...) {
      forget_event(*result);
      throw;
    }
    result.commit();
  });
}

void stg_event_free(stg_event* event) noexcept { delete event; }

uint32_t stg_event_index(const stg_event* event) noexcept {
  return event == nullptr ? STG_NONE : event->index.value();
}

stg_str stg_event_record(const stg_event* event) noexcept {
  return event == nullptr ? stg_str{} : text_out(event->record);
}

int64_t stg_event_at(const stg_event* event) noexcept {
  return event == nullptr ? STG_NEVER : instant_out(event->at);
}

const stg_payload* stg_event_payload(const stg_event* event) noexcept {
  return event == nullptr ? nullptr : &event->payload;
}
