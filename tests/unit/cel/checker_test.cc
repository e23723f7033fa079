// Types, names and overloads: what is deduced, and what is said about what does not fit.
#include <catch2/catch.hpp>

#include "support.h"

using namespace stagegraph;
using namespace stagegraph::cel;

namespace {

Facts facts() {
  Facts f;
  f.add("missed_calls", scalar(TypeKind::kInt), Value::integer(2));
  f.add("company", scalar(TypeKind::kString), Value::string("Acme"));
  f.add("rate", scalar(TypeKind::kDouble), Value::real(0.5));
  f.add("amount", scalar(TypeKind::kDecimal), Value::decimal(*Decimal::parse("100.10")));
  f.add("need", enum_of({"now", "later", "none"}), Value::string("now"));
  f.add("status", enum_of({"ok", "empty"}), Value::string("ok"));
  f.add("event.reason", scalar(TypeKind::kString), Value::string("late"));
  f.add("tags", list_of(scalar(TypeKind::kString)), Value::list(f.arena.make<List>()));
  f.add("scores", map_of(scalar(TypeKind::kString), scalar(TypeKind::kInt)),
        Value::map(f.arena.make<Map>()));
  f.add("any", Type(), Value::integer(1));
  f.add("born", scalar(TypeKind::kDate), Value::date(0));
  f.add("won", scalar(TypeKind::kBool), Value::boolean(true));
  return f;
}

}  // namespace

TEST_CASE("deduced types") {
  auto [source, expected] = GENERATE(values<Row>({
      {"missed_calls + 1", "int"},
      {"company + '!'", "string"},
      {"amount * 2", "decimal"},
      {"amount * 0.07 + 1", "decimal"},
      {"rate * 2", "double"},
      {"need", "string"},
      {"[need, status]", "list(string)"},
      {"[1, 2.0]", "list(dyn)"},
      {"[]", "list(dyn)"},
      {"[[], [1]]", "list(list(int))"},
      {"[[1], []]", "list(list(int))"},
      {"{'a': [1]}", "map(string, list(int))"},
      {"tags.map(t, size(t))", "list(int)"},
      {"tags.exists(t, t == 'x')", "bool"},
      {"tags[?0]", "optional_type(string)"},
      {"tags.first().orValue('')", "string"},
      {"scores.a", "int"},
      {"scores.?a", "optional_type(int)"},
      {"scores.transformMap(k, v, string(v))", "map(string, string)"},
      {"any + 1", "int"},
      {"any.field", "dyn"},
      {"won ? amount : 0", "decimal"},
      {"won ? null : tags.first()", "optional_type(string)"},
      {"type(1)", "type(int)"},
      {"date('2026-01-31')", "date"},
      {"math.greatest(1, 2)", "int"},
      {"math.greatest(1, 2.0)", "dyn"},
      {"math.least([1.5, 2.5])", "double"},
      {"cel.bind(x, 1, [x])", "list(int)"},
      {"optional.of(1).optMap(x, string(x))", "optional_type(string)"},
      {"optional.none()", "optional_type(dyn)"},
      {"[3, 1].sortBy(x, -x)", "list(int)"},
  }));
  CAPTURE(source);
  Compiled compiled = facts().compiled(source);
  CHECK(compiled.issues.empty());
  CHECK(to_string(compiled.type) == expected);
}

