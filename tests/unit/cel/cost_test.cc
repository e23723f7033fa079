// SPDX-License-Identifier: Apache-2.0
// The bound of an expression's steps: it holds for the largest values, and is not far above.
#include <catch2/catch.hpp>

#include "support.h"

using namespace stagegraph;
using namespace stagegraph::cel;

namespace {

constexpr uint64_t kTextBytes = 40;
constexpr uint64_t kElements = 6;

// Facts as large as they are declared.
struct Large : Facts {
  Large() {
    Type text = scalar(TypeKind::kString);
    Type number = scalar(TypeKind::kInt);
    std::string largest(kTextBytes, 'a');
    sized("s", text, Value::string(arena.copy(largest)), text_extent(kTextBytes));
    sized("n", number, Value::integer(7), {});
    std::vector<Value> numbers;
    std::vector<Value> texts;
    for (size_t i = 0; i < kElements; ++i) {
      numbers.push_back(Value::integer(static_cast<int64_t>(i)));
      texts.push_back(Value::string(arena.copy(largest + std::to_string(i))));
    }
    sized("numbers", list_of(number), list(numbers), list_extent(kElements, {}));
    sized("texts", list_of(text), list(texts), list_extent(kElements, text_extent(kTextBytes + 1)));
    std::vector<std::pair<Value, Value>> entries;
    for (size_t i = 0; i < kElements; ++i) entries.emplace_back(texts[i], numbers[i]);
    Extent map = list_extent(kElements, text_extent(kTextBytes + 1));
    map.inner.emplace_back();
    sized("m", map_of(text, number), dictionary(entries), map);
    add("open", text, Value::string("x"));
    add("any", Type(), Value::integer(1));
  }

  void sized(const std::string& name, Type type, Value value, Extent extent) {
    add(name, std::move(type), value);
    environment.variables.back().extent = std::move(extent);
  }

  Value list(const std::vector<Value>& items) {
    auto kept = arena.make_array<Value>(items.size());
    std::copy(items.begin(), items.end(), kept.begin());
    return Value::list(arena.make<List>(List{kept}));
  }

  Value dictionary(const std::vector<std::pair<Value, Value>>& entries) {
    auto kept = arena.make_array<std::pair<Value, Value>>(entries.size());
    std::copy(entries.begin(), entries.end(), kept.begin());
    return Value::map(arena.make<Map>(Map{kept}));
  }

  uint64_t taken(const Program& program) {
    Activation activation;
    activation.banks[0] = values.data();
    activation.arena = &arena;
    uint64_t before = activation.steps;
    Value value = evaluate(program, activation);
    INFO(display(value));
    CHECK_FALSE(value.is_error());
    return before - activation.steps;
  }
};

uint64_t cost(Large& facts, const std::string& source) { return facts.compiled(source).cost.steps; }

}  // namespace

TEST_CASE("no evaluation takes more steps than the bound") {
  Large facts;
  const char* source = GENERATE(
      "true", "n > 3", "n > 3 && s == 'x'", "n in [1, 2, 3]", "s + s + s", "n > 3 ? s + s : s",
      "numbers + numbers", "s.size() > 3", "s.contains('b')", "s.startsWith(s)", "s.indexOf('ab')",
      "s.matches('(a+)+b')", "s.matches(s)", "s.charAt(2)", "s.substring(1)", "s.upperAscii()",
      "s.replace('a', 'bcd')", "s.replace('', 'bcd') + s", "s.split('a')", "s.split('').join('--')",
      "texts.join(s)", "s.reverse()", "numbers.reverse()", "strings.quote(s)",
      "'%s and %d, %s'.format([s, n, texts])", "base64.encode(bytes(s))",
      "base64.decode(base64.encode(bytes(s)))", "string(n) + string(1.5)", "string(bytes(s))",
      "sets.contains(texts, texts)", "sets.equivalent(numbers, numbers)",
      "sets.intersects(texts, ['b'])", "texts.distinct()", "[numbers, numbers].flatten()",
      "lists.range(9).map(x, x * 2)", "numbers.slice(1, 4)", "numbers.sort()",
      "texts.sortBy(x, size(x))", "math.greatest(numbers)", "math.least(1, 2, n)",
      "numbers.all(x, x >= 0)", "numbers.exists(x, x == 9)", "numbers.exists_one(x, x == 1)",
      "numbers.map(x, numbers.map(y, x * y))", "texts.filter(x, x.contains('zz'))",
      "numbers.map(x, x > 2, x + 1)", "numbers.transformMap(i, x, [x, i])",
      "m.transformMap(k, v, k + k)", "m.transformList(k, v, k + string(v))", "m.all(k, k != '')",
      "numbers == numbers", "texts == texts", "m == m", "[m] == [m]", "s in texts", "s in m",
      "m[?s].orValue(3)", "{'a': s}.a", "has({'a': s}.b)", "{'a': numbers}.?a[?1].orValue(5)",
      "optional.of(s).optMap(x, x + x).orValue('')", "[?optional.of(s), s]",
      "cel.bind(x, s + s, x + x)", "[optional.of(n)].unwrapOpt()", "texts.first().value()",
      "numbers.exists(x, numbers.exists(y, x + y > 100))", "dyn(numbers).exists(x, x == 9)",
      "s < s + s", "dyn(m).transformList(k, v, k)", "dyn([s]).transformList(i, v, v + v)",
      "dyn({'a': s}).a + dyn({'a': s})['a']", "dyn(optional.of({'a': s})).a.value() + 'x'",
      "(n > 3 ? dyn([s]) : dyn({'a': s}))[0] + s", "dyn({'a': [s, s]}).a[1] + s",
      "texts.transformMapEntry(i, v, {v: i, v + 'x': i})", "[dyn(texts), dyn(m)][0][1] + s",
      "texts.map(t, t.split('a').map(p, p.size()))", "flatten_me([[texts], [texts]])");
  std::string text = source;
  if (text.starts_with("flatten_me")) text = "[[texts], [texts]].flatten(2)";
  INFO(text);
  Compiled compiled = facts.compiled(text);
  REQUIRE(compiled.issues.empty());
  uint64_t most = facts.taken(*compiled.program);
  CHECK(most <= compiled.cost.steps);
  CHECK(compiled.cost.steps != kUnbounded);
}

