#include "ruleset/values.h"
#include "ruleset/lookup.h"
#include "ruleset/value_json.h"

#include "fixture.h"
#include "ruleset/model.h"
#include "ruleset/type_text.h"

using namespace stagegraph;
using namespace stagegraph::time;
using namespace stagegraph::ruleset;
using namespace stagegraph::test;

namespace {

cel::Type type_of(const std::string& text) {
  auto type = parse_type(text, {"red", "green"});
  REQUIRE(type.has_value());
  return *type;
}

const Zone& shanghai() {
  static const auto zone = Zone::load("Asia/Shanghai").value();
  return *zone;
}

std::string json_of(const Expected<cel::Value>& value) {
  if (!value) return "! " + value.error().message;
  std::string out;
  JsonWriter json(out);
  write_value(json, *value, &shanghai());
  return out;
}

// Text to a value, and the value as JSON.
std::string from_text(const std::string& type, const std::string& text) {
  Arena arena;
  cel::Type parsed = type_of(type);
  return json_of(value_from_text(text, parsed, shanghai(), arena));
}

std::string from_json(const std::string& type, const std::string& text) {
  Arena arena;
  cel::Type parsed = type_of(type);
  auto json = parse_json(text);
  REQUIRE(json.has_value());
  return json_of(value_from_json(*json, parsed, shanghai(), arena));
}

}  // namespace

TEST_CASE("values from text and back") {
  CHECK(from_text("int", "3") == "3");
  CHECK(from_text("int", "-9223372036854775808") == "-9223372036854775808");
  CHECK(from_text("bool", "true") == "true");
  CHECK(from_text("bool", "false") == "false");
  CHECK(from_text("double", "1e3") == "1000");
  CHECK(from_text("double", "-0.5") == "-0.5");
  CHECK(from_text("decimal", "12.50") == "12.5");
  CHECK(from_text("string", " as it is ") == "\" as it is \"");
  CHECK(from_text("string", "") == "\"\"");
  CHECK(from_text("enum", "green") == "\"green\"");
  CHECK(from_text("timestamp", "2026-03-02T10:00") == "\"2026-03-02T10:00:00+08:00\"");
  CHECK(from_text("timestamp", "2026-03-02") == "\"2026-03-02T00:00:00+08:00\"");
  CHECK(from_text("timestamp", "2026-03-02T10:00:00Z") == "\"2026-03-02T18:00:00+08:00\"");
  CHECK(from_text("date", "2026-03-02") == "\"2026-03-02\"");
  CHECK(from_text("list(int)", "[1, 2]") == "[1,2]");
  CHECK(from_text("map(string, decimal)", "{\"a\": 1.10}") == "{\"a\":1.1}");
}

TEST_CASE("durations in words, in ISO 8601 and as CEL has them") {
  for (const char* text : {"36 hours", "PT36H", "129600s", "36h", "35h60m", "129600000ms"}) {
    CHECK(from_text("duration", text) == "\"129600s\"");
  }
  CHECK(from_text("duration", "1.5s") == "\"1.5s\"");
  CHECK(from_text("duration", "-90m") == "\"-5400s\"");
  CHECK(from_text("duration", "1us1ns") == "\"0.000001001s\"");
  CHECK(from_text("duration", "0s") == "\"0s\"");
  for (const char* text : {"", "-", "1 month", "7 days", "3", "s", "1.5", "1x", "0.1ns", "--1s",
                           "999999999999h", "9999999999999999999999999999s", "+1s"}) {
    CHECK(from_text("duration", text) ==
          fmt::format("! '{}' is not a duration, such as 36 hours", text));
  }
}

TEST_CASE("text that is no value of the type") {
  for (const char* text :
       {"", "012", "+1", "1.0", "1e3", "0x1F", " 1", "1 ", "-", "-01", "9223372036854775808"}) {
    CHECK(from_text("int", text) == fmt::format("! '{}' is not an int", text));
  }
  for (const char* text : {"", "NaN", "inf", ".5", "1.", "+1", "0x1p3", "1e999", "-.5", "1,5"}) {
    CHECK(from_text("double", text) == fmt::format("! '{}' is not a double", text));
  }
  for (const char* text : {"", "True", "yes", "1"}) {
    CHECK(from_text("bool", text) == fmt::format("! '{}' is not a bool (true or false)", text));
  }
  CHECK(from_text("decimal", "1,5") == "! '1,5' is not a decimal");
  CHECK(from_text("enum", "blue") == "! 'blue' is not one of red, green");
  CHECK(from_text("date", "2026-02-30").starts_with("! '2026-02-30'"));
  CHECK(from_text("timestamp", "tomorrow").starts_with("! 'tomorrow'"));
  CHECK(from_text("list(int)", "[1, ") == "! '[1, ' is not a list of ints");
  CHECK(from_text("list(int)", "[1, \"2\"]") == "! '2' is not an int");
}

TEST_CASE("values from JSON and back") {
  CHECK(from_json("int", "3") == "3");
  CHECK(from_json("bool", "true") == "true");
  CHECK(from_json("double", "2.5") == "2.5");
  CHECK(from_json("decimal", "0.10") == "0.1");
  CHECK(from_json("decimal", "\"0.10\"") == "0.1");
  CHECK(from_json("enum", "\"red\"") == "\"red\"");
  CHECK(from_json("duration", "\"1 hour\"") == "\"3600s\"");
  CHECK(from_json("list(list(string))", "[[\"a\"], []]") == "[[\"a\"],[]]");
  CHECK(from_json("map(string, list(int))", "{\"a\": [1]}") == "{\"a\":[1]}");
}