TEST_CASE("what does not fit is reported where it is") {
  struct Wrong {
    const char* source;
    const char* code;
    const char* message;
    uint32_t begin;
    uint32_t end;
    const char* replacement;
  };
  auto [source, code, message, begin, end, replacement] = GENERATE(values<Wrong>({
      {"misssed_calls >= 3", "unknown-name",
       "there is no 'misssed_calls'. Did you mean 'missed_calls'?", 0, 13, "missed_calls"},
      {"1 + event.reson", "unknown-name", "there is no 'event.reson'. Did you mean 'event.reason'?",
       4, 15, "event.reason"},
      {"event", "unknown-name",
       "'event' has no value of its own. Name one of its fields, such as 'event.reason'", 0, 5, ""},
      {"nobody.knows", "unknown-name", "there is no 'nobody'", 0, 6, ""},
      {"companyy.size()", "unknown-name", "there is no 'companyy'. Did you mean 'company'?", 0, 8,
       "company"},
      {"company.startWith('a')", "unknown-function",
       "there is no function 'startWith'. Did you mean 'startsWith'?", 8, 17, "startsWith"},
      {"startsWith(company, 'a')", "unknown-function",
       "'startsWith' is called on a receiver: x.startsWith(...)", 0, 10, ""},
      {"company.int()", "unknown-function", "'int' is called without a receiver: int(x)", 8, 11,
       ""},
      {"size(1, 2)", "no-such-overload", "'size' does not take 2 arguments", 0, 4, ""},
      {"tags.all(true)", "no-such-overload", "'all' is written as in items.all(x, x > 0)", 5, 8,
       ""},
      {"missed_calls + company", "type-mismatch", "'+' does not take (int, string)", 0, 22, ""},
      {"missed_calls + rate", "type-mismatch",
       "'+' does not take (int, double). Convert one side, as in double(x)", 0, 19, ""},
      {"amount + rate", "type-mismatch",
       "'+' does not take (decimal, double). Convert one side, as in decimal(x)", 0, 13, ""},
      {"company == null", "type-mismatch",
       "'==' does not take (string, null). Whether a fact has a value, known(x) tells", 0, 15, ""},
      {"company == 1", "type-mismatch",
       "'==' does not take (string, int). Both sides must be of one type", 0, 12, ""},
      {"!company", "type-mismatch", "'!' does not take (string). It takes (bool)", 0, 8, ""},
      {"company && won", "type-mismatch", "this must be true or false, but is of type string", 0, 7,
       ""},
      {"company ? 1 : 2", "type-mismatch", "this must be true or false, but is of type string", 0,
       7, ""},
      {"won ? 1 : 'a'", "type-mismatch",
       "both results of '?:' must be of one type, but they are int and string", 0, 13, ""},
      {"company.name", "type-mismatch", "a value of type string has no field 'name'", 8, 12, ""},
      {"company.map(x, x)", "type-mismatch",
       "only lists and maps have elements to go through, not string", 0, 7, ""},
      {"tags.filter(t, 1)", "type-mismatch", "this must be true or false, but is of type int", 15,
       16, ""},
      {"[?1]", "type-mismatch", "what stands behind '?' must be an optional, but is of type int", 2,
       3, ""},
      {"company.optMap(x, x)", "type-mismatch", "this must be an optional, but is of type string",
       0, 7, ""},
      {"tags.first().optFlatMap(x, 1)", "type-mismatch",
       "the result of optFlatMap must be an optional, but is of type int", 27, 28, ""},
      {"need == 'nwo'", "enum-value",
       "\"nwo\" is none of the values now, later, none. Did you mean 'now'?", 8, 13, "\"now\""},
      {"'nwo' != need", "enum-value",
       "\"nwo\" is none of the values now, later, none. Did you mean 'now'?", 0, 5, "\"now\""},
      {"need in ['now', 'latr']", "enum-value",
       "\"latr\" is none of the values now, later, none. Did you mean 'later'?", 16, 22,
       "\"later\""},
      {"need == (won ? 'now' : 'zzz')", "enum-value",
       "\"zzz\" is none of the values now, later, none", 23, 28, ""},
      {"known(1)", "type-mismatch", "known() takes the name of one fact, as in known(amount)", 0, 8,
       ""},
      {"known()", "type-mismatch", "known() takes the name of one fact, as in known(amount)", 0, 7,
       ""},
      {"math.greatest('a', 'b')", "type-mismatch",
       "'math.greatest' does not take (string, string). It takes (dyn)", 0, 23, ""},
      {"company.matches('(')", "regex", "this is no regular expression (RE2): missing ): (", 16, 19,
       ""},
      {"Thing{a: 1}", "unknown-name", "there is no record 'Thing'", 0, 11, ""},
      {"google.protobuf.BoolValue{valeu: true}", "unknown-name", "the record has no field 'valeu'",
       0, 38, ""},
      {"google.protobuf.BoolValue{value: 1}", "type-mismatch",
       "the field 'value' does not take int", 0, 35, ""},
      {"google.protobuf.Value{null_value: 0, bool_value: true}", "type-mismatch",
       "a record has one field at most", 0, 54, ""},
  }));
  CAPTURE(source);
  Compiled compiled = facts().compiled(source);
  REQUIRE_FALSE(compiled.issues.empty());
  const Issue& issue = compiled.issues[0];
  CHECK(compiled.program == nullptr);
  CHECK(issue.code == code);
  CHECK(issue.message == message);
  CHECK(issue.begin == begin);
  CHECK(issue.end == end);
  CHECK(issue.replacement.value_or("") == replacement);
}

