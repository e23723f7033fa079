// SPDX-License-Identifier: Apache-2.0
// Expressions of the language and its extensions, and what they are worth.
#include <catch2/catch.hpp>

#include "support.h"

using namespace stagegraph;
using namespace stagegraph::cel;

namespace {

void check(const char* source, const char* expected) {
  Facts facts;
  CAPTURE(source);
  CHECK(facts(source) == expected);
}

}  // namespace

TEST_CASE("operators") {
  auto [source, expected] = GENERATE(values<Row>({
      {"1 + 2 * 3", "7"},
      {"(1 + 2) * 3", "9"},
      {"7 / 2", "3"},
      {"-7 % 3", "-1"},
      {"1.5 * 2.0", "3"},
      {"2u + 3u", "5"},
      {"7u / 2u", "3"},
      {"7u % 4u", "3"},
      {"2u * 3u", "6"},
      {"3u - 2u", "1"},
      {"7u / 0u", "error: division by zero"},
      {"2u - 3u", "error: overflow in '-'"},
      {"18446744073709551615u + 1u", "error: overflow in '+'"},
      {"18446744073709551615u * 2u", "error: overflow in '*'"},
      {"9223372036854775807 + 1", "error: overflow in '+'"},
      {"-9223372036854775808 - 1", "error: overflow in '-'"},
      {"9223372036854775807 * 2", "error: overflow in '*'"},
      {"-9223372036854775808 / -1", "error: overflow in '/'"},
      {"-9223372036854775808 % -1", "0"},
      {"-(-9223372036854775808)", "error: overflow in '-'"},
      {"1.0 / 0.0", "Infinity"},
      {"-1.0 / 0.0", "-Infinity"},
      {"0.0 / 0.0", "NaN"},
      {"-(2.5)", "-2.5"},
      {"3.5 - 1.0", "2.5"},
      {"'a' + 'b'", "ab"},
      {"b'a' + b'b'", "ab"},
      {"[1] + [2, 3]", "[1, 2, 3]"},
      {"[] + [1]", "[1]"},
      {"[1] + []", "[1]"},
      {"1 < 2 && 2.0 >= 1.0", "true"},
      {"'b' > 'a' && b'a' <= b'a'", "true"},
      {"false < true", "true"},
      {"'abc' == 'abc'", "true"},
      {"!(1 == 2)", "true"},
      {"1 != 2", "true"},
      {"dyn(1) == 1.0 && dyn(1u) == 1", "true"},
      {"dyn(1) < 1.5", "true"},
      {"dyn(2u) > 1.5 && dyn(1.5) < 2u", "true"},
      {"dyn(-1) < 0u", "true"},
      {"dyn(1e30) > 5 && dyn(-1e30) < 5 && dyn(1e30) > 5u && dyn(-1.0) < 5u", "true"},
      {"dyn(1) == 'a'", "false"},
      {"0.0 / 0.0 == 0.0 / 0.0", "false"},
      {"null == null", "true"},
      {"[1, [2]] == [1, [2]]", "true"},
      {"[1] == [1, 2]", "false"},
      {"[1] == [2]", "false"},
      {"{'a': 1} == {'a': 1} && {'a': 1} != {'a': 2} && {'a': 1} != {'b': 1} && {'a': 1} != {'a': "
       "1, 'b': 2}",
       "true"},
      {"optional.of(1) == optional.of(1) && optional.of(1) != optional.none() && optional.none() "
       "== optional.none()",
       "true"},
      {"type(1) == int && type('a') != int", "true"},
      {"3 in [1, 2, 3]", "true"},
      {"4 in [1, 2, 3]", "false"},
      {"'k' in {'k': 1}", "true"},
      {"dyn(1.0) in {1: 2}", "true"},
      {"dyn('a') in {1: 2}", "false"},
      {"true ? 'yes' : 'no'", "yes"},
      {"false ? 1 : true ? 2 : 3", "2"},
      {"!true || false", "false"},
      {"1 in dyn(3)", "error: no such overload: in(int, int)"},
  }));
  check(source, expected);
}

