// SPDX-License-Identifier: Apache-2.0
// Events: selection, judging, roles, what is kept and what is not.
#include "fixture.h"
#include "ruleset/lookup.h"

using stagegraph::engine::Outcome;
using stagegraph::ruleset::EventIndex;
using stagegraph::ruleset::FieldIndex;
using stagegraph::test::Bench;

namespace {

using Names = std::vector<std::string>;

const std::string kRules = R"(
stagegraph: 1
name: lead
time_zone: Asia/Shanghai
roles: [sales, marketing]
facts:
  phone: { type: enum, values: [ok, empty, wrong] }
  missed: { type: int, default: 0, min: 0, max: 9 }
  need: { type: enum, values: [now, later] }
  amount: decimal
  company: string
criteria:
  empty_number: { when: phone == "empty", says: The number does not exist }
  three_missed: { when: missed >= 3, says: Nobody answered }
  has_company: { when: known(company), says: Whose company }
  cheap: { when: amount / decimal(missed) < 10.5, says: Cheap }
events:
  call_missed: {}
  call_answered: { carries: [need] }
  hand_over: { by: marketing }
  accept: { by: [sales, marketing] }
  send_back: { carries: { reason: string } }
  rate: { carries: [amount] }
  quote: {}
  silent: {}
actions:
  notify: { to: string, message: string }
stages:
  lead:
    initial: new
    events:
      call_missed: { set: { missed: '${missed + 1}' } }
      call_answered: { set: { missed: 0, phone: ok } }
      rate: { when: "amount > 10", to: lead.sql }
    stages:
      new:
        events:
          hand_over:
            to: mql
            needs: [company, amount]
            reject_if: [empty_number, three_missed]
            otherwise: pool
      mql:
        leave: [{ notify: { to: a, message: left } }]
        events:
          accept: { to: sql, require: [has_company, cheap] }
          send_back: { to: new, do: [{ notify: { to: m, message: 'Back: ${event.reason} ${amount}' } }] }
          quote:
            - { when: 'need == "now"', set: { company: now } }
            - { when: 'amount > 5', priority: 1, set: { company: rich } }
            - { set: { company: other } }
      sql: {}
  pool: {}
)";

}  // namespace

TEST_CASE("an internal transition changes facts and leaves nothing") {
  Bench b(kRules);
  const auto& d = b.send("call_missed");
  CHECK(d.outcome == Outcome::kStayed);
  CHECK(b.fact("missed") == "1");
  CHECK(b.stage() == "lead.new");
  CHECK(d.to == stagegraph::kNone);
  CHECK(d.set.size() == 1);
  CHECK(b.record.sequence == 1);
  b.send("call_missed");
  CHECK(b.fact("missed") == "2");
  CHECK(b.record.sequence == 2);
}

TEST_CASE("the wrong role is denied before any rule is looked at") {
  Bench b(kRules);
  CHECK(b.send("hand_over").outcome == Outcome::kDenied);
  CHECK(b.reasons() == Names{"wrong_role"});
  b.role("sales");
  CHECK(b.send("hand_over").outcome == Outcome::kDenied);
  CHECK(b.record.sequence == 0);
}

TEST_CASE("an event that this stage does not handle is ignored") {
  Bench b(kRules);
  CHECK(b.send("silent").outcome == Outcome::kIgnored);
  CHECK(b.record.sequence == 0);
}

TEST_CASE("an event without a handler that counts as activity has stayed, not been ignored") {
  Bench b(R"(
stagegraph: 1
name: active
events: { note: {}, push: {}, reply: {}, other: {} }
stages:
  a:
    cadence: news
    deadlines:
      quiet: { idle: 3 days, reset_by: [note], to: b }
      hard: { within: 3 days, refresh: { by: [push], add: 1 day, at_most: 9 days }, to: b }
  b: {}
cadences:
  news:
    steps: [{ after: 1 month, via: [sms], script: hello }]
    stop_after: [reply]
)");
  for (const char* event : {"note", "push", "reply"}) {
    CAPTURE(event);
    CHECK(b.send(event).outcome == Outcome::kStayed);
  }
  CHECK(b.send("other").outcome == Outcome::kIgnored);
  b.place("b");
  CHECK(b.send("note").outcome == Outcome::kIgnored);
}

