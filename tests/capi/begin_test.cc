// SPDX-License-Identifier: Apache-2.0
// A record begins, through the C interface.
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "stagegraph/stagegraph.hpp"

namespace {

const char* const kRules = R"(stagegraph: 1
name: begins
time_zone: Asia/Shanghai
roles: [desk]
facts: { owner: string, greeted: { type: int, default: 0 }, by: string }
events: { call: {} }
actions: { hello: { what: string } }
stages:
  lead:
    initial: new
    enter: [{ hello: { what: 'lead of ${owner}' } }, { set: { greeted: '${greeted + 1}' } }]
    deadlines: { month: { within: 30 days, to: pool } }
    stages:
      new:
        enter: [{ hello: { what: new } }, { set: { by: '${actor.id}' } }]
        events: { call: {} }
  strict:
    enter: [{ set: { by: '${owner}' } }]
    deadlines: { week: { within: 7 days, to: pool } }
  pool: { enter: [{ hello: { what: pool } }] }
)";

struct Scene {
  stg::Ruleset rules = stg::Ruleset::load_text(kRules, "begins.yaml");
  stg::Context context{rules};
  stg::Record record{rules, "A-17", at("2026-03-02T10:00")};
  stg::Decision decision;

  stg::Instant at(std::string_view text) const { return rules.parse_time(text); }
};

std::vector<std::string> said(const stg::Decision& decision) {
  std::vector<std::string> texts;
  for (const stg::Action& action : decision.actions()) texts.push_back(action.arguments[0].json);
  return texts;
}

}  // namespace

TEST_CASE("a record begins: its groups first, then its stage") {
  Scene scene;
  scene.record.set_string(scene.rules.fact("owner"), "wu");
  scene.context.set_actor("mei", {"desk"});
  scene.context.set_event_id("e-1");
  scene.decision.begin(scene.record, scene.at("2026-03-02T11:00"), scene.context);
  CHECK(scene.decision.cause() == stg::Cause::kBegin);
  CHECK(scene.decision.cause_name() == "lead.new");
  CHECK(scene.decision.outcome() == stg::Outcome::kMoved);
  CHECK(scene.decision.from() == scene.rules.stage("lead.new"));
  CHECK(scene.decision.to() == scene.rules.stage("lead.new"));
  CHECK(said(scene.decision) == std::vector<std::string>{"\"lead of wu\"", "\"new\""});
  CHECK(scene.decision.actions()[0].id == "A-17/1/0");
  CHECK(scene.decision.sequence() == 1);
  REQUIRE(scene.decision.timers().size() == 1);
  CHECK(scene.decision.timers()[0].due == scene.at("2026-04-01T11:00"));
  const std::string json(scene.decision.to_json());
  CHECK(json.find(R"("cause":{"begin":"lead.new"},"outcome":"moved")") != json.npos);
  CHECK(json.find(R"("history":[])") != json.npos);  // the id is that of an event
  CHECK(json.find(R"("by":"mei")") != json.npos);
  // The record given has not changed.
  CHECK(scene.record.sequence() == 0);
  CHECK(scene.record.entered(scene.record.stage()) == scene.at("2026-03-02T10:00"));
  scene.record.apply(scene.decision);
  CHECK(scene.record.visits(scene.rules.stage("lead")) == 1);
  CHECK(scene.record.entered(scene.record.stage()) == scene.at("2026-03-02T11:00"));
  CHECK(scene.record.get_int(scene.rules.fact("greeted")) == 1);
}

TEST_CASE("a record begins once") {
  Scene scene;
  scene.decision.begin(scene.record, scene.at("2026-03-02T10:00"), scene.context);
  scene.record.apply(scene.decision);
  stg_decision* again = nullptr;
  stg_error* error = nullptr;
  CHECK(stg_begin(scene.rules.get(), scene.record.get(), scene.at("2026-03-02T10:00"),
                  scene.context.get(), &again, &error) == STG_STATUS_INVALID_ARGUMENT);
  CHECK(again == nullptr);
  CHECK(std::string(stg_error_message(error).data).find("begins before anything else") !=
        std::string::npos);
  stg_error_free(error);
}

TEST_CASE("a record that cannot begin stays as it was") {
  Scene scene;
  scene.record.place(scene.rules.stage("strict"), scene.at("2026-03-02T10:00"));
  scene.decision.begin(scene.record, scene.at("2026-03-03T10:00"), scene.context);
  CHECK(scene.decision.outcome() == stg::Outcome::kNeeds);
  CHECK(scene.decision.needs() == std::vector<std::string_view>{"owner"});
  CHECK(scene.decision.sequence() == 0);
  REQUIRE(scene.decision.timers().size() == 1);
  CHECK(scene.decision.timers()[0].due == scene.at("2026-03-09T10:00"));
  // With what was missing it begins where it was placed. The decision's own record will do.
  scene.record.set_string(scene.rules.fact("owner"), "wu");
  scene.decision.begin(scene.record, scene.at("2026-03-03T10:00"), scene.context);
  CHECK(scene.decision.cause_name() == "strict");
  CHECK(scene.decision.timers()[0].due == scene.at("2026-03-10T10:00"));
}

TEST_CASE("a record begins from the decision that holds it") {
  Scene scene;
  scene.record.place(scene.rules.stage("strict"), scene.at("2026-03-02T10:00"));
  scene.decision.begin(scene.record, scene.at("2026-03-03T10:00"), scene.context);
  const std::string first(scene.decision.to_json());
  scene.decision.begin(scene.decision.record(), scene.at("2026-03-03T10:00"), scene.context);
  CHECK(scene.decision.to_json() == first);
}

TEST_CASE("what stg_begin refuses") {
  Scene scene;
  const Scene other;
  stg_decision* decision = nullptr;
  stg_error* error = nullptr;
  auto status = [&](const stg_ruleset* rules, const stg_record* record, int64_t now,
                    stg_context* context) {
    const stg_status found = stg_begin(rules, record, now, context, &decision, &error);
    stg_error_free(error);
    error = nullptr;
    return found;
  };
  stg_context* own = scene.context.get();
  CHECK(status(nullptr, scene.record.get(), 0, own) == STG_STATUS_INVALID_ARGUMENT);
  CHECK(status(scene.rules.get(), nullptr, 0, own) == STG_STATUS_INVALID_ARGUMENT);
  CHECK(status(scene.rules.get(), scene.record.get(), 0, nullptr) == STG_STATUS_INVALID_ARGUMENT);
  CHECK(status(scene.rules.get(), scene.record.get(), STG_NEVER, own) ==
        STG_STATUS_INVALID_ARGUMENT);
  CHECK(status(scene.rules.get(), scene.record.get(), 0, other.context.get()) ==
        STG_STATUS_WRONG_RULESET);
  CHECK(stg_begin(scene.rules.get(), scene.record.get(), 0, own, nullptr, nullptr) ==
        STG_STATUS_INVALID_ARGUMENT);
  CHECK(decision == nullptr);
}

TEST_CASE("the free function begins too") {
  Scene scene;
  CHECK(stg::begin(scene.record, scene.at("2026-03-02T10:00"), scene.context).sequence() == 1);
}