TEST_CASE("members and collections") {
  auto [source, expected] = GENERATE(values<Row>({
      {"{'k': [1, 2]}.k[1]", "2"},
      {"{1: 'a', 2u: 'b', true: 'c', 'd': 'e'}[2]", "b"},
      {"{1: 'a'}[dyn(1.0)]", "a"},
      {"{1: 'a'}[dyn(1.5)]", "error: no such key: double"},
      {"{true: 1}[true]", "1"},
      {"{'a': 1}.b", "error: no such key: 'b'"},
      {"{true: 1}[false]", "error: no such key: false"},
      {"{1: 1}[7]", "error: no such key: 7"},
      {"[1, 2][2]", "error: index out of range: 2 of a list of 2"},
      {"[1, 2][-1]", "error: index out of range: -1 of a list of 2"},
      {"[1][dyn('a')]", "error: a list's index must be a whole number, not 'a'"},
      {"[1][dyn(0u)]", "1"},
      {"[5][dyn(18446744073709551615u)]", "error: a list's index must be a whole number, not uint"},
      {"dyn(1)[0]", "error: no such overload: [](int, int)"},
      {"{1: 1, 1u: 2}", "error: repeated key: 1"},
      {"{'a': 1, 'a': 2}", "error: repeated key: 'a'"},
      {"{0:0,1:0,2:0,3:0,4:0,5:0,6:0,7:0,8:0,9:0,4u:0}", "error: repeated key: 4"},
      {"size({0:0,1:0,2u:0,'3':0,4:0,true:0,false:0,7:0,8:0,18446744073709551615u:0,"
       "18446744073709551614u:1,'x':0})",
       "12"},
      {"{1.5: 1}", "error: unsupported key type: double"},
      {"{18446744073709551615u: 1}[18446744073709551615u]", "1"},
      {"has({'a': 1}.a) && !has({'a': 1}.b)", "true"},
      {"{'a b': 1}.`a b`", "1"},
      {"{'a': 1}.?a.value()", "1"},
      {"{'a': 1}.?b.orValue(7)", "7"},
      {"[1, 2][?5].hasValue()", "false"},
      {"[1, 2][?1]", "optional.of(2)"},
      {"{'a': {'b': 3}}.?a.b", "optional.of(3)"},
      {"{'a': {'b': [3]}}.?a.b[0]", "optional.of(3)"},
      {"{}.?a.b[0]", "optional.none()"},
      {"has({'a': {'b': 3}}.?a.b)", "true"},
      {"has({}.?a.b)", "false"},
      {"[?optional.of(1), ?optional.none(), 2]", "[1, 2]"},
      {"{?'a': optional.of(1), ?'b': optional.none()}", "{\"a\": 1}"},
      {"[?dyn(1)]", "error: no such overload: [?_](int)"},
      {"{?'a': dyn(1)}", "error: no such overload: {?_}(int)"},
      {"size('πέντε') == 5 && size(b'abc') == 3 && size([1]) == 1 && size({1: 2}) == 1 && "
       "'ab'.size() == 2",
       "true"},
      {"size(dyn(1))", "error: no such overload: size(int)"},
      {"google.protobuf.Int64Value{value: 5} + 1", "6"},
      {"google.protobuf.StringValue{} + 'x'", "x"},
      {"google.protobuf.Value{null_value: google.protobuf.NullValue.NULL_VALUE}", "null"},
  }));
  check(source, expected);
}

TEST_CASE("macros") {
  auto [source, expected] = GENERATE(values<Row>({
      {"[1, 2, 3].map(x, x * x)", "[1, 4, 9]"},
      {"[1, 2, 3].filter(x, x > 1)", "[2, 3]"},
      {"[1, 2, 3].map(x, x > 1, x * 10)", "[20, 30]"},
      {"[1, 2, 3].all(x, x > 0)", "true"},
      {"[1, 2, 3].all(x, x > 1)", "false"},
      {"[1, 2, 3].exists(x, x > 2)", "true"},
      {"[1, 2, 3].exists(x, x > 5)", "false"},
      {"[1, 2, 3].exists_one(x, x > 2)", "true"},
      {"[1, 2, 3].exists_one(x, x > 1)", "false"},
      {"[1, 2, 3].existsOne(x, x > 2)", "true"},
      {"{'a': 1, 'b': 2}.map(k, k)", "[\"a\", \"b\"]"},
      {"{'a': 1, 'b': 2}.all(k, v, v > 0)", "true"},
      {"[5, 6].exists(i, v, i == 1 && v == 6)", "true"},
      {"[5, 6].existsOne(i, v, v > 5)", "true"},
      {"[5, 6].transformList(i, v, i + v)", "[5, 7]"},
      {"[5, 6].transformList(i, v, i > 0, v)", "[6]"},
      {"{'a': 1}.transformMap(k, v, v + 1)", "{\"a\": 2}"},
      {"{'a': 1, 'b': 2}.transformMap(k, v, v > 1, v)", "{\"b\": 2}"},
      {"[7].transformMap(i, v, v)", "{0: 7}"},
      {"cel.bind(x, 3, x * x)", "9"},
      {"[1, 2].map(x, [3, 4].map(y, x * y))", "[[3, 4], [6, 8]]"},
      {"[1, 2].map(x, cel.bind(y, x + 1, x * y))", "[2, 6]"},
      {"optional.of(2).optMap(x, x * 3)", "optional.of(6)"},
      {"optional.none().optMap(x, x)", "optional.none()"},
      {"optional.of(2).optFlatMap(x, optional.none())", "optional.none()"},
      {"dyn(1).optMap(x, x)", "error: no such overload: optMap(int)"},
      {"dyn(1).orValue(2)", "error: no such overload: orValue(int)"},
      {"dyn(1).or(optional.none())", "error: no such overload: or(int)"},
      {"optional.none().or(optional.of(4)).value()", "4"},
      {"[3, 1, 2].sortBy(x, -x)", "[3, 2, 1]"},
      {"[1].all(x, dyn(x))", "error: no such overload: bool(int)"},
      {"[1].filter(x, dyn(x))", "error: no such overload: bool(int)"},
      {"[1].exists_one(x, dyn(x))", "error: no such overload: bool(int)"},
      {"dyn(1) ? 1 : 2", "error: no such overload: bool(int)"},
  }));
  check(source, expected);
}

