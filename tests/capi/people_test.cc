// SPDX-License-Identifier: Apache-2.0
// Requests, quotas and facts set by hand, through the C interface.
#include <catch2/catch.hpp>
#include <string>

#include "stagegraph/stagegraph.hpp"

namespace {

const char* const kRules = R"(stagegraph: 1
name: people
time_zone: Asia/Shanghai
roles: [clerk, boss]
facts: { owner: string, quiet: { type: bool, default: false } }
events: { ask: { by: clerk }, call: {} }
quotas:
  extended: { per: owner, at_most: 2, counts: 'extensions("week") > 0' }
  calls: { per: owner, at_most: 2, events: [call], window: 1 day }
stages:
  held:
    events: { call: {} }
    deadlines:
      week:
        within: 7 days
        pause_while: quiet
        extend: { request: ask, approve_by: boss, add: 7 days, at_most: 2, quota: extended }
        to: pool
  pool: {}
)";

struct Scene {
  stg::Ruleset rules = stg::Ruleset::load_text(kRules, "people.yaml");
  stg::Context context{rules};
  stg::Record record{rules, "A-17", at("2026-03-02T10:00")};
  stg::Decision decision;

  Scene() { record.set_string(rules.fact("owner"), "wu"); }

  stg::Instant at(std::string_view text) const { return rules.parse_time(text); }

  void deliver(const std::string& json) {
    decision.decide(record, stg::Event(rules, json), context);
    record.apply(decision);
  }
  void ask() {
    context.set_counter(0, "wu", 1);
    deliver(R"({"event":"ask","at":"2026-03-04T10:00","actor":"wu","roles":["clerk"]})");
    REQUIRE(decision.outcome() == stg::Outcome::kPending);
  }
  void be_boss() {
    const std::string_view roles[] = {"boss"};
    context.set_actor("lin", roles);
  }
};

}  // namespace

TEST_CASE("a request waits, and is approved") {
  Scene scene;
  scene.ask();
  REQUIRE(scene.decision.timers().size() == 1);
  CHECK(scene.decision.timers()[0].flags == std::vector<std::string_view>{"pending"});
  CHECK(stg_decision_timer_flag(scene.decision.get(), 0, 1).size == 0);
  CHECK(stg_decision_timer_flag(scene.decision.get(), 9, 0).size == 0);
  scene.be_boss();
  scene.decision.approve(scene.record, "", scene.at("2026-03-04T11:00"), scene.context);
  CHECK(scene.decision.cause() == stg::Cause::kApprove);
  CHECK(scene.decision.cause_name() == "held.week");
  CHECK(scene.decision.timers()[0].due == scene.at("2026-03-16T10:00"));
  REQUIRE(scene.decision.counters().size() == 1);
  CHECK(scene.decision.counters()[0].key == "extended[wu]");
  CHECK(scene.decision.counters()[0].value == 1);
  CHECK(scene.decision.counters()[0].limit == 2);
}

TEST_CASE("a request is rejected, by a call or as JSON") {
  Scene scene;
  scene.ask();
  scene.be_boss();
  scene.decision.reject(scene.record, "week", scene.at("2026-03-04T11:00"), scene.context);
  CHECK(scene.decision.cause() == stg::Cause::kReject);
  const std::string called = scene.decision.to_json();
  scene.deliver(R"({"reject":"week","at":"2026-03-04T11:00","actor":"lin","roles":"boss"})");
  CHECK(scene.decision.to_json() == called);
}

TEST_CASE("what cannot be delivered or approved") {
  Scene scene;
  CHECK_THROWS_AS(scene.deliver(R"({"approve":"week"})"), stg::Error);  // when?
  CHECK_THROWS_AS(scene.deliver(R"({"approve":"wek","at":"2026-03-04T11:00"})"), stg::Error);
  CHECK_THROWS_AS(scene.deliver(R"({"approve":"week","event":"ask"})"), stg::Error);
  CHECK_THROWS_AS(
      scene.decision.approve(scene.record, "week", scene.at("2026-04-01"), scene.context),
      stg::Error);  // overdue
  scene.decision.approve(scene.record, "week", scene.at("2026-03-04"), scene.context);
  CHECK(scene.decision.reasons().at(0).code == "not_requested");
}

TEST_CASE("facts set by hand count from an instant on") {
  Scene scene;
  const stg::Index quiet = scene.rules.fact("quiet");
  scene.record.set_bool(quiet, true);
  scene.record.refresh(scene.at("2026-03-04T10:00"), scene.context);
  CHECK(scene.record.next_due() == stg::kNever);
  scene.record.set_bool(quiet, false);
  scene.record.refresh(scene.at("2026-03-06T10:00"), scene.context);
  CHECK(scene.record.next_due() == scene.at("2026-03-11T10:00"));
  CHECK_THROWS_AS(scene.record.refresh(scene.at("2026-03-12"), scene.context), stg::Error);
}

