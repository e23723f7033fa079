// SPDX-License-Identifier: Apache-2.0
// What is told of changes that people make: the sentence, and when a record notices.
#include "diff/words.h"

#include <catch2/catch.hpp>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "diff/diff.h"
#include "ruleset/load/load.h"
#include "yaml/parse.h"

using namespace stagegraph;
using namespace stagegraph::diff;

namespace {

constexpr std::string_view kRules = R"(stagegraph: 1
name: leads
version: "1"
roles: [sales, boss]
facts:
  owner: string
  staff: { type: int, default: 0, min: 0, max: 100 }
  need: { type: enum, values: [now, later] }
define: { big: staff > 50 }
criteria:
  busy: { when: need == "later", says: { en: Not now, zh: 以后 } }
  missed: { when: staff > 3, says: Nobody answered }
events:
  accept: { by: sales, carries: [owner] }
  ask: {}
  wait: { order: hold }
quotas: { leads_each: { per: owner, at_most: 10, counts: staff > 1 } }
actions: { notify: { to: string, message: string } }
stages:
  lead:
    title: Lead
    initial: mql
    stages:
      mql:
        enter: [{ notify: { to: boss, message: New } }]
        events:
          accept: { to: sql, reject_if: [busy, missed] }
      sql:
        title: Sales qualified
        events: { wait: {} }
        deadlines:
          week:
            within: 7 days
            to: pool
            extend: { request: ask, approve_by: boss, add: 7 days }
  pool: { cadence: calls }
cadences:
  calls: { steps: [{ after: 1 day, via: mail, script: hello }, { after: 9 days, via: mail, script: again }] }
tables:
  price:
    hit: first
    gives: { rate: double, why: string }
    rows:
      - { when: big, rate: 0.8, why: large }
      - { when: staff > 20, rate: 0.9, why: medium }
      - { rate: 1.0, why: list }
promises: [{ from: any, can_reach: pool }]
)";

struct Replacement {
  std::string from;
  std::string to;
};

std::string edited(std::string text, const std::vector<Replacement>& edits) {
  for (const Replacement& edit : edits) {
    const size_t at = text.find(edit.from);
    INFO(edit.from);
    REQUIRE(at != std::string::npos);
    text.replace(at, edit.from.size(), edit.to);
  }
  return text;
}

struct Side {
  std::shared_ptr<const yaml::Document> document;
  std::shared_ptr<const ruleset::Ruleset> rules;

  explicit Side(const std::string& text) {
    auto loaded = ruleset::load_ruleset(text, "rules.yaml");
    INFO((loaded ? "" : format_diagnostic(loaded.error().diagnostics.at(0))));
    REQUIRE(loaded.has_value());
    rules = std::move(*loaded);
    document = std::move(*yaml::parse(text, "rules.yaml", {}));
  }
};

