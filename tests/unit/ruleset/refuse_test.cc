// SPDX-License-Identifier: Apache-2.0
// Rulesets with one mistake each: the code and the place of what is found.
#include "fixture.h"

using namespace stagegraph;
using namespace stagegraph::ruleset;
using namespace stagegraph::test;

namespace {

struct Case {
  const char* yaml;  // after the head; begins on line 4
  std::vector<std::string> found;
  const char* says = "";  // part of one message
};

void check_all(const std::vector<Case>& cases, std::string (*head)(const std::string&)) {
  for (const Case& c : cases) {
    Diagnostics list = findings(head(c.yaml));
    INFO(c.yaml);
    for (const Diagnostic& d : list) UNSCOPED_INFO(format_diagnostic(d));
    CHECK(brief(list) == c.found);
    bool says = std::any_of(list.begin(), list.end(), [&](const Diagnostic& d) {
      return d.message.find(c.says) != std::string::npos;
    });
    CHECK((says || list.empty()));
  }
}

std::string as_it_is(const std::string& yaml) { return yaml; }

}  // namespace

TEST_CASE("the head of a ruleset") {
  check_all(
      {
          {"name: x\nstages: { a: {} }\n", {"missing-key 1:1"}, "stagegraph"},
          {"stagegraph: 2\nname: x\nstages: { a: {} }\n", {"invalid-value 1:13"}},
          {"stagegraph: '1'\nname: x\nstages: { a: {} }\n", {"invalid-value 1:13"}},
          {"stagegraph: 1\nstages: { a: {} }\n", {"missing-key 1:1"}, "'name'"},
          {"stagegraph: 1\nname: x\n", {"missing-key 1:1"}, "'stages'"},
          {"stagegraph: 1\nname: x\nstages: {}\n", {"missing-value 3:1"}},
          {"stagegraph: 1\nname: x\nstages:\n", {"missing-value 3:1"}},
          {"stagegraph: 1\nname: x\nstages: [a]\n", {"wrong-shape 3:9"}, "a map, not a list"},
          {"stagegraph: 1\nname: [x]\nstages: { a: {} }\n", {"wrong-shape 2:7"}, "a text"},
          {"[]\n", {"wrong-shape 1:1"}, "a ruleset, not a list"},
          {"just text\n", {"wrong-shape 1:1"}, "the text 'just text'"},
      },
      as_it_is);
  check_all(
      {
          {"time_zone: Mars/Olympus\n", {"unknown-name 4:12"}},
          {"tilte: x\n", {"unknown-key 4:1"}, "Did you mean 'title'?"},
          {"title:\n", {"missing-value 4:1"}},
          {"calendar: nowhere\n", {"unknown-name 4:11"}, "no calendar 'nowhere'"},
          {"roles: sales\n", {"wrong-shape 4:8"}, "a list, not the text"},
          {"roles: [sales, sales]\n", {"duplicate-name 4:16"}},
          {"roles: [sales, 5x]\n", {"invalid-name 4:16"}},
          {"roles: [[sales]]\n", {"wrong-shape 4:9"}},
          {"initial: c\n", {"unknown-name 4:10"}, "no stage 'c'"},
      },
      with_head);
}

