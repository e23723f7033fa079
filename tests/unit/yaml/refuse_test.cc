// What is refused, and where. The first case is the table of what yaml-cpp 0.7 does of itself.
#include <unistd.h>

#include "yaml/parse.h"
#include "yaml_text.h"

using namespace stagegraph;
using namespace stagegraph::test;

namespace {

// Ends the program where a parse would never return.
struct Watchdog {
  Watchdog() { alarm(60); }
  ~Watchdog() { alarm(0); }
};

std::string repeat(std::string_view unit, size_t count) {
  std::string out;
  for (size_t i = 0; i < count; ++i) out += unit;
  return out;
}

bool has(const Codes& found, std::string_view entry) {
  return std::find(found.begin(), found.end(), entry) != found.end();
}

}  // namespace

TEST_CASE("yaml-cpp's pitfalls are refused") {
  Watchdog watchdog;
  CHECK(findings(",") == Codes{"1:1 yaml-syntax"});  // never returned
  CHECK(findings("[a] , b") == Codes{"1:5 yaml-syntax"});
  CHECK(findings("- a\nb: c") == Codes{"2:1 yaml-syntax"});  // dropped the rest
  CHECK(findings("{a: 1} trailing") == Codes{"1:8 yaml-syntax"});
  CHECK(findings("x: 1\n---\ny: 2") == Codes{"2:1 yaml-second-document"});
  CHECK(findings("\xFF\xFE") == Codes{"1:1 yaml-encoding"});         // an empty scalar
  CHECK(findings("a: 1\na: 2") == Codes{"2:1 yaml-duplicate-key"});  // the first won
  CHECK(findings(repeat("[", 600)) == Codes{"1:33 yaml-limit"});
  CHECK(findings("&a [*a]") == Codes{"1:1 yaml-anchor", "1:5 yaml-alias"});  // a cycle
  CHECK(findings("a: !!int foo") == Codes{"1:4 yaml-tag"});
  CHECK(findings("a: !custom 5") == Codes{"1:4 yaml-tag"});
  CHECK(findings("<<: {a: 1}") == Codes{"1:1 yaml-ambiguous-key"});
  CHECK(findings("[:") == Codes{"1:2 yaml-syntax"});
  std::string laughs = "a: &a [x, x]\n";
  for (char c = 'b'; c < 'h'; ++c) {
    laughs += std::string(1, c) + ": &" + c + " [" +
              repeat(std::string("*") + char(c - 1) + ",", 10) + "]\n";
  }
  CHECK(has(findings(laughs), "1:4 yaml-anchor"));
  CHECK(has(findings(laughs), "2:8 yaml-alias"));
}

