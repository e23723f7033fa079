// SPDX-License-Identifier: Apache-2.0
// From bytes of a scalar's value to places in the file.
#include <random>

#include "yaml/parse.h"
#include "yaml/source_map.h"
#include "yaml_text.h"

using namespace stagegraph;
using namespace stagegraph::test;
using stagegraph::yaml::locate;
using stagegraph::yaml::map_scalar;
using stagegraph::yaml::Node;

namespace {

// The place of `part` in the value of "k".
std::string place(std::string_view text, std::string_view part) {
  auto document = read(text);
  const Node& node = *document->root.find("k");
  size_t at = node.text.find(part);
  CAPTURE(node.text, part);
  REQUIRE(at != std::string::npos);
  return show(locate(*document, node, at, at + part.size()));
}

}  // namespace

TEST_CASE("locate: plain scalars") {
  CHECK(place("k: a >= 500", "500") == "1:9-1:12");
  CHECK(place("j: 中\nk: 中文 == é && x", "é") == "2:10-2:11");
  CHECK(place("k: a &&\n  b   &&\n\n\n   c", "b") == "2:3-2:4");
  CHECK(place("k: a &&\n  b   &&\n\n\n   c", "c") == "5:4-5:5");
  CHECK(place("k: a &&\n  b", "&& b") == "1:6-2:4");
  CHECK(place("k: a\r\n  b\r\n", "b") == "2:3-2:4");
  CHECK(place("\xEF\xBB\xBFk: abc", "bc") == "1:5-1:7");
}

TEST_CASE("locate: quoted scalars") {
  CHECK(place("k: 'it''s x'", "x") == "1:11-1:12");
  CHECK(place("k: 'it''s x'", "'") == "1:7-1:9");
  CHECK(place("k: 'a\n\n  b c'", "c") == "3:5-3:6");
  CHECK(place("k: \"a\\tb\\u4e2dc\"", "b") == "1:8-1:9");
  CHECK(place("k: \"a\\tb\\u4e2dc\"", "中") == "1:9-1:15");
  CHECK(place("k: \"a\\tb\\u4e2dc\"", "c") == "1:15-1:16");
  CHECK(place("k: \"\\x41\\U0001F600z\"", "z") == "1:19-1:20");
  CHECK(place("k: \"a \\\n   b\\\n\n   c\"", "b") == "2:4-2:5");
  CHECK(place("k: \"a \\\n   b\\\n\n   c\"", "c") == "4:4-4:5");
  CHECK(place("k: \"a\\\"b\"", "b") == "1:8-1:9");
}

TEST_CASE("locate: block scalars") {
  CHECK(place("k: |\n  a >= 1 &&\n  b\n", "b") == "3:3-3:4");
  CHECK(place("k: |\n  a\n\n    b\n", "b") == "4:5-4:6");
  CHECK(place("k: |2-\n    a\n  b", "a") == "2:5-2:6");
  CHECK(place("k: |2-\n    a\n  b", "b") == "3:3-3:4");
  CHECK(place("k: >\n  a\n  b\n\n  c\n", "b") == "3:3-3:4");
  CHECK(place("k: >\n  a\n  b\n\n  c\n", "c") == "5:3-5:4");
  CHECK(place("k: >-\n\n\n   a\n     b\n   c\n   d", "b") == "5:6-5:7");
  CHECK(place("k: >-\n\n\n   a\n     b\n   c\n   d", "d") == "7:4-7:5");
  CHECK(place("k: |  # c\r\n  a\r\n  b\r\n", "b") == "3:3-3:4");
  CHECK(place("k: >\n  a\n  b\n", "a b") == "2:3-3:4");
}

TEST_CASE("locate: ends and offsets beyond the value") {
  auto document = read("k: 'ab'\nj: |\n\ni: |\n  x\n");
  const Node& k = *document->root.find("k");
  CHECK(show(locate(*document, k, 0, 0)) == "1:5-1:5");
  CHECK(show(locate(*document, k, 2, 2)) == "1:7-1:7");
  CHECK(show(locate(*document, k, 1, 99)) == "1:6-1:7");
  CHECK(show(locate(*document, k, 99, 0)) == "1:7-1:7");
  CHECK(show(locate(*document, *document->root.find("j"), 0, 5)) == "2:5-2:5");
  CHECK(show(locate(*document, *document->root.find("i"), 2, 2)) == "5:4-5:4");
}

