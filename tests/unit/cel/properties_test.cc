// What must hold of any expression: of thousands of random ones, the same in every run.
#include <catch2/catch.hpp>

#include <algorithm>

#include "cel/syntax/parser.h"
#include "cel/syntax/printer.h"
#include "random_expression.h"

using namespace stagegraph;
using namespace stagegraph::cel;

namespace {

constexpr uint32_t kExpressions = 3000;
constexpr int kDepth = 4;

// A tree's names lie in its source.
struct Parsed {
  std::unique_ptr<std::string> source;
  Ast ast;
};

Parsed parsed(const std::string& source) {
  Parsed result;
  result.source = std::make_unique<std::string>(source);
  std::vector<Issue> issues;
  result.ast = parse(*result.source, {.limits = {}, .test_macros = true}, issues);
  INFO(source);
  for (const Issue& issue : issues) UNSCOPED_INFO(issue.message);
  REQUIRE(issues.empty());
  return result;
}

bool same_literal(const Value& a, const Value& b) {
  if (a.kind() != b.kind()) return false;
  return a.is(Kind::kNull) || equals(a, b);
}

bool same_node(const Node& a, const Node& b) {
  return a.kind == b.kind && a.op == b.op && a.loop == b.loop && a.leading_dot == b.leading_dot &&
         a.is_member == b.is_member && a.is_optional == b.is_optional &&
         a.is_quoted == b.is_quoted && a.is_test == b.is_test && a.is_flat == b.is_flat &&
         a.has_filter == b.has_filter && a.count == b.count && a.name == b.name &&
         a.name2 == b.name2 && (a.kind != NodeKind::kLiteral || same_literal(a.value, b.value));
}

// The trees may number their nodes differently.
bool same_tree(const Ast& a, const Ast& b) {
  std::vector<std::pair<NodeId, NodeId>> open = {{a.root, b.root}};
  while (!open.empty()) {
    auto [left, right] = open.back();
    open.pop_back();
    const Node& one = a.at(left);
    const Node& two = b.at(right);
    if (!same_node(one, two)) return false;
    for (uint32_t i = 0; i < one.count; ++i) open.emplace_back(a.child(one, i), b.child(two, i));
  }
  return true;
}

bool fits(const Value& value, const Type& type);

bool all_fit(std::span<const Value> items, const Type& type) {
  return std::all_of(items.begin(), items.end(), [&](const Value& v) { return fits(v, type); });
}

// Whether a value that evaluation gave is of the type that was deduced.
bool fits(const Value& value, const Type& type) {
  if (value.is_error() || value.is_unknown() || type.kind == TypeKind::kDyn) return true;
  switch (type.kind) {
    case TypeKind::kBool:
      return value.is(Kind::kBool);
    case TypeKind::kInt:
      return value.is(Kind::kInt);
    case TypeKind::kDouble:
      return value.is(Kind::kDouble);
    case TypeKind::kString:
    case TypeKind::kEnum:
      return value.is(Kind::kString);
    case TypeKind::kTimestamp:
      return value.is(Kind::kTimestamp);
    case TypeKind::kList:
      return value.is(Kind::kList) && all_fit(value.as_list().items, type.parameters[0]);
    default:
      return false;
  }
}

std::string shown(const Value& value) {
  if (value.is_unknown()) return "unknown" + Facts::slots(value);
  return display(value);
}

}  // namespace

