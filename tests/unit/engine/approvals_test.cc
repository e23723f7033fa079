// Approvals of transitions that carry facts and count against a quota.
#include "fixture.h"

namespace stagegraph::test {

using namespace ruleset;
using namespace engine;

namespace {

const char* const kTaking = R"(stagegraph: 1
name: taking
roles: [clerk, boss]
facts: { owner: string }
events: { take: { by: clerk, carries: [owner] } }
quotas: { held: { per: owner, at_most: 1, counts: 'in_stage("taken")' } }
stages:
  free: { events: { take: { to: taken, quota: held, approval: { by: boss } } } }
  taken: {}
)";

// Wu asks for it, with an owner that only the event knows.
struct Asked : Bench {
  Asked() : Bench(kTaking) {
    role("clerk");
    context.set_counter(QuotaIndex(0u), "mo", 0);
    REQUIRE(send("take", R"({"owner":"mo"})").outcome == Outcome::kPending);
    role("boss");
    context.actor.id = "lin";
  }

  Outcome approve() {
    auto done = resolve(*rules, record, Resolution::kApprove, "take", now, context, decision);
    REQUIRE(done.has_value());
    record = decision.record;
    return decision.outcome;
  }
};

}  // namespace

TEST_CASE("The key of a quota may be what the event carried") {
  Asked scene;
  CHECK(scene.approve() == Outcome::kMoved);
  CHECK(scene.fact("owner") == "mo");
  REQUIRE(scene.decision.counters.size() == 1);
  CHECK(scene.decision.counters[0].key == "held[mo]");
  CHECK(scene.record.requests().empty());
}

TEST_CASE("Where the quota is full by then, the request goes on waiting") {
  Asked scene;
  scene.context.set_counter(QuotaIndex(0u), "mo", 1);
  CHECK(scene.approve() == Outcome::kDenied);
  CHECK(scene.decision.reasons.at(0).code == "quota_full");
  CHECK(scene.record.requests().size() == 1);
  CHECK(scene.record.fact(FactIndex(0u)).is_unknown());
  scene.context.clear_counters();
  CHECK(scene.approve() == Outcome::kNeeds);
  CHECK(scene.record.requests().size() == 1);
  scene.context.set_counter(QuotaIndex(0u), "mo", 0);
  CHECK(scene.approve() == Outcome::kMoved);
}

}  // namespace stagegraph::test
