// SPDX-License-Identifier: Apache-2.0
#include "base/arena.h"

#include <catch2/catch.hpp>

using stagegraph::Arena;

TEST_CASE("arena: aligned, apart, and reused after a reset") {
  Arena arena;
  CHECK(arena.used() == 0);
  arena.reset();
  std::string_view text = arena.copy("abc");
  auto* number = arena.make<double>(1.5);
  auto many = arena.make_array<uint64_t>(1000);
  CHECK(text == "abc");
  CHECK(*number == 1.5);
  CHECK(reinterpret_cast<uintptr_t>(number) % alignof(double) == 0);
  CHECK(many.size() == 1000);
  CHECK(many[999] == 0);
  CHECK(arena.copy("").empty());
  size_t used = arena.used();
  CHECK(used >= 3 + 8 + 8000);
  arena.reset();
  CHECK(arena.used() == 0);
  CHECK(arena.copy("xyz").data() == text.data());
  arena.make_array<uint64_t>(1000);
  CHECK(arena.make_array<uint64_t>(5000).size() == 5000);
  CHECK(arena.used() > 40'000);
}