TEST_CASE("yaml: large hostile files end, and soon") {
  Watchdog watchdog;
  constexpr size_t kSize = 1u << 18;
  CHECK(findings(repeat("[", 1u << 20)) == Codes{"1:33 yaml-limit"});
  CHECK(findings(repeat("{a: ", kSize / 4)).front().ends_with("yaml-limit"));
  CHECK(findings(repeat("- ", kSize / 2)) == Codes{"1:129 yaml-limit"});
  CHECK(findings(repeat("a: 1\n", 200'000)) == Codes{"100000:4 yaml-limit"});
  CHECK(findings(repeat("a: 1\n", 9'000)).size() == 100);  // findings are limited too
  CHECK_FALSE(findings(repeat("{},", kSize / 3)).empty());
  CHECK(findings("[" + repeat("{},", kSize / 3 - 1) + "]").empty());
  CHECK(read("[" + repeat("x,", 99'000) + "]")->root.items.size() == 99'000);
  CHECK(read("a: 'b" + repeat("\n", kSize) + "c'")->root.find("a")->text.size() == kSize + 1);
  CHECK_FALSE(findings("a: \"" + repeat("x", kSize - 10)).empty());
  CHECK(findings(repeat("\t", kSize)).front().ends_with("yaml-empty"));
}

TEST_CASE("yaml: limits, one below, at and above") {
  yaml::Limits limits;
  limits.bytes = 4;
  CHECK(findings("a: 1", limits).empty());
  CHECK(findings("a: 12", limits) == Codes{"1:1 yaml-limit"});
  limits = {};
  CHECK(read("a: " + repeat("[", 63) + repeat("]", 63))->root.is_map());
  CHECK(findings("a: " + repeat("[", 64) + repeat("]", 64)) == Codes{"1:67 yaml-limit"});
  limits.depth = 2;
  CHECK(findings("a: [1]", limits).empty());
  CHECK(findings("a: [[1]]", limits) == Codes{"1:5 yaml-limit"});
  limits = {};
  limits.nodes = 4;
  CHECK(findings("[1, 2, 3]", limits).empty());
  CHECK(findings("[1, 2, 3, 4]", limits) == Codes{"1:11 yaml-limit"});
  auto over = yaml::parse("[1, 2, 3, 4]", "t.yaml", limits);
  CHECK(over.error().status == Status::kLimitExceeded);
  CHECK(yaml::parse(",", "t.yaml").error().status == Status::kInvalidRuleset);
}

TEST_CASE("yaml: several findings at once, in order") {
  CHECK(findings("a: &x 1\nb: *x\nc: !t 2\na: 3\non: 4\n[x]: 5\n? {z: 1}\n: 6\n") ==
        Codes{"1:4 yaml-anchor", "2:4 yaml-alias", "3:4 yaml-tag", "4:1 yaml-duplicate-key",
              "5:1 yaml-ambiguous-key", "6:1 yaml-complex-key", "7:3 yaml-complex-key"});
  CHECK(findings("a: 1\na: 2\n---\nb: 1") ==
        Codes{"2:1 yaml-duplicate-key", "3:1 yaml-second-document"});
  auto document = yaml::parse("a: &x 1\nb: *x\nc: [", "t.yaml");
  CHECK(document.error().message ==
        "t.yaml:1:4: error: anchors (&x) are not read. Write the value out where it is needed "
        "[yaml-anchor] (and 2 more)");
}

TEST_CASE("yaml: duplicate keys, by value") {
  CHECK(findings("a: 1\nb: {c: 1, 'c': 2}\n\"a\": 2\n") ==
        Codes{"2:11 yaml-duplicate-key", "3:1 yaml-duplicate-key"});
  CHECK(first_message("x: 1\nab: 1\n\nab: 2") ==
        "the key 'ab' is in this map already, on line 2. Keep one");
  CHECK(findings("a: 1\na: 2\na: 3") == Codes{"2:1 yaml-duplicate-key", "3:1 yaml-duplicate-key"});
}

TEST_CASE("yaml: keys that some readers take for something else") {
  for (const char* key : {"on", "off", "yes", "no", "y", "n", "On", "OFF", "Yes", "nO", "Y", "N",
                          "true", "True", "FALSE", "null", "Null", "NULL", "~"}) {
    CAPTURE(key);
    CHECK(findings(std::string(key) + ": 1") == Codes{"1:1 yaml-ambiguous-key"});
    if (key[0] != '~') CHECK(findings("{" + std::string(key) + ": 1}").size() == 1);
    CHECK(findings("'" + std::string(key) + "': 1").empty());
  }
  CHECK(findings("once: 1\nnone: 2\nyesterday: 3\nNULLABLE: 4").empty());
  CHECK(first_message("on: 1") ==
        "some YAML readers take the key on for true, false or null. Choose another name, or quote "
        "it: 'on'");
}

TEST_CASE("yaml: keys that are missing or not text") {
  CHECK(findings(": b") == Codes{"1:1 yaml-empty-key"});
  CHECK(findings("{: b}") == Codes{"1:2 yaml-empty-key"});
  CHECK(findings("{,}") == Codes{"1:2 yaml-empty-key"});
  CHECK(findings("? [a]\n: b") == Codes{"1:3 yaml-complex-key"});
  CHECK(findings("{{a: 1}: b}") == Codes{"1:2 yaml-complex-key"});
  CHECK(findings("? [a]\n: b\n? [c]\n: d").size() == 2);
}

TEST_CASE("yaml: an empty file") {
  CHECK(findings("") == Codes{"1:1 yaml-empty"});
  CHECK(findings("# only a comment\n\n") == Codes{"1:1 yaml-empty"});
  CHECK(findings("---\n") == Codes{"2:1 yaml-empty"});
  CHECK(findings("\xEF\xBB\xBF") == Codes{"1:1 yaml-empty"});
}

TEST_CASE("yaml: anchors, aliases and tags") {
  CHECK(findings("k: &a\n  m: 1\n") == Codes{"1:4 yaml-anchor"});
  CHECK(findings("&a k: 1\n") == Codes{"1:1 yaml-anchor"});
  CHECK(findings("- &a\n- b\n") == Codes{"1:3 yaml-anchor"});
  CHECK(findings("k: *a\n") == Codes{"1:4 yaml-alias"});
  CHECK(findings("k: *\n") == Codes{"1:4 yaml-alias"});
  CHECK(findings("k: &\n") == Codes{"1:4 yaml-anchor"});
  CHECK(findings("k: && a\n").front().ends_with("yaml-anchor"));
  CHECK(findings("k: **a\n").front().ends_with("yaml-alias"));
  CHECK(findings("k: &a &b c\n").front().ends_with("yaml-anchor"));
  CHECK(findings("k: !a !b c\n").front().ends_with("yaml-tag"));
  CHECK(findings("k: ! a") == Codes{"1:4 yaml-tag"});
  CHECK(findings("k: !!str a") == Codes{"1:4 yaml-tag"});
  CHECK(findings("k: !<tag:x> a") == Codes{"1:4 yaml-tag"});
  CHECK(findings("k: !t\n  - 1\n") == Codes{"1:4 yaml-tag"});
  CHECK(findings("k: !t {a: 1}\n") == Codes{"1:4 yaml-tag"});
  CHECK(findings("k: !") == Codes{"1:4 yaml-tag"});
  CHECK(findings("!") == Codes{"1:1 yaml-tag", "1:1 yaml-empty"});
  CHECK(findings("*x: 1").front().ends_with("yaml-alias"));
}

TEST_CASE("yaml: of many aliases that lead nowhere the last one says where reading ended") {
  const auto last_message = [](size_t aliases) {
    const auto document = yaml::parse(repeat("- *x\n", aliases), "", {});
    const Diagnostics& found = document ? (*document)->refused : document.error().diagnostics;
    REQUIRE(found.size() == std::min<size_t>(aliases, 20));
    return found.back().message;
  };
  CHECK_THAT(last_message(30), Catch::EndsWith("What follows was not read"));
  CHECK_THAT(last_message(10), !Catch::Contains("was not read"));
}

TEST_CASE("yaml: more than one document, and what is astray") {
  CHECK(findings("a: 1\n--- # x\n") == Codes{"2:1 yaml-second-document"});
  CHECK(findings("a: 1\n...\nb: 2") == Codes{"3:1 yaml-second-document"});
  CHECK(findings("a: 1\n---\n[") == Codes{"2:1 yaml-second-document"});
  CHECK(findings("a: 1\n... # end\n# and a comment\n").empty());
  CHECK(findings("\"a\":1") == Codes{"1:4 yaml-syntax"});
  CHECK(findings("'a' b") == Codes{"1:5 yaml-syntax"});
  CHECK(findings("a: 1\n...\n]").size() == 1);
}

TEST_CASE("yaml: directives") {
  CHECK(findings("%YAML 1.2\n---\na: 1") == Codes{"1:1 yaml-directive"});
  CHECK(findings("# c\n%FOO x\n---\na: 1").front().ends_with("yaml-directive"));
  CHECK(findings("%YAML 2.0\n---\na: 1").front() == "1:1 yaml-syntax");
  CHECK(findings("a: 100%\nb: x\n").empty());
}

TEST_CASE("yaml: encodings and control characters") {
  CHECK(findings(std::string("a: \0b", 5)) == Codes{"1:4 yaml-encoding"});
  CHECK(findings(std::string("a\0:\0", 4)) == Codes{"1:2 yaml-encoding", "1:4 yaml-encoding"});
  CHECK(findings("a: 中\xE4\xB8") == Codes{"1:5 yaml-encoding"});
  CHECK(findings("a: \x01\nb: \x7f") == Codes{"1:4 yaml-encoding", "2:4 yaml-encoding"});
  CHECK(findings("a: 1\rb: 2") == Codes{"1:5 yaml-encoding"});
  CHECK(findings("a: 1\r") == Codes{"1:5 yaml-encoding"});
  CHECK(findings("a: \"\\0\"") == Codes{"1:4 yaml-encoding"});
  CHECK(findings("a: \"\\N\"") == Codes{"1:4 yaml-encoding"});
  CHECK(findings("a: \"x\\_y\"") == Codes{"1:4 yaml-encoding"});
  CHECK(read("a: \"\\u0085\\u00a0\\L\\P\"")->root.find("a")->text ==
        "\xC2\x85\xC2\xA0\xE2\x80\xA8\xE2\x80\xA9");
}

TEST_CASE("yaml: tabs") {
  CHECK(findings("a:\n\tb: 1").front().ends_with("yaml-tab"));
  CHECK(findings("a:\n  - b\n\t- c").front().ends_with("yaml-tab"));
  CHECK(findings("a:\n\t- b").front().ends_with("yaml-tab"));
  CHECK(findings("\ta: b").front().ends_with("yaml-tab"));
  CHECK(findings("a:\n\tb\nc:\n\td") == Codes{"2:1 yaml-tab", "4:1 yaml-tab"});
  CHECK(findings("a: b\n\tc\n") == Codes{"2:1 yaml-tab"});
  CHECK(findings("a:\n  \tb\n") == Codes{"2:3 yaml-tab"});
  CHECK(findings("a:\n\t[b, c]\n") == Codes{"2:1 yaml-tab"});
}

TEST_CASE("yaml: parse errors have a place and a way out") {
  struct Case {
    const char* text;
    const char* finding;
    const char* part_of_message;
  };
  for (const Case& c : {
           Case{"a: b: c", "1:5 yaml-syntax", "a ':' cannot stand here"},
           Case{"a: 1\n b: 2", "2:3 yaml-syntax", "check the indentation"},
           Case{"k: - b", "1:4 yaml-syntax", "Begin the list on a new line"},
           Case{"a: 'x' y", "1:8 yaml-syntax", "quote a text"},
           Case{"- a\n- 'b' c", "2:7 yaml-syntax", "the list above"},
           Case{"a: \"x", "1:6 yaml-syntax", "never ends"},
           Case{"a: [1,2\n", "2:1 yaml-syntax", "opened at 1:4"},
           Case{"a: {b: [1, {c: 1]}", "1:17 yaml-syntax", ""},
           Case{"{a: 1", "1:6 yaml-syntax", "a '}' is missing"},
           Case{"a: ]", "1:4 yaml-syntax", "no bracket or brace to close"},
           Case{"a: @x", "1:4 yaml-syntax", "no value can begin with this character"},
           Case{"a: %x", "1:4 yaml-syntax", "Quote the text"},
           Case{"a: \"\\q\"", "1:7 yaml-syntax", "no such escape"},
           Case{"a: \"\\ud800\"", "1:11 yaml-syntax", "not a character"},
           Case{"a: \"\\xZZ\"", "1:9 yaml-syntax", "hexadecimal"},
           Case{"a: |x\n b", "1:5 yaml-syntax", "Begin the text on the next line"},
           Case{"a: |0\n b", "1:6 yaml-syntax", "Leave the 0 out"},
           Case{"a: 'x\n---\n'", "2:1 yaml-syntax", "Close the quote"},
           Case{"[a, , b]", "1:5 yaml-syntax", "an item is missing"},
           Case{"[,]", "1:2 yaml-syntax", "an item is missing"},
           Case{"{a:1}", "1:2 yaml-syntax", "needs a space"},
           Case{"%YAML\n---\na", "1:1 yaml-syntax", "not valid YAML here ("},
           Case{"中: b: c", "1:5 yaml-syntax", "a ':' cannot stand here"},
       }) {
    CAPTURE(c.text);
    CHECK(findings(c.text) == Codes{c.finding});
    CHECK_THAT(first_message(c.text), Catch::Contains(c.part_of_message));
  }
}