TEST_CASE("facts and types") {
  check_all(
      {
          {"facts: { x-w: int }\n", {"invalid-name 4:10"}},
          {"facts: { event: int }\n", {"invalid-name 4:10"}, "means something else"},
          {"facts: { in: int }\n", {"invalid-name 4:10"}},
          {"facts: { x: integer }\n", {"unknown-type 4:13"}},
          {"facts: { x: strng }\n", {"unknown-type 4:13"}, "Did you mean 'string'?"},
          {"facts: { x: enum }\n", {"missing-key 4:13"}},
          {"facts: { x: { type: enum } }\n", {"missing-key 4:21"}, "'values'"},
          {"facts: { x: { type: enum, values: [a, a] } }\n", {"duplicate-name 4:39"}},
          {"facts: { x: { type: int, values: [a] } }\n", {"not-allowed-here 4:26"}},
          {"facts: { x: { typ: int } }\n", {"missing-key 4:10", "unknown-key 4:15"}},
          {"facts: { x: [int] }\n", {"wrong-shape 4:13"}, "a fact, not a list"},
          {"facts: { x: { type: bool, min: false } }\n", {"not-allowed-here 4:27"}},
          {"facts: { x: { type: string, min: 1 } }\n", {"not-allowed-here 4:29"}},
          {"facts: { x: { type: string, max: a } }\n", {"wrong-shape 4:34"}},
          {"facts: { x: { type: string, max: -1 } }\n", {"invalid-value 4:34"}},
          {"facts: { x: { type: int, min: 3, max: 2 } }\n", {"out-of-range 4:39"}},
          {"facts: { x: { type: int, min: 3, default: 2 } }\n", {"out-of-range 4:43"}},
          {"facts: { x: { type: int, default: '2' } }\n", {"type-mismatch 4:35"}, "an int"},
          {"facts: { x: { type: int, default: [2] } }\n", {"type-mismatch 4:35"}, "not a list"},
          {"facts: { x: { type: bool, default: yes } }\n", {"type-mismatch 4:36"}},
          {"facts: { x: { type: list(int), default: [1, a] } }\n", {"type-mismatch 4:45"}},
          {"facts: { x: { type: list(int), default: 1 } }\n", {"type-mismatch 4:41"}},
          {"facts: { x: { type: 'map(string, int)', default: { k: a } } }\n",
           {"type-mismatch 4:55"}},
          {"facts: { x: { type: string, default: '${1}' } }\n", {"literal-only 4:38"}},
          {"facts: { x: { type: enum, values: [red, green], default: gren } }\n",
           {"enum-value 4:58"},
           "Did you mean 'green'?"},
      },
      with_head);
}

TEST_CASE("events and actions") {
  check_all(
      {
          {"events: { e: { by: sales } }\n", {"unknown-name 4:20"}, "no role 'sales'"},
          {"events: { e: { by: [] } }\n", {"missing-value 4:20"}},
          {"events: { e: }\n", {"wrong-shape 4:13"}, "an event, not nothing"},
          {"events: { e: { carries: [x] } }\n", {"unknown-name 4:26"}, "no fact 'x'"},
          {"facts: { x: int }\nevents: { e: { carries: { x: int } } }\n",
           {"carried-fact 5:27"},
           "carries: [x]"},
          {"facts: { x: int }\nevents: { e: { carries: [x, x] } }\n", {"duplicate-name 5:29"}},
          {"facts: { x: int }\nevents: { e: { carries: [x, { x: int }] } }\n",
           {"carried-fact 5:31"}},
          {"events: { e: { carries: { name: string } } }\n", {"invalid-name 4:27"}, "event.name"},
          {"events: { e: { carries: { r: text } } }\n", {"unknown-type 4:30"}},
          {"events: { e: { order: newest } }\n", {"invalid-value 4:23"}, "none of arrival"},
          {"events: { e: { order: hold } }\n", {}},
          {"actions: { set: {} }\n", {"invalid-name 4:12"}},
          {"actions: { k: { to: strin } }\n", {"unknown-type 4:21"}},
          {"actions: { k: string }\n", {"wrong-shape 4:15"}},
      },
      with_head);
}

