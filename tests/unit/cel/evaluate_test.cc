// Expressions without variables and what they are worth.
#include <catch2/catch.hpp>

#include <string>

#include "cel/cel.h"

using namespace stagegraph;
using namespace stagegraph::cel;

namespace {

std::string evaluate_text(const std::string& source) {
  Environment environment;
  Compiled compiled = compile(source, environment);
  if (!compiled.issues.empty()) return "issue: " + compiled.issues[0].message;
  Arena arena;
  Activation activation;
  activation.arena = &arena;
  return display(evaluate(*compiled.program, activation));
}

struct Case {
  const char* source;
  const char* expected;
};

}  // namespace

TEST_CASE("operators on literals") {
  auto [source, expected] = GENERATE(values<Case>({
      {"1 + 2 * 3", "7"},
      {"(1 + 2) * 3", "9"},
      {"7 / 2", "3"},
      {"-7 % 3", "-1"},
      {"1.5 * 2.0", "3"},
      {"2u + 3u", "5"},
      {"'a' + 'b'", "ab"},
      {"[1] + [2, 3]", "[1, 2, 3]"},
      {"1 < 2 && 2.0 >= 1.0", "true"},
      {"'abc' == 'abc'", "true"},
      {"!(1 == 2)", "true"},
      {"3 in [1, 2, 3]", "true"},
      {"'k' in {'k': 1}", "true"},
      {"{'k': [1, 2]}.k[1]", "2"},
      {"true ? 'yes' : 'no'", "yes"},
      {"[1, 2, 3].map(x, x * x)", "[1, 4, 9]"},
      {"[1, 2, 3].filter(x, x > 1)", "[2, 3]"},
      {"[1, 2, 3].map(x, x > 1, x * 10)", "[20, 30]"},
      {"[1, 2, 3].all(x, x > 0)", "true"},
      {"[1, 2, 3].exists(x, x > 2)", "true"},
      {"[1, 2, 3].exists_one(x, x > 1)", "false"},
      {"has({'a': 1}.a) && !has({'a': 1}.b)", "true"},
      {"cel.bind(x, 3, x * x)", "9"},
      {"size('πέντε')", "5"},
      {"'hello'.matches('^h.*o$')", "true"},
      {"duration('90m') > duration('1h')", "true"},
      {"string(timestamp('2009-02-13T23:31:30Z') + duration('1h'))", "2009-02-14T00:31:30Z"},
      {"timestamp('2009-02-13T23:31:30Z').getDayOfWeek()", "5"},
      {"{'a': 1}.?b.orValue(7)", "7"},
  }));
  CAPTURE(source);
  CHECK(evaluate_text(source) == expected);
}
