// SPDX-License-Identifier: Apache-2.0
// The steps of each cadence, what follows them, and when to give up. Cadences ask the host for
// one action, `touch`, which is declared here.
#include "ruleset/load/load_cadences.h"

#include <fmt/format.h>

#include <algorithm>

#include "ruleset/load/labels.h"
#include "ruleset/load/load_stages.h"
#include "ruleset/load/spans.h"

namespace stagegraph::ruleset {

namespace {

constexpr int64_t kMaxTouches = 1'000'000;

std::optional<uint32_t> read_count(Loader& loader, const DocPlace& place) {
  std::optional<int64_t> count = read_whole(loader.findings, place, 1, kMaxTouches);
  return count ? std::optional(static_cast<uint32_t>(*count)) : std::nullopt;
}

// A channel that `contact.channels` does not know has no condition, such as the customer's consent.
// Where it lists any, one that is missing is a mistake.
std::vector<std::string> read_channels(Loader& loader, const DocPlace& place) {
  Findings& findings = loader.findings;
  std::vector<std::string> declared;
  for (const Channel& channel : loader.ruleset.contact.channels) {
    declared.push_back(channel.name);
  }
  for (const DocPlace& item : read_one_or_more(findings, place)) {
    if (declared.empty() || !item.node->is_scalar()) continue;
    const std::string& name = item.node->text;
    if (std::find(declared.begin(), declared.end(), name) != declared.end()) continue;
    findings.unknown(
        "unknown-name", item.range(), item.path,
        fmt::format("'contact' has no channel '{}': declare it there, with 'true' where "
                    "it can always be used",
                    name),
        name, declared);
  }
  return read_texts(findings, place);
}

CadenceStep read_step(Loader& loader, const DocPlace& place) {
  Findings& findings = loader.findings;
  Fields fields(findings, place, MapKind::kCadenceStep);
  CadenceStep step;
  step.location = location_of(place);
  step.after = read_counted_span(loader, fields["after"]);
  step.after_previous = read_counted_span(loader, fields["after_previous"]);
  step.via = read_channels(loader, fields["via"]);
  step.script = read_fixed_text(loader, fields["script"]).value_or("");
  if (fields.is_map() && !fields["after"] == !fields["after_previous"]) {
    findings.error_at_head(fields["after"] ? "conflicting-keys" : "missing-key", place,
                           "a step needs either 'after' or 'after_previous'");
  }
  return step;
}

void read_then(Loader& loader, const DocPlace& place, Cadence& cadence) {
  if (!place) return;
  Findings& findings = loader.findings;
  Fields fields(findings, place, MapKind::kCadenceThen);
  cadence.every = read_counted_span(loader, fields["every"]);
  cadence.then.location = location_of(place);
  cadence.then.via = read_channels(loader, fields["via"]);
  cadence.then.script = read_fixed_text(loader, fields["script"]).value_or("");
  cadence.then_at_most = read_count(loader, fields["at_most"]);
}

void read_unanswered(Loader& loader, const DocPlace& place, Cadence& cadence) {
  if (!place) return;
  Fields fields(loader.findings, place, MapKind::kUnanswered);
  cadence.unanswered_after = read_count(loader, fields["after"]);
  cadence.unanswered_to = read_stage(loader, fields["to"], kNone);
}

Cadence read_cadence(Loader& loader, const DocPlace& place) {
  Fields fields(loader.findings, place, MapKind::kCadence);
  Cadence cadence;
  cadence.name = place.key->text;
  cadence.location = location_of(place);
  for (const DocPlace& step : read_items(loader.findings, fields["steps"])) {
    cadence.steps.push_back(read_step(loader, step));
  }
  read_then(loader, fields["then"], cadence);
  cadence.stop_after = resolve_all(loader.findings, loader.names.events, fields["stop_after"]);
  read_unanswered(loader, fields["unanswered"], cadence);
  if (fields.is_map() && !fields["steps"] && !fields["then"]) {
    loader.findings.error_at_head("does-nothing", place,
                                  "this cadence does nothing. Give it 'steps' or 'then'");
  }
  return cadence;
}

// The one action that a ruleset with cadences need not declare.
ActionIndex declare_touch(Loader& loader) {
  const cel::Type text = cel::scalar(cel::TypeKind::kString);
  IndexedVector<ActionDeclaration>& actions = loader.ruleset.actions;
  for (const ActionDeclaration& action : actions) {
    if (action.name != "touch") continue;
    loader.findings.add(
        Severity::kError, "duplicate-name", action.location.range, action.location.path,
        "'touch' is the action that cadences ask for, with fixed parameters. Choose another name");
  }
  const ActionIndex touch = actions.next_index();
  actions.push_back({.name = "touch",
                     .parameters = {{"who", text},
                                    {"channel", text},
                                    {"fallback", cel::list_of(text)},
                                    {"script", text},
                                    {"due", cel::scalar(cel::TypeKind::kTimestamp)}},
                     .location = {}});
  return touch;
}

}  // namespace

void load_cadences(Loader& loader) {
  if (loader.names.cadences.size() == 0) return;
  const ActionIndex touch = declare_touch(loader);
  for (CadenceIndex i : loader.names.cadences.indices()) {
    Cadence cadence = read_cadence(loader, loader.names.cadences.place(i));
    for (CadenceStep& step : cadence.steps) step.touch.declaration = touch;
    cadence.then.touch.declaration = touch;
    loader.ruleset.cadences.push_back(std::move(cadence));
  }
}

}  // namespace stagegraph::ruleset