TEST_CASE("conversions") {
  auto [source, expected] = GENERATE(values<Row>({
      {"int('42') + int('-7') + int('+1')", "36"},
      {"int('x')", "error: \"x\" cannot be read as int"},
      {"int('+-1')", "error: \"+-1\" cannot be read as int"},
      {"int(3.9)", "3"},
      {"int(1e30)", "error: range error: 1e+30 does not fit into int"},
      {"int(18446744073709551615u)",
       "error: range error: 18446744073709551615 does not fit into int"},
      {"int(5u)", "5"},
      {"int(dyn(true))", "error: no such overload: int(bool)"},
      {"int(timestamp(7))", "7"},
      {"uint(7)", "7"},
      {"uint(7.9)", "7"},
      {"uint('8')", "8"},
      {"uint(1u)", "1"},
      {"uint(-1)", "error: range error: -1 does not fit into uint"},
      {"uint('-1')", "error: \"-1\" cannot be read as uint"},
      {"uint(dyn(true))", "error: no such overload: uint(bool)"},
      {"double('1.5') + double(1) + double(2u) + double(0.5)", "5"},
      {"double('x')", "error: \"x\" cannot be read as double"},
      {"double(dyn(true))", "error: no such overload: double(bool)"},
      {"string(1.0) + string(-2) + string(3u) + string(true) + string(b'x') + string('y')",
       "1-23truexy"},
      {"string(123.456)", "123.456"},
      {"string(b'\\xff')", "error: the bytes are invalid UTF-8"},
      {"string(duration('1h1.5s'))", "3601.5s"},
      {"string(duration('-1ms'))", "-0.001s"},
      {"string(dyn([1]))", "error: no such overload: string(list)"},
      {"bytes('a') + bytes(b'b')", "ab"},
      {"bytes(dyn(1))", "error: no such overload: bytes(int)"},
      {"bool('true') && bool('T') && !bool('0') && bool(true)", "true"},
      {"bool('yes')", "error: \"yes\" cannot be read as bool"},
      {"bool(dyn(1))", "error: no such overload: bool(int)"},
      {"timestamp(0)", "1970-01-01T00:00:00Z"},
      {"timestamp(timestamp('2009-02-13T23:31:30Z'))", "2009-02-13T23:31:30Z"},
      {"timestamp(-62135596801)", "error: range error: -62135596801 does not fit into timestamp"},
      {"timestamp(dyn(true))", "error: no such overload: timestamp(bool)"},
      {"duration('1h30m') == duration('90m') && duration(duration('1us')) == duration('1000ns')",
       "true"},
      {"duration('+1.5ms') == duration('1500µs') && duration('0') == duration('0s')", "true"},
      {"duration('x')",
       "error: \"x\" cannot be read as a duration such as \"1h30m\" of at most 292 years"},
      {"['', '-', '1', '.', '1x', '99999999999h', '9999999999999999999999s', '1h 1m'].exists(x, "
       "duration(x) == duration('0'))",
       "error: \"\" cannot be read as a duration such as \"1h30m\" of at most 292 years"},
      {"duration(dyn(1))", "error: no such overload: duration(int)"},
      {"type(type(1)) == type && type(1.0) == double && type(timestamp(0)) == "
       "google.protobuf.Timestamp && type(null) == null_type",
       "true"},
      {"type(optional.none())", "optional_type"},
      {"[type(1), type(ip('::1')), type(cidr('::/1')), type(b''), type(decimal(1)), "
       "type(date('2026-01-01'))]",
       "[int, net.IP, net.CIDR, bytes, decimal, date]"},
  }));
  check(source, expected);
}