TEST_CASE("all that is missing is listed at once") {
  Bench b(kRules);
  b.role("marketing");
  CHECK(b.send("hand_over").outcome == Outcome::kNeeds);
  CHECK(b.needs() == Names{"phone", "amount", "company"});
  CHECK(b.stage() == "lead.new");
}

TEST_CASE("a certain refusal outweighs what is unknown, and goes where otherwise says") {
  Bench b(kRules);
  b.role("marketing");
  b.fact("missed", "3");
  const auto& d = b.send("hand_over");
  CHECK(d.outcome == Outcome::kRefused);
  CHECK(b.reasons() == Names{"three_missed"});
  CHECK(d.needs.empty());
  CHECK(b.stage() == "pool");
  CHECK(b.rules->stages[d.to].path == "pool");
  CHECK(b.rules->transitions[d.transition].name == "lead.new.hand_over");
}

TEST_CASE("every criterion that failed is reported") {
  Bench b(kRules);
  b.role("marketing");
  b.fact("missed", "3");
  b.fact("phone", "empty");
  b.send("hand_over");
  CHECK(b.reasons() == Names{"empty_number", "three_missed"});
}

TEST_CASE("a transition that is judged well moves the record") {
  Bench b(kRules);
  b.role("marketing");
  b.fact("phone", "ok");
  b.fact("company", "Acme");
  b.fact("amount", "12.50");
  const auto& d = b.send("hand_over");
  CHECK(d.outcome == Outcome::kMoved);
  CHECK(b.stage() == "lead.mql");
  CHECK(b.record.marks()[find_stage(*b.rules, "lead.mql")].visits == 1);
  CHECK(b.record.marks()[find_stage(*b.rules, "lead")].visits == 1);
}

TEST_CASE("a criterion that fails to evaluate is an error with expression and values") {
  Bench b(kRules);
  b.role("sales");
  b.place("lead.mql");
  b.fact("company", "Acme");
  b.fact("amount", "12");
  const auto& d = b.send("accept");
  CHECK(d.outcome == Outcome::kError);
  REQUIRE(d.reasons.size() == 1);
  CHECK(d.reasons[0].code == "evaluation_failed");
  const std::string text(d.reasons[0].text);
  CHECK_THAT(text, Catch::Contains("amount / decimal(missed) < 10.5"));
  CHECK_THAT(text, Catch::Contains("criteria.cheap.when"));
  CHECK_THAT(text, Catch::Contains("missed = 0, amount = 12"));
  CHECK(b.stage() == "lead.mql");
}

TEST_CASE("actions run in order and see what came before; text joins values") {
  Bench b(kRules);
  b.place("lead.mql");
  b.fact("amount", "7.50");
  b.send("send_back", R"({"reason": "no budget"})");
  CHECK(b.actions() == Names{"notify(a, left)", "notify(m, Back: no budget 7.5)"});
  CHECK(b.stage() == "lead.new");
}

TEST_CASE("what is unknown in a message is said so, and does not stop the step") {
  Bench b(kRules);
  b.place("lead.mql");
  CHECK(b.send("send_back").outcome == Outcome::kMoved);
  CHECK(b.actions()[1] == "notify(m, Back: (unknown) (unknown))");
}

TEST_CASE("among several candidates priority comes first, then the order as written") {
  Bench b(kRules);
  b.place("lead.mql");
  b.fact("need", "now");
  b.fact("amount", "6");
  b.send("quote");
  CHECK(b.fact("company") == "rich");
  b.fact("amount", "1");
  b.send("quote");
  CHECK(b.fact("company") == "now");
  b.fact("need", "later");
  b.send("quote");
  CHECK(b.fact("company") == "other");
}

TEST_CASE("a candidate that is unknown stops the search") {
  Bench b(kRules);
  b.place("lead.mql");
  b.fact("need", "now");
  CHECK(b.send("quote").outcome == Outcome::kNeeds);
  CHECK(b.needs() == Names{"amount"});
}