TEST_CASE("the bound of plain conditions is what they take") {
  Large facts;
  for (const char* source : {"n + n", "n > 3 && n < 9", "[n, n, n]"}) {
    INFO(source);
    Compiled compiled = facts.compiled(source);
    uint64_t most = facts.taken(*compiled.program);
    CHECK(compiled.cost.steps <= 3 * most + 8);
  }
}

TEST_CASE("what is worked out once counts once") {
  Large facts;
  uint64_t once = cost(facts, "s.upperAscii() == 'X'");
  CHECK(cost(facts, "s.upperAscii() == 'X' || s.upperAscii() == 'Y'") < once + kTextBytes);
  CHECK(cost(facts, "texts.exists(t, t == s.upperAscii())") <
        cost(facts, "texts.exists(t, t.upperAscii() == s)") - kTextBytes);
}

TEST_CASE("nested loops multiply") {
  Large facts;
  uint64_t one = cost(facts, "numbers.exists(x, x > 100)");
  uint64_t two = cost(facts, "numbers.exists(x, numbers.exists(y, x + y > 100))");
  CHECK(two > kElements * one / 2);
  CHECK(two < 3 * kElements * one);
}

TEST_CASE("what grows with a variable of no known size has no bound") {
  Large facts;
  for (const char* source : {"open + open", "open.contains('x')", "any == any", "lists.range(n)",
                             "any.exists(x, x == 1)", "open == open"}) {
    INFO(source);
    CHECK(cost(facts, source) == kUnbounded);
  }
  CHECK(cost(facts, "known(open) && n > 3") != kUnbounded);
}

TEST_CASE("assumed sizes stand in for unknown ones") {
  Large facts;
  facts.environment.assumed = {.bytes = 100, .elements = 10};
  Compiled compiled = facts.compiled("open.contains('x') && any.exists(x, x == 1)");
  CHECK(compiled.cost.steps == kUnbounded);
  CHECK(compiled.assumed_cost.steps > 100);
  CHECK(compiled.assumed_cost.steps < 1000);
  CHECK(facts.compiled("n > 3").assumed_cost.steps == cost(facts, "n > 3"));
}

TEST_CASE("the bound of a result is carried on") {
  Large facts;
  Cost sum = facts.compiled("s + s").cost;
  CHECK(sum.result.bytes == 2 * kTextBytes);
  Cost mapped = facts.compiled("numbers.map(x, s)").cost;
  CHECK(mapped.result.count == kElements);
  REQUIRE(mapped.result.inner.size() == 1);
  CHECK(mapped.result.inner[0].bytes == kTextBytes);
}

TEST_CASE("calls of host functions are counted") {
  Large facts;
  facts.environment.functions.push_back(
      {"ask",
       {},
       scalar(TypeKind::kBool),
       [](void*, int64_t, std::span<const Value>, Arena&) { return Value::boolean(true); },
       {}});
  CHECK(facts.compiled("ask() || n > 3").cost.host_calls == 1);
  CHECK(facts.compiled("numbers.all(x, ask() && ask())").cost.host_calls == 2 * kElements);
}

TEST_CASE("a spent budget says of what and how large") {
  Large facts;
  Compiled compiled = facts.compiled("numbers.map(x, numbers.map(y, x * y)) != []");
  Activation activation;
  activation.banks[0] = facts.values.data();
  activation.arena = &facts.arena;
  activation.steps = 50;
  activation.budget = 1000;
  Value value = evaluate(*compiled.program, activation);
  CHECK(display(value).find("'numbers.map(x, numbers.map(y, x * y)) != []' takes too many steps: "
                            "the budget is 1000.") != std::string::npos);
}

TEST_CASE("a message quotes only the beginning of long texts") {
  Facts facts;
  std::string longer;
  while (longer.size() < 5000) longer += "\u00e9";
  facts.add("s", scalar(TypeKind::kString), Value::string(longer));
  for (const char* source : {"int(s)", "{'a': 1}[s]", "decimal(s)", "timestamp(s)",
                             "timestamp('2026-01-01T00:00:00Z').getHours(s)"}) {
    INFO(source);
    std::string message = facts(source);
    CHECK(message.size() < 300);
  }
}

TEST_CASE("reading and comparing long texts is paid for") {
  Facts facts;
  std::string longer(100'000, '0');
  facts.add("s", scalar(TypeKind::kString), Value::string(longer));
  for (const char* source : {"int(s)", "s == s", "s < s", "[s] == [s]", "s in [s]", "decimal(s)"}) {
    INFO(source);
    Compiled compiled = facts.compiled(source);
    Activation activation;
    activation.banks[0] = facts.values.data();
    activation.arena = &facts.arena;
    activation.steps = 100;
    CHECK(display(evaluate(*compiled.program, activation)).find("too many") != std::string::npos);
  }
}
