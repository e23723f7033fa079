// SPDX-License-Identifier: Apache-2.0
// What expressions may name, what they read, and the functions that ask about the record.
#include "fixture.h"
#include "ruleset/host.h"

using namespace stagegraph;
using namespace stagegraph::time;
using namespace stagegraph::ruleset;
using namespace stagegraph::test;

namespace {

const Expression& criterion(const Ruleset& rules, size_t index) {
  return expression(rules, rules.criteria.at(index).when);
}

std::vector<std::string> facts_of(const Ruleset& rules, const Expression& e) {
  std::vector<std::string> names;
  for (FactIndex fact : e.facts) names.push_back(rules.facts[fact].name);
  return names;
}

class FakeView : public RecordView {
 public:
  bool in_stage(StageIndex stage) const override { return stage.value() == 1; }
  std::optional<Instant> entered(StageIndex stage) const override {
    return stage.value() == 1 ? std::optional<Instant>(Instant{}) : std::nullopt;
  }
  int64_t visits(StageIndex stage) const override { return stage.value(); }
  int64_t extensions(DeadlineIndex deadline) const override { return deadline.value() + 10; }
  int64_t requested(DeadlineIndex deadline) const override { return deadline.value() + 20; }
  cel::Value table(TableIndex table, Arena&) override { return cel::Value::integer(table.value()); }
  const Ruleset& ruleset() const override { return *rules; }

  const Ruleset* rules = nullptr;
};

std::string value_of(const Ruleset& rules, ExpressionIndex index, RecordView& view) {
  Arena arena;
  cel::Activation activation;
  activation.host = &view;
  activation.arena = &arena;
  cel::Value value = cel::evaluate(*expression(rules, index).program, activation);
  return value.is_error() ? std::string(value.as_error().message) : cel::display(value);
}

}  // namespace

