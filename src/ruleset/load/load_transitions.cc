// SPDX-License-Identifier: Apache-2.0
// Under an event stands one transition, or a list of candidates. Their order is kept: it decides
// which is tried first.
#include "ruleset/load/load_transitions.h"

#include <fmt/format.h>

#include <algorithm>

#include "ruleset/load/conditions.h"
#include "ruleset/load/load_actions.h"
#include "ruleset/load/load_stages.h"
#include "ruleset/load/spans.h"
#include "ruleset/reading/prose.h"

namespace stagegraph::ruleset {

namespace {

constexpr int64_t kMaxPriority = 1'000'000;
constexpr size_t kMaxApprovingRoles = 64;  // a record keeps a bit for each

Approval read_approval(Loader& loader, const DocPlace& place) {
  Fields fields(loader.findings, place, MapKind::kApproval);
  Approval approval;
  approval.by = resolve_all(loader.findings, loader.names.roles, fields["by"]);
  if (approval.by.size() > kMaxApprovingRoles) {
    loader.findings.error("too-large", fields["by"],
                          fmt::format("an approval names at most {} roles", kMaxApprovingRoles));
  }
  approval.within = read_counted_span(loader, fields["within"]);
  approval.void_if_changed =
      resolve_all(loader.findings, loader.names.facts, fields["void_if_changed"]);
  DocPlace need = fields["need"];
  int64_t count = 0;
  if (need && yaml::is_int(*need.node, count)) {
    constexpr int64_t kMaxCount = 1'000;
    approval.need = Approval::Need::kCount;
    count = read_whole(loader.findings, need, 1, kMaxCount).value_or(1);
    approval.count = static_cast<uint32_t>(count);
    return approval;
  }
  approval.need = read_choice(loader.findings, need, kNeeds).value_or(Approval::Need::kAny);
  return approval;
}

class TransitionReader {
 public:
  TransitionReader(Loader& loader, StageIndex stage, EventIndex event)
      : loader_(loader), stage_(stage), event_(event) {
    scope_.stage = stage;
    if (event != kNone) {
      scope_.events = Scope::Events::kOne;
      scope_.event = event;
    }
  }

  // One map, or a list of them in which each after the first gets its number.
  void read(const DocPlace& place, std::string_view name) {
    std::vector<DocPlace> candidates = read_one_or_more(loader_.findings, place);
    for (size_t i = 0; i < candidates.size(); ++i) {
      std::string path = fmt::format("{}.{}", loader_.ruleset.stages[stage_].path, name);
      if (i > 0) path += fmt::format("[{}]", i);
      read_one(candidates[i], std::move(path));
    }
  }

 private:
  void read_one(const DocPlace& place, std::string name) {
    bool automatic = event_ == kNone;
    Fields fields(loader_.findings, place, automatic ? MapKind::kAuto : MapKind::kTransition);
    if (!fields.is_map()) return;
    Transition transition;
    transition.name = std::move(name);
    transition.stage = stage_;
    transition.event = event_;
    transition.location = location_of(place);
    transition.to = read_stage(loader_, fields["to"], stage_);
    Scope selection = scope_;
    selection.clock = !automatic;
    transition.when = read_condition(loader_, fields["when"], selection);
    transition.actions = read_actions(loader_, fields["set"], fields["do"], scope_);
    transition.priority = static_cast<int32_t>(
        read_whole(loader_.findings, fields["priority"], -kMaxPriority, kMaxPriority).value_or(0));
    transition.doc = read_prose(loader_.findings, fields["doc"], loader_.language).value_or("");
    if (!automatic) read_judgement(fields, transition);
    keep(std::move(transition));
  }

  // What judges the transition once it is selected.
  void read_judgement(const Fields& fields, Transition& transition) {
    Findings& findings = loader_.findings;
    transition.needs = resolve_all(findings, loader_.names.facts, fields["needs"]);
    transition.require = resolve_all(findings, loader_.names.criteria, fields["require"]);
    transition.reject_if = resolve_all(findings, loader_.names.criteria, fields["reject_if"]);
    refuse_contradictions(fields["reject_if"], transition);
    DocPlace otherwise = fields["otherwise"];
    transition.otherwise = read_stage(loader_, otherwise, stage_);
    if (otherwise && !fields["require"] && !fields["reject_if"]) {
      findings.warning_at_head("never-refused", otherwise,
                               "nothing refuses this transition, so 'otherwise' never happens: it "
                               "goes with 'require' or 'reject_if'");
    }
    if (DocPlace approval = fields["approval"]) {
      transition.approval = read_approval(loader_, approval);
    }
    transition.quota = resolve(findings, loader_.names.quotas, fields["quota"]);
  }

  // What must hold and must not hold refuses always.
  void refuse_contradictions(const DocPlace& place, const Transition& transition) {
    for (CriterionIndex criterion : transition.reject_if) {
      const auto& required = transition.require;
      if (std::find(required.begin(), required.end(), criterion) == required.end()) continue;
      loader_.findings.error(
          "conflicting-keys", place,
          fmt::format("'{}' stands under 'require' too, so the transition is always refused. Leave "
                      "it out of one of the two",
                      loader_.names.criteria.names()[criterion.value()]));
    }
  }

  void keep(Transition transition) {
    const TransitionIndex index = loader_.ruleset.transitions.next_index();
    loader_.ruleset.stages[stage_].transitions.push_back(index);
    loader_.ruleset.transitions.push_back(std::move(transition));
  }

  Loader& loader_;
  StageIndex stage_;
  EventIndex event_;
  Scope scope_;
};

}  // namespace

void load_transitions(Loader& loader, const Fields& stage, StageIndex index) {
  for (const DocPlace& handler : read_entries(loader.findings, stage["events"])) {
    EventIndex event = resolve_key(loader.findings, loader.names.events, handler);
    if (event != kNone) TransitionReader(loader, index, event).read(handler, handler.key->text);
  }
  TransitionReader(loader, index, kNone).read(stage["auto"], "auto");
}

}  // namespace stagegraph::ruleset