TEST_CASE("expressions") {
  check_all(
      {
          {"define: { x: 1 + }\n", {"syntax 4:17"}},
          {"define: { x: '' }\n", {"syntax 4:15"}},
          {"define: { x: [1] }\n", {"wrong-shape 4:14"}},
          {"facts: { amount: int }\ndefine: { x: amout > 1 }\n",
           {"unknown-name 5:14"},
           "Did you mean 'amount'?"},
          {"facts: { x: int }\ndefine: { x: '1' }\n", {"duplicate-name 5:11"}},
          {"define: { a: b, b: c, c: a }\n", {"cycle 4:11"}, "a -> b -> c -> a"},
          {"define: { a: a }\n", {"cycle 4:11"}, "a -> a"},
          {"define: { a: nothing, b: a, c: b }\n", {"unknown-name 4:14"}},
          {"define: { a: due }\n", {"unknown-name 4:14"}, "only inside a deadline"},
          {"define: { a: 'in_stage(\"c\")' }\n", {"unknown-name 4:24"}, "no stage 'c'"},
          {"define: { a: 'in_stage(1)' }\n", {"type-mismatch 4:24"}},
          {"define: { a: 'in_stage(stage)' }\n", {"not-a-literal 4:24"}},
          {"define: { a: 'visits(\"a\") > \"x\"' }\n", {"type-mismatch 4:15"}},
          {"define: { a: 'table(\"c\")' }\n", {"unknown-name 4:21"}, "no table 'c'"},
          {"define: { a: 'extensions(\"c\")' }\n", {"unknown-name 4:26"}, "no deadline 'c'"},
          {"define: { a: 'working_time(now, now)' }\n", {"missing-key 4:28"}, "there is none"},
          {"criteria: { c: { says: x } }\n", {"missing-key 4:13"}, "'when'"},
          {"criteria: { c: 'now' }\n", {"type-mismatch 4:17"}},
          {"facts: { k: int }\ncriteria: { c: { when: { k: abc } } }\n", {"type-mismatch 5:29"}},
          {"facts: { k: int }\ncriteria: { c: { when: { m: 1 } } }\n",
           {"unknown-name 5:26"},
           "no fact 'm'"},
          {"facts: { k: int }\ncriteria: { c: { when: {} } }\n", {"missing-value 5:24"}},
          {"facts: { e: { type: enum, values: [red, green] } }\ncriteria: { c: { when: { e: rde } "
           "} }\n",
           {"enum-value 5:29"},
           "Did you mean 'red'?"},
          {"facts: { l: list(int) }\ncriteria: { c: { when: { l: 1 } } }\n", {"wrong-shape 5:29"}},
          {"facts: { k: int }\ncriteria: { c: { when: { k: { a: 1 } } } }\n", {"wrong-shape 5:29"}},
          {"facts: { k: int }\ncriteria: { c: { when: { k: [1, x, 2.5] } } }\n",
           {"type-mismatch 5:33", "type-mismatch 5:36"}},
          {"facts: { k: int }\ncriteria: { c: { when: { k: '1..x' } } }\n", {"type-mismatch 5:29"}},
      },
      with_head);
}

TEST_CASE("findings inside scalars of every style") {
  check_all(
      {
          {"define:\n  x: |\n    1 +\n    nobody\n", {"unknown-name 7:5"}},
          {"define:\n  x: >-\n    1 +\n    nobody\n", {"unknown-name 7:5"}},
          {"define: { x: \"'\\u00e9' == nobody\" }\n", {"unknown-name 4:27"}},
          {"define: { x: '''é'' == nobody' }\n", {"unknown-name 4:24"}},
          {"define:\n  x: 1 ==\n     nobody\n", {"unknown-name 6:6"}},
      },
      with_head);
}

