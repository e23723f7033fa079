// SPDX-License-Identifier: Apache-2.0
// A plain decision through the C interface asks nothing of the allocator once it is warm.
#include <catch2/catch.hpp>

#include "counted_new.h"
#include "fixture.h"

namespace {

// Decides `event` a few times to warm up, then counts.
uint64_t allocations_of(const stg::Ruleset& rules, const stg::Record& record,
                        std::string_view event, const stg_payload* payload, stg::Context& context) {
  const stg::Index index = rules.event(event);
  const stg::Instant now = rules.parse_time("2026-03-02T11:00");
  stg::Decision decision;
  for (int i = 0; i < 3; ++i) decision.decide(record, index, now, context, payload);
  const uint64_t before = counted_new::allocations;
  for (int i = 0; i < 100; ++i) decision.decide(record, index, now, context, payload);
  return counted_new::allocations - before;
}

}  // namespace

TEST_CASE("the counter counts") {
  const uint64_t before = counted_new::allocations;
  stg::Ruleset rules = doors::load();
  CHECK(counted_new::allocations > before + 100);
}

TEST_CASE("a warm decision allocates nothing") {
  stg::Ruleset rules = doors::load();
  stg::Context context = doors::clerk(rules);
  stg::Record fresh(rules, "A-17", rules.parse_time("2026-03-02T10:00"));
  fresh.set_decimal(rules.fact("amount"), "150");
  fresh.set_string(rules.fact("name"), "a name that is too long to be kept inside of a string");
  stg::Record working = doors::working_record(rules);
  stg::Payload payload(rules);
  payload.set_json(rules.event("describe"), R"({"size":"large","amount":12.5})");

  CHECK(allocations_of(rules, fresh, "hand_over", nullptr, context) == 0);  // moved
  CHECK(allocations_of(rules, fresh, "call", nullptr, context) == 0);       // stayed, a fact set
  CHECK(allocations_of(rules, fresh, "describe", payload.get(), context) == 0);
  CHECK(allocations_of(rules, fresh, "unhandled", nullptr, context) == 0);  // ignored
  CHECK(allocations_of(rules, working, "finish", nullptr, context) == 0);   // moved, an action
  fresh.set_bool(rules.fact("flag"), true);
  CHECK(allocations_of(rules, fresh, "hand_over", nullptr, context) == 0);  // refused
}

TEST_CASE("writing a decision's JSON into a used buffer") {
  stg::Ruleset rules = doors::load();
  stg::Context context = doors::clerk(rules);
  stg::Record record = doors::working_record(rules);
  stg::Decision decision =
      stg::decide(record, rules.event("call"), record.entered(record.stage()), context);
  stg::Buffer buffer;
  const std::string first(decision.to_json(buffer));
  CHECK(decision.to_json(buffer) == first);
}

TEST_CASE("nothing due, nothing allocated") {
  stg::Ruleset rules = doors::load();
  stg::Context context(rules);
  stg::Record record = doors::working_record(rules);
  stg::Decisions due;
  due.advance(record, record.next_due() - 1, context);
  const uint64_t before = counted_new::allocations;
  for (int i = 0; i < 100; ++i) due.advance(record, record.next_due() - 1, context);
  CHECK(counted_new::allocations == before);
}
