// SPDX-License-Identifier: Apache-2.0
// Quotas: under which key a record counts, when room is asked for, and what a decision says of it.
#include "engine/quotas.h"

#include "fixture.h"

using stagegraph::engine::Counter;
using stagegraph::engine::Outcome;
using stagegraph::engine::quota_counts;
using stagegraph::engine::quota_key;
using stagegraph::ruleset::QuotaIndex;
using stagegraph::test::Bench;

namespace {

using Names = std::vector<std::string>;

const std::string kRules = R"yaml(
stagegraph: 1
name: sales
time_zone: Asia/Shanghai
roles: [boss]
facts:
  owner: string
  product: string
  size: int
  share: double
  live: bool
  tags: "list(string)"
  good: { type: bool, default: true }
events:
  take: { carries: [owner, product] }
  give: { carries: [owner] }
  call: {}
  ring: {}
  ask: {}
quotas:
  held: { per: [owner, product], at_most: 1, counts: 'in_stage("taken")' }
  calls: { per: owner, at_most: 2, events: [call, ring], window: 1 day }
  all: { at_most: 1, events: [ring], window: 1 day }
  asked: { per: owner, at_most: 1, counts: 'good && requested("week") > 0' }
  odd: { per: [size, share, live, tags], at_most: 1, counts: 'in_stage("taken")' }
stages:
  free:
    events:
      take: { to: taken, quota: held }
      call: {}
      ring: { quota: calls }
  taken:
    events:
      take: { quota: held }
      give: { quota: held }
    deadlines:
      week:
        within: 7 days
        extend: { request: ask, approve_by: boss, add: 7 days, at_most: 9, quota: asked }
        to: free
)yaml";

constexpr QuotaIndex kHeld(0u);
constexpr QuotaIndex kCalls(1u);
constexpr QuotaIndex kAll(2u);
constexpr QuotaIndex kAsked(3u);
constexpr QuotaIndex kOdd(4u);

std::string held_key(Bench& b, const std::string& owner, const std::string& product) {
  b.fact("owner", owner);
  b.fact("product", product);
  return quota_key(*b.rules, kHeld, b.record).value_or("(none)");
}

Names need_names(const Bench& b) {
  Names names;
  for (size_t i = 0; i < b.decision.needs.size(); ++i) {
    names.emplace_back(need_name(b.decision, i));
  }
  return names;
}

// "held[wu] 1/2" for each counter; "?" where none was given.
Names counters(const Bench& b) {
  Names texts;
  for (const Counter& c : b.decision.counters) {
    texts.push_back(std::string(c.key) + " " + (c.is_given() ? std::to_string(c.value) : "?") +
                    "/" + std::to_string(c.limit));
  }
  return texts;
}

}  // namespace

TEST_CASE("different values never share a key") {
  Bench b(kRules);
  CHECK(held_key(b, "wu", "pro") == "wu/pro");
  CHECK(held_key(b, "east/A", "pro") == "east%2FA/pro");
  CHECK(held_key(b, "east", "A/pro") == "east/A%2Fpro");
  CHECK(held_key(b, "east%2FA", "pro") == "east%252FA/pro");
  CHECK(held_key(b, "", "pro") == "/pro");
  CHECK(held_key(b, "pro", "") == "pro/");
  CHECK(held_key(b, "", "") == "/");
  CHECK(held_key(b, "(unknown)", "[x]") == "(unknown)/[x]");
  b.record.clear_fact(find_fact(*b.rules, "owner"));
  CHECK_FALSE(quota_key(*b.rules, kHeld, b.record).has_value());
}

TEST_CASE("a key has values of every type, and equal values the same one") {
  Bench b(kRules);
  b.fact("size", "12");
  b.fact("share", "-0.0");
  b.fact("live", "true");
  const std::string tags = R"json(["a/b","c"])json";
  b.fact("tags", tags);
  CHECK(quota_key(*b.rules, kOdd, b.record) == R"json(12/0/true/["a%2Fb","c"])json");
  b.fact("share", "0.0");
  CHECK(quota_key(*b.rules, kOdd, b.record) == R"json(12/0/true/["a%2Fb","c"])json");
}

