// SPDX-License-Identifier: Apache-2.0
// What an evaluation charges: everything that grows with its input, and before it is done.
#include <catch2/catch.hpp>

#include "cel/runtime/pattern_steps.h"
#include "support.h"

using namespace stagegraph;
using namespace stagegraph::cel;

namespace {

// A list of so many numbers from `first` on.
Value numbers_from(Arena& arena, int64_t first, size_t count) {
  auto items = arena.make_array<Value>(count);
  for (size_t i = 0; i < count; ++i) items[i] = Value::integer(first + static_cast<int64_t>(i));
  return Value::list(arena.make<List>(List{items}));
}

}  // namespace

// Each of these works on far more than the budget pays for: a billion pairs of elements, or texts
// of a megabyte again and again. To go on after the budget is spent would take minutes.
TEST_CASE("what is not paid for is not done") {
  Facts f;
  constexpr size_t kMany = 100'000;
  f.add("a", list_of(scalar(TypeKind::kInt)), numbers_from(f.arena, 0, kMany));
  f.add("b", list_of(scalar(TypeKind::kInt)), numbers_from(f.arena, 1'000'000, kMany));
  const std::string text(1'000'000, 'x');
  f.add("t", scalar(TypeKind::kString), Value::string(text));
  f.add("p", scalar(TypeKind::kString), Value::string("\\pL{250}"));
  f.add("mixed", list_of(Type()), numbers_from(f.arena, 0, kMany));
  for (const char* source :
       {"sets.intersects(a, b)", "sets.contains(a, a)", "sets.equivalent(a, a)",
        "sets.intersects(b, a) || sets.intersects(a, b)", "a.distinct().size() > 0",
        "a.all(x, b.all(y, x != y))", "a.exists(x, x in b)",
        "a.exists(x, mixed.join(string(x)) == '')", "a.exists(x, a.map(y, x + y).sort()[0] < 0)",
        "a.exists(x, {t: 1, t + 'x': 2}.size() == x)",
        "a.transformMapEntry(i, x, {t: x}).size() > 0", "a.exists(x, {t: x}[t] < 0)",
        "a.exists(x, t in {t: x} && x < 0)", "a.exists(x, '%s'.format([{t: x}]) == '')",
        "a.exists(x, 'y'.matches(p + string(x)))",
        "a.exists(x, 'y'.matches('[a-z]{900}' + string(x)))"}) {
    CAPTURE(source);
    CHECK(f(source).find("takes too many steps") != std::string::npos);
    CHECK(f.arena.used() < 200'000'000);
  }
}

TEST_CASE("many unknown variables are joined within the budget") {
  Facts f;
  std::string source = "false";
  for (int i = 0; i < 3000; ++i) {
    std::string name = "u" + std::to_string(i);
    f.add_unknown(name, scalar(TypeKind::kInt));
    source += " || " + name + " == 1";
  }
  CHECK_THAT(f(source), Catch::Contains("takes too many steps"));
  CHECK(f.arena.used() < 50'000'000);
  CHECK(f("u1 == 1 || u2 == 1") == "unknown 1 2");
}

TEST_CASE("a value is paid for before it is written") {
  Facts f;
  f.add("n", scalar(TypeKind::kInt), Value::integer(1));
  auto with = [&](const std::string& source, uint64_t steps) {
    Compiled compiled = f.compiled(source);
    REQUIRE(compiled.issues.empty());
    Activation activation;
    activation.banks[0] = f.values.data();
    activation.arena = &f.arena;
    activation.steps = steps;
    return display(evaluate_to_write(*compiled.program, activation));
  };
  std::string shared = "[n, n]";
  for (int i = 0; i < 24; ++i) {
    std::string name = "x" + std::to_string(i);
    shared = "cel.bind(" + name + ", " + shared + ", [" + name + ", " + name + "])";
  }
  CHECK(with(shared, 1'000'000).find("takes too many steps: the budget is 1000000") !=
        std::string::npos);
  CHECK(with("{1: " + shared + "}", 1'000'000).find("too many steps") != std::string::npos);
  CHECK(with("optional.of(" + shared + ")", 1'000'000).find("too many steps") != std::string::npos);
  CHECK(with(shared + ".size()", 1'000'000) == "2");
  // The list costs five instructions, its three elements, and a step for each of four parts.
  CHECK(with("[n, n, n]", 12) == "[1, 1, 1]");
  CHECK(with("[n, n, n]", 11).find("too many steps") != std::string::npos);
  CHECK(f.compiled("[n, n, n]").cost.steps >= 12);
  CHECK(f.compiled("[n, n, n]").cost.steps < 15);
}

TEST_CASE("texts are compared for the price of the shorter one") {
  Facts f;
  const std::string text(1'000'000, 'x');
  f.add("long", scalar(TypeKind::kString), Value::string(text));
  f.add("short", scalar(TypeKind::kString), Value::string("y"));
  for (const char* source : {"long == short", "short == long", "long > short", "short < long"}) {
    CAPTURE(source);
    Compiled compiled = f.compiled(source);
    REQUIRE(compiled.issues.empty());
    Activation activation;
    activation.banks[0] = f.values.data();
    activation.arena = &f.arena;
    activation.steps = 100;
    CHECK(display(evaluate(*compiled.program, activation)) == "false");
  }
}

TEST_CASE("more values at once than the stack holds at first") {
  Facts f;
  f.add("n", scalar(TypeKind::kInt), Value::integer(1));
  std::string list = "n";
  for (int i = 1; i < 200; ++i) list += ", n";
  CHECK(f("[" + list + "].size()") == "200");
  CHECK(f("[" + list + "].all(x, x == n)") == "true");
}

TEST_CASE("a pattern from data is charged for what it repeats") {
  CHECK(pattern_cost("^[A-Z]-[0-9]+$").steps < 3000);
  CHECK(pattern_cost("\\d{4}-\\d{2}").steps < 2000);
  CHECK(pattern_cost("a{1000}").steps > 60'000);
  CHECK(pattern_cost("(?:a{10}){100}").steps > 60'000);
  CHECK(pattern_cost("\\p{Greek}{100}").steps > 200'000);
  CHECK(pattern_cost("[\\pL]{100}").steps > 200'000);
  CHECK(pattern_cost("(\\pL)+{100}").steps > 200'000);
  CHECK(pattern_cost("a\\{1000}").steps < 1000);
  CHECK(pattern_cost("a{,5").steps < 1000);
  for (const char* unfinished :
       {"", "(", "((", "[", "[^", "[]", "\\", "\\p", "\\p{", "a{", "{9}", ")"}) {
    INFO(unfinished);
    CHECK(pattern_cost(unfinished).steps <= most_pattern_steps(std::string(unfinished).size()));
  }
  Facts f;
  f.add("p", scalar(TypeKind::kString), Value::string("\\pL\\pL\\pL\\pL\\pL\\pL\\pL\\pL\\pL"));
  f.add("q", scalar(TypeKind::kString), Value::string("^\\pL+$"));
  CHECK(f("'a'.matches(p)") ==
        "error: a regular expression that is not written in the rules has at most 8 Unicode "
        "classes such as \\pL");
  CHECK(f("'é'.matches(q)") == "true");
}
