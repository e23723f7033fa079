// SPDX-License-Identifier: Apache-2.0
#include "ruleset/expressions/templates.h"

#include "fixture.h"

using namespace stagegraph;
using namespace stagegraph::ruleset;
using namespace stagegraph::test;

namespace {

// Plain text as it is, expressions between << and >>.
std::string parts_of(std::string_view text) {
  TemplateScan scan = scan_template(text);
  if (!scan.closed) return fmt::format("open at {}", scan.open_at);
  std::string out;
  for (const TemplatePart& part : scan.parts) {
    out += part.text;
    if (part.has_expression) {
      out += fmt::format("<<{}>>", text.substr(part.begin, part.end - part.begin));
    }
  }
  return out;
}

}  // namespace

TEST_CASE("templates are cut where CEL ends") {
  CHECK(parts_of("") == "");
  CHECK(parts_of("costs $5 {really}") == "costs $5 {really}");
  CHECK(parts_of("${a}") == "<<a>>");
  CHECK(parts_of("Hello ${name}, you owe ${sum}.") == "Hello <<name>>, you owe <<sum>>.");
  CHECK(parts_of("$${a} is ${a}") == "${a} is <<a>>");
  CHECK(parts_of("${ {'a': {}}.a }") == "<< {'a': {}}.a >>");
  CHECK(parts_of("${'}' + \"}\\\"}\"}!") == "<<'}' + \"}\\\"}\">>!");
  CHECK(parts_of("${'''}'{'''}") == "<<'''}'{'''>>");
  CHECK(parts_of("${r'\\'}'}") == "<<r'\\'>>'}");
  CHECK(parts_of("${rb'\\'}") == "<<rb'\\'>>");
  CHECK(parts_of("${a // }\n}") == "<<a // }\n>>");
}

TEST_CASE("a template that is not closed") {
  CHECK(parts_of("a ${b") == "open at 2");
  CHECK(parts_of("${'a}") == "open at 0");
  CHECK(parts_of("${ { }") == "open at 0");
  CHECK(parts_of("${a // }") == "open at 0");
  CHECK(parts_of("${a} ${'\\") == "open at 5");
}

TEST_CASE("values are literals, one expression, or joined text") {
  auto rules = load(without_stages(R"(
facts: { k: int, s: string, d: decimal, t: timestamp, e: { type: enum, values: [x, w] }, l: list(string) }
events: { go: {} }
stages:
  a:
    events:
      go:
        set:
          k: 5
          s: 'k is ${k}'
          d: ${d * 2.0}
          t: 2026-03-02T10:00:00
          e: w
          l: [p, q]
        do: [{ set: { s: '$${k}', k: '${k + 1}', d: 1.50 } }]
)"));
  const std::vector<Action>& actions = rules->transitions.at(0).actions;
  REQUIRE(actions.size() == 9);
  auto kind = [&](size_t i) { return actions.at(i).arguments[0].kind; };
  auto literal = [&](size_t i) { return cel::display(actions.at(i).arguments[0].literal); };
  CHECK(literal(0) == "5");
  CHECK(kind(1) == Template::Kind::kText);
  CHECK(kind(2) == Template::Kind::kExpression);
  CHECK(literal(3) == "2026-03-02T10:00:00Z");
  CHECK(literal(4) == "w");
  CHECK(actions.at(5).arguments[0].literal.as_list().items[1].is_interned());
  CHECK(literal(6) == "${k}");
  CHECK(kind(7) == Template::Kind::kExpression);
  CHECK(literal(8) == "1.5");
}
