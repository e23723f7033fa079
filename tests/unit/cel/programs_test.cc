// SPDX-License-Identifier: Apache-2.0
// Programs as a host uses them: named expressions, functions, budgets, memory, copies.
#include <catch2/catch.hpp>

#include <cstdlib>
#include <new>

#include "support.h"

using namespace stagegraph;
using namespace stagegraph::cel;

namespace {

size_t allocations = 0;

}  // namespace

void* operator new(size_t size) {
  ++allocations;
  if (void* memory = std::malloc(size)) return memory;
  throw std::bad_alloc();
}
void* operator new(size_t size, const std::nothrow_t&) noexcept {
  ++allocations;
  return std::malloc(size);
}
// Out of line: inlined, they look to the compiler as if what another new made were freed.
[[gnu::noinline]] void operator delete(void* memory) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void* memory, size_t) noexcept { std::free(memory); }

namespace {

// Named expressions over one int fact "n" (slot 0 of bank 0).
struct Defined {
  Facts facts;
  std::vector<Compiled> compiled;
  std::vector<const Program*> programs;
  std::vector<Value> values;
  std::vector<uint32_t> rounds;
  LazyBank bank;

  Defined() { facts.add("n", scalar(TypeKind::kInt), Value::integer(2)); }

  void define(const std::string& name, const std::string& source, Type type) {
    facts.environment.variables.push_back(
        {name, std::move(type), {kLazyBank, static_cast<uint32_t>(compiled.size())}});
    compiled.push_back(compile(source, facts.environment));
    REQUIRE(compiled.back().issues.empty());
  }

  Value run(const std::string& source, uint64_t steps = 1'000'000) {
    programs.clear();
    for (const Compiled& c : compiled) programs.push_back(c.program.get());
    values.resize(programs.size());
    rounds.resize(programs.size());
    bank.programs = programs;
    bank.values = values;
    bank.rounds = rounds;
    ++bank.round;
    Compiled asked = compile(source, facts.environment);
    REQUIRE(asked.issues.empty());
    Activation activation;
    activation.banks[0] = facts.values.data();
    activation.lazy = &bank;
    activation.arena = &facts.arena;
    activation.steps = steps;
    return evaluate(*asked.program, activation);
  }
};

}  // namespace

TEST_CASE("named expressions run at most once a round") {
  static int calls = 0;
  calls = 0;
  Defined defined;
  HostFunction counted;
  counted.name = "counted";
  counted.parameters = {scalar(TypeKind::kInt)};
  counted.result = scalar(TypeKind::kInt);
  counted.call = [](void*, int64_t, std::span<const Value> arguments, Arena&) {
    ++calls;
    return Value::integer(arguments[0].as_int() * 10);
  };
  defined.facts.environment.functions.push_back(counted);
  defined.define("tenfold", "counted(n)", scalar(TypeKind::kInt));
  defined.define("large", "tenfold > 15 && tenfold < 100", scalar(TypeKind::kBool));
  CHECK(display(defined.run("large && tenfold == 20 && large")) == "true");
  CHECK(calls == 1);
  CHECK(display(defined.run("tenfold + tenfold")) == "40");
  CHECK(calls == 2);
  defined.facts.values[0] = Value::unknown(0u);
  Value value = defined.run("large");
  CHECK(value.is_unknown());
  CHECK(display(defined.run("known(large)")) == "false");
}

TEST_CASE("named expressions may nest beyond the machine's own stack") {
  Defined defined;
  std::string wide = "[n";
  for (int i = 0; i < 60; ++i) wide += ", n";
  wide += "]";
  Type list = list_of(scalar(TypeKind::kInt));
  defined.define("d0", wide, list);
  for (int i = 1; i < 20; ++i) {
    std::string previous = "d" + std::to_string(i - 1);
    defined.define("d" + std::to_string(i), wide + " + " + previous, list);
  }
  CHECK(display(defined.run("size(d19) + size(" + wide + " + d19)")) == "2501");
}

TEST_CASE("a circle of named expressions is an error") {
  Defined defined;
  defined.define("a", "n > 1", scalar(TypeKind::kBool));
  defined.define("b", "a", scalar(TypeKind::kBool));
  defined.compiled[0] = defined.compiled[1];  // b reads a, and a is b now
  Value value = defined.run("b");
  REQUIRE(value.is_error());
  CHECK(value.as_error().message == "named expressions refer to each other in a circle");
}

