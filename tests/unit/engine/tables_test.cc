// SPDX-License-Identifier: Apache-2.0
// Decision tables by hit policy.
#include "fixture.h"

using stagegraph::engine::Outcome;
using stagegraph::test::Bench;

namespace {

std::string rules(const std::string& hit, const std::string& rows) {
  return R"(
stagegraph: 1
name: t
facts:
  friends: int
  paid: { type: bool, default: false }
  out: string
events: { go: {} }
tables:
  t:
    hit: )" +
         hit + R"(
    gives: { rate: string }
    rows:
)" + rows +
         R"(
stages:
  a: { events: { go: { set: { out: '${)" +
         (hit == "collect" ? R"(string(table("t").size()))" : R"(table("t").rate)") + R"(}' } } } }
)";
}

const std::string kTwo = R"(      - { when: friends >= 2, rate: two }
      - { when: paid, rate: paid }
)";

const std::string kRest = "      - { rate: rest }\n";

// The answer, or the outcome where there is none.
std::string ask(const std::string& yaml, const std::string& friends, const std::string& paid) {
  Bench b(yaml);
  if (!friends.empty()) b.fact("friends", friends);
  b.fact("paid", paid);
  const auto& d = b.send("go");
  if (d.outcome == Outcome::kStayed) return b.fact("out");
  return std::string(to_string(d.outcome)) +
         (d.reasons.empty() ? "" : ": " + std::string(d.reasons[0].text));
}

}  // namespace

TEST_CASE("first: the first row that matches") {
  const std::string t = rules("first", kTwo + kRest);
  CHECK(ask(t, "3", "true") == "two");
  CHECK(ask(t, "1", "true") == "paid");
  CHECK(ask(t, "1", "false") == "rest");
  CHECK(ask(t, "", "true") == "needs");
}

TEST_CASE("unique: two rows that match are an error, none too") {
  const std::string t = rules("unique", kTwo);
  CHECK(ask(t, "3", "false") == "two");
  CHECK_THAT(ask(t, "3", "true"), Catch::Contains("rows 1 and 2 both match"));
  CHECK_THAT(ask(t, "1", "false"), Catch::Contains("no row that matches"));
  CHECK(ask(t, "", "true") == "needs");
}

TEST_CASE("any: rows that match must agree") {
  CHECK_THAT(ask(rules("any", kTwo), "3", "true"), Catch::Contains("different answers"));
  const std::string same = R"(      - { when: friends >= 2, rate: x }
      - { when: paid, rate: x }
)";
  CHECK(ask(rules("any", same), "3", "true") == "x");
  CHECK_THAT(ask(rules("any", same), "1", "false"), Catch::Contains("no row"));
  CHECK(ask(rules("any", same), "", "true") == "needs");
}

TEST_CASE("priority: the highest that matches") {
  const std::string rows = R"(      - { when: friends >= 2, rate: two, priority: 1 }
      - { when: paid, rate: paid, priority: 5 }
)";
  CHECK(ask(rules("priority", rows), "3", "true") == "paid");
  CHECK(ask(rules("priority", rows), "3", "false") == "two");
}

TEST_CASE("collect: all that match") {
  CHECK(ask(rules("collect", kTwo + kRest), "3", "true") == "3");
  CHECK(ask(rules("collect", kTwo), "1", "false") == "0");
  CHECK(ask(rules("collect", kTwo), "", "false") == "needs");
}

TEST_CASE("a table whose answer is a text with values stands inside a text with values") {
  Bench b(R"(
stagegraph: 1
name: t
facts: { a: { type: int, default: 7 }, out: string }
events: { go: {} }
tables:
  t: { gives: { text: string }, rows: [{ text: 'inner ${string(a)}' }] }
stages:
  s: { events: { go: { set: { out: 'one ${string(a)} two ${table("t").text} three' } } } }
)");
  REQUIRE(b.send("go").outcome == Outcome::kStayed);
  CHECK(b.fact("out") == "one 7 two inner 7 three");
}