TEST_CASE("texts") {
  auto [source, expected] = GENERATE(values<Row>({
      {"'hello'.contains('ell') && 'hello'.startsWith('he') && 'hello'.endsWith('lo') && "
       "!'a'.contains('b')",
       "true"},
      {"'a'.contains(dyn(1))", "error: no such overload: contains(string, int)"},
      {"'hello'.matches('^h.*o$') && matches('abc', 'b')", "true"},
      {"['a+'].all(p, 'caat'.matches(p))", "true"},
      {"['('].all(p, 'a'.matches(p))", "error: this is no regular expression (RE2): missing ): ("},
      {"'a'.matches(dyn(1))", "error: no such overload: matches(string, int)"},
      {"dyn(1).matches('a')", "error: no such overload: matches(int)"},
      {"'tacocat'.charAt(3) + 'tacocat'.charAt(7)", "o"},
      {"'abc'.charAt(4)", "error: index out of range: 4"},
      {"'ta©o©αT'.indexOf('©', 3)", "4"},
      {"'abc'.indexOf('x')", "-1"},
      {"'abc'.indexOf('a', 9)", "error: index out of range: 9"},
      {"'abca'.lastIndexOf('a')", "3"},
      {"'abca'.lastIndexOf('a', 2)", "0"},
      {"'TacoCÆt'.lowerAscii() + 'tacoÆ'.upperAscii()", "tacocÆtTACOÆ"},
      {"dyn(1).lowerAscii()", "error: no such overload: lowerAscii(int)"},
      {"'a-b-c'.replace('-', '+')", "a+b+c"},
      {"'a-b-c'.replace('-', '', 1)", "ab-c"},
      {"'ab'.replace('', '_')", "_a_b_"},
      {"'ab'.replace('a', 'x', 0)", "ab"},
      {"'a,b,c'.split(',')", "[\"a\", \"b\", \"c\"]"},
      {"'a,b,c'.split(',', 2)", "[\"a\", \"b,c\"]"},
      {"'abc'.split('')", "[\"a\", \"b\", \"c\"]"},
      {"'abc'.split('', 2)", "[\"a\", \"bc\"]"},
      {"'a'.split(',', 0)", "[]"},
      {"''.split('')", "[]"},
      {"''.split(',')", "[\"\"]"},
      {"'tacocat'.substring(4) + 'tacocat'.substring(0, 4)", "cattaco"},
      {"'abc'.substring(2, 1)", "error: invalid substring range. start: 2, end: 1"},
      {"'abc'.substring(5)", "error: index out of range: 5"},
      {"'abc'.substring(1, 5)", "error: index out of range: 5"},
      {"'abc'.substring(-1)", "error: index out of range: -1"},
      {"' \\u00a0x y\\t\\u3000'.trim() + '|' + '  '.trim()", "x y|"},
      {"['a', 'b'].join('-') + ['x'].join() + [].join('-')", "a-bx"},
      {"[dyn(1)].join()", "error: no such overload: join(int)"},
      {"dyn(1).join()", "error: no such overload: join(int)"},
      {"'Ta©'.reverse()", "©aT"},
      {"[1, 2].reverse()", "[2, 1]"},
      {"dyn(1).reverse()", "error: no such overload: reverse(int)"},
      {"strings.quote('a\"b')", "\"a\\\"b\""},
      {"'%s %d %.2f %e %b %o %x %X %%'.format(['a', 1, 2.5, 1.0, 5, 8, 255, 'k'])",
       "a 1 2.50 1.000000e+00 101 10 ff 6B %"},
      {"'%s'.format([[1, 'a', null, true, {'k': 1.5, 'j': b'x'}, type(1)]])",
       "[1, a, null, true, {j: x, k: 1.5}, int]"},
      {"'%d %d %b %x %X %d'.format([-5, 7u, true, -255, 171, decimal('1.5')])",
       "-5 7 1 -ff AB 1.5"},
      {"'%f %f %e'.format([1, 2u, decimal('0.5')])", "1.000000 2.000000 5.000000e-01"},
      {"'%b'.format(['a'])",
       "error: error during formatting: only integers and bools can be formatted as binary, was "
       "given string"},
      {"'%s'.format([optional.none()])",
       "error: error during formatting: string clause can only be used on what has a text form, "
       "was given optional_type"},
      {"'%'.format([])", "error: the format ends within a clause"},
      {"'%.'.format([1])", "error: the precision in the format is no number or too large"},
      {"'%.999f'.format([1.0])", "error: the precision in the format is no number or too large"},
      {"'%q'.format([1])", "error: unrecognized formatting clause \"q\""},
      {"'%d'.format([])", "error: index 0 out of range"},
      {"'%f'.format(['a'])",
       "error: error during formatting: fixed-point clause can only be used on doubles, was given "
       "string"},
      {"'%d'.format([1.5])",
       "error: error during formatting: decimal clause can only be used on integers, was given "
       "double"},
      {"'%f'.format([0.0/0.0])", "NaN"},
      {"dyn(1).format([])", "error: no such overload: format(int, list)"},
  }));
  check(source, expected);
}