TEST_CASE("what is read through named expressions and tables") {
  auto rules = load(with_head(R"(
facts: { a_: int, b_: int, c_: int, d_: int }
events: { go: { carries: { why: string } } }
define: { two: one + b_, one: a_, why: event.why }
tables: { t: { gives: { x: int }, rows: [{ when: c_ > two, x: '${d_}' }] } }
criteria:
  direct: b_ > 1
  through: two > 1
  table: 'table("t").x > 1'
  sent: why == "x"
)"));
  using Names = std::vector<std::string>;
  CHECK(facts_of(*rules, criterion(*rules, 0)) == Names{"b_"});
  CHECK(facts_of(*rules, criterion(*rules, 1)) == Names{"a_", "b_"});
  CHECK(facts_of(*rules, criterion(*rules, 2)) == Names{"a_", "b_", "c_", "d_"});
  CHECK(criterion(*rules, 3).payload == std::vector<FieldIndex>{FieldIndex(0)});
  CHECK(rules->define_programs.at(0) ==
        expression(*rules, rules->defines.at(0).expression).program.get());
}

TEST_CASE("the functions that ask about the record") {
  auto rules = load(R"(
stagegraph: 1
name: test
stages:
  a: { deadlines: { d: { within: 1 day, to: b }, e: { within: 1 day, to: b } } }
  b: {}
tables:
  t: { gives: { x: int }, rows: [{ x: 1 }] }
  u: { gives: { x: int, w: string }, rows: [{ x: 1, w: b }] }
  v: { hit: collect, gives: { x: int }, rows: [{ x: 1 }] }
define:
  in_a: in_stage("a")
  in_b: in_stage("b")
  never: entered("a")
  once: entered("b")
  often: visits("b")
  more: extensions("a.e")
  bare: extensions("e")
  same: table("u")
  work: string(in_a)
  typed: table("t").x + 1
  mixed: table("u").w + "c"
  list: table("v").map(row, row.x + 1)
)");
  FakeView view;
  view.rules = rules.get();
  auto value = [&](size_t define) {
    return value_of(*rules, rules->defines.at(define).expression, view);
  };
  CHECK(value(0) == "false");
  CHECK(value(1) == "true");
  CHECK(value(2) == "the stage 'a' was never entered");
  CHECK(value(3) == "1970-01-01T00:00:00Z");
  CHECK(value(4) == "1");
  CHECK(value(5) == "11");
  CHECK(value(6) == "11");
  CHECK(value(7) == "1");
  auto type = [&](size_t define) {
    return cel::to_string(
        cel::type_of(*expression(*rules, rules->defines.at(define).expression).program));
  };
  CHECK(type(9) == "int");
  CHECK(type(11) == "list(int)");
}

TEST_CASE("working_time goes by the ruleset's zone and calendar") {
  auto rules = load(with_head(R"(
time_zone: Asia/Shanghai
calendar: office
calendars: { office: { week: { mon-fri: ["09:00-12:00", "13:30-18:00"] } } }
define:
  a: working_time(timestamp("2026-03-06T17:00:00+08:00"), timestamp("2026-03-09T14:30:00+08:00"))
  b: working_time(timestamp("2026-03-09T14:30:00+08:00"), timestamp("2026-03-06T17:00:00+08:00"))
  c: working_time(timestamp("1700-01-01T00:00:00Z"), timestamp("2000-01-01T00:00:00Z"))
)"));
  FakeView view;
  view.rules = rules.get();
  auto value = [&](size_t define) {
    return value_of(*rules, rules->defines.at(define).expression, view);
  };
  CHECK(value(0) == "18000s");
  CHECK(value(1) == "-18000s");
  CHECK(value(2) == "the duration is out of range: about 292 years at most");
  CHECK(rules->diagnostics.empty());
}

TEST_CASE("bare names of stages and deadlines") {
  auto yaml = [](const std::string& to, const std::string& condition) {
    return fmt::format(R"(
stagegraph: 1
name: test
events: {{ go: {{}} }}
stages:
  g:
    initial: x
    stages:
      x: {{ deadlines: {{ d: {{ within: 1 day, to: w }} }}, events: {{ go: {{ to: {}, when: '{}' }} }} }}
      w: {{ deadlines: {{ d: {{ within: 1 day, to: x }}, only: {{ within: 1 day, to: x }} }} }}
      h: {{ initial: w, stages: {{ w: {{ auto: {{ to: x, when: 'in_stage("w")' }} }} }} }}
  w: {{}}
  z: {{}}
)",
                       to, condition);
  };
  auto to = [&](const std::string& name) {
    auto rules = load(yaml(name, "true"));
    for (const Transition& t : rules->transitions) {
      if (t.event != kNone) return rules->stages[t.to].path;
    }
    return std::string();
  };
  CHECK(to("w") == "g.w");
  CHECK(to("z") == "z");
  CHECK(to("h") == "g.h");
  CHECK(to("g.h.w") == "g.h.w");
  CHECK(findings(yaml("w", R"(extensions("d") > 0)")).empty());
  CHECK(findings(yaml("w", R"(extensions("only") > 0)")).empty());
  Diagnostics several = findings(yaml("w", "true") + "define: { e: 'extensions(\"d\")' }\n");
  REQUIRE(several.size() == 1);
  CHECK(several[0].message == "there are several deadlines 'd': say which of g.x.d, g.w.d");
  auto auto_stage = load(yaml("w", "true"));
  CHECK(auto_stage->stages[auto_stage->transitions.back().to].path == "g.x");
}

TEST_CASE("what is known where") {
  CHECK(findings(R"(
stagegraph: 1
name: test
roles: [boss]
facts: { owner: string, t: timestamp }
events: { go: { carries: [owner, { why: string }] } }
define: { from_event: event.why == "x" }
criteria: { c: event.payload.why == "x" && event.owner == "w" && from_event }
stages:
  a:
    events:
      go:
        - to: b
          when: event.why == event.payload.why && event.time < now && event.id != event.name
          require: c
        - when: actor.id == "x" && "boss" in actor.roles && stage == "a"
    deadlines:
      d:
        within: 1 day
        to: b
        do: [{ set: { t: '${due}' } }]
        remind: [{ before: 1 hour, do: [] }, { at: 90%, do: [] }, { before: 2 hours, do: [] }, { at: 10%, do: [] }]
  b: {}
)")
            .empty());
}

TEST_CASE("reminders stand in the order in which they come") {
  auto rules = load(without_stages(
      "stages: { b: {}, a: { deadlines: { d: { within: 9 days, to: b, remind: [{ before: 1 hour, "
      "do: [] }, { at: 90%, do: [] }, { before: 1 month, do: [] }, { at: 10%, do: [] }] } } } "
      "}\n"));
  std::vector<std::string> labels;
  for (const Reminder& r : rules->deadlines.at(0).reminders) labels.push_back(r.label);
  CHECK(labels == std::vector<std::string>{"10%", "90%", "1 month", "1 hour"});
}

TEST_CASE("an event's field may be a fact called name") {
  auto rules =
      load(with_head("facts: { name: string }\nevents: { go: { carries: [name] } }\n"
                     "define: { x: event.payload.name + event.name + name }\n"));
  CHECK(expression(*rules, rules->defines.at(0).expression).payload ==
        std::vector<FieldIndex>{FieldIndex(0)});
}
