// Forms that the trunk does not use.
#include "fixture.h"
#include "time/span_text.h"

using namespace stagegraph;
using namespace stagegraph::time;
using namespace stagegraph::ruleset;
using namespace stagegraph::test;

TEST_CASE("types with values may stand wherever types are declared") {
  auto rules = load(with_head(R"(
facts: { tags: { type: list(enum), values: [a, b], default: [b] } }
events: { go: { carries: { why: { type: enum, values: [price, time] } } } }
actions: { tell: { how: { type: enum, values: [mail, call] } } }
tables: { t: { gives: { c: { type: enum, values: [x, w] } }, rows: [{ c: w }] } }
)"));
  CHECK(rules->facts.at(0).default_value.as_list().items[0].is_interned());
  CHECK(rules->payload.at(0).type.members.size() == 2);
  CHECK(rules->actions.at(0).parameters[0].type.members.size() == 2);
}

TEST_CASE("short forms") {
  auto rules = load(without_stages(R"(
facts: { k: int }
criteria: { big: k > 5, map: { when: { k: 3 } }, both: { when: k > 5, says: Big } }
events: { one: { by: [r, s], carries: { x: int }, order: arrival, doc: d }, two: {} }
roles: [r, s]
initial: b
stages:
  a:
    title: The first
    doc: Where it begins
    team: t
    win_rate: 0.25
    events: { one: { to: b }, two: [{ when: k > 1, to: b, priority: 2 }, { to: b, doc: d }] }
    auto: [{ when: k > 5, to: b }, { when: k > 6, to: b, set: { k: 1 }, priority: -1, doc: d }]
    leave: [{ clear: k }]
  b: {}
)"));
  CHECK(rules->criteria.at(0).says == "big");
  CHECK(rules->criteria.at(2).says == "Big");
  CHECK(rules->stages[rules->initial].path == "b");
  std::vector<std::string> names;
  for (const Transition& t : rules->transitions) names.push_back(t.name);
  CHECK(names == std::vector<std::string>{"a.one", "a.two", "a.two[1]", "a.auto", "a.auto[1]"});
  CHECK(rules->stages.at(0).transitions.size() == 5);
  CHECK(rules->transitions.at(1).priority == 2);
  CHECK(rules->transitions.at(4).priority == -1);
  CHECK(rules->transitions.at(4).event == kNone);
  CHECK(rules->stages.at(0).leave[0].kind == ActionKind::kClear);
  CHECK(rules->stages.at(0).win_rate->to_string() == "0.25");
  CHECK(rules->events.at(0).by.size() == 2);
}

TEST_CASE("approvals") {
  auto rules = load(without_stages(R"(
facts: { k: int }
events: { go: {} }
roles: [boss]
stages:
  a:
    events:
      go:
        - approval: { by: boss, need: all, within: 2 days, void_if_changed: [k] }
        - approval: { by: boss, need: 2 }
        - approval: { by: boss }
)"));
  const auto& transitions = rules->transitions;
  CHECK(transitions.at(0).approval->need == Approval::Need::kAll);
  CHECK(transitions.at(0).approval->void_if_changed.size() == 1);
  CHECK(format_span(*transitions.at(0).approval->within) == "2 days");
  CHECK(transitions.at(1).approval->need == Approval::Need::kCount);
  CHECK(transitions.at(1).approval->count == 2);
  CHECK(transitions.at(2).approval->need == Approval::Need::kAny);
  CHECK(rules->diagnostics.empty());
}

TEST_CASE("every kind of deadline") {
  auto rules = load(without_stages(R"(
facts: { t: timestamp, d: date, owner: string }
actions: { ring: {} }
events: { call: {}, mail: {} }
roles: [boss]
calendars: { c: { week: { mon-fri: ["09:00-17:00"] } } }
calendar: c
stages:
  b: {}
  a:
    deadlines:
      from: { from: 't + duration("1h")', to: b }
      idle: { idle: 3 days, reset_by: [call, mail], to: b }
      before: { before: 1 day, of: d, to: b }
      business: { within: 5 business days, to: b, roll: backward, calendar: c }
      rolled: { within: 5 days, to: b, roll: forward, late: once, on_transfer: restart }
      late: { within: 5 days, do: [{ ring: {} }], late: { skip_after: 1 day }, on_transfer: keep }
      refreshed: { within: 5 days, set: { t: '${now}' }, refresh: { by: call, add: 1 day, at_most: 9 days } }
      exempt: { within: 5 days, to: b, exempt_if: d == date("2026-01-01"), doc: x }
)"));
  auto deadline = [&](size_t i) -> const Deadline& { return rules->deadlines.at(i); };
  CHECK(deadline(0).anchor == Anchor::kFrom);
  CHECK(deadline(0).from != kNone);
  CHECK(deadline(1).anchor == Anchor::kIdle);
  CHECK(deadline(1).reset_by.size() == 2);
  CHECK(deadline(2).anchor == Anchor::kBefore);
  CHECK(deadline(2).of == FactIndex(1));
  CHECK(deadline(3).span.is_business());
  CHECK(deadline(3).roll == Roll::kBackward);
  CHECK(deadline(3).calendar == CalendarIndex(0));
  CHECK(deadline(4).roll == Roll::kForward);
  CHECK(deadline(4).late == LatePolicy::kOnce);
  CHECK(deadline(4).on_transfer == OnTransfer::kRestart);
  CHECK(deadline(5).late == LatePolicy::kSkipAfter);
  CHECK(format_span(*deadline(5).skip_after) == "1 day");
  CHECK(deadline(6).refresh->by.size() == 1);
  CHECK(format_span(deadline(6).refresh->at_most) == "9 days");
  CHECK(deadline(6).actions.size() == 1);
  CHECK(deadline(7).exempt_if != kNone);
  CHECK(rules->diagnostics.empty());
}

TEST_CASE("quotas of events, cadences by the last touch, tables by priority") {
  auto rules = load(with_head(R"(
facts: { owner: string, k: int }
events: { call: {} }
quotas: { q: { per: [owner], at_most: 3, events: [call], window: 1 day, rolling: true, doc: x } }
cadences:
  c: { steps: [{ after_previous: 2 days, via: sms, script: s }], stop_after: call }
tables:
  p:
    hit: priority
    gives: { x: int }
    rows: [{ when: { k: '> 3' }, x: 1, priority: 2 }, { x: '${k * 2}' }]
)"));
  CHECK(rules->quotas.at(0).rolling);
  CHECK(rules->quotas.at(0).per == std::vector<FactIndex>{FactIndex(0)});
  CHECK(format_span(*rules->quotas.at(0).window) == "1 day");
  CHECK(rules->cadences.at(0).steps[0].after_previous);
  CHECK(rules->cadences.at(0).steps[0].via == std::vector<std::string>{"sms"});
  CHECK(rules->tables.at(0).rows[0].priority == 2);
  CHECK(rules->tables.at(0).rows[1].gives[0].kind == Template::Kind::kExpression);
}