TEST_CASE("a counter that was not set says its quota and key") {
  Scene scene;
  scene.record.set_string(scene.rules.fact("owner"), "east/A");
  scene.deliver(R"({"event":"ask","at":"2026-03-04T10:00","actor":"wu","roles":["clerk"]})");
  CHECK(scene.decision.outcome() == stg::Outcome::kNeeds);
  CHECK(scene.decision.needs() == std::vector<std::string_view>{"counters.extended[east%2FA]"});
  REQUIRE(scene.decision.counters().size() == 1);
  const stg::Counter lacking = scene.decision.counters()[0];
  CHECK(lacking.value == -1);
  CHECK(lacking.quota == 0);
  CHECK(lacking.under == "east%2FA");
  CHECK(stg::quota_key(scene.rules, 0, scene.record) == lacking.under);
  const stg_decision* handle = scene.decision.get();
  stg_str key{};
  CHECK(stg_decision_counter_quota(handle, 0, nullptr) == 0);
  CHECK(stg_decision_counter_quota(handle, 1, &key) == STG_NONE);
  CHECK(key.size == 0);
  scene.context.set_counter(lacking.quota, std::string(lacking.under), 0);
  scene.deliver(R"({"event":"ask","at":"2026-03-04T10:00","actor":"wu","roles":["clerk"]})");
  CHECK(scene.decision.outcome() == stg::Outcome::kPending);
  CHECK(scene.decision.counters()[0].value == 0);
}

TEST_CASE("quotas are described, and say what counts") {
  Scene scene;
  const stg::Ruleset& rules = scene.rules;
  CHECK(rules.quota_count() == 2);
  CHECK(rules.quota_name(1) == "calls");
  CHECK(rules.quota_index("calls") == 1);
  CHECK_FALSE(rules.quota_index("call"));
  CHECK(rules.quota_limit(0) == 2);
  CHECK(rules.quota_counts_event(1, rules.event("call")));
  CHECK_FALSE(rules.quota_counts_event(0, rules.event("call")));
  CHECK_FALSE(rules.quota_counts_event(9, 0));
  CHECK(rules.quota_name(9).empty());
  CHECK(rules.quota_limit(9) == 0);
  CHECK(rules.quota_window(1, scene.at("2026-03-04T11:00")) == scene.at("2026-03-04"));
  CHECK_THROWS_AS(rules.quota_window(0, 0), stg::Error);
  CHECK(stg::quota_key(rules, 0, scene.record) == "wu");
  const stg::Instant now = scene.at("2026-03-04T10:00");
  CHECK_FALSE(stg::quota_counts(0, scene.record, now, scene.context));
  scene.ask();
  scene.be_boss();
  scene.decision.approve(scene.record, "", now, scene.context);
  CHECK(stg::quota_counts(0, scene.decision.record(), now, scene.context));
  scene.record.set_unknown(rules.fact("owner"));
  CHECK_FALSE(stg::quota_key(rules, 0, scene.record));
}

TEST_CASE("a quota is not asked with the context of another ruleset") {
  Scene scene;
  Scene other;
  uint8_t counts = 9;
  stg_error* error = nullptr;
  CHECK(stg_quota_counts(scene.rules.get(), 0, scene.record.get(), scene.at("2026-03-04"),
                         other.context.get(), &counts, &error) == STG_STATUS_WRONG_RULESET);
  CHECK(counts == 9);
  stg_error_free(error);
}

TEST_CASE("counters are told, forgotten, or all there are") {
  Scene scene;
  const stg::Instant now = scene.at("2026-03-03");
  const stg::Index call = scene.rules.event("call");
  const auto outcome = [&] {
    scene.decision.decide(scene.record, call, now, scene.context);
    return scene.decision.outcome();
  };
  CHECK(outcome() == stg::Outcome::kNeeds);
  CHECK(scene.decision.needs() == std::vector<std::string_view>{"counters.calls[wu]"});
  scene.context.set_counter(1, "wu", 2);
  CHECK(outcome() == stg::Outcome::kDenied);
  scene.context.set_counter(1, "wu", 1);
  CHECK(outcome() == stg::Outcome::kStayed);
  scene.context.clear_counters();
  CHECK(outcome() == stg::Outcome::kNeeds);
  scene.context.set_counters_complete(true);
  CHECK(outcome() == stg::Outcome::kStayed);
  CHECK_THROWS_AS(scene.context.set_counter(1, "wu", -1), stg::Error);
  CHECK_THROWS_AS(scene.context.set_counter(2, "wu", 1), stg::Error);
}