TEST_CASE("stages") {
  check_all(
      {
          {"stages: { g: { stages: { a: {} } } }\n", {"missing-initial 3:11"}, "initial: a"},
          {"stages: { g: { initial: b, stages: { a: {} } } }\n", {"unknown-name 3:25"}},
          {"stages: { g: { initial: , stages: { a: {} } } }\n", {"missing-value 3:16"}},
          {"stages: { a: { initial: a } }\n", {"not-allowed-here 3:16"}},
          {"stages: { a: { stages: {} } }\n", {}},
          {"stages: { a: nothing }\n", {"wrong-shape 3:14"}},
          {"stages: { g: { final: true, initial: a, stages: { a: {} } } }\n",
           {"not-allowed-here 3:16"}},
          {"stages: { a: { final: maybe } }\n", {"wrong-shape 3:23"}, "true or false"},
          {"events: { e: {} }\nstages: { a: { final: true, events: { e: {} } } }\n",
           {"not-allowed-here 4:29"}},
          {"stages: { a: { win_rate: 120% } }\n", {"invalid-value 3:26"}},
          {"stages: { a: { win_rate: '-0.1' } }\n", {"invalid-value 3:26"}},
          {"stages: { a: { win_rate: often } }\n", {"invalid-value 3:26"}},
          {"stages: { a: { cadence: c } }\n", {"unknown-name 3:25"}, "no cadence 'c'"},
          {"stages: { a-b: {} }\n", {"invalid-name 3:11"}},
          {"stages: { a: { deadlines: [] } }\n", {"wrong-shape 3:27"}},
          {"stages: { g: { initial: a, stages: { a: { team: [x] } } } }\n", {"wrong-shape 3:49"}},
      },
      without_stages);
}

TEST_CASE("transitions") {
  check_all(
      {
          {"events: { go: {} }\nstages: { a: { events: { goo: {} } } }\n",
           {"unknown-name 4:26"},
           "Did you mean 'go'?"},
          {"events: { go: {} }\nstages: { a: { events: { go: { to: c } } } }\n",
           {"unknown-name 4:36"},
           "no stage 'c'"},
          {"events: { go: {} }\nstages: { a: { events: { go: [] } } }\n", {"missing-value 4:30"}},
          {"events: { go: {} }\nstages: { a: { events: { go: } } }\n", {"wrong-shape 4:29"}},
          {"events: { go: {} }\nstages: { a: { events: { go: { needs: x } } } }\n",
           {"unknown-name 4:39"}},
          {"events: { go: {} }\nstages: { a: { events: { go: { require: x } } } }\n",
           {"unknown-name 4:41"},
           "no criterion 'x'"},
          {"events: { go: {} }\nstages: { a: { events: { go: { otherwise: a } } } }\n",
           {"never-refused 4:32"}},
          {"events: { go: {} }\nstages: { a: { events: { go: { priority: 1.5 } } } }\n",
           {"wrong-shape 4:42"}},
          {"events: { go: {} }\nstages: { a: { events: { go: { approval: {} } } } }\n",
           {"missing-key 4:32"}},
          {"events: { go: {} }\nroles: [r]\nstages: { a: { events: { go: { approval: { by: r, "
           "need: 0 } } } } }\n",
           {"invalid-value 5:57"}},
          {"events: { go: {} }\nroles: [r]\nstages: { a: { events: { go: { approval: { by: r, "
           "need: al } } } } }\n",
           {"invalid-value 5:57"}},
          {"stages: { a: { auto: {} } }\n", {"missing-key 3:16"}, "'to'"},
          {"stages: { a: { auto: { to: b, needs: [x] } }, b: {} }\n", {"unknown-key 3:31"}},
          {"stages: { a: { auto: { to: b, when: 'now > now' } }, b: {} }\n", {"time-alone 3:38"}},
          {"define: { old: 'now > now' }\nstages: { a: { auto: { to: b, when: old } }, b: {} }\n",
           {"time-alone 4:37"}},
          {"stages: { a: { auto: { to: b, when: 'event.name == \"x\"' } }, b: {} }\n",
           {"unknown-name 3:38"},
           "no event here"},
          {"define: { x: 'event.name == \"x\"' }\nstages: { a: { auto: { to: b, when: x } }, b: {} "
           "}\n",
           {"no-event 4:37"}},
          {"events: { go: {} }\nstages: { a: { events: { go: { when: event.why == 1 } } } }\n",
           {"unknown-name 4:38"}},
          {"events: { a: { carries: { x: int } }, b: { carries: { x: string } } }\n"
           "define: { w: event.x == 1 }\nstages: { s: {} }\n",
           {"ambiguous-name 4:20"}},
      },
      without_stages);
}

