// SPDX-License-Identifier: Apache-2.0
// Objects of several rulesets in one process, as a reload or a second language leaves them: the
// ruleset that is passed decides, and what does not belong together is refused. And what the host
// has to store, whatever year it is.
#include <catch2/catch.hpp>

#include <string>

#include "fixture.h"

namespace {

constexpr int64_t kNow = 1'772'442'000'000'000;  // 2026-03-02T09:00:00Z
constexpr int64_t kFirst = -62'135'596'800'000'000;
constexpr int64_t kLast = 253'402'300'799'999'999;

constexpr std::string_view kShop = R"yaml(
stagegraph: 1
name: shop
version: "1"
time_zone: Asia/Shanghai
facts: { owner: string, ready: { type: bool, default: false }, day: date, price: { type: int, default: 7 } }
criteria: { is_ready: { when: ready, says: { en: Not ready, zh: 未就绪 } } }
events: { go: {}, nothing: {}, dated: { carries: [day] } }
actions: { tell: { text: string } }
quotas: { q: { per: owner, at_most: 1, counts: 'in_stage("new")' } }
tables: { t: { hit: first, gives: { rate: int }, rows: [{ rate: '${price}' }] } }
stages:
  new:
    events: { go: { to: old, require: [is_ready] }, dated: { do: [{ tell: { text: { en: Hi, zh: 你好 } } }] } }
    deadlines: { wait: { before: 1 day, of: day, to: old } }
  old: { final: true }
)yaml";
// Other facts, events and stages in front: no index means what it did.
constexpr std::string_view kNewShop = R"yaml(
stagegraph: 1
name: shop
version: "2"
time_zone: Asia/Shanghai
facts: { a: int, b: int, c: int, d: int, e: int, f: int, owner: string, ready: bool, day: date, price: int }
events: { e1: {}, e2: {}, e3: {}, e4: {}, go: {}, nothing: {}, dated: { carries: [day] } }
quotas: { q: { per: owner, at_most: 1, counts: 'in_stage("new")' } }
tables: { t: { hit: first, gives: { rate: int }, rows: [{ rate: 1 }] } }
stages:
  newer: { events: { go: {} } }
  new: { events: { go: { to: old } }, deadlines: { wait: { before: 1 day, of: day, to: old } } }
  old: { final: true }
)yaml";
constexpr std::string_view kTiny =
    "stagegraph: 1\nname: tiny\nevents: { e: {} }\nstages: { s: {} }\n";

stg::Ruleset load(std::string_view text, std::string_view language = "en") {
  stg::Options options;
  options.set(STG_OPTION_LANGUAGE, language);
  return stg::Ruleset::load_text(text, "r", &options);
}

std::string reason(const stg::RecordView& record, stg::Index event, stg::Context& context) {
  const stg::Decision decision = stg::decide(record, event, kNow, context);
  return std::string(decision.reasons()[0].text);
}

stg_status status_of(const auto& call) {
  try {
    call();
    return STG_STATUS_OK;
  } catch (const stg::Error& error) {
    return static_cast<stg_status>(error.status());
  }
}

}  // namespace

TEST_CASE("texts are of the ruleset that is passed, whichever object read the record") {
  const stg::Ruleset english = load(kShop);
  const stg::Ruleset chinese = load(kShop, "zh");
  stg::Context asks_english(english);
  stg::Context asks_chinese(chinese);
  const stg::Record made(english, "A", kNow);
  const stg::Record read = stg::Record::from_json(chinese, made.to_json());
  for (const stg::Record* record : {&made, &read}) {
    const stg::Index go = english.event("go");
    CHECK(reason(*record, go, asks_english) == "Not ready");
    CHECK(reason(*record, go, asks_chinese) == "未就绪");
    const stg::Index dated = english.event("dated");
    CHECK(stg::decide(*record, dated, kNow, asks_chinese).to_json() ==
          stg::decide(read, dated, kNow, asks_chinese).to_json());
    CHECK(stg::evaluate_table(0, *record, kNow, asks_chinese).json == R"({"rate":7})");
    CHECK(stg::quota_counts(0, *record, kNow, asks_chinese));
    CHECK_FALSE(stg::quota_key(chinese, 0, *record).has_value());
  }
}

