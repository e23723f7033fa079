// SPDX-License-Identifier: Apache-2.0
// The small parts that deal with text: UTF-8, lines, suggestions, diagnostics, fingerprints.
#include <catch2/catch.hpp>

#include "base/diagnostic.h"
#include "base/fingerprint.h"
#include "base/line_index.h"
#include "base/suggest.h"
#include "base/utf8.h"

using namespace stagegraph;

namespace {

std::string bytes(std::initializer_list<int> values) {
  std::string out;
  for (int value : values) out += static_cast<char>(value);
  return out;
}

std::string nearest(std::string_view word, std::vector<std::string> names) {
  return std::string(nearest_name(word, names));
}

}  // namespace

TEST_CASE("utf8: every code point goes round trip") {
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    std::string text;
    append_code_point(text, c);
    size_t at = 0;
    REQUIRE(is_utf8(text));
    REQUIRE(next_code_point(text, at) == c);
    REQUIRE(at == text.size());
    REQUIRE(count_code_points(text) == 1);
  }
}

TEST_CASE("utf8: what is not") {
  CHECK(find_invalid_utf8(bytes({'a', 0x80})) == 1);   // a continuation alone
  CHECK(find_invalid_utf8(bytes({0xC0, 0xAF})) == 0);  // overlong '/'
  CHECK(find_invalid_utf8(bytes({0xC1, 0xBF})) == 0);
  CHECK(find_invalid_utf8(bytes({0xE0, 0x9F, 0xBF})) == 0);        // overlong
  CHECK(find_invalid_utf8(bytes({0xF0, 0x8F, 0xBF, 0xBF})) == 0);  // overlong
  CHECK(find_invalid_utf8(bytes({0xED, 0xA0, 0x80})) == 0);        // a surrogate
  CHECK(find_invalid_utf8(bytes({0xED, 0xBF, 0xBF})) == 0);
  CHECK(find_invalid_utf8(bytes({0xF4, 0x90, 0x80, 0x80})) == 0);  // past U+10FFFF
  CHECK(find_invalid_utf8(bytes({0xF5, 0x80, 0x80, 0x80})) == 0);
  CHECK(find_invalid_utf8(bytes({0xFF, 0xFE})) == 0);
  CHECK(find_invalid_utf8(bytes({'a', 'b', 0xE4, 0xB8})) == 2);  // cut short
  CHECK(find_invalid_utf8(bytes({0xE4, 0xB8, 'x'})) == 0);
  CHECK(find_invalid_utf8(bytes({0xC3})) == 0);
  CHECK(find_invalid_utf8(bytes({0xF0, 0x9F, 0x98, 'x'})) == 0);
  CHECK_FALSE(find_invalid_utf8(""));
  CHECK_FALSE(find_invalid_utf8("中文 é 😀"));
  CHECK(count_code_points("中文 é 😀") == 6);
}

TEST_CASE("line index: columns are code points") {
  std::string text = "ab\n中文x\r\n\nend";
  LineIndex index(text);
  CHECK(index.at(0) == Position{1, 1});
  CHECK(index.at(2) == Position{1, 3});
  CHECK(index.at(3) == Position{2, 1});
  CHECK(index.at(6) == Position{2, 2});
  CHECK(index.at(9) == Position{2, 3});
  CHECK(index.at(10) == Position{2, 4});
  CHECK(index.at(12) == Position{3, 1});
  CHECK(index.at(13) == Position{4, 1});
  CHECK(index.at(999) == Position{4, 4});
  CHECK(index.range(0, 2) == Range{{1, 1}, {1, 3}});
  CHECK(LineIndex("").at(0) == Position{1, 1});
}

TEST_CASE("line index: long lines, at every offset") {
  std::string text;
  for (int i = 0; i < 300; ++i) text += i % 97 == 0 ? "\n" : i % 3 == 0 ? "é" : "x";
  LineIndex index(text);
  Position expected{1, 1};
  for (size_t at = 0; at < text.size();) {
    REQUIRE(index.at(at) == expected);
    bool newline = next_code_point(text, at) == '\n';
    expected =
        newline ? Position{expected.line + 1, 1} : Position{expected.line, expected.column + 1};
  }
  std::string full(512, 'x');  // ends on a checkpoint
  CHECK(LineIndex(full).at(512) == Position{1, 513});
}

TEST_CASE("suggest: near names") {
  std::vector<std::string> names = {"amount", "owner", "phone_status", "mql", "sql"};
  CHECK(nearest("amuont", names) == "amount");  // neighbours swapped
  CHECK(nearest("ownr", names) == "owner");
  CHECK(nearest("phone-status", names) == "phone_status");
  CHECK(nearest("AMOUNT", names) == "amount");
  CHECK(nearest("sq", names) == "sql");
  CHECK(nearest("zzz", names).empty());
  CHECK(nearest("a", {"b"}).empty());
  CHECK(nearest("", names).empty());
  CHECK(nearest(std::string(65, 'x'), {std::string(64, 'x')}).empty());
  CHECK(nearest(std::string(300, 'x'), {std::string(299, 'x')}).empty());
  CHECK(nearest("\xFF", names).empty());
  CHECK(nearest("线索池", {"线索", "商机池子"}) == "线索");
  CHECK(nearest("stage", {"stages", "staged"}) == "stages");  // the first of equals
  CHECK(did_you_mean("ownr", names) == ". Did you mean 'owner'?");
  CHECK(did_you_mean("zzz", names).empty());
  std::string_view views[] = {"lead", "pool"};
  CHECK(nearest_name("leed", views) == "lead");
  CHECK(did_you_mean("poool", views) == ". Did you mean 'pool'?");
}

TEST_CASE("diagnostic: one line, and the edit on a second") {
  Diagnostic d;
  d.code = "unknown-key";
  d.message = "no such key";
  CHECK(format_diagnostic(d) == "error: no such key [unknown-key]");
  d.range = {{3, 5}, {3, 9}};
  CHECK(format_diagnostic(d) == "3:5: error: no such key [unknown-key]");
  d.file = "a.yaml";
  d.severity = Severity::kWarning;
  CHECK(format_diagnostic(d) == "a.yaml:3:5: warning: no such key [unknown-key]");
  CHECK_FALSE(has_errors({d}));
  d.severity = Severity::kNote;
  d.edit = Edit{d.range, "when"};
  CHECK(format_diagnostic(d) ==
        "a.yaml:3:5: note: no such key [unknown-key]\n  suggested: replace 3:5-3:9 with 'when'");
  CHECK(has_errors({d, Diagnostic{}}));
  CHECK_FALSE(has_errors({}));
}

TEST_CASE("fingerprint: length-prefixed FNV-1a of 128 bits") {
  CHECK(Fingerprint().hex() == "6c62272e07bb014262b821756295c58d");
  auto of = [](std::initializer_list<std::string_view> parts) {
    Fingerprint f;
    for (std::string_view part : parts) f.add(part);
    return f.hex();
  };
  CHECK(of({"ab", "c"}) != of({"a", "bc"}));
  CHECK(of({"abc"}) != of({"ab", "c"}));
  CHECK(of({""}) != of({}));
  CHECK(of({"a"}) == "426d56754e03ad9adb79f299c730f21f");
}
