// SPDX-License-Identifier: Apache-2.0
#include "graph/stage_graph.h"

#include "rules.h"

namespace stagegraph {

using namespace graph;

namespace {

Texts edges_of(const std::string& body) {
  auto ruleset = load_rules(body);
  Texts out;
  for (const StageEdge& edge : build_stage_graph(*ruleset).edges) {
    out.push_back(std::string(to_string(edge.kind)) + " " + ruleset->stages[edge.from].path +
                  " -> " + ruleset->stages[edge.to].path + " " + edge.label);
  }
  return out;
}

}  // namespace

TEST_CASE("The stage graph has every way from stage to stage") {
  CHECK(edges_of(R"(
facts: { x: bool, end: timestamp }
criteria: { known: { when: x } }
events: { go: {}, note: {} }
stages:
  g:
    initial: a
    events: { go: { to: out, require: [known], otherwise: g.b }, note: {} }
    stages:
      a:
        auto: [{ to: b, when: x }]
        deadlines:
          d1: { within: 7 days, to: out }
          d2: { before: 3 days, of: end, to: out }
          d3: { idle: 1 month, reset_by: [note], to: g }
          d4: { from: end, to: out }
          d5: { within: 1 day, set: { x: true } }
          d6: { from: end, within: 4 hours, to: out }
      b: { cadence: news }
  out: { final: true }
cadences:
  news:
    steps: [{ after: 1 month, via: [sms], script: hello }]
    unanswered: { after: 1, to: out }
)") == Texts{
           "event g -> out go",
           "otherwise g -> g.b go, refused",
           "auto g.a -> g.b auto",
           "deadline g.a -> out d1: within 7 days",
           "deadline g.a -> out d2: 3 days before end",
           "deadline g.a -> g d3: idle for 1 month",
           "deadline g.a -> out d4: at end",
           "deadline g.a -> out d6: 4 hours after end",
           "unanswered g.b -> out no answer after 1 touch",
       });
}

TEST_CASE("Edges are listed by the stage that declares them") {
  auto ruleset = load_rules(R"(
events: { go: {} }
stages:
  a: { events: { go: { to: b } } }
  b: { events: { go: { to: a } } }
)");
  const StageGraph graph = build_stage_graph(*ruleset);
  using Edge = IndexOf<StageEdge>;
  CHECK(graph.leaves == std::vector{ruleset::StageIndex(0), ruleset::StageIndex(1)});
  CHECK(graph.from.at(0) == std::vector{Edge(0)});
  CHECK(graph.from.at(1) == std::vector{Edge(1)});
}

}  // namespace stagegraph
