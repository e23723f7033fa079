// SPDX-License-Identifier: Apache-2.0
// What is read, and where it lies.
#include "yaml_text.h"

using namespace stagegraph;
using namespace stagegraph::test;
using stagegraph::yaml::Node;
using stagegraph::yaml::ScalarStyle;

namespace {

std::string range_of(std::string_view text, std::string_view key) {
  auto document = read(text);
  const Node* node = document->root.find(key);
  REQUIRE(node != nullptr);
  return show(node->range);
}

}  // namespace

TEST_CASE("yaml: a tree with places") {
  auto document =
      read("name: b2b\nroles: [a, 'b c', \"d\"]\nstages:\n  lead:\n    - x\n    - z: 1\n");
  CHECK(document->file == "t.yaml");
  const Node& root = document->root;
  REQUIRE(root.is_map());
  CHECK(show(root.range) == "1:1-6:11");
  REQUIRE(root.entries.size() == 3);
  CHECK(root.entries[0].key.text == "name");
  CHECK(show(root.entries[0].key.range) == "1:1-1:5");
  CHECK(root.find("name")->text == "b2b");
  CHECK(show(root.find("name")->range) == "1:7-1:10");
  CHECK(root.find("none") == nullptr);
  const Node& roles = *root.find("roles");
  REQUIRE(roles.is_sequence());
  CHECK(show(roles.range) == "2:8-2:23");
  CHECK(show(roles.items[1].range) == "2:12-2:17");
  CHECK(roles.items[1].style == ScalarStyle::kSingleQuoted);
  CHECK(roles.items[2].style == ScalarStyle::kDoubleQuoted);
  CHECK_FALSE(roles.items[2].is_plain());
  const Node& lead = *root.find("stages")->find("lead");
  CHECK(show(lead.range) == "5:5-6:11");
  CHECK(lead.items[1].find("z")->text == "1");
  CHECK(show(lead.items[1].range) == "6:7-6:11");
}

TEST_CASE("yaml: columns are code points, and a byte-order mark has none") {
  auto document = read("\xEF\xBB\xBF中文: {é: x, b: 😀y}\n");
  const Node& map = *document->root.find("中文");
  CHECK(show(document->root.range) == "1:1-1:18");
  CHECK(show(document->root.entries[0].key.range) == "1:1-1:3");
  CHECK(show(map.range) == "1:5-1:18");
  CHECK(show(map.find("é")->range) == "1:9-1:10");
  CHECK(show(map.find("b")->range) == "1:15-1:17");
  CHECK(document->root.entries[0].key.offset == 3);
}

TEST_CASE("yaml: where scalars end") {
  CHECK(range_of("k: a b  # c\n", "k") == "1:4-1:7");
  CHECK(range_of("k: a\n  b\n\n  c\nj: 1", "k") == "1:4-4:4");
  CHECK(range_of("k:   # c\n  v w\n  z\n", "k") == "2:3-3:4");
  CHECK(range_of("k: 'it''s'", "k") == "1:4-1:11");
  CHECK(range_of("k: 'a\n  b ' # c", "k") == "1:4-2:6");
  CHECK(range_of("k: \"a\\\"b\\\\\"", "k") == "1:4-1:12");
  CHECK(range_of("k: \"a\\\n  \"", "k") == "1:4-2:4");
  CHECK(range_of("k: ''", "k") == "1:4-1:6");
  CHECK(range_of("k: |\n  foo\n  bar\n\nj: 1", "k") == "1:4-3:6");
  CHECK(range_of("k: >-  # c\n  foo\n\n  bar", "k") == "1:4-4:6");
  CHECK(range_of("k: |\n\n\n", "k") == "1:4-1:5");
  CHECK(range_of("k: a\r\nj: |\r\n  b\r\n", "j") == "2:4-3:4");
}

TEST_CASE("yaml: where collections end") {
  CHECK(range_of("k: {}", "k") == "1:4-1:6");
  CHECK(range_of("k: [ ]", "k") == "1:4-1:7");
  CHECK(range_of("k: {a: 1,\n  b: [1, 2,], # }\n  }\n", "k") == "1:4-3:4");
  CHECK(range_of("k: [a, # ]\n b ]", "k") == "1:4-2:5");
  CHECK(range_of("k:\n- a\n- b\n", "k") == "2:1-3:4");
  CHECK(range_of("k:\n  - - a\n    - b\n", "k") == "2:3-3:8");
  CHECK(range_of("k: [a: 1, b]", "k") == "1:4-1:13");
  CHECK(show(read("[a: 1]")->root.items[0].range) == "1:2-1:6");
}

