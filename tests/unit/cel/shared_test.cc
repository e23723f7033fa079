// SPDX-License-Identifier: Apache-2.0
// Parts of an expression that are worked out once.
#include <catch2/catch.hpp>

#include "support.h"

using namespace stagegraph;
using namespace stagegraph::cel;

namespace {

constexpr uint64_t kBytes = 10'000;  // what a function of the long text costs, about

struct Long : Facts {
  Long() {
    add("s", scalar(TypeKind::kString), Value::string(arena.copy(std::string(kBytes, 'x'))));
    auto items = arena.make_array<Value>(50);
    for (size_t i = 0; i < items.size(); ++i) items[i] = Value::integer(static_cast<int64_t>(i));
    add("xs", list_of(scalar(TypeKind::kInt)), Value::list(arena.make<List>(List{items})));
    add("m", map_of(scalar(TypeKind::kString), scalar(TypeKind::kInt)),
        Value::map(arena.make<Map>()));
    add("b", scalar(TypeKind::kBool), Value::boolean(false));
    add_unknown("u", scalar(TypeKind::kString));
  }

  // How often the text was gone through.
  uint64_t times(const std::string& source) {
    Compiled compiled = this->compiled(source);
    REQUIRE(compiled.issues.empty());
    Activation activation;
    activation.banks[0] = values.data();
    activation.arena = &arena;
    (void)evaluate(*compiled.program, activation);
    return (1'000'000 - activation.steps) / kBytes;
  }
};

}  // namespace

TEST_CASE("what is written twice is worked out once") {
  Long facts;
  CHECK(facts.times("size(s) > 3 && size(s) < 4") == 1);
  CHECK(facts.times("size(s) == 3 || size(s) == 4 || size(s) == 5") == 1);
  CHECK(facts.times("size(s + s) > 1 && size(s + s) < 9") == 4);
  CHECK(facts.times("b ? size(s) : size(s) + 1") == 1);
  CHECK(facts.times("b && size(s) == 2 ? 1 : size(s) + size(s)") == 1);
  CHECK(facts.times("size(s) + (b ? size(s.trim()) : size(s.trim()))") == 3);
  CHECK(facts.times("size(s) > 3 && size(u) > 3") == 1);
}

TEST_CASE("what is the same for every element is worked out once") {
  Long facts;
  CHECK(facts.times("xs.exists(x, x == size(s))") == 1);
  CHECK(facts.times("xs.all(x, xs.exists(y, size(s) > x + y))") == 1);
  CHECK(facts.times("xs.map(x, x + size(s)).exists(x, x == size(s))") == 1);
}

TEST_CASE("what differs is not shared") {
  Long facts;
  CHECK(facts.times("size(s) > 3 && size(s.trim()) > 3") == 3);
  CHECK(facts.times("[1, 2].map(x, size(s.substring(x))) == []") >= 2);
  CHECK(facts("[1, 2].map(x, [x, x + 1].map(y, string(x) + string(y)))") ==
        "[[\"11\", \"12\"], [\"22\", \"23\"]]");
  CHECK(facts("[[1], [2]].map(x, x[0] + x[0])") == "[2, 4]");
  CHECK(facts("cel.bind(x, 'a', x.size()) + cel.bind(x, 'bc', x.size())") == "3");
}

TEST_CASE("failures and unknowns are kept as well") {
  Long facts;
  CHECK(facts("m.z == 1 || m.z == 2") == facts("m.z == 1"));
  CHECK(facts("u.size() == 1 || u.size() == 2") == "unknown 4");
  CHECK(facts("m.z == 1 || size(xs) == 50 || m.z == 2") == "true");
}

TEST_CASE("more shared parts than there are places") {
  Long facts;
  std::string sum = "0";
  for (int i = 0; i < 100; ++i) {
    std::string part = "size(s.substring(" + std::to_string(i) + "))";
    sum += " + " + part + " - " + part;
  }
  Compiled compiled = facts.compiled(sum);
  REQUIRE(compiled.issues.empty());
  Activation activation;
  activation.banks[0] = facts.values.data();
  activation.arena = &facts.arena;
  activation.steps = 10'000'000;
  CHECK(display(evaluate(*compiled.program, activation)) == "0");
}