TEST_CASE("JSON that is no value of the type") {
  CHECK(from_json("int", "\"3\"") == "! '3' is not an int");
  CHECK(from_json("int", "3.0") == "! '3.0' is not an int");
  CHECK(from_json("int", "null").ends_with("is not an int"));
  CHECK(from_json("bool", "1") == "! '1' is not a bool (true or false)");
  CHECK(from_json("string", "5") == "! '5' is not a string");
  CHECK(from_json("list(bool)", "{}").ends_with("is not a list of bools"));
  CHECK(from_json("map(string, int)", "[]").ends_with("is not a map to ints"));
  CHECK(from_json("map(string, list(enum))", "0")
            .ends_with("is not a map to lists of words out of red, green"));
  CHECK(from_json("list(map(string, int))", "0").ends_with("is not a list of maps to ints"));
  CHECK(from_json("map(string, int)", "{\"a\": true}").ends_with("is not an int"));
}

TEST_CASE("values that only expressions give, as JSON") {
  auto json = [](const cel::Value& value) { return json_of(value); };
  CHECK(json(cel::Value::null()) == "null");
  CHECK(json(cel::Value::unknown(uint32_t{3})) == "null");
  CHECK(json(cel::Value::unsigned_integer(UINT64_MAX)) == "18446744073709551615");
  CHECK(json(cel::Value::bytes("")) == "\"\"");
  CHECK(json(cel::Value::bytes("M")) == "\"TQ==\"");
  CHECK(json(cel::Value::bytes("Ma")) == "\"TWE=\"");
  CHECK(json(cel::Value::bytes("Man\xff")) == "\"TWFu/w==\"");
  cel::Optional some{true, cel::Value::integer(1)};
  cel::Optional none;
  CHECK(json(cel::Value::optional(&some)) == "1");
  CHECK(json(cel::Value::optional(&none)) == "null");
  cel::EvalError error{"no", 0, 0};
  CHECK(json(cel::Value::error(&error)) == "null");
  cel::Type type = cel::scalar(cel::TypeKind::kInt);
  CHECK(json(cel::Value::type(&type)) == "\"int\"");
  std::pair<cel::Value, cel::Value> entry{cel::Value::integer(1), cel::Value::boolean(true)};
  cel::Map map{{&entry, 1}};
  CHECK(json(cel::Value::map(&map)) == "{\"1\":true}");
}

TEST_CASE("ranges of facts") {
  auto rules = load(with_head(R"yaml(
facts:
  i: { type: int, min: 1, max: 3 }
  d: { type: double, max: 0.5 }
  m: { type: decimal, min: 0 }
  t: { type: timestamp, min: 2026-01-01 }
  a: { type: date, max: 2026-01-01 }
  u: { type: duration, max: 1 hour }
  s: { type: string, max: 2 }
  l: { type: list(int), max: 1 }
  p: { type: "map(string, int)", max: 1 }
  free: string
)yaml"));
  auto check = [&](const std::string& name, const std::string& text) {
    const Fact& fact = rules->facts[find_fact(*rules, name)];
    Arena arena;
    auto value = value_from_text(text, fact.type, *rules->zone, arena);
    REQUIRE(value.has_value());
    return check_fact_range(fact, *value).value_or("");
  };
  CHECK(check("i", "1") == "");
  CHECK(check("i", "0") == "is less than 1");
  CHECK(check("i", "4") == "is more than 3");
  CHECK(check("d", "0.5") == "");
  CHECK(check("d", "0.6") == "is more than 0.5");
  CHECK(check("m", "-0.1") == "is less than 0");
  CHECK(check("t", "2025-12-31T23:59:59") == "is less than 2026-01-01T00:00:00Z");
  CHECK(check("t", "2026-01-01") == "");
  CHECK(check("a", "2026-01-02") == "is more than 2026-01-01");
  CHECK(check("u", "61 minutes") == "is more than 3600s");
  CHECK(check("s", "éé") == "");
  CHECK(check("s", "abc") == "is longer than 2 characters");
  CHECK(check("l", "[1,2]") == "has more than 1 elements");
  CHECK(check("p", "{\"a\":1,\"b\":2}") == "has more than 1 elements");
  CHECK(check("free", "anything") == "");
  CHECK_FALSE(check_fact_range(rules->facts.at(0), cel::Value::unknown(uint32_t{0})));
}

TEST_CASE("types as authors write them") {
  CHECK(cel::to_string(type_of("list(string)")) == "list(string)");
  CHECK(cel::to_string(type_of(" map( string , list( decimal ) ) ")) ==
        "map(string, list(decimal))");
  for (const char* text :
       {"", "integer", "list", "list()", "list(int", "map(int, int)", "map(string)", "list(int) x",
        "set(int)", "list(list(list(list(list(list(list(list(list(int)))))))))"}) {
    CHECK_FALSE(parse_type(text, {}).has_value());
  }
  CHECK(parse_type("strin", {}).error().message == "'strin' is not a type. Did you mean 'string'?");
  CHECK(parse_type("qqq", {}).error().message.starts_with("'qqq' is not a type. Types are bool"));
}
