#include "ruleset/expressions/dependency_order.h"

#include <catch2/catch.hpp>

using stagegraph::ruleset::order_by_dependencies;
using Lists = std::vector<std::vector<uint32_t>>;

TEST_CASE("what is needed comes first") {
  CHECK(order_by_dependencies({}).order.empty());
  auto result = order_by_dependencies({{2, 1}, {2}, {}});
  CHECK(result.order == std::vector<uint32_t>{2, 1, 0});
  CHECK(result.cycles.empty());
}

TEST_CASE("cycles are told once, from their least member") {
  CHECK(order_by_dependencies({{0}}).cycles == Lists{{0}});
  CHECK(order_by_dependencies({{1}, {2}, {0}}).cycles == Lists{{0, 1, 2}});
  auto two = order_by_dependencies({{3}, {2}, {1}, {2}});
  CHECK(two.cycles == Lists{{1, 2}});
  CHECK(two.order.size() == 4);
}

TEST_CASE("a long chain needs no deep stack") {
  Lists needs(200'000);
  for (uint32_t i = 0; i + 1 < needs.size(); ++i) needs[i].push_back(i + 1);
  CHECK(order_by_dependencies(needs).order.front() == needs.size() - 1);
}