TEST_CASE("every issue is reported, in the order of the text") {
  Compiled compiled = facts().compiled("nope > 1 && need == 'x' && company.foo()");
  REQUIRE(compiled.issues.size() == 3);
  CHECK(compiled.issues[0].code == "unknown-name");
  CHECK(compiled.issues[1].code == "enum-value");
  CHECK(compiled.issues[2].code == "unknown-function");
}

TEST_CASE("an expression may be asked to have a type") {
  Facts f = facts();
  auto as = [&](const std::string& source, Type type) {
    CompileOptions options;
    options.expected = std::move(type);
    Compiled compiled = compile(source, f.environment, options);
    if (!compiled.issues.empty()) return compiled.issues[0].message;
    return to_string(compiled.type) + " " + display(f.run(*compiled.program));
  };
  CHECK(as("won", scalar(TypeKind::kBool)) == "bool true");
  CHECK(as("company", scalar(TypeKind::kBool)) == "this must be of type bool, but is string");
  CHECK(as("0.70", scalar(TypeKind::kDecimal)) == "decimal 0.7");
  CHECK(as("won ? 1 : -2", scalar(TypeKind::kDecimal)) == "decimal 1");
  CHECK(as("5", scalar(TypeKind::kDouble)) == "double 5");
  CHECK(as("[1, 2.5]", list_of(scalar(TypeKind::kDecimal))) == "list(decimal) [1, 2.5]");
  CHECK(as("'nwo'", enum_of({"now"})) == "\"nwo\" is none of the values now. Did you mean 'now'?");
  CHECK(as("any", scalar(TypeKind::kBool)) == "dyn 1");
}

TEST_CASE("containers, leading dots and loop variables") {
  Facts f;
  f.add("y", scalar(TypeKind::kInt), Value::integer(1));
  f.add("a.y", scalar(TypeKind::kInt), Value::integer(2));
  f.add("a.b.y", scalar(TypeKind::kInt), Value::integer(3));
  f.add("a.b.y.z", scalar(TypeKind::kInt), Value::integer(4));
  CHECK(f("y") == "1");
  CHECK(f("a.b.y.z") == "4");
  f.environment.container = "a.b";
  CHECK(f("y") == "3");
  CHECK(f(".y") == "1");
  CHECK(f("b.y") == "3");
  CHECK(f("y.z") == "4");
  CHECK(f("[7].exists(y, y == 7)") == "true");
  CHECK(f("[7].exists(y, .y == 1)") == "true");
  CHECK(f("[{'z': 9}].map(y, y.z)") == "[9]");
  CHECK(f("[{'b.y': 8}].map(q, q.`b.y`)") == "[8]");
}

TEST_CASE("without checks, what does not fit fails when it runs") {
  Facts f = facts();
  auto unchecked = [&](const std::string& source) {
    CompileOptions options;
    options.check = false;
    Compiled compiled = compile(source, f.environment, options);
    REQUIRE(compiled.program != nullptr);
    return display(f.run(*compiled.program));
  };
  CHECK(unchecked("nobody || true") == "true");
  CHECK(unchecked("nobody(1) || true") == "true");
  CHECK(unchecked("nobody") == "error: there is no 'nobody'");
  CHECK(unchecked("1 + 'a'") == "error: no such overload: +(int, string)");
  CHECK(unchecked("'a'.size(1)") == "error: 'size' does not take 1 argument");
  CHECK(unchecked("1 == 1.0") == "true");
  CHECK(unchecked("company.x") ==
        "error: no such overload: a value of type string has no field 'x'");
  CHECK(unchecked("[1, 'a'].map(x, x + 1)") == "error: no such overload: +(string, int)");
  CHECK(unchecked("3.map(x, x)") == "error: no such overload: loop over(int)");
}

TEST_CASE("types do not grow without bound") {
  std::string source = "[1]";
  for (int i = 0; i < 60; ++i)
    source = "cel.bind(x" + std::to_string(i) + ", " + source + ", [x" + std::to_string(i) + ", x" +
             std::to_string(i) + "])";
  Facts f;
  Compiled compiled = f.compiled("size(" + source + ")");
  CHECK(compiled.issues.empty());
}
