// SPDX-License-Identifier: Apache-2.0
#include "base/json.h"
#include "base/json_writer.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

using namespace stagegraph;

namespace {

Json read(std::string_view text) {
  auto json = parse_json(text);
  INFO((json ? std::string() : json.error().message));
  REQUIRE(json);
  return std::move(*json);
}

struct Refusal {
  Status status;
  std::string code;
  Range range;
};

Refusal refuse(std::string_view text, const JsonLimits& limits = {}) {
  auto json = parse_json(text, limits);
  CAPTURE(text);
  REQUIRE_FALSE(json);
  REQUIRE(json.error().diagnostics.size() == 1);
  const Diagnostic& d = json.error().diagnostics.front();
  CHECK_FALSE(d.message.empty());
  return {json.error().status, d.code, d.range};
}

}  // namespace

TEST_CASE("json: values of every kind") {
  Json json = read(R"( {"a": [1, -2.50, 1e999, 123456789012345678901234567890], "b": "x\n\u4e2d",
                       "c": true, "d": false, "e": null, "f": {}} )");
  REQUIRE(json.kind == Json::Kind::kObject);
  REQUIRE(json.members.size() == 6);
  const Json& a = *json.find("a");
  REQUIRE(a.items.size() == 4);
  CHECK(a.items[0].text == "1");
  CHECK(a.items[1].text == "-2.50");
  CHECK(a.items[2].text == "1e999");
  CHECK(a.items[3].text == "123456789012345678901234567890");
  CHECK(json.find("b")->text == "x\n中");
  CHECK(json.find("c")->boolean);
  CHECK_FALSE(json.find("d")->boolean);
  CHECK(json.find("e")->kind == Json::Kind::kNull);
  CHECK(json.find("f")->members.empty());
  CHECK(json.find("g") == nullptr);
  CHECK(a.find("a") == nullptr);
  CHECK(read("18446744073709551615").text == "18446744073709551615");
  CHECK(read("\"\"").text.empty());
  Json copy = json;
  Json other;
  other = copy;
  CHECK(other.find("b")->text == "x\n中");
}

TEST_CASE("json: the names of kinds") {
  CHECK(to_string(read("null").kind) == "null");
  CHECK(to_string(read("true").kind) == "a boolean");
  CHECK(to_string(read("1").kind) == "a number");
  CHECK(to_string(read("\"\"").kind) == "a string");
  CHECK(to_string(read("[]").kind) == "an array");
  CHECK(to_string(read("{}").kind) == "an object");
}

TEST_CASE("json: long strings and escapes arrive whole") {
  std::string inner(5000, 'x');
  CHECK(read("\"" + inner + "\\u00e9" + inner + "\"").text == inner + "é" + inner);
  CHECK(read("{\"" + inner + "\\\"k\": 1}").members[0].first == inner + "\"k");
  CHECK(read(R"("\ud83d\ude00")").text == "😀");
}

TEST_CASE("json: mistakes have a place") {
  Refusal r = refuse("{\"a\": 1,\n \"é\": x}");
  CHECK(r.status == Status::kInvalidInput);
  CHECK(r.code == "json-syntax");
  CHECK(r.range.begin == Position{2, 7});
  CHECK(refuse("").range.begin == Position{1, 1});
  CHECK(refuse("{\"a\": 1").range.begin == Position{1, 8});
  CHECK(refuse("{} x").range.begin == Position{1, 4});
  CHECK(refuse("[1] [2]").code == "json-syntax");
  for (const char* text :
       {"{a: 1}",      "[1,]",     "{\"a\":1,}",    "01",          "+1",
        ".5",          "NaN",      "'a'",           "\"a",         "tru",
        "[1 2]",       "// c\n1",  "\"\\q\"",       "\"\\ud800\"", "\"\\ud800\\u0041\"",
        "\"\\u12G4\"", "\"a\nb\"", "1e99999999999", "\"\xFF\"",    "{\"a\" 1}"}) {
    CHECK(refuse(text).code == "json-syntax");
  }
}

TEST_CASE("json: a key twice is refused, at the second") {
  Refusal r = refuse("{\"a\": 1,\n \"b\": {\"a\": 2}, \"a\": 3}");
  CHECK(r.code == "json-duplicate-key");
  CHECK(r.range == Range{{2, 17}, {2, 20}});
  CHECK(refuse(R"({"a\"b":1, "a\"b":2})").range == Range{{1, 12}, {1, 18}});
  CHECK(refuse(R"({"":1,"":2})").range == Range{{1, 7}, {1, 9}});
  CHECK(refuse(R"({"a\\":1,"a\\":2})").range == Range{{1, 10}, {1, 15}});
  CHECK(refuse(R"({"a":1, "\u0061":2})").code == "json-duplicate-key");
  std::string many = "{";
  for (int i = 0; i < 100; ++i) many += "\"k" + std::to_string(i) + "\": 0, ";
  CHECK(read(many + "\"z\": 0}").members.size() == 101);
  CHECK(refuse(many + "\"k3\": 0}").code == "json-duplicate-key");
  CHECK(refuse(many + "\"k99\": 0}").code == "json-duplicate-key");
}

TEST_CASE("json: limits, one below, at and above") {
  JsonLimits limits;
  limits.depth = 3;
  CHECK(parse_json("[[[1]]]", limits));
  CHECK(refuse("[[[[1]]]]", limits).code == "json-limit");
  CHECK(refuse("[{\"a\":[{}]}]", limits).status == Status::kLimitExceeded);
  limits = {};
  limits.nodes = 4;
  CHECK(parse_json("[1,true,null]", limits));
  CHECK(refuse("[1,2,3,4]", limits).code == "json-limit");
  CHECK(refuse("[1,2,3,true]", limits).code == "json-limit");
  CHECK(refuse("[1,2,3,null]", limits).code == "json-limit");
  CHECK(refuse("[1,2,3,{}]", limits).status == Status::kLimitExceeded);
  limits = {};
  limits.bytes = 4;
  CHECK(parse_json("1234", limits));
  CHECK(refuse("12345", limits).status == Status::kLimitExceeded);
}

TEST_CASE("json writer: commas, escapes, numbers") {
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("a").begin_array().integer(-1).unsigned_integer(UINT64_MAX).real(0.1);
  w.real(std::nan("")).real(std::numeric_limits<double>::infinity()).real(-HUGE_VAL).real(1e300);
  w.boolean(true).boolean(false).null().string("é\"\\\b\f\n\r\t\x01/\x7f").raw("{}").end_array();
  w.key("b").begin_object().end_object().key("c").begin_array().end_array().end_object();
  CHECK(out ==
        "{\"a\":[-1,18446744073709551615,0.1,\"NaN\",\"Infinity\",\"-Infinity\",1e+300,true,false,"
        "null,\"é\\\"\\\\\\b\\f\\n\\r\\t\\u0001/\x7f\",{}],\"b\":{},\"c\":[]}");
  Json back = read(out);
  CHECK(back.find("a")->items.back().kind == Json::Kind::kObject);
  CHECK(back.find("a")->items[10].text == "é\"\\\b\f\n\r\t\x01/\x7f");
}
