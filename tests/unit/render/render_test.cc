// SPDX-License-Identifier: Apache-2.0
#include "golden.h"
#include "render/escape.h"

namespace stagegraph {

using namespace render;

TEST_CASE("Pictures and outlines are the golden ones") {
  const std::string name = GENERATE("trunk", "everything");
  auto ruleset = load_rules(read_golden(name + ".yaml"));
  check_golden(name + ".dot", draw(*ruleset, RenderFormat::kDot));
  check_golden(name + ".mmd", draw(*ruleset, RenderFormat::kMermaid));
  check_golden(name + ".txt", draw(*ruleset, RenderFormat::kText));
}

TEST_CASE("The same ruleset is always the same picture") {
  const std::string text = read_golden("everything.yaml");
  auto format = GENERATE(RenderFormat::kDot, RenderFormat::kMermaid, RenderFormat::kText);
  CHECK(draw(*load_rules(text), format) == draw(*load_rules(text), format));
}

TEST_CASE("The smallest ruleset has a picture too") {
  auto ruleset = load_body("stages: { only: {} }\n");
  CHECK(contains(draw(*ruleset, RenderFormat::kDot), "start -> \"only\""));
  CHECK(contains(draw(*ruleset, RenderFormat::kMermaid), "[*] --> s0\n"));
  CHECK(draw(*ruleset, RenderFormat::kText) ==
        "test\nA new record starts in only.\n\nStages\n  only\n");
}

TEST_CASE("Ways of one kind between the same stages share an arrow") {
  auto ruleset = load_body(R"(
events: { go: {}, run: {} }
stages:
  a: { events: { go: { to: b }, run: { to: b } }, deadlines: { d: { within: 1 day, to: b } } }
  b: { final: true }
)");
  const std::string picture = draw(*ruleset, RenderFormat::kMermaid);
  CHECK(contains(picture, "  s0 --> s1: go<br/>run\n"));
  CHECK(contains(picture, "  s0 --> s1: d<br/>within 1 day\n"));
}

TEST_CASE("A group's way to one of its own stages begins inside it") {
  auto ruleset = load_body(R"(
events: { reset: {}, out: {} }
stages:
  g:
    initial: a
    events: { reset: { to: g }, out: { to: end } }
    stages: { a: {}, b: {} }
  end: { final: true }
)");
  const std::string dot = draw(*ruleset, RenderFormat::kDot);
  CHECK(contains(dot, "\"g.*\" -> \"g.a\" [label=\" reset \""));
  CHECK(contains(dot, "ltail=\"cluster_g\""));
  const std::string mermaid = draw(*ruleset, RenderFormat::kMermaid);
  CHECK(contains(mermaid, "s0any --> s1: reset\n"));
  CHECK(contains(mermaid, "s0 --> s3: out\n"));
}

TEST_CASE("Text is escaped for where it goes") {
  CHECK(escape_dot("a\"b\\c\nd\te") == "a\\\"b\\\\c\\nd e");
  CHECK(escape_html("a<b>&\"c\"\n第") == "a&lt;b&gt;&amp;&quot;c&quot; 第");
  CHECK(escape_mermaid("a:b;c\"d#e{f}\n第") == "a#58;b#59;c#34;d#35;e#123;f#125; 第");
}

}  // namespace stagegraph