TEST_CASE("a decision of the twin is applied, and the record stays the same bytes") {
  const stg::Ruleset rules = load(kShop);
  const stg::Ruleset twin = load(kShop);
  stg::Context context(twin);
  stg::Record record(rules, "A", kNow);
  record.set_bool(rules.fact("ready"), true);
  record.refresh(kNow, context);
  const stg::Decision decision = stg::decide(record, rules.event("go"), kNow, context);
  REQUIRE(decision.outcome() == stg::Outcome::kMoved);
  record.apply(decision);
  CHECK(record.to_json() == decision.record().to_json());
  CHECK(stg::advance(record, kNow, context).size() == 0);
}

TEST_CASE("a record that another version read is answered by name, not by index") {
  const stg::Ruleset old_rules = load(kShop);
  const stg::Ruleset rules = load(kNewShop);
  stg::Context context(rules);
  stg::Record record(old_rules, "A", kNow);
  const std::string before = record.to_json();
  const stg::Decision decision = stg::decide(record, rules.event("nothing"), kNow, context);
  CHECK(decision.outcome() == stg::Outcome::kMigrationRequired);
  CHECK(decision.cause_name() == "nothing");
  CHECK(decision.from() == rules.stage("new"));
  CHECK_FALSE(decision.changes_record());
  CHECK(decision.to_json().find(R"("cause":{"event":"nothing","id":null})") != std::string::npos);
  CHECK(decision.to_json().find(R"("from":"new")") != std::string::npos);
  const stg::Decisions due = stg::advance(record, kNow, context);
  CHECK(due[0].from() == rules.stage("new"));
  record.apply(decision);
  CHECK(record.to_json() == before);
  // Both ways: the old ruleset knows no such event and no such stage.
  stg::Context old_context(old_rules);
  const stg::Record newer(rules, "A", kNow);
  const stg::Decision back = stg::decide(newer, old_rules.event("go"), kNow, old_context);
  CHECK(back.outcome() == stg::Outcome::kMigrationRequired);
  CHECK(back.from() == STG_NONE);
  CHECK(back.to_json().find(R"("from":"newer")") != std::string::npos);
}

TEST_CASE("what does not belong together is refused") {
  const stg::Ruleset rules = load(kShop);
  const stg::Ruleset newer = load(kNewShop);
  const stg::Ruleset tiny = load(kTiny);
  stg::Context context(rules);
  stg::Context newer_context(newer);
  stg::Record record(rules, "A", kNow);
  const stg::Record foreign(tiny, "A", kNow);
  const stg::Record of_newer(newer, "A", kNow);
  CHECK(status_of([&] { (void)stg::quota_key(rules, 0, foreign); }) == STG_STATUS_WRONG_RULESET);
  CHECK(status_of([&] { (void)stg::quota_counts(0, foreign, kNow, context); }) ==
        STG_STATUS_WRONG_RULESET);
  CHECK(status_of([&] { (void)stg::evaluate_table(0, of_newer, kNow, context); }) ==
        STG_STATUS_WRONG_RULESET);
  CHECK(status_of([&] { record.refresh(kNow, newer_context); }) == STG_STATUS_WRONG_RULESET);
  const stg::Decision decision = stg::decide(of_newer, newer.event("go"), kNow, newer_context);
  CHECK(status_of([&] { record.apply(decision); }) == STG_STATUS_WRONG_RULESET);
  CHECK(stg::quota_key(newer, 0, record) == std::nullopt);
}

TEST_CASE("there is something to store where an event's id is remembered, whatever the outcome") {
  const stg::Ruleset rules = load(kShop);
  stg::Context context(rules);
  const stg::Record record(rules, "A", kNow);
  const stg::Index go = rules.event("go");
  CHECK_FALSE(stg::decide(record, rules.event("nothing"), kNow, context).changes_record());
  CHECK_FALSE(stg::decide(record, go, kNow, context).changes_record());
  context.set_event_id("e");
  const stg::Decision ignored = stg::decide(record, rules.event("nothing"), kNow, context);
  CHECK(ignored.outcome() == stg::Outcome::kIgnored);
  CHECK(ignored.changes_record());
  CHECK(stg::decide(record, go, kNow, context).changes_record());
  const stg::Record after(ignored.record());
  CHECK_FALSE(stg::decide(after, go, kNow, context).changes_record());  // a duplicate
}

TEST_CASE("nothing of one user is left for the next after a reset") {
  const stg::Ruleset rules = doors::load();
  stg::Context context = doors::clerk(rules);
  context.set_event_id("e");
  context.set_expected_sequence(40);
  context.set_trace(true);
  context.set_counters_complete(true);
  context.reset();
  stg::Context fresh(rules);
  const stg::Record record(rules, "A", kNow);
  const stg::Index hand_over = rules.event("hand_over");
  CHECK(stg::decide(record, hand_over, kNow, context).to_json() ==
        stg::decide(record, hand_over, kNow, fresh).to_json());
  stg_context_reset(nullptr);
}