TEST_CASE("host functions are bound when they are checked") {
  Facts f;
  f.add("n", scalar(TypeKind::kInt), Value::integer(2));
  f.add_unknown("u", scalar(TypeKind::kString));
  HostFunction visits;
  visits.name = "visits";
  visits.parameters = {scalar(TypeKind::kString)};
  visits.result = scalar(TypeKind::kDyn);
  visits.bind = [](std::span<const Argument> arguments, int64_t& immediate,
                   Type& result) -> std::optional<Issue> {
    const Argument& stage = arguments[0];
    if (!stage.is_literal) {
      return Issue{"not-literal", "write the stage's name", stage.begin, stage.end, {}};
    }
    if (stage.literal.as_text() != "lead") return Issue{"unknown-stage", "no such stage", 0, 0, {}};
    immediate = 7;
    result = scalar(TypeKind::kInt);
    return std::nullopt;
  };
  visits.call = [](void* host, int64_t immediate, std::span<const Value> arguments, Arena&) {
    int64_t base = host == nullptr ? 0 : *static_cast<int64_t*>(host);
    return Value::integer(base + immediate + static_cast<int64_t>(arguments.size()));
  };
  HostFunction price;
  price.name = "shop.price";
  price.parameters = {scalar(TypeKind::kDecimal), enum_of({"eur", "cny"})};
  price.result = scalar(TypeKind::kDecimal);
  price.call = [](void*, int64_t, std::span<const Value> arguments, Arena&) {
    return arguments[0];
  };
  f.environment.functions = {visits, price};

  Compiled good = f.compiled("visits('lead') + n");
  REQUIRE(good.issues.empty());
  CHECK(to_string(good.type) == "int");
  Activation activation;
  int64_t base = 100;
  activation.banks[0] = f.values.data();
  activation.arena = &f.arena;
  activation.host = &base;
  CHECK(display(evaluate(*good.program, activation)) == "110");

  CHECK(f("visits('leed')") == "issue: unknown-stage: no such stage");
  CHECK(f("visits(string(n))") == "issue: not-literal: write the stage's name");
  CHECK(f("visits()") == "issue: no-such-overload: 'visits' takes 1 argument, not 0");
  CHECK(f("visits(1)") == "issue: type-mismatch: 'visits' takes string here, not int");
  CHECK(f("visit('lead')") ==
        "issue: unknown-function: there is no function 'visit'. Did you mean 'visits'?");
  CHECK(f("shop.price(3, 'eur')") == "3");
  CHECK(f("shop.price(0.7, 'eru')").starts_with("issue: enum-value"));
  CHECK(f("shop.price(decimal('1') / decimal(n - 2), u)") == "unknown 1");
}

TEST_CASE("a comparison with a constant pays for its two instructions as any other") {
  Facts f;
  f.add("n", scalar(TypeKind::kInt), Value::integer(2));
  Compiled compiled = f.compiled("n >= 2");
  REQUIRE(compiled.issues.empty());
  Activation activation;
  activation.banks[0] = f.values.data();
  activation.arena = &f.arena;
  activation.steps = 3;
  CHECK(display(evaluate(*compiled.program, activation)) == "true");
  CHECK(activation.steps == 1);
  const std::string spent = display(evaluate(*compiled.program, activation));
  CHECK(spent.find("too many steps") != std::string::npos);
  CHECK(activation.steps == 0);
}

TEST_CASE("what a host function spends is taken from the budget of who called it") {
  Facts f;
  HostFunction costly;
  costly.name = "costly";
  costly.result = scalar(TypeKind::kInt);
  costly.call = [](void* host, int64_t, std::span<const Value>, Arena&) {
    static_cast<Activation*>(host)->steps -= 100;
    return Value::integer(1);
  };
  f.environment.functions.push_back(costly);
  Compiled compiled = f.compiled("costly() + costly()");
  REQUIRE(compiled.issues.empty());
  auto left_of = [&](uint64_t steps) {
    Activation activation;
    activation.arena = &f.arena;
    activation.host = &activation;
    activation.steps = steps;
    CHECK(display(evaluate(*compiled.program, activation)) == "2");
    return activation.steps;
  };
  const uint64_t own = 1'000 - 200 - left_of(1'000);
  CHECK(own < 10);
  CHECK(left_of(200 + own) == 0);
}

