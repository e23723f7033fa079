// Tokens, literals and the parser: what is read, and what is said about what cannot be.
#include <catch2/catch.hpp>

#include "cel/common/literals.h"
#include "cel/syntax/lexer.h"
#include "cel/syntax/parser.h"
#include "support.h"

using namespace stagegraph;
using namespace stagegraph::cel;

namespace {

std::vector<TokenKind> kinds(std::string_view source) {
  std::vector<Issue> issues;
  std::vector<TokenKind> result;
  for (const Token& token : tokenize(source, issues)) result.push_back(token.kind);
  CHECK(issues.empty());
  return result;
}

std::vector<Issue> issues_of(const std::string& source) {
  Environment environment;
  return compile(source, environment).issues;
}

}  // namespace

TEST_CASE("tokens") {
  using enum TokenKind;
  CHECK(kinds("") == std::vector{kEnd});
  CHECK(kinds("a.b >= 3u // rest\n && !c") ==
        std::vector{kIdent, kDot, kIdent, kGreaterEqual, kUint, kAnd, kBang, kIdent, kEnd});
  CHECK(kinds("1 0x1F 1.5 .5 1e3 1E-3 2u 0xAU") ==
        std::vector{kInt, kInt, kDouble, kDouble, kDouble, kDouble, kUint, kUint, kEnd});
  CHECK(kinds("'a' \"b\" r'c' b'd' bR\"e\" '''f'g''' \"\"\"h\"\"\"") ==
        std::vector{kString, kString, kString, kBytes, kBytes, kString, kString, kEnd});
  CHECK(kinds("a.`b-c`") == std::vector{kIdent, kDot, kQuotedIdent, kEnd});
  CHECK(kinds("\f\t\r\n1") == std::vector{kInt, kEnd});
  CHECK(kinds("1.size()") == std::vector{kInt, kDot, kIdent, kOpenParen, kCloseParen, kEnd});
  CHECK(is_reserved("while"));
  CHECK_FALSE(is_reserved("whole"));
}

TEST_CASE("texts are decoded") {
  auto decoded = [](std::string_view literal) {
    Expected<std::string> text = decode_text(literal);
    return text ? *text : "error: " + text.error().message;
  };
  CHECK(decoded(R"("a\n\t\\\"\x41\101\u00e9\U0001F431")") == "a\n\t\\\"AA\u00e9\U0001F431");
  CHECK(decoded(R"(r"a\n")") == "a\\n");
  CHECK(decoded(R"('\377')") == "\u00ff");
  CHECK(decoded(R"(b'\377\xfe')") == "\xff\xfe");
  CHECK(decoded("'''a\n'b'''") == "a\n'b");
  CHECK(decoded(R"("\q")") == "error: '\\q' is not an escape. A backslash is written '\\\\'");
  CHECK(decoded(R"("\ud800")") == "error: an escape names no Unicode character");
  CHECK(decoded(R"("\U00110000")") == "error: an escape names no Unicode character");
  CHECK(decoded(R"("\x4")") == "error: an escape needs 2 digits");
  CHECK(decoded(R"("\09")") == "error: an escape needs 3 digits");
  CHECK(decoded(R"(b"\u0041")").starts_with("error: \\u and \\U are not allowed in bytes"));
}

TEST_CASE("numbers are decoded") {
  CHECK(decode_int("9223372036854775807", false) == INT64_MAX);
  CHECK(decode_int("9223372036854775808", true) == INT64_MIN);
  CHECK_FALSE(decode_int("9223372036854775808", false));
  CHECK(decode_int("0xff", true) == -255);
  CHECK(decode_uint("18446744073709551615u") == UINT64_MAX);
  CHECK_FALSE(decode_uint("18446744073709551616u"));
  CHECK(decode_double("1e400") == std::numeric_limits<double>::infinity());
  CHECK(decode_double("1e-400") == 0.0);
  CHECK(decode_double("0." + std::string(400, '0') + "1e+20") == 0.0);
  CHECK(decode_double("1e99999999999999999999") == std::numeric_limits<double>::infinity());
  CHECK(decode_double("1e-99999999999999999999") == 0.0);
  CHECK(decode_double(std::string(400, '9')) == std::numeric_limits<double>::infinity());
  CHECK(quote("a\"b\\\n\a\b\f\r\t\v") == "\"a\\\"b\\\\\\n\\a\\b\\f\\r\\t\\v\"");
}

