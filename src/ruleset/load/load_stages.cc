// SPDX-License-Identifier: Apache-2.0
// A stage is declared with its place in the tree, and read when all names are known.
#include "ruleset/load/load_stages.h"

#include <fmt/format.h>

#include "ruleset/load/labels.h"
#include "ruleset/load/load_actions.h"
#include "ruleset/load/load_deadlines.h"
#include "ruleset/load/load_migrations.h"
#include "ruleset/load/load_transitions.h"
#include "ruleset/reading/prose.h"

namespace stagegraph::ruleset {

namespace {

// Parents before children. The depth of the document bounds that of the recursion.
void declare_stage(Loader& loader, const DocPlace& place, StageIndex parent) {
  check_name(loader.findings, place.key->range, place.path, place.key->text);
  IndexedVector<Stage>& stages = loader.ruleset.stages;
  const StageIndex index = stages.next_index();
  Stage& stage = stages.emplace_back();
  stage.name = place.key->text;
  stage.path = stage.name;
  stage.parent = parent;
  stage.location = location_of(place);
  stage.body = body_of(*place.node);
  if (parent != kNone) {
    stage.path = fmt::format("{}.{}", stages[parent].path, stage.name);
    stage.depth = stages[parent].depth + 1;
    stages[parent].children.push_back(index);
  }
  loader.names.stages.add(place, stage.path);
  if (!place.node->is_map()) return;  // reported when the stage is read
  declare_deadlines(loader, place, index);
  const yaml::Node* children = place.node->find("stages");
  if (children == nullptr || !children->is_map()) return;
  for (const yaml::Entry& entry : children->entries) {
    DocPlace child = {&entry.value, &entry.key,
                      fmt::format("{}.stages.{}", place.path, entry.key.text)};
    declare_stage(loader, child, index);
  }
}

class StageReader {
 public:
  StageReader(Loader& loader, StageIndex index, const Fields& fields)
      : loader_(loader),
        findings_(loader.findings),
        index_(index),
        stage_(loader.ruleset.stages[index]),
        fields_(fields) {}

  void read() {
    stage_.title = read_label(loader_, fields_["title"]).value_or("");
    stage_.doc = read_prose(findings_, fields_["doc"], loader_.language).value_or("");
    stage_.team = read_fixed_text(loader_, fields_["team"]).value_or("");
    read_earlier_names();
    stage_.final = read_bool(findings_, fields_["final"]).value_or(false);
    read_win_rate(fields_["win_rate"]);
    read_initial(fields_["initial"]);
    stage_.cadence = resolve(findings_, loader_.names.cadences, fields_["cadence"]);
    if (stage_.cadence != kNone) {
      stage_.plan = loader_.ruleset.plans.next_index();
      loader_.ruleset.plans.push_back(index_);
    }
    check_final();
    read_entries(findings_, fields_["deadlines"]);  // that it is a map; declared already
    for (DeadlineIndex deadline : stage_.deadlines) load_deadline(loader_, deadline);
    Scope scope = {.stage = index_};
    stage_.enter = read_actions(loader_, {}, fields_["enter"], scope);
    stage_.leave = read_actions(loader_, {}, fields_["leave"], scope);
    load_transitions(loader_, fields_, index_);
  }

 private:
  // Parents are read before their children.
  void read_earlier_names() {
    const DocPlace place = fields_["was"];
    const std::vector<std::string> names =
        place ? read_texts(findings_, place) : std::vector<std::string>();
    const Stage top;
    const Stage& holder = stage_.parent == kNone ? top : loader_.ruleset.stages[stage_.parent];
    stage_.was = earlier_paths(holder.path, holder.was, stage_.name, names);
    check_was(loader_, loader_.names.stages, stage_.was, place);
  }

