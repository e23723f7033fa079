// SPDX-License-Identifier: Apache-2.0
#include "ruleset/expressions/dependency_order.h"

#include <catch2/catch.hpp>

using namespace stagegraph;

namespace {

struct Thing;
using Things = std::vector<IndexOf<Thing>>;

Things things(const std::vector<size_t>& numbers) { return {numbers.begin(), numbers.end()}; }

ruleset::DependencyOrder<Thing> order(const std::vector<std::vector<size_t>>& lists) {
  ruleset::Needs<Thing> needs;
  for (const std::vector<size_t>& list : lists) needs.push_back(things(list));
  return ruleset::order_by_dependencies(needs);
}

}  // namespace

TEST_CASE("what is needed comes first") {
  CHECK(order({}).order.empty());
  auto result = order({{2, 1}, {2}, {}});
  CHECK(result.order == things({2, 1, 0}));
  CHECK(result.cycles.empty());
}

TEST_CASE("cycles are told once, from their least member") {
  CHECK(order({{0}}).cycles == std::vector<Things>{things({0})});
  CHECK(order({{1}, {2}, {0}}).cycles == std::vector<Things>{things({0, 1, 2})});
  auto two = order({{3}, {2}, {1}, {2}});
  CHECK(two.cycles == std::vector<Things>{things({1, 2})});
  CHECK(two.order.size() == 4);
}

TEST_CASE("a long chain needs no deep stack") {
  ruleset::Needs<Thing> needs(200'000);
  for (size_t i = 0; i + 1 < needs.size(); ++i) needs.at(i).emplace_back(i + 1);
  CHECK(ruleset::order_by_dependencies(needs).order.front() == IndexOf<Thing>(needs.size() - 1));
}