TEST_CASE("a spent budget is an error with a clear message") {
  Facts f;
  f.add("s", scalar(TypeKind::kString), Value::string("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"));
  auto with = [&](const std::string& source, uint64_t steps) {
    Compiled compiled = f.compiled(source);
    REQUIRE(compiled.issues.empty());
    Activation activation;
    activation.banks[0] = f.values.data();
    activation.arena = &f.arena;
    activation.steps = steps;
    std::string text = display(evaluate(*compiled.program, activation));
    bool spent = text.find("too many steps") != std::string::npos;
    if (spent) CHECK(activation.steps == 0);
    return spent;
  };
  for (const char* source : {"s + s",
                             "s.contains('b')",
                             "s.matches('b')",
                             "s.matches(s)",
                             "s.replace('a', 'b')",
                             "s.split('a')",
                             "s.split('')",
                             "s.reverse()",
                             "s.trim()",
                             "s.upperAscii()",
                             "size(s)",
                             "s.substring(1)",
                             "s.charAt(1)",
                             "s.indexOf('b')",
                             "[s, s].join(s)",
                             "strings.quote(s)",
                             "base64.encode(bytes(s))",
                             "base64.decode(s)",
                             "'%s'.format([s])",
                             "'%x'.format([s])",
                             "lists.range(s.size() * 30)",
                             "[1,2,3].map(x, [1,2,3].map(y, [1,2,3].map(z, s)))",
                             "string(bytes(s))",
                             "s.split('').distinct()",
                             "s.split('').flatten()",
                             "s.split('').sort()",
                             "s in s.split('')",
                             "sets.contains(s.split(''), s.split(''))",
                             "s.split('') == s.split('')",
                             "s.split('') + s.split('')",
                             "s.split('').reverse()",
                             "s.split('').map(x, optional.of(x)).unwrapOpt()",
                             "math.greatest(s.split('').map(x, 1))",
                             "s.split('').transformMap(i, x, {i: x})"}) {
    CAPTURE(source);
    CHECK(with(source, 5));
    CHECK(with(source, 25));
    CHECK_FALSE(with(source, 1'000'000));
  }
  CHECK(with("true", 0));
  CHECK_FALSE(with("true", 2));
}

