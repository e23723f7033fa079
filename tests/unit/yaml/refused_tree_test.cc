// The tree of a document with findings: what is refused, but can be read, is there for those who
// look for further mistakes.
#include "yaml/parse.h"
#include "yaml_text.h"

using namespace stagegraph;
using namespace stagegraph::test;

namespace {

std::string show(const yaml::Node& node) {
  if (node.is_scalar()) return node.text;
  std::string out = node.is_map() ? "{" : "[";
  for (const yaml::Node& item : node.items) out += show(item) + ",";
  for (const yaml::Entry& entry : node.entries) {
    out += entry.key.text + ":" + show(entry.value) + ",";
  }
  return out + (node.is_map() ? "}" : "]");
}

// The tree below the findings; "none" where there is no tree.
std::string tree_of(std::string_view text, const yaml::Limits& limits = {}) {
  auto document = yaml::parse(text, "t.yaml", limits);
  if (!document) return "none";
  CHECK_FALSE((*document)->refused.empty());
  CHECK((*document)->text == text);
  return show((*document)->root);
}

}  // namespace

TEST_CASE("yaml: what stands under a key twice is put together") {
  CHECK(tree_of("a: 1\nb: 2\na: 3") == "{a:1,b:2,}");
  CHECK(tree_of("a: {x: 1}\na: {y: 2}\na: {z: 3, x: 4}") == "{a:{x:1,y:2,z:3,},}");
  CHECK(tree_of("a: [1]\na: [2, 3]") == "{a:[1,2,3,],}");
  CHECK(tree_of("a: {x: {p: 1}}\na: {x: {q: 2}}") == "{a:{x:{p:1,q:2,},},}");
  CHECK(tree_of("a: {x: 1}\na: [2]") == "{a:{x:1,},}");
}

TEST_CASE("yaml: an alias stands for its value in a tree with findings") {
  CHECK(tree_of("a: &x 1\nb: *x") == "{a:1,b:1,}");
  CHECK(tree_of("a: &x\n  k: [1, 2]\nb: *x") == "{a:{k:[1,2,],},b:{k:[1,2,],},}");
  CHECK(tree_of("a: &x [1]\nb: &x [2]\nc: *x") == "{a:[1,],b:[2,],c:[2,],}");
  CHECK(tree_of("- &m {k: &s v}\n- [*m, *s]") == "[{k:v,},[{k:v,},v,],]");
  CHECK(tree_of("&k a: 1\nb: *k") == "{a:1,b:a,}");
  CHECK(tree_of("a: !t &x 'q'\nb: *x") == "{a:q,b:q,}");
  CHECK(tree_of("a: &x [*x]") == "{a:[*,],}");  // a cycle
}

TEST_CASE("yaml: merge keys give a map what it has not") {
  CHECK(tree_of("a: &x {k: 1, l: 2}\nb: {<<: *x, k: 3}") == "{a:{k:1,l:2,},b:{k:3,l:2,},}");
  CHECK(tree_of("b: {k: 3, <<: [{k: 1}, {l: 2}]}") == "{b:{k:3,l:2,},}");
  CHECK(tree_of("a: &x {k: {p: 1}}\nb: {<<: *x, k: {q: 2}}") == "{a:{k:{p:1,},},b:{k:{q:2,},},}");
}

TEST_CASE("yaml: an alias without an anchor is read over") {
  CHECK(tree_of("a: *nope\nb: 2") == "{a:_nope,b:2,}");
  CHECK(findings("a: *nope\nb: [*x, &, 1]\nc: !t 3") ==
        Codes{"1:4 yaml-alias", "2:5 yaml-alias", "2:9 yaml-anchor", "3:4 yaml-tag"});
  CHECK(findings("a: *.example.com\nb: *other\na: 1\n") ==
        Codes{"1:4 yaml-alias", "2:4 yaml-alias", "3:1 yaml-duplicate-key"});
  CHECK(findings("a: *x\nb: [") == Codes{"1:4 yaml-alias", "2:5 yaml-syntax"});
  std::string many;
  for (int i = 0; i < 30; ++i) many += "- *x\n";
  CHECK(findings(many).size() == 20);
  CHECK(tree_of(many) == "none");
}

TEST_CASE("yaml: other refusals that leave a tree") {
  CHECK(tree_of("a: !t 1\non: 2") == "{a:1,on:2,}");
  CHECK(tree_of("a: 1\n---\nb: 2") == "{a:1,}");
  CHECK(tree_of("%FOO x\n---\na: 1") == "{a:1,}");
  CHECK(tree_of("a: \"x\\0y\"\nb: 1") == "{a:,b:1,}");  // NUL is in no text
  CHECK(tree_of("a: [\n") == "none");
  CHECK(tree_of("a: 'b' c") == "none");
  CHECK(tree_of("") == "none");
}

TEST_CASE("yaml: places behind anchors and tags are exact") {
  auto document = yaml::parse("a: !t &x 'it''s'\nb: &y\n  k: v\n", "t.yaml");
  REQUIRE(document);
  const yaml::Node& quoted = *(*document)->root.find("a");
  CHECK(test::show(quoted.range) == "1:10-1:17");
  CHECK(test::show(yaml::locate(**document, quoted, 3, 4)) == "1:15-1:16");
  CHECK(test::show((*document)->root.find("b")->range) == "3:3-3:7");
}

TEST_CASE("yaml: copies of aliased values keep to the limits") {
  yaml::Limits limits;
  limits.nodes = 12;
  CHECK(tree_of("a: &x [1, 2]\nb: [*x, *x, *x]\n", limits) ==
        "{a:[1,2,],b:[[1,2,],[1,2,],[1,2,],],}");
  limits.nodes = 11;
  CHECK(tree_of("a: &x [1, 2]\nb: [*x, *x, *x]\n", limits) == "none");
  limits = {};
  limits.depth = 3;
  CHECK(tree_of("a: &x [[1]]\nb: *x\n", limits) == "{a:[[1,],],b:[[1,],],}");
  CHECK(tree_of("a: &x [[1]]\nb: [*x]\n", limits) == "none");
}
