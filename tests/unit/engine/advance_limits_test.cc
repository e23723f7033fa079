// SPDX-License-Identifier: Apache-2.0
// What one call of advance takes, and how the next goes on.
#include "fixture.h"

using namespace stagegraph;
using namespace stagegraph::engine;
using stagegraph::test::Bench;

namespace {

// A decision each second; what it works out takes memory and steps.
const std::string kSpin = R"(
stagegraph: 1
name: spin
facts: { k: { type: int, default: 1 } }
actions: { say: { text: string } }
stages:
  a:
    deadlines:
      d:
        within: 1 second
        to: a
        set: { k: '${size(lists.range(1000).filter(x, x % 7 != k))}' }
        do: [{ say: { text: 'k is ${k}' } }]
)";

// Advances as often as it takes; the lists of all calls.
std::vector<size_t> advance_all(Bench& b, const std::string& until) {
  std::vector<size_t> calls;
  for (;;) {
    const auto done = advance(*b.rules, b.record, b.time(until), b.context, b.decisions, b.count);
    calls.push_back(b.count);
    if (b.count > 0) b.record = b.decisions[b.count - 1]->record;
    if (done) return calls;
    REQUIRE(done.error().status == Status::kLimitExceeded);
    REQUIRE(b.count > 0);
  }
}

}  // namespace

TEST_CASE("the decisions of one call: below, at and above the limit") {
  for (const auto& [limit, calls] : std::vector<std::pair<size_t, std::vector<size_t>>>{
           {59, {59, 1}}, {60, {60}}, {61, {60}}, {1, std::vector<size_t>(60, 1)}}) {
    Bench b(kSpin);
    b.context.advance_limits.decisions = limit;
    CHECK(advance_all(b, "2026-03-02T10:01:00") == calls);
  }
}

TEST_CASE("calls that each end at a limit leave the record that one call leaves") {
  Bench whole(kSpin), steps(kSpin), bytes(kSpin);
  CHECK(advance_all(whole, "2026-03-02T10:01:00").size() == 1);
  steps.context.advance_limits.steps = 50'000;
  CHECK(advance_all(steps, "2026-03-02T10:01:00").size() > 1);
  CHECK(steps.record_json() == whole.record_json());
  bytes.context.advance_limits.bytes = 1;
  CHECK(advance_all(bytes, "2026-03-02T10:01:00") == std::vector<size_t>(60, 1));
  CHECK(bytes.record_json() == whole.record_json());
}

TEST_CASE("a call that ends at a limit says what to do") {
  Bench b(kSpin);
  b.context.advance_limits.decisions = 2;
  const auto done =
      advance(*b.rules, b.record, b.time("2026-03-02T10:01:00"), b.context, b.decisions, b.count);
  REQUIRE_FALSE(done.has_value());
  CHECK(done.error().message ==
        "record 'A-17' has more due by then than one call takes. Apply the 2 decisions so far and "
        "advance it again");
}

TEST_CASE("decisions that are kept hold what they say, not what they worked with") {
  Bench b(kSpin);
  b.pass("2026-03-02T10:01:00");
  REQUIRE(b.count == 60);
  for (size_t i = 0; i < b.count; ++i) {
    CHECK(b.decisions[i]->bytes() < 4096);
    CHECK_THAT(b.actions(*b.decisions[i])[0], Catch::StartsWith("say(k is "));
  }
}