TEST_CASE("a counter that is missing is needed under the key that the event carries") {
  Bench b(kRules);
  b.fact("owner", "mo");
  b.fact("product", "old");
  CHECK(b.send("take", R"({"owner":"wu/x","product":"pro"})").outcome == Outcome::kNeeds);
  CHECK(need_names(b) == Names{"counters.held[wu%2Fx/pro]"});
  CHECK(counters(b) == Names{"held[wu%2Fx/pro] ?/1"});
  CHECK(b.decision.counters[0].quota == kHeld);
  CHECK(b.decision.counters[0].under == "wu%2Fx/pro");
  CHECK_THAT(b.json(), Catch::Contains(R"("needs":["counters.held[wu%2Fx/pro]"])"));
  CHECK_THAT(b.json(), Catch::Contains(R"("counters":[{"key":"held[wu%2Fx/pro]","quota":"held",)"
                                       R"("under":"wu%2Fx/pro","value":null,"limit":1}])"));
  b.context.set_counter(kHeld, b.decision.counters[0].under, 0);
  CHECK(b.send("take", R"({"owner":"wu/x","product":"pro"})").outcome == Outcome::kMoved);
}

TEST_CASE("a quota is asked once, and all that is missing is named at once") {
  Bench b(kRules);
  b.fact("owner", "wu");
  CHECK(b.send("ring").outcome == Outcome::kNeeds);
  CHECK(need_names(b) == Names{"counters.calls[wu]", "counters.all"});
  CHECK(b.decision.counters[1].under.empty());
  b.context.set_counter(kCalls, "wu", 1);
  b.context.set_counter(kAll, "", 0);
  CHECK(b.send("ring").outcome == Outcome::kStayed);
  CHECK(counters(b) == Names{"calls[wu] 1/2", "all 0/1"});
}

TEST_CASE("a quota that is full outweighs what is not known of another") {
  Bench b(kRules);
  b.fact("owner", "wu");
  b.context.set_counter(kAll, "", 1);
  CHECK(b.send("ring").outcome == Outcome::kDenied);
  CHECK(b.reasons() == Names{"quota_full"});
  CHECK(b.decision.needs.empty());
}

TEST_CASE("a record that counts already needs no room") {
  Bench b(kRules);
  b.place("taken");
  b.fact("owner", "wu");
  b.fact("product", "pro");
  CHECK(b.send("take", R"({"owner":"wu"})").outcome == Outcome::kStayed);
  CHECK(b.decision.counters.empty());
  SECTION("but under another key it counts anew") {
    b.context.set_counter(kHeld, "mo/pro", 1);
    CHECK(b.send("give", R"({"owner":"mo"})").outcome == Outcome::kDenied);
    CHECK(counters(b) == Names{"held[mo/pro] 1/1"});
    CHECK(b.fact("owner") == "wu");
  }
}

TEST_CASE("an extension counts from the request on, and again needs no room") {
  Bench b(kRules);
  b.place("taken");
  b.fact("owner", "wu");
  b.context.set_counter(kAsked, "wu", 0);
  CHECK(b.send("ask").outcome == Outcome::kPending);
  CHECK(counters(b) == Names{"asked[wu] 0/1"});
  const auto counts = [&] {
    stagegraph::engine::Decision scratch;
    return quota_counts(b.record, kAsked, b.now, b.context, scratch);
  };
  CHECK(counts());
  b.context.set_counter(kAsked, "wu", 1);
  b.context.actor.id = "lin";
  b.context.actor.roles = {find_role(*b.rules, "boss")};
  const auto resolve = [&](stagegraph::engine::Resolution word) {
    REQUIRE(stagegraph::engine::resolve(*b.rules, b.record, word, "", b.now, b.context, b.decision)
                .has_value());
    b.record = b.decision.record;
    return b.decision.outcome;
  };
  SECTION("granted") {
    CHECK(resolve(stagegraph::engine::Resolution::kApprove) == Outcome::kStayed);
    CHECK(b.decision.counters.empty());
    b.context.actor = {};
    CHECK(b.send("ask").outcome == Outcome::kPending);
    CHECK(b.decision.counters.empty());
    SECTION("what is not known to count needs room") {
      b.record.clear_fact(find_fact(*b.rules, "good"));
      CHECK_FALSE(counts());
      b.context.actor = {"lin", {find_role(*b.rules, "boss")}};
      CHECK(resolve(stagegraph::engine::Resolution::kApprove) == Outcome::kDenied);
      CHECK(b.reasons() == Names{"quota_full"});
    }
  }
  SECTION("rejected, it counts no longer") {
    CHECK(resolve(stagegraph::engine::Resolution::kReject) == Outcome::kStayed);
    CHECK_FALSE(counts());
  }
}

TEST_CASE("asking whether a record counted leaves the decision's record as it was") {
  Bench b(kRules);
  b.place("taken");
  b.fact("owner", "wu");
  b.fact("product", "pro");
  b.context.trace = true;
  b.context.set_counter(kHeld, "mo/pro", 0);
  CHECK(b.send("take", R"({"owner":"mo"})").outcome == Outcome::kStayed);
  CHECK(b.fact("owner") == "mo");
  CHECK(b.record.sequence == 1);
}