TEST_CASE("times") {
  auto [source, expected] = GENERATE(values<Row>({
      {"string(timestamp('2009-02-13T23:31:30Z') + duration('1h'))", "2009-02-14T00:31:30Z"},
      {"duration('1h') + timestamp(0) - duration('1.5s')", "1970-01-01T00:59:58.500Z"},
      {"timestamp(10) - timestamp(4)", "6s"},
      {"duration('1m') - duration('1s')", "59s"},
      {"duration('9000000000s') + duration('9000000000s')",
       "error: the duration is out of range: about 292 years at most"},
      {"timestamp('9999-12-31T23:59:59Z') + duration('1s')",
       "error: the timestamp is out of range: years 0001 to 9999"},
      {"timestamp('9999-12-31T23:59:59Z') - timestamp('0001-01-01T00:00:00Z')",
       "error: the duration is out of range: about 292 years at most"},
      {"timestamp(1) < timestamp(2) && duration('1s') < duration('2s')", "true"},
      {"[timestamp('2009-02-13T23:31:30.123Z')].map(t, [t.getFullYear(), t.getMonth(), "
       "t.getDate(), t.getDayOfMonth(), t.getDayOfWeek(), t.getDayOfYear()])",
       "[[2009, 1, 13, 12, 5, 43]]"},
      {"[timestamp('2009-02-13T23:31:30.123Z')].map(t, [t.getHours(), t.getMinutes(), "
       "t.getSeconds(), t.getMilliseconds()])",
       "[[23, 31, 30, 123]]"},
      {"[timestamp('2009-02-13T23:31:30Z')].map(t, [t.getHours('+02:30'), t.getHours('-01:00'), "
       "t.getHours('03:00'), t.getDate('Asia/Shanghai'), t.getMonth('UTC')])",
       "[[2, 22, 2, 14, 1]]"},
      {"['Asia/Tokyo'].map(z, timestamp(0).getHours(z))", "[9]"},
      {"timestamp(0).getHours(true ? 'Asia/Tokyo' : '-01:00')", "9"},
      {"timestamp(0).getHours('Nowhere/' + 'Land')",
       "error: the time zone 'Nowhere/Land' is not among those that were loaded. Name it in "
       "'time_zones', or write an offset such as +08:00"},
      {"timestamp(0).getHours('Nowhere/Land')",
       "issue: unknown-name: 'Nowhere/Land' is not a time zone. Write a name such as "
       "Asia/Shanghai, or an offset such as +08:00"},
      {"timestamp(0).getHours('+99:00')",
       "issue: unknown-name: '+99:00' is not a time zone. Write a name such as Asia/Shanghai, or "
       "an offset such as +08:00"},
      {"timestamp(0).getHours('+1a:00')",
       "issue: unknown-name: '+1a:00' is not a time zone. Write a name such as Asia/Shanghai, or "
       "an offset such as +08:00"},
      {"[duration('3730.5s')].map(d, [d.getHours(), d.getMinutes(), d.getSeconds(), "
       "d.getMilliseconds()])",
       "[[1, 62, 3730, 500]]"},
      {"dyn(1).getHours()", "error: no such overload: getHours(int)"},
      {"dyn(timestamp(0)).getHours(dyn(1))",
       "error: no such overload: getHours(google.protobuf.Timestamp, int)"},
      {"dyn(duration('1s')) * 2", "error: no such overload: *(google.protobuf.Duration, int)"},
      {"dyn(timestamp(0)) + dyn(timestamp(0))",
       "error: no such overload: +(google.protobuf.Timestamp, google.protobuf.Timestamp)"},
      {"dyn('a') - dyn('b')", "error: no such overload: -(string, string)"},
      {"dyn([1]) - dyn([1])", "error: no such overload: -(list, list)"},
      {"dyn(1.5) % dyn(1.5)", "error: no such overload: %(double, double)"},
      {"dyn(true) + dyn(true)", "error: no such overload: +(bool, bool)"},
      {"-dyn('a')", "error: no such overload: -(string)"},
  }));
  check(source, expected);
}

