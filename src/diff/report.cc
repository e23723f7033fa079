// SPDX-License-Identifier: Apache-2.0
#include "diff/report.h"

#include <algorithm>
#include <array>

#include "base/json_writer.h"

namespace stagegraph::diff {

namespace {

constexpr std::array<std::string_view, 4> kEffects = {"needs_answer", "next_step", "next_entry",
                                                      "cosmetic"};
constexpr std::array<std::string_view, 6> kKinds = {"added",   "removed", "changed",
                                                    "renamed", "moved",   "written"};

std::string_view summary_of(const Comparison& comparison) {
  if (comparison.same_text) return "The two are the same. No record notices.";
  if (comparison.same_content) return "Only comments or layout differ. No record notices.";
  if (comparison.same_behaviour) return "No record notices.";
  const bool asks = std::any_of(comparison.changes.begin(), comparison.changes.end(),
                                [](const Change& c) { return c.effect == Effect::kNeedsAnswer; });
  return asks ? "Records notice, and some may need an answer first." : "Records notice.";
}

void write_version(JsonWriter& json, std::string_view key, const ruleset::Ruleset& rules) {
  json.key(key).begin_object();
  json.key("file").string(rules.file);
  json.key("name").string(rules.name);
  json.key("version").string(rules.version);
  json.key("fingerprint").string(rules.fingerprint);
  json.key("behaviour").string(rules.behaviour);
  json.end_object();
}

void write_place(JsonWriter& json, std::string_view key, const Position& place) {
  if (place.line == 0) return;
  json.key(key).begin_object();
  json.key("line").unsigned_integer(place.line);
  json.key("column").unsigned_integer(place.column);
  json.end_object();
}

void write_change(JsonWriter& json, const Change& change) {
  json.begin_object();
  json.key("effect").string(name_of(change.effect));
  json.key("kind").string(name_of(change.kind));
  json.key("section").string(change.section);
  json.key("name").string(change.name);
  json.key("heading").string(change.heading);
  json.key("path").string(change.path);
  json.key("says").string(change.says);
  json.key("note").string(change.note);
  json.key("old").string(change.old_text);
  json.key("new").string(change.new_text);
  write_place(json, "old_at", change.old_at);
  write_place(json, "new_at", change.new_at);
  json.end_object();
}

}  // namespace

std::string_view name_of(Effect effect) { return kEffects[static_cast<size_t>(effect)]; }
std::string_view name_of(Kind kind) { return kKinds[static_cast<size_t>(kind)]; }

std::string to_json(const Comparison& comparison, const ruleset::Ruleset& before,
                    const ruleset::Ruleset& after) {
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  write_version(json, "old", before);
  write_version(json, "new", after);
  json.key("same_content").boolean(comparison.same_content);
  json.key("same_behaviour").boolean(comparison.same_behaviour);
  json.key("summary").string(summary_of(comparison));
  json.key("counts").begin_object();
  for (size_t e = 0; e < kEffects.size(); ++e) {
    const auto has_effect = [&](const Change& c) { return static_cast<size_t>(c.effect) == e; };
    json.key(kEffects[e])
        .integer(std::count_if(comparison.changes.begin(), comparison.changes.end(), has_effect));
  }
  json.end_object();
  json.key("names").begin_array();
  for (const NameChange& name : comparison.names) {
    json.begin_object();
    json.key("section").string(name.section);
    json.key("old").string(name.before);
    json.key("new").string(name.after);
    json.end_object();
  }
  json.end_array();
  json.key("changes").begin_array();
  for (const Change& change : comparison.changes) write_change(json, change);
  json.end_array();
  json.end_object();
  return out;
}

}  // namespace stagegraph::diff
