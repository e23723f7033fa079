// SPDX-License-Identifier: Apache-2.0
// Unknowns and errors: what they do to what they meet.
#include <catch2/catch.hpp>

#include "support.h"

using namespace stagegraph;
using namespace stagegraph::cel;

namespace {

// u and w are unknown bools (slots 0 and 1), t and f known ones, e an expression that fails.
Facts facts() {
  Facts facts;
  facts.add_unknown("u", scalar(TypeKind::kBool));
  facts.add_unknown("w", scalar(TypeKind::kBool));
  facts.add("t", scalar(TypeKind::kBool), Value::boolean(true));
  facts.add("f", scalar(TypeKind::kBool), Value::boolean(false));
  facts.add_unknown("n", scalar(TypeKind::kInt));
  facts.add("zero", scalar(TypeKind::kInt), Value::integer(0));
  facts.add_unknown("s", scalar(TypeKind::kString));
  facts.add_unknown("list", list_of(scalar(TypeKind::kInt)));
  facts.add("e", scalar(TypeKind::kBool), Value());
  facts.values.back() = facts.run(*compile("1 / 0 == 1", {}).program);
  return facts;
}

std::string kind_of(const std::string& text) {
  if (text.starts_with("unknown")) return "u";
  if (text.starts_with("error")) return "e";
  return text == "true" ? "t" : text == "false" ? "f" : text;
}

}  // namespace

TEST_CASE("and, or over every pair") {
  Facts ask = facts();
  // Rows and columns: t f u e.
  const std::string names = "tfue";
  const std::string conjunction = "tfueffffufuuefue";
  const std::string disjunction = "tttttfuetuuuteue";
  for (size_t a = 0; a < 4; ++a) {
    for (size_t b = 0; b < 4; ++b) {
      std::string left(1, names[a]);
      std::string right(1, names[b]);
      CAPTURE(left, right);
      CHECK(kind_of(ask(left + " && " + right)) == std::string(1, conjunction[4 * a + b]));
      CHECK(kind_of(ask(left + " || " + right)) == std::string(1, disjunction[4 * a + b]));
    }
  }
}

TEST_CASE("which variables are unknown") {
  auto [source, expected] = GENERATE(values<Row>({
      {"u", "unknown 0"},
      {"u && w", "unknown 0 1"},
      {"w || u", "unknown 0 1"},
      {"u && u", "unknown 0"},
      {"(u && w) || u", "unknown 0 1"},
      {"u && w && n > 1", "unknown 0 1 4"},
      {"u ? 1 : 2", "unknown 0"},
      {"!u", "unknown 0"},
      {"n + 1", "unknown 4"},
      {"n > 3", "unknown 4"},
      {"3 > n", "unknown 4"},
      {"n - zero", "unknown 4"},
      {"-n", "unknown 4"},
      {"n in [1, 2]", "unknown 4"},
      {"1 in [n]", "unknown 4"},
      {"[n, 1]", "unknown 4"},
      {"{'a': n}", "unknown 4"},
      {"s.size()", "unknown 6"},
      {"s.matches('a')", "unknown 6"},
      {"s.contains(s)", "unknown 6"},
      {"list.all(x, x > 1)", "unknown 7"},
      {"list[0]", "unknown 7"},
      {"list.map(x, x)", "unknown 7"},
      {"[1, 2].all(x, n > x)", "unknown 4"},
      {"[1, 2].map(x, n)", "unknown 4"},
      {"[1, 2].map(x, x == 1 ? n : int(s))", "unknown 4 6"},
      {"[1, 2].filter(x, u)", "unknown 0"},
      {"[1, 2].map(x, u, x)", "unknown 0"},
      {"[1, 2].exists_one(x, u)", "unknown 0"},
      {"[1, 2].transformMap(i, x, n)", "unknown 4"},
      {"[3].sortBy(x, n)", "unknown 4"},
      {"list.sortBy(x, x)", "unknown 7"},
      {"optional.of(n)", "unknown 4"},
      {"optional.of(1).optMap(x, n)", "unknown 4"},
      {"tags", "issue: unknown-name: there is no 'tags'"},
      {"n / zero", "unknown 4"},
      {"(1 / zero) + n", "unknown 4"},
  }));
  CAPTURE(source);
  CHECK(facts()(source) == expected);
}

TEST_CASE("what decides does not wait for what is unknown or fails") {
  auto [source, expected] = GENERATE(values<Row>({
      {"u && f", "false"},
      {"f && u", "false"},
      {"t || u", "true"},
      {"u || t", "true"},
      {"e && f", "false"},
      {"e || t", "true"},
      {"u && w && f && e", "false"},
      {"t ? 1 : 1 / zero", "1"},
      {"[1, 0].all(x, 1 / x > 5)", "false"},
      {"[0, 1].exists(x, 1 / x > 0)", "true"},
      {"[1, 2].exists(x, u || x == 2)", "true"},
      {"[1, 2].all(x, u && x == 1)", "false"},
      {"known(u)", "false"},
      {"known(t)", "true"},
      {"known(e)", "true"},
      {"known(u) && u", "false"},
      {"optional.of(1).orValue(1 / zero)", "1"},
      {"optional.of(1).or(optional.of(1 / zero)).value()", "1"},
      {"has({'a': 1}.a) || 1 / zero > 0", "true"},
      {"cel.bind(x, 1 / zero, t || x > 0)", "true"},
  }));
  CAPTURE(source);
  CHECK(facts()(source) == expected);
}

TEST_CASE("errors pass through") {
  auto [source, expected] = GENERATE(values<Row>({
      {"1 / zero + 1", "error: division by zero"},
      {"[1 / zero]", "error: division by zero"},
      {"size([1 % zero])", "error: modulus by zero"},
      {"(1 / zero > 0) ? 1 : 2", "error: division by zero"},
      {"!(1 / zero > 0)", "error: division by zero"},
      {"-(1 / zero)", "error: division by zero"},
      {"[1, 2].map(x, x / zero)", "error: division by zero"},
      {"[1, 2].filter(x, x / zero > 0)", "error: division by zero"},
      {"[1, 2].map(x, x / zero > 0, x)", "error: division by zero"},
      {"[1, 2].exists_one(x, x / zero > 0)", "error: division by zero"},
      {"[1, 2].all(x, x / zero > 0)", "error: division by zero"},
      {"{1: 1 / zero}", "error: division by zero"},
      {"[1][1 / zero]", "error: division by zero"},
      {"has({'a': {'b': 1 / zero}}.a.b)", "error: division by zero"},
      {"string(1 / zero).matches('a')", "error: division by zero"},
      {"optional.of(1 / zero).optMap(x, x)", "error: division by zero"},
      {"optional.of(1).optMap(x, x / zero)", "error: division by zero"},
      {"optional.of(1 / zero).orValue(1)", "error: division by zero"},
  }));
  CAPTURE(source);
  CHECK(facts()(source) == expected);
}

TEST_CASE("an error names its place in the source") {
  Facts ask = facts();
  Compiled compiled = ask.compiled("1 + (4 / zero) + 2");
  Value value = ask.run(*compiled.program);
  REQUIRE(value.is_error());
  CHECK(value.as_error().begin == 5);
  CHECK(value.as_error().end == 13);
}