TEST_CASE("locate: a value that is not the source's is not exact") {
  CHECK_FALSE(map_scalar("abc", 0, yaml::ScalarStyle::kPlain, "abd").exact);
  CHECK_FALSE(map_scalar("a\n\n b", 0, yaml::ScalarStyle::kPlain, "a b").exact);
  CHECK_FALSE(map_scalar("a\n b", 0, yaml::ScalarStyle::kPlain, "a\nb").exact);
  CHECK_FALSE(map_scalar("a  b", 0, yaml::ScalarStyle::kPlain, "a b").exact);
  CHECK_FALSE(map_scalar("'ab'", 0, yaml::ScalarStyle::kSingleQuoted, "abc").exact);
  CHECK_FALSE(map_scalar("'ab", 0, yaml::ScalarStyle::kSingleQuoted, "abc").exact);
  CHECK_FALSE(map_scalar("\"a\\n\"", 0, yaml::ScalarStyle::kDoubleQuoted, "a").exact);
  CHECK(map_scalar("\"a\\n\"", 0, yaml::ScalarStyle::kDoubleQuoted, "a\n").exact);
  CHECK_FALSE(map_scalar("\"a\\\n\n b\"", 0, yaml::ScalarStyle::kDoubleQuoted, "ab").exact);
  CHECK_FALSE(map_scalar("|\n a\n b", 0, yaml::ScalarStyle::kLiteral, "a b").exact);
  CHECK_FALSE(map_scalar("|\n\n a", 0, yaml::ScalarStyle::kLiteral, "a").exact);
  CHECK_FALSE(map_scalar("|\n", 0, yaml::ScalarStyle::kLiteral, "a").exact);
  CHECK_FALSE(map_scalar(">\n a\n\n\n\n b", 0, yaml::ScalarStyle::kFolded, "a b").exact);
  CHECK(map_scalar(">\n a\n\n\n\n b", 0, yaml::ScalarStyle::kFolded, "a b").bytes.size() == 3);
}

// Every scalar that can be written must be found again, byte by byte.
TEST_CASE("locate: random layouts map exactly") {
  std::mt19937 random(17);
  auto pick = [&random](const std::vector<std::string>& from) {
    return from[random() % from.size()];
  };
  auto lines = [&](const std::vector<std::string>& words) {
    std::string out = pick(words);
    for (size_t n = random() % 5; n > 0; --n) {
      out += pick({" ", "  ", "\n  ", "\n\n   ", " \n   \n\n  ", "\t"}) + pick(words);
    }
    return out;
  };
  auto block = [&] {
    std::string indent(1 + random() % 3, ' ');
    std::string out = pick({"|", ">", "|-", ">-", "|+", ">+"}) + pick({"\n", " # c\n", "\n\n"});
    out += indent + "x\n";
    for (size_t n = random() % 6; n > 0; --n) {
      out += pick({indent + pick({"a b", "中 文", "# y", "k: v", "  more", " t ", "\t"}), "",
                   indent}) +
             "\n";
    }
    return out;
  };
  for (int i = 0; i < 5'000; ++i) {
    std::string value;
    switch (random() % 4) {
      case 0:
        value = lines({"a", "bb", "中文", "x:y", "==", "(c)"});
        break;
      case 1:
        value = "'" + lines({"a", "it''s", "中", "\"", "#"}) + pick({"'", " '", "\n  '"});
        break;
      case 2:
        value = "\"" + lines({"a", "\\n", "\\u4e2d", "\\x41", "\\\\", "\\\"", "\\\n  z"}) +
                pick({"\"", " \"", "\\\n \"", "\n  \""});
        break;
      default:
        value = block();
    }
    std::string text = "k: " + value + "\nj: 1\n";
    if (random() % 4 == 0) {
      for (size_t at = 0; (at = text.find('\n', at)) != std::string::npos; at += 2) {
        text.replace(at, 1, "\r\n");
      }
    }
    CAPTURE(text);
    auto document = yaml::parse(text, "t.yaml");
    REQUIRE(document);
    const Node& node = *(*document)->root.find("k");
    auto map = map_scalar(text, node.offset, node.style, node.text);
    REQUIRE(map.exact);
    uint32_t last = node.offset;
    bool ordered = true;
    for (const auto& extent : map.bytes) {
      ordered = ordered && extent.begin >= last && extent.end > extent.begin;
      last = extent.begin;
    }
    REQUIRE(ordered);
  }
}
