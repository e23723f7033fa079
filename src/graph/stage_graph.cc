// Lists what each stage declares, in document order. Nothing is worked out here: what a group
// declares stays one edge from the group.
#include "graph/stage_graph.h"

#include <fmt/format.h>

#include "time/span_text.h"

namespace stagegraph::graph {

using namespace time;
using namespace ruleset;

namespace {

std::string_view last_part(std::string_view path) {
  return path.substr(path.rfind('.') + 1);  // npos + 1 is 0
}

class Builder {
 public:
  explicit Builder(const Ruleset& ruleset) : ruleset_(ruleset) {}

  StageGraph build() && {
    graph_.from.resize(ruleset_.stages.size());
    for (StageIndex s : ruleset_.stages.indices()) add_stage(s);
    return std::move(graph_);
  }

 private:
  void add_stage(StageIndex s) {
    const Stage& stage = ruleset_.stages[s];
    if (!stage.is_group()) graph_.leaves.push_back(s);
    for (TransitionIndex t : stage.transitions) add_transition(s, t);
    for (DeadlineIndex d : stage.deadlines) add_deadline(s, d);
    if (stage.cadence != kNone) add_cadence(s, stage.cadence);
  }

  void add_transition(StageIndex s, TransitionIndex t) {
    const Transition& transition = ruleset_.transitions[t];
    const bool automatic = transition.event == kNone;
    const std::string name = automatic ? "auto" : ruleset_.events[transition.event].name;
    add({.kind = automatic ? EdgeKind::kAuto : EdgeKind::kEvent,
         .from = s,
         .to = transition.to,
         .transition = t,
         .label = name});
    add({.kind = EdgeKind::kOtherwise,
         .from = s,
         .to = transition.otherwise,
         .transition = t,
         .label = name + ", refused"});
  }

  void add_deadline(StageIndex s, DeadlineIndex d) {
    const Deadline& deadline = ruleset_.deadlines[d];
    add({.kind = EdgeKind::kDeadline,
         .from = s,
         .to = deadline.to,
         .deadline = d,
         .label = fmt::format("{}: {}", last_part(deadline.name),
                              describe_deadline(ruleset_, deadline))});
  }

  void add_cadence(StageIndex s, CadenceIndex c) {
    const Cadence& cadence = ruleset_.cadences[c];
    const uint32_t touches = cadence.unanswered_after.value_or(0);
    add({.kind = EdgeKind::kUnanswered,
         .from = s,
         .to = cadence.unanswered_to,
         .cadence = c,
         .label =
             fmt::format("no answer after {} {}", touches, touches == 1 ? "touch" : "touches")});
  }

  void add(StageEdge edge) {
    if (edge.to == kNone) return;
    graph_.from[edge.from].push_back(graph_.edges.next_index());
    graph_.edges.push_back(std::move(edge));
  }

  const Ruleset& ruleset_;
  StageGraph graph_;
};

}  // namespace

std::string_view to_string(EdgeKind kind) {
  switch (kind) {
    case EdgeKind::kEvent:
      return "event";
    case EdgeKind::kAuto:
      return "auto";
    case EdgeKind::kOtherwise:
      return "otherwise";
    case EdgeKind::kDeadline:
      return "deadline";
    case EdgeKind::kUnanswered:
      return "unanswered";
  }
  return "";
}

StageGraph build_stage_graph(const Ruleset& ruleset) { return Builder(ruleset).build(); }

std::string describe_deadline(const Ruleset& ruleset, const Deadline& deadline) {
  const std::string span = format_span(deadline.span);
  switch (deadline.anchor) {
    case Anchor::kWithin:
      return "within " + span;
    case Anchor::kFrom:
      return (deadline.span == Span{} ? "at " : span + " after ") +
             ruleset.expressions[deadline.from].source;
    case Anchor::kIdle:
      return "idle for " + span;
    case Anchor::kBefore:
      return span + " before " + ruleset.facts[deadline.of].name;
  }
  return span;
}

}  // namespace stagegraph::graph