  // "30%" or 0.3.
  void read_win_rate(const DocPlace& place) {
    std::optional<std::string> text = read_text(findings_, place);
    if (!text) return;
    bool percent = text->ends_with('%');
    if (percent) text->pop_back();
    std::optional<Decimal> rate = Decimal::parse(*text);
    if (rate && percent) rate = divide(*rate, Decimal::from_int(100));
    bool valid = rate && !rate->negative() && compare(*rate, Decimal::from_int(1)) <= 0;
    if (valid) stage_.win_rate = *rate;
    if (valid) return;
    findings_.error(
        "invalid-value", place,
        fmt::format("'{}' is not a win rate. Write 0% to 100%, or 0 to 1", place.node->text));
  }

  void read_initial(const DocPlace& place) {
    if (!stage_.is_group()) {
      if (!place) return;
      findings_.error_at_head("not-allowed-here", place,
                              "only a group has 'initial': this stage has no stages inside it");
      return;
    }
    if (!place) return report_missing_initial();
    std::optional<std::string> name = read_text(findings_, place);
    if (!name) return;
    std::vector<std::string> names;
    for (StageIndex child : stage_.children) {
      const Stage& other = loader_.ruleset.stages[child];
      if (other.name == *name || other.path == *name) stage_.initial = child;
      names.push_back(other.name);
    }
    if (stage_.initial != kNone) return;
    findings_.unknown(
        "unknown-name", place.range(), place.path,
        fmt::format("there is no stage '{}' directly inside '{}'", *name, stage_.path), *name,
        names);
  }

  void report_missing_initial() {
    if (fields_.place().node->find("initial") != nullptr) return;  // without a value: reported
    const std::string& first = loader_.ruleset.stages[stage_.children[0]].name;
    findings_.error_at_head("missing-initial", fields_.place(),
                            fmt::format("the group '{}' needs 'initial': the stage inside it in "
                                        "which a record begins, such as 'initial: {}'",
                                        stage_.path, first));
  }

  void check_final() {
    if (!stage_.final) return;
    if (stage_.is_group()) {
      findings_.error_at_head("not-allowed-here", fields_["final"],
                              "a group cannot be final. Write 'final' in the stages inside it");
      return;
    }
    for (std::string_view key : {"events", "deadlines", "auto", "cadence"}) {
      DocPlace place = fields_[key];
      if (!place) continue;
      findings_.error_at_head("not-allowed-here", place,
                              fmt::format("'{}' is final. Nothing happens in it, so it cannot have "
                                          "'{}'",
                                          stage_.path, key));
    }
  }

  Loader& loader_;
  Findings& findings_;
  StageIndex index_;
  Stage& stage_;
  const Fields& fields_;
};

}  // namespace

StageIndex read_stage(Loader& loader, const DocPlace& place, StageIndex holder) {
  std::optional<std::string> name = read_text(loader.findings, place);
  if (!name) return kNone;
  Lookup<Stage> lookup = loader.names.find_stage(loader.ruleset, *name, holder);
  if (lookup.index != kNone) return lookup.index;
  Diagnostic& finding = loader.findings.error("unknown-name", place, lookup.problem);
  if (!lookup.replacement.empty()) finding.edit = Edit{place.range(), lookup.replacement};
  return kNone;
}

void declare_stages(Loader& loader, const DocPlace& section) {
  std::vector<DocPlace> entries = read_entries(loader.findings, section);
  for (const DocPlace& place : entries) declare_stage(loader, place, kNone);
  if (!entries.empty() || is_blank(section) || !section.node->is_map()) return;
  loader.findings.error_at_head("missing-value", section, "a ruleset needs at least one stage");
}

void load_stages(Loader& loader) {
  for (StageIndex i : loader.ruleset.stages.indices()) {
    Fields fields(loader.findings, loader.names.stages.place(i), MapKind::kStage);
    if (fields.is_map()) StageReader(loader, i, fields).read();
  }
}

void load_initial(Loader& loader, const DocPlace& place) {
  Ruleset& ruleset = loader.ruleset;
  if (ruleset.stages.empty()) return;
  StageIndex stage = place ? read_stage(loader, place, kNone) : *ruleset.stages.indices().begin();
  if (stage != kNone) ruleset.initial = initial_leaf(ruleset, stage);
}

}  // namespace stagegraph::ruleset