TEST_CASE("carried facts are judged with the event and kept only if it is taken") {
  Bench b(kRules);
  b.fact("amount", "3");
  CHECK(b.send("rate", R"({"amount": 4})").outcome == Outcome::kIgnored);
  CHECK(b.fact("amount") == "3");
  const auto& d = b.send("rate", R"({"amount": 40})");
  CHECK(d.outcome == Outcome::kMoved);
  CHECK(b.fact("amount") == "40");
  CHECK(b.stage() == "lead.sql");
  CHECK(d.set.size() == 1);
}

TEST_CASE("a carried value out of the fact's range is no decision") {
  Bench b(kRules + "\n");
  stagegraph::engine::Payload payload(*b.rules);
  CHECK_FALSE(payload.set(FieldIndex(0u), stagegraph::cel::Value::integer(3)).has_value());
}

TEST_CASE("a payload field that the event does not carry is refused by name") {
  Bench b(kRules);
  stagegraph::engine::Payload payload(*b.rules);
  const auto& back = b.rules->events[find_event(*b.rules, "send_back")];
  const FieldIndex reason = find_payload_field(*b.rules, back, "reason");
  REQUIRE(payload.set(reason, stagegraph::cel::Value::string("x")).has_value());
  auto done = decide(*b.rules, b.record, find_event(*b.rules, "silent"), &payload, b.now, b.context,
                     b.decision);
  REQUIRE_FALSE(done.has_value());
  CHECK(done.error().status == stagegraph::Status::kUnknownName);
  CHECK_THAT(done.error().message, Catch::Contains("carries no 'reason'"));
}

TEST_CASE("an event id is answered once; a repeat gives the first outcome") {
  Bench b(kRules);
  b.context.event_id = "e-1";
  CHECK(b.send("call_missed").outcome == Outcome::kStayed);
  const std::string after = b.record_json();
  const auto& d = b.send("call_missed");
  CHECK(d.outcome == Outcome::kDuplicate);
  CHECK(d.first_outcome == Outcome::kStayed);
  CHECK(d.first_sequence == 1);
  CHECK(b.record_json() == after);
  CHECK(b.fact("missed") == "1");
}

TEST_CASE("ids of ignored and denied events are remembered, of unanswered ones not") {
  Bench b(kRules);
  b.context.event_id = "i-1";
  CHECK(b.send("silent").outcome == Outcome::kIgnored);
  CHECK(b.send("silent").outcome == Outcome::kDuplicate);
  b.context.event_id = "d-1";
  CHECK(b.send("hand_over").outcome == Outcome::kDenied);
  CHECK(b.send("hand_over").outcome == Outcome::kDuplicate);
  b.role("marketing");
  b.context.event_id = "n-1";
  CHECK(b.send("hand_over").outcome == Outcome::kNeeds);
  b.fact("missed", "5");
  CHECK(b.send("hand_over").outcome == Outcome::kRefused);
  CHECK(b.send("hand_over").outcome == Outcome::kDuplicate);
}

TEST_CASE("the history is bounded: the oldest id is forgotten") {
  Bench b(kRules);
  for (size_t i = 0; i <= stagegraph::engine::kHistoryLimit; ++i) {
    b.context.event_id = "e-" + std::to_string(i);
    b.send("silent");
  }
  CHECK(b.record.history().size() == stagegraph::engine::kHistoryLimit);
  b.context.event_id = "e-1";
  CHECK(b.send("silent").outcome == Outcome::kDuplicate);
  b.context.event_id = "e-0";
  CHECK(b.send("silent").outcome == Outcome::kIgnored);
}

TEST_CASE("a caller that expected another sequence gets a conflict") {
  Bench b(kRules);
  b.context.expected_sequence = 4;
  CHECK(b.send("call_missed").outcome == Outcome::kConflict);
  CHECK(b.reasons() == Names{"sequence"});
  b.context.expected_sequence = 0;
  CHECK(b.send("call_missed").outcome == Outcome::kStayed);
}

TEST_CASE("a set beyond the fact's range takes the whole step back") {
  Bench b(kRules);
  b.fact("missed", "9");
  const auto& d = b.send("call_missed");
  CHECK(d.outcome == Outcome::kError);
  CHECK(b.fact("missed") == "9");
  CHECK(d.set.empty());
  CHECK(b.record.sequence == 0);
}

