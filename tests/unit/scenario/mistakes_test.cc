// SPDX-License-Identifier: Apache-2.0
// Mistakes in a test file: each a diagnostic with its place, none ignored.
#include "workspace.h"

namespace stagegraph {

using namespace scenario;

namespace {

const std::string kTry = "{ event: try, expect: { outcome: stayed } }";

}  // namespace

TEST_CASE("A case that expects nothing cannot fail, and is an error") {
  CHECK(mistakes("", {"{ event: try }", "{ advance_by: 1 day }"}) ==
        Texts{"nothing-expected 3:5 this case expects nothing, so it cannot fail. Give a step "
              "'expect'"});
  CHECK(mistakes("", {"{ event: try, expect: {} }"}).at(0).rfind("nothing-expected 6:23", 0) == 0);
  CHECK(
      mistakes("", {"{ event: try, expect: { facts: {} } }"}).at(0).rfind("nothing-expected", 0) ==
      0);
}

TEST_CASE("Unknown keys come with a suggestion") {
  CHECK(mistakes("", {"{ event: try, expct: { outcome: stayed } }"}).at(0) ==
        "unknown-key 6:23 a step has no key 'expct'. Did you mean 'expect'?");
  CHECK(mistakes("", {"{ event: try, expect: { outcom: stayed } }"}).at(0) ==
        "unknown-key 6:33 'expect' has no key 'outcom'. Did you mean 'outcome'?");
  CHECK(mistakes(", stag: lead.new", {kTry}).at(0) ==
        "unknown-key 4:36 'given' has no key 'stag'. Did you mean 'stage'?");
}

TEST_CASE("Unknown names come with a suggestion") {
  auto only = [](const std::string& given, const std::string& step) {
    const Texts found = mistakes(given, {step});
    REQUIRE(found.size() == 1);
    return found[0].substr(0, found[0].find(' '));
  };
  CHECK(only("", "{ event: tri, expect: { outcome: stayed } }") == "unknown-name");
  CHECK(only("", "{ event: try, by: clark, expect: { outcome: stayed } }") == "unknown-name");
  CHECK(only("", "{ event: try, by: { roles: [clark] }, expect: { outcome: stayed } }") ==
        "unknown-name");
  CHECK(only("", "{ event: promote, payload: { wy: x }, expect: { outcome: stayed } }") ==
        "unknown-name");
  CHECK(only("", "{ event: try, expect: { stage: lead.nwe } }") == "unknown-name");
  CHECK(only("", "{ event: try, expect: { facts: { trys: 1 } } }") == "unknown-name");
  CHECK(only("", "{ event: try, expect: { needs: [ned] } }") == "unknown-name");
  CHECK(only("", "{ event: try, expect: { actions: [notfy] } }") == "unknown-name");
  CHECK(only("", "{ event: try, expect: { actions: [{ name: notify, arguments: { ot: x } }] } }") ==
        "unknown-name");
  CHECK(only("", "{ event: try, expect: { fired: [wek] } }") == "unknown-name");
  CHECK(only("", "{ event: try, expect: { timers: { wek: null } } }") == "unknown-name");
  CHECK(only("", "{ set: { trys: 1 }, expect: { stage: lead } }") == "unknown-name");
  CHECK(only("", "{ event: try, expect: { outcome: stay } }") == "invalid-value");
  CHECK(only(", stage: nowhere", kTry) == "unknown-name");
  CHECK(only(", timers: { nothing: null }", kTry) == "unknown-name");
}

TEST_CASE("Values of the wrong type are errors") {
  CHECK(mistakes(", facts: { tries: many }", {kTry}).at(0).rfind("wrong-type 4:52", 0) == 0);
  CHECK(mistakes(", facts: { tries: '3' }", {kTry}).size() == 1);
  CHECK(mistakes(", facts: { need: never }", {kTry}).size() == 1);
  CHECK(mistakes(", facts: { tags: { a: b } }", {kTry}).size() == 1);
  CHECK(mistakes("", {"{ event: promote, payload: { why: [x] }, expect: { outcome: stayed } }"})
            .size() == 1);
  CHECK(mistakes("", {"{ event: promote, payload: { why: null }, expect: { outcome: stayed } }"})
            .at(0)
            .rfind("wrong-key", 0) == 0);
  CHECK(mistakes("", {"{ event: try, expect: { next_due: soon } }"}).size() == 1);
  CHECK(mistakes("", {"{ event: try, expect: { sequence: -1 } }"}).size() == 1);
  CHECK(mistakes("", {"{ event: try, expect: { actions: notify } }"}).size() == 1);
  CHECK(mistakes("", {"{ event: try, expect: { actions: [[notify]] } }"}).size() == 1);
  CHECK(mistakes("", {"{ event: try, expect: { actions: [{ arguments: {} }] } }"}).size() == 1);
  CHECK(mistakes("", {"{ advance_by: soon, expect: { stage: lead } }"}).size() == 1);
  CHECK(mistakes("", {"{ advance_to: soon, expect: { stage: lead } }"}).size() == 1);
}

TEST_CASE("Keys without a value are errors") {
  CHECK(mistakes("", {"{ event: try, expect: { outcome: } }"}).at(0) ==
        "missing-value 6:33 'outcome' has no value");
  CHECK(mistakes("", {"{ event: , expect: { outcome: stayed } }"})
            .at(0)
            .rfind("missing-value 6:11", 0) == 0);
}

TEST_CASE("A step does one thing") {
  CHECK(mistakes("", {"{ expect: { stage: lead } }"}).at(0) ==
        "missing-key 6:9 a step needs one of the keys event, begin, advance_to, advance_by, set, "
        "approve, "
        "reject, counters");
  CHECK(mistakes("", {"{ event: try, advance_by: 1 day, expect: { stage: lead } }"}).at(0) ==
        "wrong-key 6:9 a step does one thing: take either 'event' or 'advance_by'");
  CHECK(mistakes("", {"{ begin: false, expect: { stage: lead } }"}).at(0) ==
        "invalid-value 6:18 write 'begin: true'");
  CHECK(mistakes("", {"{ begin: true, id: e, expect: { stage: lead } }"})
            .at(0)
            .starts_with("wrong-key 6:24 'id' belongs to a step with 'event'"));
  CHECK(mistakes("", {"{ advance_by: 1 day, by: clerk, expect: { stage: lead } }"}).at(0) ==
        "wrong-key 6:30 'by' belongs to a step with 'event', not to one with 'advance_by'");
  CHECK(mistakes("", {"{ event: try, after: 1 day, at: 2026-04-01, expect: { stage: lead } }"})
            .at(0) == "wrong-key 6:37 take either 'after' or 'at'");
  CHECK(mistakes("", {"{ set: { tries: 1 }, expect: { outcome: stayed } }"})
            .at(0)
            .rfind("unknown-key 6:40", 0) == 0);
  CHECK(mistakes("", {"try"}).at(0) ==
        "wrong-shape 6:9 a step should be a map, not the text 'try'");
}

TEST_CASE("Steps of people and counters have their own keys") {
  CHECK(mistakes("", {"{ approve: promote, payload: { why: x } }", kTry}).at(0) ==
        "wrong-key 6:29 'payload' belongs to a step with 'event', not to one with 'approve'");
  CHECK(mistakes("", {"{ counters: {}, by: clerk }", kTry}).at(0) ==
        "wrong-key 6:25 'by' belongs to a step with 'event', not to one with 'counters'");
  CHECK(mistakes("", {"{ set: { tries: 1 }, id: e1 }", kTry}).at(0) ==
        "wrong-key 6:30 'id' belongs to a step with 'event', not to one with 'set'");
  CHECK(mistakes("", {"{ reject: promote, approve: promote }", kTry}).at(0) ==
        "wrong-key 6:9 a step does one thing: take either 'approve' or 'reject'");
  CHECK(mistakes(", counters: { few: 1 }", {kTry}).at(0).rfind("unknown-name 4:48", 0) == 0);
  CHECK(mistakes("", {"{ counters: { few: 1 } }", kTry}).size() == 1);
  CHECK(mistakes("", {"{ event: try, expect: { flags: { wek: held } } }"}).size() == 1);
}

TEST_CASE("A whole record leaves no room for stage and timers") {
  CHECK(mistakes(", stage: lead, record: { id: a }", {kTry}).at(0).rfind("wrong-key 4:49", 0) == 0);
}

TEST_CASE("A case needs its parts") {
  const TestReport report = run_cases(
      "  - { steps: [{ event: try, expect: { stage: lead } }] }\n"
      "  - { name: a, given: {}, steps: [" +
      kTry +
      "] }\n"
      "  - { name: b, given: { at: 2026-01-01 } }\n"
      "  - just text\n"
      "  - { name: d, given: { at: 2026-01-01 }, steps: [" +
      kTry + "] }\n");
  Texts found;
  for (const Diagnostic& d : report.files[0].diagnostics) found.push_back(d.message);
  CHECK(found == Texts{"a case needs a 'name' that says what it shows",
                       "a case needs 'given', with 'at' and what it begins with",
                       "'given' needs 'at': the instant at which the case begins",
                       "a case needs 'steps'", "a case should be a map, not the text 'just text'"});
  CHECK(report.invalid == 4);
  CHECK(report.passed == 1);  // a mistake in one case does not stop the others
}

TEST_CASE("Given, by and expect are maps") {
  CHECK(run_cases("  - { name: a, given: soon, steps: [" + kTry + "] }\n").invalid == 1);
  CHECK(mistakes("", {"{ event: try, by: [clerk], expect: { stage: lead } }"}).size() == 1);
  CHECK(mistakes("", {"{ event: try, expect: stayed }"}).size() == 1);
}

}  // namespace stagegraph