TEST_CASE("values that share parts stay small and end") {
  Facts f;
  f.add("n", scalar(TypeKind::kInt), Value::integer(1));
  std::string source = "[n]";
  for (int i = 0; i < 60; ++i) {
    std::string name = "x" + std::to_string(i);
    source = "cel.bind(" + name + ", " + source + ", [" + name + ", " + name + "])";
  }
  Compiled compiled = f.compiled(source);
  REQUIRE(compiled.issues.empty());
  Value value = f.run(*compiled.program);
  REQUIRE(value.is(Kind::kList));
  CHECK(display(value).size() < 100'000);
  Arena arena;
  Value copy = clone(value, arena);
  CHECK(arena.used() < 100'000);
  CHECK(copy.as_list().depth == 61);
  CHECK_FALSE(equals(value, copy));  // beyond what is compared
  CHECK(f("'%s'.format([" + source + "])").find("too many steps") != std::string::npos);
  CHECK(f(source + " == " + source).find("too many steps") != std::string::npos);
}

TEST_CASE("values do not nest without bound") {
  Facts f;
  f.add("n", scalar(TypeKind::kInt), Value::integer(1));
  auto chain = [](const std::string& step, int count) {
    std::string text = "[n]";
    for (int i = 0; i < count; ++i) text += step;
    return text;
  };
  CHECK(f("size(" + chain(".map(x, [x])", 200) + ")") == "1");
  CHECK(f(chain(".map(x, [x])", 260)) == "error: a list nests too deeply");
  std::string deepest = chain(".map(x, [x])", 249);
  CHECK(f("size(" + deepest + ")") == "1");
  CHECK(f("{1: " + deepest + "}") == "error: a map nests too deeply");
  CHECK(f("optional.of(" + deepest + ")") == "error: an optional nests too deeply");
}

TEST_CASE("what a program reads") {
  Facts f;
  f.add("a", scalar(TypeKind::kInt), Value::integer(1));
  f.add("b", scalar(TypeKind::kInt), Value::integer(2));
  f.environment.variables.push_back({"c", scalar(TypeKind::kInt), {kLazyBank, 4}});
  Compiled compiled = f.compiled("b + a + b + (known(c) ? c : 0)");
  REQUIRE(compiled.issues.empty());
  auto reads = reads_of(*compiled.program);
  REQUIRE(reads.size() == 3);
  CHECK(reads[0] == Slot{0, 0});
  CHECK(reads[1] == Slot{0, 1});
  CHECK(reads[2] == Slot{kLazyBank, 4});
  CHECK(source_of(*compiled.program) == "b + a + b + (known(c) ? c : 0)");
  CHECK(type_of(*compiled.program).kind == TypeKind::kInt);
  CHECK_FALSE(constant_of(*compiled.program));
  Compiled constant = f.compiled("'a' + string(1 + 2) + [1, 2].map(x, 'x')[0]");
  CHECK_FALSE(constant_of(*constant.program));
  constant = f.compiled("'a' + string(size([1, 2]) + 2) + {'k': 'v'}.k");
  REQUIRE(constant_of(*constant.program));
  CHECK(display(*constant_of(*constant.program)) == "a4v");
}

TEST_CASE("scalars cost no memory") {
  Facts f;
  f.add("n", scalar(TypeKind::kInt), Value::integer(3));
  f.add("status", enum_of({"ok", "empty"}), Value::string("empty"));
  f.add("amount", scalar(TypeKind::kDecimal), Value::decimal(*Decimal::parse("12.50")));
  f.add("rate", scalar(TypeKind::kDouble), Value::real(0.5));
  f.add("at", scalar(TypeKind::kTimestamp), Value::timestamp({1000, 0}));
  f.add("wait", scalar(TypeKind::kDuration), Value::duration(5'000'000'000));
  f.add("u", scalar(TypeKind::kUint), Value::unsigned_integer(7));
  f.add("born", scalar(TypeKind::kDate), Value::date(10));
  f.add("done", scalar(TypeKind::kBool), Value::boolean(false));
  f.add("mail", scalar(TypeKind::kString), Value::string("a@example.com"));
  f.add_unknown("lost", scalar(TypeKind::kInt));
  for (const char* source : {"n >= 3 && status == 'empty'",
                             "n + 1 > 2 * n - 1 || n % 2 == 0",
                             "amount * 2 >= 25",
                             "amount + 1 < 100.5 && amount / 3 > 1",
                             "rate * 2 < 1.5",
                             "at + wait > at",
                             "at - at == wait",
                             "u + 1u == 8u",
                             "born < date('2026-01-01')",
                             "!done || n == 3",
                             "known(lost) && lost > 1",
                             "lost > 1 && n > 5",
                             "status in ['ok', 'empty']",
                             "done ? 1 : n",
                             "mail.endsWith('.com')",
                             "mail.contains('@') && mail != 'b'",
                             "days_between(born, born) == 0",
                             "int(rate) == 0",
                             "[1, 2, 3].exists(x, x == n)",
                             "at.getHours() == 0",
                             "wait > duration('1s')",
                             "mail.matches('^a.*m$')"}) {
    CAPTURE(source);
    Compiled compiled = f.compiled(source);
    REQUIRE(compiled.issues.empty());
    f.run(*compiled.program);
    f.arena.reset();
    size_t before = allocations;
    Value value = f.run(*compiled.program);
    CHECK(allocations == before);
    CHECK_FALSE(value.is_error());
  }
}

TEST_CASE("copies live on their own") {
  Facts f;
  f.add("s", scalar(TypeKind::kString), Value::string("text"));
  auto copied = [&](const std::string& source) {
    Arena other;
    Value value;
    {
      Facts inner;
      inner.add("s", scalar(TypeKind::kString), Value::string("text"));
      Compiled compiled = inner.compiled(source);
      REQUIRE(compiled.issues.empty());
      Value original = inner.run(*compiled.program);
      value = clone(original, other);
      bool failed = original.is_error() || original.is_unknown();
      CHECK((failed || equals(original, value)));
    }
    return display(value);
  };
  CHECK(copied("s + '!'") == "text!");
  CHECK(copied("bytes(s + '!')") == "text!");
  CHECK(copied("[s + '!', {s: [1, null, true]}]") == "[\"text!\", {\"text\": [1, null, true]}]");
  CHECK(copied("[optional.of(s + s), optional.none()]") ==
        "[optional.of(\"texttext\"), optional.none()]");
  CHECK(copied("ip('::1')") == "::1");
  CHECK(copied("type(s)") == "string");
  CHECK(copied("int(s)") == "error: \"text\" cannot be read as int");
  Facts two;
  two.add_unknown("a", scalar(TypeKind::kBool)).add_unknown("b", scalar(TypeKind::kBool));
  Compiled compiled = two.compiled("a && b");
  Arena other;
  CHECK(Facts::slots(clone(two.run(*compiled.program), other)) == " 0 1");
  CHECK(Facts::slots(clone(Value::unknown(5u), other)) == " 5");
}

TEST_CASE("equality of values") {
  Arena arena;
  CHECK(equals(Value::integer(1), Value::real(1.0)));
  CHECK(equals(Value::unsigned_integer(1), Value::decimal(Decimal::from_int(1))));
  CHECK(equals(Value::real(0.5), Value::decimal(*Decimal::parse("0.5"))));
  CHECK(equals(Value::integer(2), Value::decimal(Decimal::from_int(2))));
  CHECK_FALSE(equals(Value::integer(1), Value::string("1")));
  CHECK_FALSE(equals(Value::unknown(0u), Value::unknown(0u)));
  CHECK(equals(Value::date(3), Value::date(3)));
  CHECK(equals(Value::null(), Value::null()));
}
