// SPDX-License-Identifier: Apache-2.0
// Tables, texts and the trace within the budget of a decision, whatever is put into one another.
#include "fixture.h"

using namespace stagegraph;
using namespace stagegraph::engine;
using stagegraph::test::Bench;

namespace {

std::string table(const std::string& name, const std::string& hit, int rows,
                  const std::string& gives) {
  std::string text = "  " + name + ":\n    hit: " + hit +
                     "\n    gives: { out: " + (gives[0] == 'x' ? "string" : "int") +
                     " }\n    rows:\n";
  for (int i = 0; i < rows; ++i) {
    text += "      - { " + std::string(hit == "priority" ? "priority: 1, when: b, " : "") +
            "out: " + gives + " }\n";
  }
  return text;
}

std::string rules(const std::string& tables, const std::string& asked) {
  return "stagegraph: 1\nname: t\nfacts: { out: int, b: { type: bool, default: false } }\n"
         "events: { go: {} }\ntables:\n" +
         tables + "stages: { a: { events: { go: { set: { out: '${" + asked + "}' } } } } }\n";
}

// The outcome and the bytes of the decision.
std::pair<Outcome, size_t> go(const std::string& yaml) {
  Bench b(yaml);
  b.send("go");
  return {b.decision.outcome, b.decision.bytes()};
}

constexpr size_t kMiB = 1 << 20;

}  // namespace

TEST_CASE("a table of a table pays for its rows") {
  const std::string size = R"(table("t").size())";
  const auto nested = go(rules(
      table("t", "collect", 2000, R"('${table("u").size()}')") + table("u", "collect", 2000, "1"),
      size));
  CHECK(nested.first == Outcome::kError);
  CHECK(nested.second < 128 * kMiB);
  const auto plain = go(rules(table("t", "collect", 2000, "1"), size));
  CHECK(plain.first == Outcome::kStayed);
}

TEST_CASE("a table pays for putting its rows in order") {
  const auto nested = go(rules(
      table("t", "collect", 2000, R"('${table("u").out}')") + table("u", "priority", 2000, "1"),
      R"(table("t").size())"));
  CHECK(nested.first == Outcome::kError);
}

TEST_CASE("a table pays for its texts") {
  const std::string text = std::string(50'000, 'x');
  const auto few = go(rules(table("t", "collect", 2, text), R"(table("t").size())"));
  CHECK(few.first == Outcome::kStayed);
  const auto many = go(rules(table("u", "collect", 1, text) +
                                 table("t", "collect", 2000, R"('${table("u")[0].out.size()}')"),
                             R"(table("t").size())"));
  CHECK(many.first == Outcome::kError);
}

TEST_CASE("a text that is handed on is paid for") {
  std::string actions;
  for (int i = 0; i < 100; ++i) actions += "{ say: { text: '${big}' } }, ";
  Bench b(
      "stagegraph: 1\nname: t\nfacts: { big: string }\nactions: { say: { text: string } }\n"
      "events: { go: {} }\nstages: { a: { events: { go: { do: [" +
      actions + "] } } } }\n");
  b.fact("big", std::string(100, 'x'));
  CHECK(b.send("go").outcome == Outcome::kStayed);
  b.fact("big", std::string(1'000'000, 'x'));
  CHECK(b.send("go").outcome == Outcome::kError);
  CHECK(b.decision.bytes() < 64 * kMiB);
}

TEST_CASE("the trace cuts long values") {
  std::string go;
  for (int i = 0; i < 1000; ++i) go += "{ when: \"big == 'y'\", to: a }, ";
  Bench b(
      "stagegraph: 1\nname: t\nfacts: { big: string }\nevents: { go: {} }\n"
      "stages: { a: { events: { go: [" +
      go + "{ to: a }] } } }\n");
  b.context.trace = true;
  std::string umlauts;
  for (int i = 0; i < 500'000; ++i) umlauts += "ä";
  b.fact("big", "x" + umlauts);
  CHECK(b.send("go").outcome == Outcome::kMoved);
  REQUIRE(b.decision.trace.size() == 1000);
  CHECK(b.decision.trace[0].fact_values[0].as_text() == "x" + umlauts.substr(0, 998) + "... (cut)");
  CHECK(b.decision.bytes() < 16 * kMiB);
  b.fact("big", "short");
  b.send("go");
  CHECK(b.decision.trace[0].fact_values[0].as_text() == "short");
}
