// SPDX-License-Identifier: Apache-2.0
// Pairs of items, by what they are and where they stand.
#include "diff/align.h"

#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <random>
#include <string>
#include <vector>

using namespace stagegraph::diff;

namespace {

// "a1" is the thing a in the state 1.
std::vector<ItemKey> keys(const std::vector<std::string>& items) {
  std::vector<ItemKey> all;
  for (const std::string& item : items) all.push_back({item, item.substr(0, 1)});
  return all;
}

std::string pairs(const std::vector<std::string>& before, const std::vector<std::string>& after) {
  std::string out;
  for (const ItemPair& pair : align(keys(before), keys(after))) {
    out += fmt::format("{}{}{} ", pair.before ? before[*pair.before] : "-",
                       pair.is_moved ? "~" : ">", pair.after ? after[*pair.after] : "-");
  }
  return out;
}

}  // namespace

TEST_CASE("items are paired by what they are, then by their name, then by their place") {
  CHECK(pairs({"a", "b", "c"}, {"a", "c"}) == "a>a b>- c>c ");
  CHECK(pairs({"a", "c"}, {"a", "b", "c"}) == "a>a ->b c>c ");
  CHECK(pairs({"a1", "b1"}, {"x1", "a2", "b1"}) == "->x1 a1>a2 b1>b1 ");
  CHECK(pairs({"a", "b", "c"}, {"a", "d", "c"}) == "a>a b>d c>c ");
  CHECK(pairs({"a", "b", "c"}, {"c", "a", "b"}) == "c~c a>a b>b ");
  CHECK(pairs({"a", "a", "b"}, {"a", "b", "b"}) == "a>a a>- b>b ->b ");
  CHECK(pairs({}, {"a"}) == "->a ");
  CHECK(pairs({"a"}, {}) == "a>- ");
}

TEST_CASE("every item of either list is in one pair") {
  std::mt19937 random(7);
  for (int round = 0; round < 2000; ++round) {
    const auto list = [&] {
      std::vector<std::string> items;
      for (size_t i = random() % 8; i > 0; --i) {
        items.push_back(fmt::format("{}{}", static_cast<char>('a' + random() % 4), random() % 2));
      }
      return items;
    };
    const std::vector<std::string> before = list();
    const std::vector<std::string> after = list();
    std::vector<int> olds(before.size());
    std::vector<int> news(after.size());
    for (const ItemPair& pair : align(keys(before), keys(after))) {
      if (pair.before) ++olds[*pair.before];
      if (pair.after) ++news[*pair.after];
      if (pair.is_moved) CHECK(before[*pair.before] == after[*pair.after]);
    }
    CHECK(olds == std::vector<int>(before.size(), 1));
    CHECK(news == std::vector<int>(after.size(), 1));
  }
}
