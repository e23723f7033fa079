// SPDX-License-Identifier: Apache-2.0
// Cases of the language's definition beyond the public suite: how expressions are read, and
// operators.
#include <catch2/catch.hpp>

#include "support.h"

using namespace stagegraph;
using namespace stagegraph::cel;

TEST_CASE("the definition: texts and bytes") {
  check_all({
      {"'\\a\\b\\f\\n\\r\\t\\v\\\\\\?\\\"\\'\\`' == "
       "'\\x07\\x08\\x0c\\x0a\\x0d\\x09\\x0b\\x5c\\x3f\\x22\\x27\\x60'",
       "true"},
      {"'\\u00e9' == 'é'", "true"},
      {"'\\U0001F600' == '😀'", "true"},
      {"size('\\U0001F600')", "1"},
      {"'\\ud800'", "error"},
      {"'\\U00110000'", "error"},
      {"'\\400'", "error"},
      {"b'\\400'", "error"},
      {"b'\\u00e9'", "error"},
      {"'\\xFF' == 'ÿ'", "true"},
      {"size(b'\\xff')", "1"},
      {"size(b'ÿ')", "2"},
      {"'\\101' == 'A'", "true"},
      {"'\\8'", "error"},
      {"'\\q'", "error"},
      {"r'\\q' == '\\\\q'", "true"},
      {"R'\\'' == '\\\\\\''", "error"},
      {"'''a'b''' == 'a\\'b'", "true"},
      {"\"\"\"a\nb\"\"\" == \"a\\nb\"", "true"},
      {"'a\nb'", "error"},
      {"br'\\n' == b'\\\\n'", "true"},
      {"rb'\\n'", "error"},
      {"bR'\\x41' == b'\\\\x41'", "true"},
      {"'\\x4'", "error"},
      {"'\\X41' == 'A'", "true"},
  });
}

TEST_CASE("the definition: numbers as they are written") {
  check_all({
      {"0x", "error"},
      {"0xFFFFFFFFFFFFFFFFu", "18446744073709551615"},
      {"0xFFFFFFFFFFFFFFFF", "error"},
      {"-0x8000000000000000", "-9223372036854775808"},
      {"-9223372036854775808", "-9223372036854775808"},
      {"9223372036854775808", "error"},
      {"1.", "error"},
      {".5", "0.5"},
      {"1e5", "100000"},
      {"1e", "error"},
      {"1e+3", "1000"},
      {"01", "1"},
      {"1u+2u", "3"},
      {"-1u", "error"},
      {"1 u", "error"},
      {"1.5u", "error"},
      {"--1", "1"},
      {"-(-1)", "1"},
      {"- 1", "-1"},
      {"!!true", "true"},
      {"!-1", "error"},
      {"-true", "error"},
  });
}

TEST_CASE("the definition: names, keywords and back quotes") {
  check_all({
      {"as", "error"},
      {"break", "error"},
      {"for", "error"},
      {"null.x", "error"},
      {"{'if':1}.if", "1"},
      {"{'in':1}.in", "error"},
      {"{'as':1}.as", "1"},
      {"{'package':1}.package", "1"},
      {"[1].exists(let, let==1)", "error"},
      {"{'true':1}.true", "error"},
      {"{'null':1}.null", "error"},
      {"{'in':1}.`in`", "1"},
      {"{'a-b':1}.`a-b`", "1"},
      {"{'a b':1}.`a b`", "1"},
      {"{'a.b':1}.`a.b`", "1"},
      {"has({'a-b':1}.`a-b`)", "true"},
      {"`a`", "error"},
      {"{'é':1}.`é`", "error"},
  });
}

TEST_CASE("the definition: white space and comments") {
  check_all({
      {"1 // comment\n + 2", "3"},
      {"1\t+\f2", "3"},
      {"1\v+2", "error"},
  });
}

TEST_CASE("the definition: choices and short circuits") {
  check_all({
      {"true ? 1 : false ? 2 : 3", "1"},
      {"(1/0 > 0) ? 1 : 2", "error"},
      {"true || (1/0 > 0)", "true"},
      {"(1/0 > 0) || true", "true"},
      {"(1/0>0) && false", "false"},
      {"false && (1/0>0)", "false"},
      {"true ? 1 : (1/0)", "1"},
  });
}