TEST_CASE("a printed expression parses to the same tree") {
  const char* source = GENERATE(
      "1", "-1", "-(1)", "- -1", "-(-1)", "-1.5", "-0.0", "1e300", "1e999", "-1e999", "1u", "0x1F",
      "-9223372036854775808", "'a\\'b\"'", "b'\\x00\\xff'", "r'\\n'", "'''a\nb'''", "null", "true",
      "a.b.c", ".a.b", "a.?b.c", "a[?0]", "a[0][1]", "a.`b-c`", "has(a.b)", "has(a.`x/y`)",
      "a + b - c", "a - (b - c)", "a - (b + c) * d", "(a + b) * c", "a * b / c % d", "a * (b / c)",
      "-a * b", "-(a * b)", "!a && b", "!(a && b)", "a && b && c", "(a && b) && c", "a && (b && c)",
      "a || b && c || d", "(a || b) && c", "a == b == c", "a == (b == c)",
      "a in [1, 2] && !(b in c)", "a ? b : c ? d : e", "(a ? b : c) ? d : e", "a ? (b ? c : d) : e",
      "(a ? b : c) + 1", "f()", ".f(1)", "a.f(1, 2)", "x.y.f(-1)", "(-1).f()", "-1.f()", "(1).f()",
      "(1 + 2).f()", "[1, ?a, 2]", "[]", "{}", "{'a': 1, ?'b': c}", "{1: {2: 3}}",
      "google.protobuf.Value{`number_value`: 1.0}", ".a.B{c: d, ?e: f}", "a.B{}",
      "a.exists(x, x > 1)", "a.all(x, y, x > y)", "a.exists_one(x, x)", "a.existsOne(x, y, x)",
      "a.map(x, x + 1)", "a.map(x, x > 1, x + 1)", "a.filter(x, x)", "a.transformList(i, x, x)",
      "a.transformMap(k, v, v > 1, v)", "a.transformMapEntry(k, v, {v: k})",
      "a.sortBy(x, -x).map(y, y)", "[[1]].map(x, x.sortBy(y, y.sortBy(z, z)))",
      "cel.bind(x, 1 + 2, x * x)", "a.optMap(x, x)", "a.optFlatMap(x, x.?y)",
      "[1].exists(x, [2].exists(y, x == y))", "cel.block([1, cel.index(0) + 1], cel.index(1))",
      "[1].map(cel.iterVar(0, 0), cel.iterVar(0, 0) + 1)", "(a + b)[0]", "(a ? b : c).d",
      "size('a' + 'b')", "'a'.size()", "[1].size()", "{'a': 1}.a", "!(-a)", "-(!a)", "!!a");
  Parsed original = parsed(source);
  std::string printed = print(original.ast);
  INFO(source << " printed as " << printed);
  Parsed again = parsed(printed);
  CHECK(same_tree(original.ast, again.ast));
  CHECK(print(again.ast) == printed);
}

TEST_CASE("brackets are printed only where they are needed") {
  CHECK(print(parsed("((a) + (b * (c)))").ast) == "a + b * c");
  CHECK(print(parsed("(a && (b || c))").ast) == "a && (b || c)");
  CHECK(print(parsed("[1,2].exists_one( x,x>1 )").ast) == "[1, 2].exists_one(x, x > 1)");
}

TEST_CASE("a long chain is printed without recursion") {
  std::string source = "a";
  for (int i = 0; i < 5000; ++i) source += " + a";
  CHECK(print(parsed(source).ast) == source);
}

TEST_CASE("random expressions") {
  RandomFacts facts;
  RandomExpression random(20261121);
  CompileOptions plainly;
  plainly.optimise = false;
  size_t plain = 0;
  for (uint32_t i = 0; i < kExpressions; ++i) {
    std::string source = random.any(kDepth);
    INFO(source);
    Parsed original = parsed(source);
    std::string printed = print(original.ast);
    INFO(printed);
    REQUIRE(same_tree(original.ast, parsed(printed).ast));

    Compiled folded = facts.compiled(source);
    for (const Issue& issue : folded.issues) UNSCOPED_INFO(issue.message);
    REQUIRE(folded.issues.empty());
    Value value = facts.run(*folded.program);
    plain += value.is_error() || value.is_unknown() ? 0 : 1;
    INFO(to_string(folded.type) << " " << shown(value));
    REQUIRE(fits(value, folded.type));

    Compiled plain_program = compile(source, facts.environment, plainly);
    REQUIRE(shown(facts.run(*plain_program.program)) == shown(value));
    REQUIRE(to_string(plain_program.type) == to_string(folded.type));
    Compiled again = facts.compiled(printed);
    REQUIRE(shown(facts.run(*again.program)) == shown(value));
  }
  CHECK(plain > kExpressions / 3);
}

TEST_CASE("no random expression takes more steps than its bound") {
  RandomFacts facts;
  for (Variable& variable : facts.environment.variables) {
    if (variable.name == "s") variable.extent = text_extent(3);
    if (variable.name == "xs") variable.extent = list_extent(2, {});
    if (variable.name != "m") continue;
    variable.extent = list_extent(1, text_extent(1));
    variable.extent->inner.emplace_back();
  }
  RandomExpression random(7);
  for (uint32_t i = 0; i < kExpressions; ++i) {
    std::string source = random.any(kDepth);
    INFO(source);
    Compiled compiled = facts.compiled(source);
    REQUIRE(compiled.cost.steps != kUnbounded);
    Activation activation;
    activation.banks[0] = facts.values.data();
    activation.arena = &facts.arena;
    activation.steps = kUnbounded;
    (void)evaluate(*compiled.program, activation);
    REQUIRE(kUnbounded - activation.steps <= compiled.cost.steps);
  }
}
