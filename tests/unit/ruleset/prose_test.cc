// SPDX-License-Identifier: Apache-2.0
// Texts by language.
#include "ruleset/reading/prose.h"

#include "fixture.h"

using namespace stagegraph;
using namespace stagegraph::ruleset;
using namespace stagegraph::test;

namespace {

std::shared_ptr<const Ruleset> load_in(const std::string& language, const std::string& yaml) {
  LoadOptions options;
  options.language = language;
  auto loaded = load_ruleset(yaml, "test.yaml", options);
  REQUIRE(loaded.has_value());
  return *loaded;
}

std::string title_in(const std::string& language, const std::string& title) {
  return load_in(language, with_head("title: " + title + "\n"))->title;
}

constexpr const char* kAll = R"(
title: { en: Doors, zh: 门 }
doc: { en: All doors, zh: 所有的门 }
facts: { size: { type: int, unit: { en: pieces, zh: 件 }, doc: { en: How many, zh: 多少 } } }
criteria: { big: { when: size > 5, says: { en: Too big, zh: 太大 } } }
events: { go: { doc: { en: It goes, zh: 去 } } }
quotas: { q: { at_most: 1, counts: size > 1, doc: { en: One, zh: 一 } } }
actions: { tell: { to: string, text: string } }
stages:
  a:
    title: { en: Open, zh: 开 }
    doc: { en: It is open, zh: 开着 }
    events:
      go:
        to: b
        doc: { en: Leaves, zh: 离开 }
        do: [{ tell: { to: all, text: { en: 'Size ${size}', zh: '大小 ${size}' } } }]
    deadlines: { d: { within: 1 day, to: b, doc: { en: A day, zh: 一天 } } }
  b: {}
)";

}  // namespace

TEST_CASE("the text for a language") {
  const std::string both = "{ en: Doors, zh: 门 }";
  CHECK(title_in("", both) == "Doors");
  CHECK(title_in("zh", both) == "门");
  CHECK(title_in("ZH", both) == "门");
  CHECK(title_in("zh-Hant-TW", both) == "门");
  CHECK(title_in("de", both) == "Doors");
  const std::string regional = "{ zh: 门, zh-tw: 門 }";
  CHECK(title_in("zh-TW", regional) == "門");
  CHECK(title_in("zh-TW-x-a", regional) == "門");
  CHECK(title_in("zh-HK", regional) == "门");
  CHECK(title_in("de", regional) == "门");
  CHECK(title_in("", "{ fr: Portes, EN: Doors }") == "Doors");
  CHECK(title_in("zh", "Doors") == "Doors");
  CHECK(title_in("zh", "{ zh: 7 }") == "7");
}

TEST_CASE("every text for people may be by language") {
  for (const auto& [language, index] : {std::pair("en", 0), std::pair("zh", 1)}) {
    auto rules = load_in(language, without_stages(kAll));
    auto is = [i = index](const std::string& text, const char* en, const char* zh) {
      CHECK(text == (i == 0 ? en : zh));
    };
    is(rules->title, "Doors", "门");
    is(rules->doc, "All doors", "所有的门");
    is(rules->facts.at(0).unit, "pieces", "件");
    is(rules->facts.at(0).doc, "How many", "多少");
    is(rules->criteria.at(0).says, "Too big", "太大");
    is(rules->events.at(0).doc, "It goes", "去");
    is(rules->stages.at(0).title, "Open", "开");
    is(rules->stages.at(0).doc, "It is open", "开着");
    is(rules->transitions.at(0).doc, "Leaves", "离开");
    is(rules->deadlines.at(0).doc, "A day", "一天");
    const Action& tell = rules->transitions.at(0).actions.at(0);
    CHECK(tell.arguments[0].kind == Template::Kind::kLiteral);
    is(tell.arguments[1].parts[0].text, "Size ", "大小 ");
  }
}

TEST_CASE("the language is no part of the fingerprint") {
  CHECK(load_in("en", without_stages(kAll))->fingerprint ==
        load_in("zh", without_stages(kAll))->fingerprint);
}

TEST_CASE("mistakes in texts by language") {
  auto found = [](const std::string& rest) { return brief(findings(with_head(rest))); };
  using Found = std::vector<std::string>;
  CHECK(found("title: {}\n") == Found{"missing-value 4:8"});
  CHECK(found("title: { english: x }\n") == Found{"invalid-language 4:10"});
  CHECK(found("title: { en_US: x }\n") == Found{"invalid-language 4:10"});
  CHECK(found("title: { en-: x }\n") == Found{"invalid-language 4:10"});
  CHECK(found("title: { en-a: x, e: y }\n") == Found{"invalid-language 4:19"});
  CHECK(found("title: { en: x, EN: y }\n") == Found{"duplicate-name 4:17"});
  CHECK(found("title: { en: [x], zh: { a: b } }\n") ==
        Found{"wrong-shape 4:14", "wrong-shape 4:23"});
  CHECK(found("title: { en: , zh: x }\n") == Found{"missing-value 4:10"});
  CHECK(found("title: [x]\n") == Found{"wrong-shape 4:8"});
  CHECK(found("version: { en: x }\n") == Found{"wrong-shape 4:10"});
}

TEST_CASE("a text has at most a hundred languages") {
  std::string map = "title: { en: x";
  for (int i = 1; i < 100; ++i) map += ", en-" + std::to_string(i) + ": x";
  CHECK(findings(with_head(map + " }\n")).empty());
  CHECK(brief(findings(with_head(map + ", en-100: x }\n"))) ==
        std::vector<std::string>{"too-large 4:8"});
}

TEST_CASE("texts for the host are checked in every language") {
  auto found = [](const std::string& arguments) {
    return brief(
        findings(without_stages("facts: { k: int, s: string }\nevents: { go: {} }\n"
                                "actions: { tell: { text: string, m: int } }\n"
                                "stages: { a: { events: { go: { do:\n [{ tell: " +
                                arguments + " }] } } } }\n")));
  };
  using Found = std::vector<std::string>;
  CHECK(found("{ m: 1, text: { en: '${k}s', zh: '${k2}' } }") == Found{"unknown-name 7:47"});
  CHECK(found("{ m: 1, text: { en: '${k', zh: a } }") == Found{"unclosed-template 7:32"});
  CHECK(found("{ m: 1, text: { english: a } }") == Found{"invalid-language 7:27"});
  CHECK(found("{ m: 1, text: {} }") == Found{"missing-value 7:25"});
  CHECK(found("{ text: a, m: { en: 1 } }") == Found{"type-mismatch 7:25"});
}

TEST_CASE("what is decided has no language") {
  using Found = std::vector<std::string>;
  CHECK(brief(findings(without_stages(
            "facts: { s: string }\nevents: { go: {} }\n"
            "stages: { a: { events: { go: { set: { s: { en: x, zh: y } } } } } }\n"))) ==
        Found{"type-mismatch 5:42"});
  CHECK(brief(findings(with_head(
            "tables: { t: { gives: { s: string }, rows: [{ s: { en: x, zh: y } }] } }\n"))) ==
        Found{"type-mismatch 4:50"});
}

TEST_CASE("languages") {
  for (const char* tag : {"en", "zh", "ZH", "yue", "zh-TW", "zh-Hant-TW", "es-419", "en-x-1"}) {
    CHECK(is_language(tag));
  }
  for (const char* tag : {"", "e", "engl", "e1", "-en", "en-", "en--x", "en_US", "en-123456789"}) {
    CHECK_FALSE(is_language(tag));
  }
}
