// SPDX-License-Identifier: Apache-2.0
// Reads the sections of a ruleset in an order in which each finds what it refers to: names are
// declared before anything that may name them, facts before conditions. What needs everything
// (cycles, costs, the order in which transitions are tried) comes last.
#include "ruleset/load/load.h"

#include <fmt/format.h>

#include "base/suggest.h"
#include "ruleset/dispatch.h"
#include "ruleset/load/calendar_steps.h"
#include "ruleset/load/labels.h"
#include "ruleset/load/load_actions.h"
#include "ruleset/load/load_cadences.h"
#include "ruleset/load/load_calendars.h"
#include "ruleset/load/load_contact.h"
#include "ruleset/load/load_defines.h"
#include "ruleset/load/load_events.h"
#include "ruleset/load/load_facts.h"
#include "ruleset/load/load_migrations.h"
#include "ruleset/load/load_promises.h"
#include "ruleset/load/load_quotas.h"
#include "ruleset/load/load_stages.h"
#include "ruleset/load/load_tables.h"
#include "ruleset/load/load_zones.h"
#include "ruleset/load/loader.h"
#include "ruleset/reading/behaviour.h"
#include "ruleset/reading/budget.h"
#include "ruleset/reading/prose.h"
#include "ruleset/reading/tree_fingerprint.h"
#include "yaml/parse.h"