TEST_CASE("numbers") {
  auto [source, expected] = GENERATE(values<Row>({
      {"math.greatest(1, 3, 2) + math.least(4, 2)", "5"},
      {"math.greatest([1.5, 2.5])", "2.5"},
      {"math.greatest([])", "error: math.greatest() of an empty list"},
      {"math.least(dyn('a'), 1)", "error: no such overload: math.least(string, int)"},
      {"math.greatest(decimal(1), decimal('1.5'))", "1.5"},
      {"[math.ceil(1.2), math.floor(-1.2), math.round(2.5), math.round(-2.5), math.trunc(-1.7)]",
       "[2, -2, 3, -3, -1]"},
      {"[math.abs(-1), math.abs(1)]", "[1, 1]"},
      {"math.abs(-1.5) + math.abs(1.5)", "3"},
      {"math.abs(5u)", "5"},
      {"math.abs(decimal('-2.5')) + math.abs(decimal(1))", "3.5"},
      {"math.abs(-9223372036854775808)", "error: overflow in '-'"},
      {"math.abs(dyn('a'))", "error: no such overload: math.abs(string)"},
      {"[math.sign(-3), math.sign(0), math.sign(3)]", "[-1, 0, 1]"},
      {"[math.sign(-3.0), math.sign(0.0), math.sign(3.0)]", "[-1, 0, 1]"},
      {"math.sign(3u) + math.sign(0u)", "1"},
      {"math.sign(dyn('a'))", "error: no such overload: math.sign(string)"},
      {"[math.sqrt(9), math.sqrt(9u), math.sqrt(2.25)]", "[3, 3, 1.5]"},
      {"math.sqrt(dyn('a'))", "error: no such overload: math.sqrt(string)"},
      {"math.isNaN(0.0 / 0.0) && math.isInf(1.0 / 0.0) && math.isFinite(1.0)", "true"},
      {"math.isNaN(dyn(1))", "error: no such overload: math(int)"},
      {"math.ceil(dyn(1))", "error: no such overload: math(int)"},
      {"[math.bitAnd(6, 3), math.bitOr(6, 3), math.bitXor(6, 3), math.bitNot(0)]", "[2, 7, 5, -1]"},
      {"math.bitNot(0u)", "18446744073709551615"},
      {"[math.bitShiftLeft(1, 3), math.bitShiftRight(-1024, 3), math.bitShiftLeft(1, 64)]",
       "[8, 2305843009213693824, 0]"},
      {"math.bitShiftLeft(1, -1)", "error: negative offset of a bit shift: -1"},
      {"math.bitAnd(dyn(1), dyn(1u))", "error: no such overload: math.bitAnd(int, uint)"},
      {"math.bitNot(dyn('a'))", "error: no such overload: math.bitNot(string)"},
      {"math.bitShiftLeft(dyn('a'), 1)", "error: no such overload: math.bitShiftLeft(string, int)"},
  }));
  check(source, expected);
}

TEST_CASE("lists and sets") {
  auto [source, expected] = GENERATE(values<Row>({
      {"sets.contains([1, 2, 3], [2]) && !sets.contains([1], [2])", "true"},
      {"sets.equivalent([1, 2], [2, 1, 1]) && sets.intersects([1, 2], [2, 3]) && "
       "!sets.intersects([1], [2])",
       "true"},
      {"[1, 2, 1.0, 'a', 'a'].distinct()", "[1, 2, \"a\"]"},
      {"[1, [2, [3]]].flatten()", "[1, 2, [3]]"},
      {"[1, [2, [3]]].flatten(2)", "[1, 2, 3]"},
      {"[1].flatten(-1)", "error: flatten() takes no negative depth"},
      {"lists.range(3)", "[0, 1, 2]"},
      {"lists.range(-3)", "[]"},
      {"[1, 2, 3].slice(1, 3)", "[2, 3]"},
      {"[1].slice(1, 3)", "error: slice(1, 3) of a list of 1"},
      {"[[1, 2].first(), [1, 2].last(), [].first()]",
       "[optional.of(1), optional.of(2), optional.none()]"},
      {"[3, 1, 2].sort()", "[1, 2, 3]"},
      {"['b', 'a'].sort()", "[\"a\", \"b\"]"},
      {"[dyn(1), dyn('a')].sort()",
       "error: only numbers, texts, bools and times of one kind can be sorted"},
      {"[[1], [0]].sortBy(x, x)",
       "error: only numbers, texts, bools and times of one kind can be sorted"},
      {"dyn(1).first()", "error: no such overload: first(int)"},
      {"dyn(1).sort()", "error: no such overload: sort(int)"},
      {"dyn(1).distinct()", "error: no such overload: distinct(int)"},
      {"dyn(1).flatten()", "error: no such overload: flatten(int)"},
      {"dyn(1).slice(0, 1)", "error: no such overload: slice(int, int, int)"},
      {"lists.range(dyn('a'))", "error: no such overload: lists.range(string)"},
      {"sets.contains(dyn(1), [1])", "error: no such overload: sets(int, list)"},
  }));
  check(source, expected);
}