TEST_CASE("what cannot be read is reported where it is") {
  struct Wrong {
    const char* source;
    const char* message;
    uint32_t begin;
    uint32_t end;
  };
  auto [source, message, begin, end] = GENERATE(values<Wrong>({
      {"", "expected a value, found the end", 0, 0},
      {"1 +", "expected a value, found the end", 3, 3},
      {"1 = 2", "unexpected character '='. Equality is written '=='", 2, 3},
      {"a & b", "unexpected character '&'. 'and' is written '&&'", 2, 3},
      {"a | b", "unexpected character '|'. 'or' is written '||'", 2, 3},
      {"1 \u20ac 2", "unexpected character '\u20ac'", 2, 5},
      {"'abc", "a text has no closing quote", 0, 4},
      {"'a\nb'", "a text has no closing quote", 0, 2},
      {"a.`b", "a back-quoted name has no closing back quote", 2, 4},
      {"a.``", "a back-quoted name is empty", 2, 4},
      {"12abc", "'12abc' is neither a number nor a name", 0, 5},
      {"(1", "expected ')', found the end", 2, 2},
      {"[1, 2", "expected ',' or ']', found the end", 5, 5},
      {"{1 2}", "expected ':' and a value, found '2'", 3, 4},
      {"true ? 1", "expected ':' and what the value is otherwise, found the end", 8, 8},
      {"1 2", "expected an operator or the end, found '2'", 2, 3},
      {"if", "'if' is a reserved word and cannot be a name here", 0, 2},
      {"a.", "expected a field's or function's name after '.', found the end", 2, 2},
      {".1a", "'.1a' is neither a number nor a name", 0, 3},
      {". 1", "expected a name after '.', found '1'", 2, 3},
      {"99999999999999999999",
       "the number does not fit into 64 bits. Write it as a double, with "
       "'.0' behind",
       0, 20},
      {"99999999999999999999u", "the number does not fit into 64 bits", 0, 21},
      {"'\\q'", "'\\q' is not an escape. A backslash is written '\\\\'", 0, 4},
      {"has(a)", "has() takes a field, as in has(event.reason)", 4, 5},
      {"[1].all(x.y, true)",
       "the variable of 'all' must be a plain name, as in items.all(x, x > 0)", 8, 11},
      {"[1].all(x, x, true)", "the two variables need different names", 11, 12},
      {"size(1 +)", "expected a value, found ')'", 8, 9},
  }));
  CAPTURE(source);
  std::vector<Issue> issues = issues_of(source);
  REQUIRE_FALSE(issues.empty());
  CHECK(issues[0].code == "syntax");
  CHECK(issues[0].message == message);
  CHECK(issues[0].begin == begin);
  CHECK(issues[0].end == end);
}

TEST_CASE("several syntax errors are found in one go") {
  std::vector<Issue> issues = issues_of("[1 +, 2 *] + (3 -) + {4}");
  REQUIRE(issues.size() == 4);
  CHECK(issues[0].begin == 4);
  CHECK(issues[1].begin == 9);
  CHECK(issues[2].begin == 17);
  CHECK(issues[3].begin == 23);
}

TEST_CASE("text that is not UTF-8 is refused") {
  std::vector<Issue> issues = issues_of("'a\xff'");
  REQUIRE(issues.size() == 1);
  CHECK(issues[0].begin == 2);
}

TEST_CASE("limits on what is written") {
  Environment environment;
  environment.limits.source_bytes = 10;
  CHECK(compile("1 + 2 + 34", environment).issues.empty());
  CHECK(compile("1 + 2 + 345", environment).issues.at(0).code == "limit");

  environment.limits = {};
  environment.limits.depth = 5;
  CHECK(compile("((((1))))", environment).issues.empty());
  CHECK(compile("(((((1)))))", environment).issues.at(0).code == "limit");
  CHECK(compile("----- 1u", environment).issues.at(0).code == "limit");

  environment.limits = {};
  environment.limits.nodes = 5;
  CHECK(compile("1 + 2 + 3", environment).issues.empty());
  CHECK(compile("1 + 2 + 3 + 4", environment).issues.at(0).code == "limit");
}

TEST_CASE("long chains are no deep nesting") {
  Environment environment;
  auto chain = [](const std::string& item, const std::string& separator, int count) {
    std::string text = item;
    for (int i = 1; i < count; ++i) text += separator + item;
    return text;
  };
  CHECK(compile(chain("1", " + ", 4000), environment).issues.empty());
  CHECK(compile(chain("false", " || ", 4000), environment).issues.empty());
  CHECK(compile("dyn({'a': 1})" + chain(".?a", "", 4000), environment).issues.empty());
  CHECK(compile("[1]" + chain(".map(x, [x])", "", 500), environment).issues.empty());
  CHECK(compile("'a'" + chain(".trim()", "", 4000), environment).issues.empty());
}

TEST_CASE("hostile nesting ends in a message, not in a crash") {
  for (const std::string open : {"(", "[", "{1:", "!", "-", "a(", "a.b(", "true?", "[1].map(x,"}) {
    std::string text;
    while (text.size() < 60'000) text += open;
    CAPTURE(open);
    CHECK_FALSE(issues_of(text).empty());
  }
}