TEST_CASE("an event that cannot be read leaves nothing of the one before") {
  const stg::Ruleset rules = load(kShop);
  const std::string_view right = R"({"event":"go","at":"2026-03-02T10:00:00Z","record":"A"})";
  const std::string_view wrong = R"({"approve":"x","at":"2026-03-02T10:00:00Z","payload":{}})";
  stg_event* event = nullptr;
  REQUIRE(stg_event_from_json(rules.get(), right.data(), right.size(), &event, nullptr) ==
          STG_STATUS_OK);
  REQUIRE(stg_event_from_json(rules.get(), wrong.data(), wrong.size(), &event, nullptr) !=
          STG_STATUS_OK);
  stg::Context context(rules);
  const stg::Record record(rules, "A", kNow);
  stg_decision* decision = nullptr;
  CHECK(stg_event_at(event) == STG_NEVER);
  CHECK(stg_decide_event(rules.get(), record.get(), event, context.get(), &decision, nullptr) ==
        STG_STATUS_INVALID_INPUT);
  stg_event_free(event);
}

TEST_CASE("facts set by hand count for what is due, as they do once the record is read back") {
  const stg::Ruleset rules = load(R"yaml(
stagegraph: 1
name: auto
facts: { ready: { type: bool, default: false } }
events: { go: {} }
stages:
  new: { events: { go: {} }, auto: [{ when: ready, to: old }] }
  old: { final: true }
)yaml");
  stg::Context context(rules);
  stg::Record record(rules, "A", kNow);
  CHECK(record.next_due() == STG_NEVER);
  record.set_bool(rules.fact("ready"), true);
  CHECK(record.next_due() == kNow);
  const stg::Record read = stg::Record::from_json(rules, record.to_json());
  CHECK(read.next_due() == kNow);
  // The event takes them over, so that nothing is overdue.
  const stg::Index go = rules.event("go");
  const stg::Decision decision = stg::decide(record, go, kNow + 5, context);
  CHECK(decision.to() == rules.stage("old"));
  CHECK(stg::decide(read, go, kNow + 5, context).to_json() == decision.to_json());
}

TEST_CASE("records at the ends of the calendar read back") {
  for (const char* zone : {"Asia/Shanghai", "Europe/Berlin", "America/New_York"}) {
    std::string text(kShop);
    text.replace(text.find("Asia/Shanghai"), 13, zone);
    const stg::Ruleset rules = load(text);
    stg::Context context(rules);
    for (int64_t now : {kFirst, kNow, kLast - 1'000'000, kLast}) {
      CHECK(rules.parse_time(rules.format_time(now)) == now);
      for (const char* day : {"0001-01-01", "0001-01-03", "9999-12-31"}) {
        CAPTURE(zone, now, day);
        stg::Payload payload(rules);
        payload.set_text(*rules.field_index(rules.event("dated"), "day"), day);
        const stg::Record record(rules, "A", now);
        const stg::Decision decision =
            stg::decide(record, rules.event("dated"), now, context, payload);
        const std::string written = decision.record().to_json();
        CHECK(stg::Record::from_json(rules, written).to_json() == written);
        CHECK((decision.next_due() == STG_NEVER || decision.next_due() <= kLast));
      }
    }
  }
}

TEST_CASE("a deadline that facts would put beyond the calendar is named") {
  const stg::Ruleset rules = load(kShop);
  stg::Context context(rules);
  stg::Payload payload(rules);
  payload.set_text(*rules.field_index(rules.event("dated"), "day"), "0001-01-01");
  const stg::Record record(rules, "A", kNow);
  const stg::Decision decision = stg::decide(record, rules.event("dated"), kNow, context, payload);
  REQUIRE(decision.reasons().size() == 1);
  CHECK(decision.reasons()[0].code == "beyond_calendar");
  CHECK(decision.next_due() == STG_NEVER);
}

TEST_CASE("the window of a quota begins within the calendar") {
  std::string text(kShop);
  text.replace(text.find("counts: 'in_stage(\"new\")'"), 25, "events: [go], window: 10 days");
  const stg::Ruleset rules = load(text);
  CHECK(rules.quota_window(0, kFirst) == kFirst);
}