TEST_CASE("optionals") {
  auto [source, expected] = GENERATE(values<Row>({
      {"optional.ofNonZeroValue(0).hasValue() || optional.ofNonZeroValue('').hasValue() || "
       "optional.ofNonZeroValue([]).hasValue()",
       "false"},
      {"optional.ofNonZeroValue({}).hasValue() || optional.ofNonZeroValue(0u).hasValue() || "
       "optional.ofNonZeroValue(0.0).hasValue()",
       "false"},
      {"optional.ofNonZeroValue(false).hasValue() || optional.ofNonZeroValue(null).hasValue() || "
       "optional.ofNonZeroValue(timestamp(0)).hasValue()",
       "false"},
      {"optional.ofNonZeroValue(decimal(0)).hasValue() || "
       "optional.ofNonZeroValue(optional.none()).hasValue()",
       "false"},
      {"optional.ofNonZeroValue(type(1)).hasValue()", "true"},
      {"optional.none().value()", "error: the optional has no value"},
      {"dyn(1).value()", "error: no such overload: value(int)"},
      {"dyn(1).hasValue()", "error: no such overload: hasValue(int)"},
      {"optional.unwrap([optional.of(1), optional.none()]) + [optional.of(2)].unwrapOpt()",
       "[1, 2]"},
      {"optional.unwrap(dyn(1))", "error: no such overload: optional.unwrap(int)"},
      {"optional.unwrap(dyn([1]))", "error: no such overload: optional.unwrap(list)"},
  }));
  check(source, expected);
}

TEST_CASE("encoders") {
  auto [source, expected] = GENERATE(values<Row>({
      {"base64.encode(b'hello') + base64.encode(b'a') + base64.encode(b'')", "aGVsbG8=YQ=="},
      {"base64.decode('aGVsbG8=') + base64.decode('aGVsbG8') + base64.decode('')", "hellohello"},
      {"base64.decode('a')", "error: this is no Base64"},
      {"base64.decode('a$==')", "error: this is no Base64"},
      {"base64.decode('YQ=')", "error: this is no Base64"},
      {"base64.encode(dyn('a'))", "error: no such overload: base64.encode(string)"},
      {"base64.decode(dyn(1))", "error: no such overload: base64.decode(int)"},
  }));
  check(source, expected);
}

