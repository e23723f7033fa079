// The tree of stages: first its names, then what each stage says.
#include <fmt/format.h>

#include "ruleset/load/loader.h"
#include "ruleset/reading/prose.h"

namespace stagegraph::ruleset {

namespace {

void declare_deadlines(Loader& loader, const Spot& spot, StageIndex stage) {
  const yaml::Node* section = spot.node->find("deadlines");
  if (section == nullptr || !section->is_map()) return;
  for (const yaml::Entry& entry : section->entries) {
    Spot place = {&entry.value, &entry.key,
                  fmt::format("{}.deadlines.{}", spot.path, entry.key.text)};
    check_name(loader.findings, entry.key.range, place.path, entry.key.text);
    const DeadlineIndex index = loader.ruleset.deadlines.next_index();
    Deadline& deadline = loader.ruleset.deadlines.emplace_back();
    deadline.name = fmt::format("{}.{}", loader.ruleset.stages[stage].path, entry.key.text);
    deadline.stage = stage;
    deadline.location = location_of(place);
    loader.names.deadlines.add(place, deadline.name);
    loader.ruleset.stages[stage].deadlines.push_back(index);
  }
}

// Parents before children. The depth of the document bounds that of the recursion.
void declare_stage(Loader& loader, const Spot& spot, StageIndex parent) {
  check_name(loader.findings, spot.key->range, spot.path, spot.key->text);
  IndexedVector<Stage>& stages = loader.ruleset.stages;
  const StageIndex index = stages.next_index();
  Stage& stage = stages.emplace_back();
  stage.name = spot.key->text;
  stage.path = stage.name;
  stage.parent = parent;
  stage.location = location_of(spot);
  if (parent != kNone) {
    stage.path = fmt::format("{}.{}", stages[parent].path, stage.name);
    stage.depth = stages[parent].depth + 1;
    stages[parent].children.push_back(index);
  }
  loader.names.stages.add(spot, stage.path);
  if (!spot.node->is_map()) return;  // reported when the stage is read
  declare_deadlines(loader, spot, index);
  const yaml::Node* children = spot.node->find("stages");
  if (children == nullptr || !children->is_map()) return;
  for (const yaml::Entry& entry : children->entries) {
    Spot child = {&entry.value, &entry.key, fmt::format("{}.stages.{}", spot.path, entry.key.text)};
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
    stage_.title = read_prose(findings_, fields_["title"], loader_.language).value_or("");
    stage_.doc = read_prose(findings_, fields_["doc"], loader_.language).value_or("");
    stage_.team = read_text(findings_, fields_["team"]).value_or("");
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
  // "30%" or 0.3.
  void read_win_rate(const Spot& spot) {
    std::optional<std::string> text = read_text(findings_, spot);
    if (!text) return;
    bool percent = text->ends_with('%');
    if (percent) text->pop_back();
    std::optional<Decimal> rate = Decimal::parse(*text);
    if (rate && percent) rate = divide(*rate, Decimal::from_int(100));
    bool valid = rate && !rate->negative() && compare(*rate, Decimal::from_int(1)) <= 0;
    if (valid) stage_.win_rate = *rate;
    if (valid) return;
    findings_.error(
        "invalid-value", spot,
        fmt::format("'{}' is not a chance: write 0% to 100%, or 0 to 1", spot.node->text));
  }

  void read_initial(const Spot& spot) {
    if (!stage_.is_group()) {
      if (!spot) return;
      findings_.error_at_head("not-allowed-here", spot,
                              "only a group has 'initial': this stage has no stages inside it");
      return;
    }
    if (!spot) return report_missing_initial();
    std::optional<std::string> name = read_text(findings_, spot);
    if (!name) return;
    std::vector<std::string> names;
    for (StageIndex child : stage_.children) {
      const Stage& other = loader_.ruleset.stages[child];
      if (other.name == *name || other.path == *name) stage_.initial = child;
      names.push_back(other.name);
    }
    if (stage_.initial != kNone) return;
    findings_.unknown(
        "unknown-name", spot.range(), spot.path,
        fmt::format("there is no stage '{}' directly inside '{}'", *name, stage_.path), *name,
        names);
  }

  void report_missing_initial() {
    if (fields_.spot().node->find("initial") != nullptr) return;  // without a value: reported
    const std::string& first = loader_.ruleset.stages[stage_.children[0]].name;
    findings_.error_at_head("missing-initial", fields_.spot(),
                            fmt::format("the group '{}' needs 'initial': the stage inside it in "
                                        "which a record begins, such as 'initial: {}'",
                                        stage_.path, first));
  }

  void check_final() {
    if (!stage_.final) return;
    if (stage_.is_group()) {
      findings_.error_at_head("not-allowed-here", fields_["final"],
                              "a group cannot be final: say so in the stages inside it");
      return;
    }
    for (std::string_view key : {"events", "deadlines", "auto", "cadence"}) {
      Spot spot = fields_[key];
      if (!spot) continue;
      findings_.error_at_head("not-allowed-here", spot,
                              fmt::format("'{}' is final: nothing happens in it, so it cannot have "
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

StageIndex read_stage(Loader& loader, const Spot& spot, StageIndex holder) {
  std::optional<std::string> name = read_text(loader.findings, spot);
  if (!name) return kNone;
  Lookup<Stage> lookup = loader.names.find_stage(loader.ruleset, *name, holder);
  if (lookup.index != kNone) return lookup.index;
  Diagnostic& finding = loader.findings.error("unknown-name", spot, lookup.problem);
  if (!lookup.replacement.empty()) finding.edit = Edit{spot.range(), lookup.replacement};
  return kNone;
}

void declare_stages(Loader& loader, const Spot& section) {
  std::vector<Spot> entries = read_entries(loader.findings, section);
  for (const Spot& spot : entries) declare_stage(loader, spot, kNone);
  if (!entries.empty() || is_blank(section) || !section.node->is_map()) return;
  loader.findings.error_at_head("missing-value", section, "a ruleset needs at least one stage");
}

void load_stages(Loader& loader) {
  for (StageIndex i : loader.ruleset.stages.indices()) {
    Fields fields(loader.findings, loader.names.stages.spot(i), MapKind::kStage);
    if (fields.is_map()) StageReader(loader, i, fields).read();
  }
}

void load_initial(Loader& loader, const Spot& spot) {
  Ruleset& ruleset = loader.ruleset;
  if (ruleset.stages.empty()) return;
  StageIndex stage = spot ? read_stage(loader, spot, kNone) : *ruleset.stages.indices().begin();
  if (stage != kNone) ruleset.initial = initial_leaf(ruleset, stage);
}

}  // namespace stagegraph::ruleset