TEST_CASE("actions in lists") {
  auto in_stage = [](const std::string& actions) {
    return without_stages(
        "facts: { k: { type: int, max: 9 }, s: string }\n"
        "actions: { notify: { to: string, k: int }, ping: {} }\n"
        "stages: { a: { enter: [" +
        actions + "] } }\n");  // on line 5, from column 24
  };
  struct {
    const char* actions;
    std::vector<std::string> found;
  } cases[] = {
      {"{ ping: {} }", {}},
      {"{ ping: }", {"missing-value 5:26"}},
      {"ping", {"wrong-shape 5:24"}},
      {"{}", {"wrong-shape 5:24"}},
      {"{ clear: k, ping: {} }", {"wrong-shape 5:24"}},
      {"{ pong: {} }", {"unknown-name 5:26"}},
      {"{ ping: { x: 1 } }", {"unknown-key 5:34"}},
      {"{ notify: { to: x } }", {"missing-key 5:26"}},
      {"{ notify: { to: x, k: w } }", {"type-mismatch 5:46"}},
      {"{ notify: { to: x, k: '${s}' } }", {"type-mismatch 5:49"}},
      {"{ notify: { to: x, k: '1${k}' } }", {"type-mismatch 5:46"}},
      {"{ notify: { to: '${', k: 1 } }", {"unclosed-template 5:41"}},
      {"{ notify: { to: '${nn}', k: 1 } }", {"unknown-name 5:43"}},
      {"{ notify: { to: 'a ${nn} ${mm}', k: 1 } }", {"unknown-name 5:45", "unknown-name 5:51"}},
      {"{ notify: [] }", {"wrong-shape 5:34"}},
      {"{ set: { x: 1 } }", {"unknown-name 5:33"}},
      {"{ set: { k: 10 } }", {"out-of-range 5:36"}},
      {"{ set: { k: } }", {"type-mismatch 5:35"}},
      {"{ set: [k] }", {"wrong-shape 5:31"}},
      {"{ clear: [k, k] }", {"duplicate-name 5:37"}},
      {"{ clear: x }", {"unknown-name 5:33"}},
      {"{ start: {} }", {"missing-key 5:26"}},
      {"{ start: renewal }", {"wrong-shape 5:33"}},
      {"{ notify: { to: '${event.name}', k: 1 } }", {"unknown-name 5:43"}},
  };
  for (const auto& c : cases) {
    INFO(c.actions);
    CHECK(brief(findings(in_stage(c.actions))) == c.found);
  }
}