TEST_CASE("the definition: numbers of different kinds, and order") {
  check_all({
      {"dyn(1) == 1.0", "true"},
      {"dyn(1u) == 1", "true"},
      {"dyn(1) < 1.5", "true"},
      {"dyn(9223372036854775807) < 9223372036854775808.0", "false"},
      {"dyn(9007199254740993) == 9007199254740992.0", "true"},
      {"dyn(18446744073709551615u) > 9223372036854775807", "true"},
      {"dyn(-1) < 0u", "true"},
      {"0.0/0.0 == 0.0/0.0", "false"},
      {"0.0/0.0 != 0.0/0.0", "true"},
      {"dyn('a') == 1", "false"},
      {"dyn(null) == 1", "false"},
      {"dyn('a') < 1", "error"},
      {"dyn(true) < 1", "error"},
      {"null < null", "error"},
      {"[1] < [2]", "error"},
      {"dyn(1) in [1.0, 2.0]", "true"},
      {"1 in {1.0: 2}", "error"},
      {"{1: 'a'}[dyn(1.0)] == 'a'", "true"},
      {"{1u: 'a'}[dyn(1)] == 'a'", "true"},
      {"{1: 'a', 1u: 'b'}", "error"},
      {"{dyn(1): 1, dyn(1u): 2}", "error"},
      {"{1.5: 1}", "error"},
      {"{dyn(1.5): 1}", "error"},
      {"{null:1}", "error"},
      {"[1,2][dyn(1.0)]", "2"},
      {"[1,2][dyn(1u)]", "2"},
      {"[1,2][dyn(1.5)]", "error"},
      {"[1][-1]", "error"},
      {"false < true", "true"},
      {"b'a' < b'b'", "true"},
      {"'a' < 'B'", "false"},
      {"'é' > 'z'", "true"},
      {"'😀' > '\357\277\277'", "true"},
  });
}

TEST_CASE("the definition: macros of both generations") {
  check_all({
      {"[].all(x, x>0)", "true"},
      {"[].exists(x, x>0)", "false"},
      {"[1,2].exists_one(x, x>0)", "false"},
      {"[1,0].exists_one(x, 1/x>0)", "error"},
      {"[0,1].all(x, 1/x>5)", "false"},
      {"[0,1].exists(x, 1/x==1)", "true"},
      {"[0,2].exists(x, 1/x==1)", "error"},
      {"{'a':1}.all(k, k=='a')", "true"},
      {"{'a':1}.map(k, k) == ['a']", "true"},
      {"{'a':1}.filter(k, true) == ['a']", "true"},
      {"[1].map(x, x, x)", "error"},
      {"[1].map(x.y, 1)", "error"},
      {"'abc'.all(x, true)", "error"},
      {"[1,2,3].map(x, x > 1, x * 2) == [4,6]", "true"},
      {"[[1],[2]].map(x, x.map(x, x+1)) == [[2],[3]]", "true"},
      {"[1,2].all(i, v, i < v)", "true"},
      {"{'a':1}.exists(k, v, v==1)", "true"},
      {"[1,1].existsOne(i, v, v==1)", "false"},
      {"{'a':1}.transformMap(k, v, v+1) == {'a':2}", "true"},
      {"[1,2].transformMap(i, v, v) == {0:1,1:2}", "true"},
      {"[1,2].transformMapEntry(i, v, {v: i}) == {1:0, 2:1}", "true"},
      {"[1,1].transformMapEntry(i, v, {v: i})", "error"},
      {"[1,2].transformMapEntry(i, v, v > 1, {v: i}) == {2:1}", "true"},
  });
}

TEST_CASE("the definition: operators and what is left") {
  check_all({
      {"size('')", "0"},
      {"size({'a':1})", "1"},
      {"'a'.size() == size('a')", "true"},
      {"'a' + b'b'", "error"},
      {"1 + 1u", "error"},
      {"1 + 1.0", "error"},
      {"5 % -3", "2"},
      {"-5 % 3", "-2"},
      {"5 / -2", "-2"},
      {"-9223372036854775808 / -1", "error"},
      {"-9223372036854775808 % -1", "0"},
      {"5.0 % 2.0", "error"},
      {"1.0 / 0.0", "Infinity"},
      {"0u - 1u", "error"},
      {"9223372036854775807 + 1", "error"},
      {"[1] + [2] == [1,2]", "true"},
      {"{} + {}", "error"},
      {"'a' * 2", "error"},
      {"has({'a':null}.a)", "true"},
      {"has({}.a)", "false"},
      {"{'a':1}.b", "error"},
      {"x", "error"},
      {"[1,2,]==[1,2]", "true"},
      {"{'a':1,}=={'a':1}", "true"},
      {"[,] == []", "true"},
      {"{,} == {}", "true"},
      {"size([1],)", "error"},
      {"-!true", "error"},
      {"!-1", "error"},
      {"!(-1 < 2)", "false"},
      {"0X1F", "error"},
      {"- 9223372036854775808", "error"},
      {"- 5", "-5"},
      {"size()", "error"},
      {"[1,,2]", "error"},
      {"{'a':1}.a.in", "error"},
      {"[1].in()", "error"},
      {"1 .in", "error"},
      {"size(1)", "error"},
      {"f(1,)", "error"},
      {"1 == 1 == true", "true"},
      {"1 < 2 < 3", "error"},
      {"(1)", "1"},
      {"()", "error"},
      {"", "error"},
      {"1 2", "error"},
      {"a?b", "error"},
      {"1 in [1] == true", "true"},
  });
}