TEST_CASE("networks") {
  auto [source, expected] = GENERATE(values<Row>({
      {"ip('192.168.0.1')", "192.168.0.1"},
      {"ip('2001:DB8:0:0:1:0:0:1')", "2001:db8::1:0:0:1"},
      {"[ip('::ffff:102:304'), ip('::ffff:0:0'), ip('::ffff:0'), ip('64:ff9b::1.2.3.4')]",
       "[1.2.3.4, 0.0.0.0, ::ffff:0, 64:ff9b::102:304]"},
      {"[ip('::'), ip('1::'), ip('0:0:0:1::'), ip('::1.2.3.4')]",
       "[::, 1::, 0:0:0:1::, ::102:304]"},
      {"['1.2.3', '01.2.3.4', '1.2.3.256', '1:2', '1::2::3', ':1', '1:', 'g::', "
       "'12345::'].exists(t, isIP(t))",
       "false"},
      {"['::ffff:1.2.3.4', 'fe80::1%eth0', '1:2:3:4:5:6:7:8:9', '::1.2.3', "
       "'1:2:3:4:5:6:7:1.2.3.4', '', '1:2:3:4:5:6:7::8'].exists(t, isIP(t))",
       "false"},
      {"['1.2.3.4', '::', '1:2:3:4:5:6:7:8', '1:2:3:4:5:6:1.2.3.4'].all(t, isIP(t))", "true"},
      {"isIP('11111111111111111111111111111111111111111111111111111111111111111')", "false"},
      {"ip.isCanonical('::1') && !ip.isCanonical('::0001')", "true"},
      {"ip.isCanonical('x')", "error: IP Address 'x' parse error: this is no IP address"},
      {"[ip('1.2.3.4').family(), ip('::').family()]", "[4, 6]"},
      {"ip('127.0.0.1').isLoopback() && ip('::1').isLoopback() && !ip('::2').isLoopback()", "true"},
      {"ip('ff02::1').isLinkLocalMulticast() && ip('224.0.0.1').isLinkLocalMulticast()", "true"},
      {"ip('fe80::1').isLinkLocalUnicast() && ip('0.0.0.0').isUnspecified()", "true"},
      {"ip('8.8.8.8').isGlobalUnicast() && !ip('ff02::1').isGlobalUnicast() && "
       "!ip('255.255.255.255').isGlobalUnicast()",
       "true"},
      {"ip('::ffff:c0a8:1') == ip('192.168.0.1') && ip('::FFFF:C0A8:0001').family() == 4", "true"},
      {"ip('::ffff:c0a8:1') == ip('192.168.10.1') || ip('::c0a8:1') == ip('192.168.0.1')", "false"},
      {"isIP('::ffff:c0a8:1') && !isIP('::ffff:192.168.0.1') && "
       "!ip.isCanonical('::ffff:c0a8:1') && ip('::ffff:7f00:1').isLoopback()",
       "true"},
      {"cidr('192.168.0.0/24').containsIP('::ffff:c0a8:1') && "
       "cidr('::ffff:c0a8:0/120').containsIP('192.168.0.1')",
       "true"},
      {"[cidr('::ffff:c0a8:0/120'), cidr('::ffff:0:0/96').masked()]",
       "[192.168.0.0/24, 0.0.0.0/0]"},
      {"cidr('::ffff:c0a8:0/120') == cidr('192.168.0.0/24') && "
       "cidr('10.0.0.0/8').containsCIDR('::ffff:a01:0/112') && "
       "cidr('::ffff:c0a8:1/128').prefixLength() == 32",
       "true"},
      {"cidr('::ffff:c0a8:0/95')",
       "error: CIDR '::ffff:c0a8:0/95' parse error: an IPv4-mapped IPv6 address is not allowed"},
      {"isCIDR('::ffff:c0a8:0/95') || isCIDR('::ffff:c0a8:0/129') || "
       "isCIDR('::ffff:192.168.0.0/120')",
       "false"},
      {"cidr('10.1.2.3/8').masked()", "10.0.0.0/8"},
      {"cidr('2001:db8:ffff::/33').masked()", "2001:db8:8000::/33"},
      {"cidr('10.0.0.0/8').containsIP('10.2.3.4') && "
       "!cidr('10.0.0.0/8').containsIP(ip('11.2.3.4'))",
       "true"},
      {"cidr('10.0.0.0/8').containsCIDR('10.1.0.0/16') && "
       "!cidr('10.1.0.0/16').containsCIDR(cidr('10.0.0.0/8'))",
       "true"},
      {"cidr('10.0.0.1/8').ip() == ip('10.0.0.1') && cidr('::/64').prefixLength() == 64", "true"},
      {"['10.0.0.0', '10.0.0.0/33', '10.0.0.0/08', '::/129', 'x/8', '10.0.0.0/'].exists(t, "
       "isCIDR(t))",
       "false"},
      {"cidr('10.0.0.0')",
       "error: CIDR '10.0.0.0' parse error: a CIDR range has a '/' and the length of its prefix"},
      {"ip(dyn(1))", "error: no such overload: ip(int)"},
      {"isIP(dyn(1))", "error: no such overload: isIP(int)"},
      {"cidr('::/1').containsIP(dyn(1))", "error: no such overload: ip(int)"},
      {"dyn(ip('::')).masked()", "error: no such overload: masked(net.IP)"},
      {"dyn(1).family()", "error: no such overload: family(int)"},
      {"dyn(1).isLoopback()", "error: no such overload: ip(int)"},
      {"dyn(1).containsIP('::')", "error: no such overload: containsIP(int, string)"},
      {"string(ip('::1')) + string(cidr('::/1'))", "::1::/1"},
      {"ip(ip('::1')) == ip('::1')", "true"},
  }));
  check(source, expected);
}
