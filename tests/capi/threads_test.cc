// SPDX-License-Identifier: Apache-2.0
// Many threads share one ruleset and its records; each has its own context. The thread sanitizer
// looks on in its build.
#include <atomic>
#include <catch2/catch.hpp>
#include <thread>

#include "fixture.h"

namespace {

constexpr int kThreads = 8;
constexpr int kRounds = 200;

// What one thread sees of a shared record, all of it in one text.
std::string look(const stg::Ruleset& rules, const stg::Record& shared, stg::Context& context) {
  const stg::Instant now = shared.entered(shared.stage());
  std::string seen = stg::decide(shared, rules.event("finish"), now, context).to_json();
  stg::Decisions due = stg::advance(shared, shared.next_due(), context);
  for (uint32_t i = 0; i < due.size(); ++i) seen += due[i].to_json();
  stg::Record own = shared;
  own.set_string(rules.fact("name"), "somebody");
  own.apply(stg::decide(own, rules.event("call"), now, context));
  return seen + own.to_json() + shared.get_json(rules.fact("name"));
}

}  // namespace

TEST_CASE("threads share rulesets, records and decisions") {
  stg::Ruleset rules = doors::load();
  stg::Record shared = doors::working_record(rules);
  stg::Context own = doors::clerk(rules);
  const std::string expected = look(rules, shared, own);
  const stg::Decision decision =
      stg::decide(shared, rules.event("call"), shared.entered(shared.stage()), own);
  const std::string decided = decision.to_json();
  std::atomic<int> wrong = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([&] {
      stg::Ruleset mine = rules;
      stg::Context context = doors::clerk(mine);
      for (int round = 0; round < kRounds; ++round) {
        if (look(mine, shared, context) != expected || decision.to_json() != decided) ++wrong;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(wrong == 0);
}

TEST_CASE("threads load and free rulesets") {
  std::vector<std::thread> threads;
  std::atomic<int> wrong = 0;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([&] {
      stg::Ruleset rules = doors::load();
      stg::Expression expression("[1, 2].map(x, x * 2)");
      if (expression.evaluate().json != "[2,4]" || rules.fact_count() != 11) ++wrong;
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(wrong == 0);
}