TEST_CASE("deadlines") {
  auto deadline = [](const std::string& keys) {
    return without_stages(
        "facts: { k: int, t: timestamp }\nevents: { go: {} }\nroles: [boss]\n"
        "stages: { b: {}, a: { deadlines: { d: { " +
        keys + " } } } }\n");  // on line 6, from column 41; 'd' at 36
  };
  struct {
    const char* keys;
    std::vector<std::string> found;
  } cases[] = {
      {"within: 1 day, to: b", {}},
      {"to: b", {"missing-key 6:36"}},
      {"within: 1 day", {"does-nothing 6:36"}},
      {"within: soon, to: b", {"invalid-value 6:49"}},
      {"within: 1 day, from: now, to: b", {"time-alone 6:62"}},
      {"within: 1 day, from: t, to: b", {}},
      {"within: 1 day, idle: 1 day, reset_by: go, to: b", {"conflicting-keys 6:56"}},
      {"from: t, to: b, remind: [{ at: 50%, do: [] }]", {"no-span 6:72"}},
      {"within: 1 day, from: t, to: b, remind: [{ at: 50%, do: [] }]", {}},
      {"from: now, to: b", {"time-alone 6:47"}},
      {"from: k, to: b", {"type-mismatch 6:47"}},
      {"from: due, to: b", {"unknown-name 6:47"}},
      {"idle: 1 day, to: b", {"missing-key 6:41"}},
      {"idle: 1 day, reset_by: go, to: b", {}},
      {"within: 1 day, reset_by: go, to: b", {"missing-key 6:56"}},
      {"before: 1 day, of: t, to: b", {}},
      {"before: 1 day, of: k, to: b", {"type-mismatch 6:60"}},
      {"within: 1 day, remind: [{ at: 0%, do: [] }]", {"invalid-value 6:71"}},
      {"within: 1 day, remind: [{ at: 101%, do: [] }]", {"invalid-value 6:71"}},
      {"within: 1 day, remind: [{ at: 1000%, do: [] }]", {"invalid-value 6:71"}},
      {"within: 1 day, remind: [{ at: half, do: [] }]", {"invalid-value 6:71"}},
      {"within: 1 day, remind: [{ do: [] }]", {"missing-key 6:65"}},
      {"within: 1 day, remind: [{ at: 1%, before: 1 h, do: [] }]", {"conflicting-keys 6:65"}},
      {"within: 1 day, remind: [x]", {"wrong-shape 6:65"}},
      {"within: 1 day, remind: [{ at: 1%, do: [{ set: { k: 1 } }] }]", {"not-allowed-here 6:82"}},
      {"within: 1 day, remind: [{ at: 1%, do: [{ clear: k }] }]", {"not-allowed-here 6:82"}},
      {"within: 1 day, to: b, extend: {}",
       {"missing-key 6:63", "missing-key 6:63", "missing-key 6:63"}},
      {"within: 1 day, to: b, extend: { request: go, approve_by: boss, add: 1 day, quota: q }",
       {"unknown-name 6:123"}},
      {"within: 1 day, to: b, refresh: { by: go, add: 1 day, at_most: 3 days }", {}},
      {"within: 1 day, to: b, pause_while: k", {"type-mismatch 6:76"}},
      {"within: 1 day, to: b, exempt_if: k > 1", {}},
      {"within: 1 day, to: b, late: once", {}},
      {"within: 1 day, to: b, late: fire", {}},
      {"within: 1 day, to: b, late: never", {"invalid-value 6:69"}},
      {"within: 1 day, to: b, late: { skip_after: 1 day }", {"not-allowed-here 6:63"}},
      {"within: 1 day, to: b, roll: forward", {"missing-key 6:36"}},
      {"within: 1 day, to: b, roll: up", {"invalid-value 6:69"}},
      {"within: 1 day, to: b, on_transfer: restart", {"unknown-name 6:63"}},
      {"within: 1 day, to: b, calendar: c", {"unknown-name 6:73"}},
      {"within: 5 business days, to: b", {"missing-key 6:36"}},
      {"within: 1 day, remind: [{ before: 1 business day, do: [] }]", {"missing-key 6:75"}},
      {"within: 1 day, to: b, extend: { request: go, approve_by: boss, add: 1 business day }",
       {"missing-key 6:109"}},
      {"within: 1 day, to: b, refresh: { by: go, add: 1 business day, at_most: 3 business hours }",
       {"missing-key 6:87", "missing-key 6:112"}},
      {"within: 1 day, to: c", {"unknown-name 6:60"}},
      {"within: 1 day, to: b, do: [{ set: { t: '${due}' } }]", {}},
  };
  for (const auto& c : cases) {
    INFO(c.keys);
    std::vector<std::string> found = brief(findings(deadline(c.keys)));
    std::vector<std::string> expected = c.found;
    std::sort(found.begin(), found.end());
    std::sort(expected.begin(), expected.end());
    CHECK(found == expected);
  }
}