std::vector<std::string> told(const std::vector<Replacement>& edits,
                              std::string_view language = "en") {
  const Side old{std::string(kRules)};
  const Side now(edited(std::string(kRules), edits));
  const Comparison found = compare(*old.document, *old.rules, *now.document, *now.rules, language);
  std::vector<std::string> lines;
  for (const Change& change : found.changes) {
    lines.push_back(std::string(name_of(change.effect)) + ": " + change.heading + ": " +
                    change.says);
  }
  return lines;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("numbers, spans and lists are told in the words of a lifecycle") {
  CHECK(told({{"within: 7 days", "within: 10 days"}}) ==
        Lines{"next_step: Stage Sales qualified (lead.sql): week: 7 days → 10 days"});
  CHECK(told({{"[busy, missed]", "[busy]"}}) ==
        Lines{"next_step: Stage lead.mql: reject list of accept without missed (Nobody answered)"});
  CHECK(told({{"[busy, missed]", "[missed, busy]"}}) ==
        Lines{"next_step: Stage lead.mql: reject list of accept in another order: missed, busy"});
  CHECK(told({{"at_most: 10", "at_most: 12"}}) ==
        Lines{"next_step: Quotas: leads_each: at most 10 → 12"});
  CHECK(told({{"by: sales", "by: [sales, boss]"}}) ==
        Lines{"next_step: Events: senders of accept with boss"});
  CHECK(
      told({{"add: 7 days", "add: 5 days"}}) ==
      Lines{"next_step: Stage Sales qualified (lead.sql): week, extension: adds 7 days → 5 days"});
  CHECK(told({{"big: staff > 50", "big: staff > 60"}}) ==
        Lines{"next_step: Named expressions: big: staff > 50 → staff > 60"});
  CHECK(told({{"after: 9 days", "after: 8 days"}}) ==
        Lines{"next_step: Cadence calls: touch 2: after 9 days → 8 days"});
  CHECK(told({{"message: New", "message: A new one"}}) ==
        Lines{"next_entry: Stage lead.mql: on entering, notify: message New → A new one"});
  CHECK(told({{"default: 0", "default: 1"}}) == Lines{"next_entry: Facts: staff: default 0 → 1"});
}

TEST_CASE("texts are told in the language that is asked for, and a translation by its language") {
  CHECK(told({{"en: Not now", "en: Later"}}) ==
        Lines{"cosmetic: Criteria: busy: says Not now → Later"});
  CHECK(told({{"zh: 以后", "zh: 晚些"}}) ==
        Lines{"cosmetic: Criteria: busy: says in zh 以后 → 晚些"});
  CHECK(told({{"zh: 以后", "zh: 晚些"}}, "zh") ==
        Lines{"cosmetic: Criteria: busy: says 以后 → 晚些"});
  CHECK(told({{"says: Nobody answered", "says: { en: Nobody answered, zh: 无人接听 }"}}) ==
        Lines{"cosmetic: Criteria: missed: new says in zh 无人接听"});
}

TEST_CASE("tables are told row by row and column by column") {
  CHECK(told({{"rate: 0.9", "rate: 0.85"}}) ==
        Lines{"next_step: Table price: row 2: rate 0.9 → 0.85"});
  CHECK(told({{"      - { rate: 1.0",
               "      - { when: staff > 9, rate: 0.95, why: small }\n"
               "      - { rate: 1.0"}}) ==
        Lines{"next_step: Table price: new row 3: when staff > 9, rate 0.95, why small"});
  CHECK(told({{"      - { when: staff > 20, rate: 0.9, why: medium }\n", ""}}) ==
        Lines{"next_step: Table price: row 2 is gone: when staff > 20, rate 0.9, why medium"});
  CHECK(told({{"      - { when: staff > 20, rate: 0.9, why: medium }\n", ""},
              {"      - { when: big",
               "      - { when: staff > 20, rate: 0.9, why: medium }\n"
               "      - { when: big"}}) == Lines{"next_step: Table price: row 1 is now number 2"});
}

TEST_CASE("a name that `was` gives is a rename, wherever it stands") {
  CHECK(told({{"{ to: sql,", "{ to: working,"},
              {"      sql:\n        title: Sales qualified\n",
               "      working:\n        was: sql\n        title: Sales qualified\n"}}) ==
        Lines{"next_step: Stage Sales qualified (lead.working): stage lead.sql is now lead.working",
              "cosmetic: Stage Sales qualified (lead.working): earlier names with sql"});
  CHECK(told({{"          week:\n", "          ten_days:\n            was: week\n"},
              {"within: 7 days", "within: 10 days"}}) ==
        Lines{"next_step: Stage Sales qualified (lead.sql): deadline week is now ten_days",
              "next_step: Stage Sales qualified (lead.sql): ten_days: 7 days → 10 days",
              "cosmetic: Stage Sales qualified (lead.sql): earlier names of ten_days with week"});
  CHECK(told({{"  staff: { type: int,", "  people: { was: staff, type: int,"},
              {"big: staff", "big: people"},
              {"when: staff > 3", "when: people > 3"},
              {"counts: staff", "counts: people"},
              {"when: staff > 20", "when: people > 20"}}) ==
        Lines{"next_step: Facts: fact staff is now people",
              "cosmetic: Facts: earlier names of people with staff"});
}

TEST_CASE("what a record may hold and nobody has answered for needs an answer") {
  CHECK(told({{"{ to: sql,", "{ to: working,"}, {"      sql:\n", "      working:\n"}}) ==
        Lines{"needs_answer: Stage Sales qualified (lead.working): stage lead.sql is now "
              "lead.working"});
  CHECK(told({{"          week:\n            within: 7 days\n            to: pool\n            "
               "extend: { request: ask, approve_by: boss, add: 7 days }\n",
               "          month: { within: 1 month, to: pool }\n"}}) ==
        Lines{"needs_answer: Stage Sales qualified (lead.sql): deadline week is gone",
              "next_step: Stage Sales qualified (lead.sql): new deadline month: within 1 month, "
              "goes to pool"});
  CHECK(told({{"values: [now, later]", "values: [now, later, never]"}}) ==
        Lines{"next_step: Facts: values of need with never"});
  CHECK(
      told({{"need == \"later\"", "need == \"now\""}, {"values: [now, later]", "values: [now]"}}) ==
      Lines{"needs_answer: Facts: values of need without later",
            "next_step: Criteria: busy: need == \"later\" → need == \"now\""});
  CHECK(told({{"max: 100", "max: 50"}}) ==
        Lines{"needs_answer: Facts: staff: greatest value 100 → 50"});
  CHECK(told({{"max: 100", "max: 200"}}) ==
        Lines{"next_step: Facts: staff: greatest value 100 → 200"});
  CHECK(told({{"  owner: string\n  staff: { type: int,",
               "  owner: string\n  staff: { type: "
               "decimal,"}})
            .at(0) == "needs_answer: Facts: staff: type int → decimal");
  CHECK(told({{"            extend: { request: ask, approve_by: boss, add: 7 days }\n", ""}}) ==
        Lines{"needs_answer: Stage Sales qualified (lead.sql): week: without extension asked for "
              "by ask, "
              "approved by boss, adds 7 days"});
  CHECK(told({{"  wait: { order: hold }\n", ""}, {"        events: { wait: {} }\n", ""}}) ==
        Lines{"needs_answer: Events: event wait is gone",
              "next_step: Stage Sales qualified (lead.sql): wait: no longer handled"});
  CHECK(told({{"name: leads", "name: others"}}) ==
        Lines{"needs_answer: The ruleset: name of the ruleset leads → others"});
}

TEST_CASE("an answer under `migrate` is an answer") {
  const Replacement to_pool = {"{ to: sql,", "{ to: pool,"};
  const std::string stage =
      "      sql:\n        title: Sales qualified\n        events: { wait: {} }\n        "
      "deadlines:\n          week:\n            within: 7 days\n            to: pool\n            "
      "extend: { request: ask, approve_by: boss, add: 7 days }\n";
  const auto with = [&](const std::string& answer) {
    return told({to_pool, {stage, ""}, {"promises:", "migrate: [" + answer + "]\npromises:"}});
  };
  CHECK(with("{ requests: drop }").at(0) ==
        "needs_answer: Stage Sales qualified (lead.sql): stage lead.sql is gone");
  CHECK(with("{ stages: { lead.sql: pool } }").at(0) ==
        "needs_answer: Stage Sales qualified (lead.sql): deadline week is gone");
  const Lines answered = with("{ stages: { lead.sql: pool }, deadlines: { lead.sql.week: drop } }");
  CHECK(answered.at(0).starts_with("next_step: "));
  CHECK(told({{"max: 100", "max: 50"},
              {"promises:", "migrate: [{ facts: { staff: 1 } }]\npromises:"}})
            .at(0) == "next_step: Facts: staff: greatest value 100 → 50");
  CHECK(told({{"max: 100", "max: 50"},
              {"promises:", "migrate: [{ from: \"0\", facts: { staff: 1 } }]\npromises:"}})
            .at(0) == "needs_answer: Facts: staff: greatest value 100 → 50");
}

TEST_CASE("spaces and comments in a condition are no change of it") {
  CHECK(told({{"big: staff > 50", "big: 'staff  >  50 // many'"}}) ==
        Lines{"cosmetic: Named expressions: big: is written differently"});
}