TEST_CASE("yaml: absent values have the place where they are missed") {
  auto document =
      read("a:\nb: ~\nc: null\nd: ''\ne:   # nothing\nnullable: x\nf: {g, h: , i:}\nj:");
  const Node& root = document->root;
  for (const char* key : {"a", "b", "c", "e", "j"}) CHECK(root.find(key)->is_null());
  CHECK_FALSE(root.find("d")->is_null());
  CHECK(show(root.find("a")->range) == "1:3-1:3");
  CHECK(root.find("a")->text.empty());
  CHECK(show(root.find("b")->range) == "2:4-2:5");
  CHECK(root.find("b")->text == "~");
  CHECK(show(root.find("c")->range) == "3:4-3:8");
  CHECK(root.find("c")->text == "null");
  CHECK(show(root.find("e")->range) == "5:3-5:3");
  CHECK(root.find("e")->text.empty());
  const Node& f = *root.find("f");
  for (const char* key : {"g", "h", "i"}) CHECK(f.find(key)->is_null());
  CHECK(show(f.find("g")->range) == "7:6-7:6");
  CHECK(show(f.find("h")->range) == "7:10-7:10");
  CHECK(show(f.range) == "7:4-7:16");
  CHECK(show(root.find("j")->range) == "8:3-8:3");
}

TEST_CASE("yaml: absent items, and a key that begins like null") {
  auto document = read("- \n- ~\n-\n- Null\n- NULL\n- x:\n    z:\n  null of it: 3\n");
  const Node& root = document->root;
  REQUIRE(root.items.size() == 6);
  for (int i = 0; i < 5; ++i) CHECK(root.items[static_cast<size_t>(i)].is_null());
  CHECK(show(root.items[0].range) == "1:2-1:2");
  CHECK(show(root.items[1].range) == "2:3-2:4");
  CHECK(show(root.items[2].range) == "3:2-3:2");
  CHECK(root.items[3].text == "Null");
  const Node& z = *root.items[5].find("x")->find("z");
  CHECK(z.text.empty());
  CHECK(show(z.range) == "7:7-7:7");
  CHECK(root.items[5].find("null of it")->text == "3");
}

TEST_CASE("yaml: forms that are allowed though rare") {
  CHECK(read("---\na: 1\n...\n")->root.find("a")->text == "1");
  CHECK(read("--- # c\na: 1\n")->root.find("a")->text == "1");
  CHECK(read("? a\n: b\n")->root.find("a")->text == "b");
  CHECK(read("'on': 1\n\"\": 2\n")->root.find("on")->text == "1");
  CHECK(read("{\"a\":1}")->root.find("a")->text == "1");
  CHECK(read("a:\tb\n")->root.find("a")->text == "b");
  CHECK(read("{\n\ta: 1,\n\tb: [\n\t\tc]}\n")->root.find("a")->text == "1");
  CHECK(read("just text")->root.text == "just text");
  CHECK(read("- |\n  a\n- |+\n  b\n\n")->root.items[1].text == "b\n\n");
}

TEST_CASE("yaml: truth and whole numbers, strictly") {
  auto document = read(
      "[true, False, TRUE, yes, on, 'true', 0, -7, 9223372036854775807, 012, 0x1F, "
      "1_000, '1', 9223372036854775808, +1, 1.0, -, -0, [], 0o12]");
  auto& items = document->root.items;
  bool b = false;
  CHECK((is_bool(items[0], b) && b));
  CHECK((is_bool(items[1], b) && !b));
  CHECK((is_bool(items[2], b) && b));
  for (size_t i : {3, 4, 5, 6, 18}) CHECK_FALSE(is_bool(items[i], b));
  int64_t n = -1;
  CHECK((is_int(items[6], n) && n == 0));
  CHECK((is_int(items[7], n) && n == -7));
  CHECK((is_int(items[8], n) && n == INT64_MAX));
  CHECK((is_int(items[17], n) && n == 0));
  for (size_t i : {0, 9, 10, 11, 12, 13, 14, 15, 16, 18, 19}) {
    CAPTURE(i);
    CHECK_FALSE(is_int(items[i], n));
  }
}