TEST_CASE("the clock never goes back") {
  Bench b(kRules);
  b.send("call_missed");
  b.now -= std::chrono::seconds(1);
  const auto& d = b.send("call_missed");
  CHECK(d.at == b.record.clock);
  CHECK(d.at > b.now);
}

TEST_CASE("a decision's own record may be decided again into the same decision") {
  Bench b(kRules);
  b.send("call_missed");
  auto done = decide(*b.rules, b.decision.record, find_event(*b.rules, "call_missed"), nullptr,
                     b.now, b.context, b.decision);
  REQUIRE(done.has_value());
  CHECK(b.decision.record.sequence == 2);
}

TEST_CASE("a record of another ruleset or version is not decided") {
  Bench b(kRules);
  std::string other = kRules;
  other.replace(other.find("name: lead"), 10, "name: deal");
  Bench c(other);
  auto done = decide(*c.rules, b.record, EventIndex(0u), nullptr, b.now, b.context, b.decision);
  REQUIRE_FALSE(done.has_value());
  CHECK(done.error().status == stagegraph::Status::kWrongRuleset);

  std::string changed = kRules;
  changed.replace(changed.find("missed >= 3"), 11, "missed >= 4");
  Bench v(changed);
  REQUIRE(decide(*v.rules, b.record, EventIndex(0u), nullptr, b.now, b.context, b.decision)
              .has_value());
  CHECK(b.decision.outcome == Outcome::kMigrationRequired);
}

TEST_CASE("a record is decided by the object that read it, or read again") {
  Bench b(kRules);
  Bench twin("# a comment changes nothing\n" + kRules);
  auto done = decide(*twin.rules, b.record, EventIndex(0u), nullptr, b.now, b.context, b.decision);
  REQUIRE_FALSE(done.has_value());
  CHECK(done.error().status == stagegraph::Status::kWrongRuleset);
  std::string written;
  stagegraph::engine::write_record(b.record, written);
  const auto again = stagegraph::engine::read_record(twin.rules, written);
  REQUIRE(decide(*twin.rules, *again, EventIndex(0u), nullptr, b.now, b.context, b.decision)
              .has_value());
  CHECK(b.decision.outcome == Outcome::kStayed);
}

TEST_CASE("an event index that does not exist is an argument error") {
  Bench b(kRules);
  auto done = decide(*b.rules, b.record, EventIndex(99u), nullptr, b.now, b.context, b.decision);
  REQUIRE_FALSE(done.has_value());
  CHECK(done.error().status == stagegraph::Status::kInvalidArgument);
}

TEST_CASE("the trace shows each condition, its value and the facts it read") {
  Bench b(kRules);
  b.context.trace = true;
  b.role("marketing");
  b.fact("missed", "3");
  b.fact("phone", "ok");
  const auto& d = b.send("hand_over");
  REQUIRE(d.trace.size() == 2);
  CHECK(d.trace[0].value.is_false());
  CHECK(d.trace[1].value.is_true());
  CHECK_THAT(b.json(), Catch::Contains(R"("expression":"missed >= 3","value":true,)"
                                       R"("facts":{"missed":3})"));
}

TEST_CASE("a decision as JSON has every field of the contract") {
  Bench b(kRules);
  b.context.event_id = "e-9";
  b.place("lead.mql");
  b.fact("amount", "7.50");
  b.send("send_back", R"({"reason": "no \"budget\""})");
  const std::string json = b.json();
  const std::string head = json.substr(0, json.find(R"("new_record")"));
  CHECK(head ==
        R"({"record":"A-17","at":"2026-03-02T10:00:00+08:00",)"
        R"("cause":{"event":"send_back","id":"e-9"},"outcome":"moved","first_outcome":null,)"
        R"("from":"lead.mql","to":"lead.new","transition":"lead.mql.send_back",)"
        R"("reasons":[],"needs":[],"set":{},)"
        R"("actions":[{"id":"A-17/1/0","name":"notify","arguments":{"to":"a","message":"left"},)"
        R"("due":null},{"id":"A-17/1/1","name":"notify","arguments":{"to":"m",)"
        R"("message":"Back: no \"budget\" 7.5"},"due":null}],)"
        R"("timers":[],"counters":[],"next_due":null,"sequence":1,)");
  CHECK(stagegraph::parse_json(json).has_value());
}