namespace stagegraph::ruleset {

namespace {

Error not_a_ruleset(std::string_view file, Status status, Diagnostics diagnostics) {
  size_t errors = 0;
  for (const Diagnostic& d : diagnostics) errors += d.severity == Severity::kError ? 1 : 0;
  return Error{status,
               fmt::format("{} has {} error{}", file.empty() ? "the ruleset" : file, errors,
                           errors == 1 ? "" : "s"),
               std::move(diagnostics)};
}

void check_language_version(Loader& loader, const DocPlace& place) {
  int64_t version = 0;
  if (!place || (yaml::is_int(*place.node, version) && version == 1)) return;
  loader.findings.error("invalid-value", place,
                        "this version reads 'stagegraph: 1', the first version of the language");
}

bool is_test_file(const yaml::Node& root) {
  return root.is_map() && root.find("cases") != nullptr && root.find("stagegraph") == nullptr;
}

void load_head(Loader& loader, const Fields& root) {
  Ruleset& ruleset = loader.ruleset;
  check_language_version(loader, root["stagegraph"]);
  ruleset.name = read_text(loader.findings, root["name"]).value_or("");
  ruleset.version = read_text(loader.findings, root["version"]).value_or("");
  ruleset.doc = read_prose(loader.findings, root["doc"], loader.language).value_or("");
  load_zones(loader, root["time_zone"], root["time_zones"]);
  load_calendars(loader, root["calendars"]);
  loader.has_calendar = static_cast<bool>(root["calendar"]);
  ruleset.calendar = resolve(loader.findings, loader.names.calendars, root["calendar"]);
}

// What is laid out for deciding grows with products: a short file may ask for very much.
void load_dispatch(Loader& loader, const DocPlace& stages) {
  const Ruleset& ruleset = loader.ruleset;
  const bool is_wide = dispatch_places(ruleset) > kMaxPlaces;
  if (is_wide) {
    loader.findings.error_at_head(
        "too-large", stages,
        fmt::format("{} stages and {} events are too many together: the one times the other is at "
                    "most {}. Split the ruleset",
                    ruleset.stages.size(), ruleset.events.size(), kMaxPlaces));
  }
  const uint64_t candidates = dispatch_candidates(ruleset);
  if (candidates > kMaxCandidates) {
    loader.findings.error_at_head(
        "too-large", stages,
        fmt::format("the stages have {} transitions, where those of a group count for each stage "
                    "inside it. At most {} are possible. Use fewer stages inside groups with many "
                    "transitions",
                    candidates, kMaxCandidates));
  }
  if (!is_wide && candidates <= kMaxCandidates) build_dispatch(loader.ruleset);
}

constexpr size_t kMaxDeadlinesAtOnce = 1'000;

// Each decision looks at every deadline that runs, and those that come due at once are a decision
// each.
void check_deadlines_at_once(Loader& loader) {
  const Ruleset& ruleset = loader.ruleset;
  for (const Stage& stage : ruleset.stages) {
    size_t running = stage.deadlines.size();
    for (StageIndex s = stage.parent; s != kNone; s = ruleset.stages[s].parent) {
      running += ruleset.stages[s].deadlines.size();
    }
    if (running <= kMaxDeadlinesAtOnce) continue;
    loader.findings.add(Severity::kError, "too-large", stage.location.range, stage.location.path,
                        fmt::format("{} deadlines run at once in '{}', with those of the groups "
                                    "around it. At most {} are possible",
                                    running, stage.path, kMaxDeadlinesAtOnce));
    return;
  }
}

void load_sections(Loader& loader, const DocPlace& document) {
  if (is_test_file(*document.node)) {
    loader.findings.error_at_head(
        "wrong-file", document,
        "this is a test file, not a ruleset. Run it with `stagegraph test`");
    return;
  }
  Fields root(loader.findings, document, MapKind::kRuleset);
  if (!root.is_map()) return;
  loader.ruleset.body = body_of(*document.node);
  Names& names = loader.names;
  load_head(loader, root);
  load_roles(loader, root["roles"]);
  load_facts(loader, root["facts"]);
  load_events(loader, root["events"]);
  load_actions(loader, root["actions"]);
  declare_defines(loader, root["define"]);
  declare_names(loader, names.criteria, root["criteria"]);
  declare_names(loader, names.quotas, root["quotas"]);
  declare_names(loader, names.cadences, root["cadences"]);
  declare_tables(loader, root["tables"]);
  declare_stages(loader, root["stages"]);
  loader.expressions.declare();
  load_defines(loader);
  load_criteria(loader);
  loader.ruleset.title = read_label(loader, root["title"]).value_or("");
  load_tables(loader);
  load_quotas(loader);
  load_contact(loader, root["contact"]);
  load_cadences(loader);
  load_stages(loader);
  load_initial(loader, root["initial"]);
  load_promises(loader, root["promises"]);
  load_migrations(loader, root["migrate"]);
  loader.expressions.finish();
  load_dispatch(loader, root["stages"]);
  check_calendar_steps(loader, root["stages"]);
  check_deadlines_at_once(loader);
}

}  // namespace

Expected<std::shared_ptr<const Ruleset>> load_ruleset(std::string_view text, std::string_view file,
                                                      const LoadOptions& options) {
  const HintBudget hints;
  auto document = yaml::parse(text, file, options.yaml);
  if (!document) {
    Error& error = document.error();
    return not_a_ruleset(file, error.status, std::move(error.diagnostics));
  }
  auto ruleset = std::make_shared<Ruleset>();
  ruleset->zones = std::make_shared<time::Zones>(options.zones);
  ruleset->file = file;
  ruleset->fingerprint = fingerprint_of((*document)->root);
  ruleset->behaviour = behaviour_of((*document)->root);
  Loader loader(**document, *ruleset, options);
  check_keys(loader.findings, (*document)->root);
  if (!loader.findings.has_errors()) load_sections(loader, {&(*document)->root, nullptr, ""});
  bool failed = loader.findings.has_errors() || !(*document)->refused.empty();
  Diagnostics diagnostics = join_findings((*document)->refused, loader.findings.take());
  if (failed) return not_a_ruleset(file, Status::kInvalidRuleset, std::move(diagnostics));
  ruleset->diagnostics = std::move(diagnostics);
  return std::shared_ptr<const Ruleset>(std::move(ruleset));
}

}  // namespace stagegraph::ruleset