TEST_CASE("a fact with a mistake of its own is no second one of its deadline") {
  const std::string yaml = without_stages(
      "facts: { t: wrong }\n"
      "stages: { b: {}, a: { deadlines: { d: { before: 1 day, of: t, to: b } } } }\n");
  CHECK(brief(findings(yaml)) == std::vector<std::string>{"unknown-type 3:13"});
}

TEST_CASE("tables") {
  check_all(
      {
          {"tables: { t: { gives: { x: int }, rows: [{ x: 1 }] } }\n", {}},
          {"tables: { t: {} }\n", {"missing-key 4:11", "missing-key 4:11"}},
          {"tables: { t: { gives: {}, rows: [{}] } }\n", {"missing-value 4:16"}},
          {"tables: { t: { gives: { when: int }, rows: [] } }\n",
           {"invalid-name 4:25", "missing-value 4:38"}},
          {"tables: { t: { gives: { x: int }, rows: [{ w: 1 }] } }\n",
           {"missing-key 4:42", "unknown-key 4:44"}},
          {"tables: { t: { gives: { x: int }, rows: [{ x: a }] } }\n", {"type-mismatch 4:47"}},
          {"tables: { t: { gives: { x: int }, rows: [a] } }\n", {"wrong-shape 4:42"}},
          {"tables: { t: { hit: last, gives: { x: int }, rows: [{ x: 1 }] } }\n",
           {"invalid-value 4:21"}},
          {"tables: { t: { gives: { x: int }, rows: [{ x: 1, priority: 1 }] } }\n",
           {"not-allowed-here 4:50"}},
          {"tables: { t: { gives: { x: int }, rows: [{ x: 1, when: event.name == 'a' }] } }\n",
           {"unknown-name 4:56"},
           "no event here"},
          {"tables: { t: { gives: { x: int }, rows: [{ x: '${table(\"u\").x}' }] },\n"
           "          u: { gives: { x: int }, rows: [{ x: '${table(\"t\").x}' }] } }\n",
           {"cycle 4:11"},
           "table t -> table u -> table t"},
          {"define: { d: 'table(\"t\").x > 1' }\n"
           "tables: { t: { gives: { x: int }, rows: [{ when: d, x: 1 }] } }\n",
           {"cycle 4:11"},
           "d -> table t -> d"},
          {"tables: { t: x }\n", {"wrong-shape 4:14"}},
      },
      with_head);
}

TEST_CASE("calendars, quotas, cadences and promises") {
  check_all(
      {
          {"calendars: { c: { week: {} } }\n", {"no-working-time 4:19"}},
          {"calendars: { c: { week: { mon: ['09:00-10:00'] } } }\ncalendar: c\n", {}},
          {"calendars: { c: { week: { noday: ['09:00-10:00'] } } }\n",
           {"no-working-time 4:19", "invalid-value 4:27"}},
          {"calendars: { c: { week: { mon: ['10:00-09:00', '09:00-10:00'] } } }\n",
           {"invalid-value 4:33"}},
          {"calendars: { c: { week: { mon: ['09:00-10:00', '09:30-10:30'] } } }\n",
           {"invalid-value 4:32"},
           "overlap"},
          {"calendars: { c: { week: { mon-tue: ['09:00-10:00'], tue: ['09:00-10:00'] } } }\n",
           {"duplicate-name 4:53"}},
          {"calendars: { c: { week: { mon: ['09:00-10:00'] }, days_off: [2026-13-01] } }\n",
           {"invalid-value 4:62"}},
          {"calendars: { c: { week: { mon: ['09:00-10:00'] }, covers: always } }\n",
           {"invalid-value 4:59"}},
          {"quotas: { q: { at_most: 1 } }\n", {"missing-key 4:11"}},
          {"quotas: { q: { at_most: -1, counts: true } }\n", {"invalid-value 4:25"}},
          {"events: { e: {} }\nquotas: { q: { at_most: 1, events: e } }\n", {"missing-key 5:11"}},
          {"events: { e: {} }\nquotas: { q: { at_most: 1, events: e, window: 1 day } }\n", {}},
          {"quotas: { q: 5 }\n", {"wrong-shape 4:14"}},
          {"cadences: { c: {} }\n", {"does-nothing 4:13"}},
          {"actions: { touch: {} }\ncadences: { c: { then: { every: 1 day, via: sms, script: s } } "
           "}\n",
           {"duplicate-name 4:12"},
           "cadences ask for"},
          {"contact: { quiet_hours: late }\n", {"invalid-value 4:25"}, "21:00-09:00"},
          {"contact: { quiet_hours: '09:00-09:00' }\n", {"invalid-value 4:25"}},
          {"contact: { quiet_hours: '00:00-24:00' }\n",
           {"invalid-value 4:25"},
           "no time of the day"},
          {"contact: { quiet_hours: '24:00-00:00' }\n", {"invalid-value 4:25"}, "21:00-09:00"},
          {"facts: { s: string }\ncriteria: { c: { when: { s: d..b } } }\n",
           {"invalid-value 5:29"},
           "Swap its ends, or write '== d..b'"},
          {"contact: { at_most: 3 }\n", {"missing-key 4:12"}, "'at_most' needs 'window'"},
          {"contact: { window: 1 day }\n", {"missing-key 4:12"}, "'window' needs 'at_most'"},
          {"contact: { at_most: 1, window: 1 business day }\n",
           {"missing-key 4:32"},
           "the key 'calendar'"},
          {"cadences: { c: { then: { every: 1 business day, via: sms, script: s } } }\n",
           {"missing-key 4:33"}},
          {"events: { e: {} }\nquotas: { q: { at_most: 1, events: e, window: 1 business day } }\n",
           {"missing-key 5:47"}},
          {"contact: [sms]\n", {"wrong-shape 4:10"}},
          {"cadences: { c: { steps: [{ via: sms, script: s }] } }\n", {"missing-key 4:26"}},
          {"cadences: { c: { steps: [{ after: 1 day, after_previous: 1 day, via: sms, script: s }] "
           "} }\n",
           {"conflicting-keys 4:26"}},
          {"cadences: { c: { then: { every: 1 day, via: sms, script: s, at_most: 0 } } }\n",
           {"invalid-value 4:70"}},
          {"cadences: { c: { then: { every: 1 day, via: sms, script: s }, unanswered: { after: 1, "
           "to: c } } }\n",
           {"unknown-name 4:91"}},
          {"promises: [{ in: a }]\n", {"unsupported 4:1", "wrong-shape 4:12"}},
          {"promises: [{ in: a, can_reach: b }]\n", {"unsupported 4:1", "wrong-shape 4:12"}},
          {"promises: [{ from: any, can_reach: b, unless: true }]\n",
           {"unsupported 4:1", "not-allowed-here 4:39"}},
          {"promises: [{ from: c, can_reach: b }, { every_path_to: a, passes: b }]\n",
           {"unsupported 4:1", "unknown-name 4:20"}},
          {"promises: [{ in: any, leaves_within: 1 day }]\n",
           {"unsupported 4:1", "unknown-name 4:18"}},
          {"promises: x\n", {"unsupported 4:1", "wrong-shape 4:11"}},
      },
      with_head);
}

TEST_CASE("a test file is no ruleset, and that is all there is to say") {
  CHECK(brief(findings("ruleset: rules.yaml\ncases: []\n")) ==
        std::vector<std::string>{"wrong-file 1:1"});
}

TEST_CASE("YAML that cannot be read") {
  auto loaded = load_ruleset("a: [", "file.yaml");
  REQUIRE_FALSE(loaded);
  CHECK(loaded.error().status == Status::kInvalidRuleset);
  REQUIRE_FALSE(loaded.error().diagnostics.empty());
  CHECK(loaded.error().diagnostics[0].file == "file.yaml");
  CHECK(loaded.error().diagnostics[0].code.starts_with("yaml-"));
}
