// SPDX-License-Identifier: Apache-2.0
// Texts that are shown as they stand, channels that nobody declared, and criteria that cancel out.
#include "fixture.h"

using namespace stagegraph;
using namespace stagegraph::test;

namespace {

// The findings as "code message".
std::vector<std::string> told(const std::string& yaml) {
  std::vector<std::string> lines;
  for (const Diagnostic& d : findings("stagegraph: 1\nname: x\n" + yaml)) {
    if (d.severity == Severity::kError) lines.push_back(d.code + " " + d.message);
  }
  return lines;
}

std::string first(const std::string& yaml) {
  const std::vector<std::string> lines = told(yaml);
  return lines.empty() ? "" : lines[0];
}

const std::string kFacts = R"(facts: { amount: decimal, owner: string, released: timestamp }
tables: { t: { gives: { because: string }, rows: [{ because: so }] } }
)";

std::string says(const std::string& text) {
  return first(kFacts + "criteria: { c: { when: amount > 1, says: " + text +
               " } }\nevents: { e: {} }\nstages: { a: { events: { e: { require: c } } } }\n");
}

std::string title(const std::string& text) {
  return first(kFacts + "stages: { a: { title: " + text + " } }\n");
}

}  // namespace

TEST_CASE("a text that is shown as it stands holds no placeholder") {
  const std::string found = says("'Free again on ${string(released)}'");
  CHECK_THAT(found, Catch::StartsWith("literal-only nothing is put in place of '${' here"));
  CHECK_THAT(found, Catch::Contains("arguments of an action"));
  CHECK_THAT(says("'Hello {{ owner }}'"), Catch::Contains("'{{'"));
  CHECK_THAT(title("'${owner}'"), Catch::Contains("'${'"));
  CHECK_THAT(says("{ en: Fine, zh: '${owner}' }"), Catch::Contains("'${'"));
  CHECK_THAT(first("title: '{{x}}'\nstages: { a: {} }\n"), Catch::Contains("'{{'"));
  CHECK_THAT(first("facts: { a: { type: int, unit: '${x}' } }\nstages: { a: {} }\n"),
             Catch::Contains("'${'"));
  CHECK_THAT(first("stages: { a: { team: '${x}' } }\n"), Catch::Contains("'${'"));
  CHECK_THAT(first("cadences: { c: { then: { every: 1 day, via: sms, script: '${x}' } } }\n"
                   "stages: { a: { cadence: c } }\n"),
             Catch::Contains("'${'"));
}

TEST_CASE("nor is it an expression") {
  for (const char* text :
       {R"('table("t").because')", "string(released)", "amount > 100", R"("owner + '!'")",
        R"('"free on " + string(released)')", "event.name + owner", "in_stage('a')"}) {
    CAPTURE(text);
    CHECK_THAT(says(text), Catch::StartsWith("literal-only this is an expression"));
    CHECK_THAT(title(text), Catch::StartsWith("literal-only this is an expression"));
  }
  CHECK_THAT(first(kFacts + "title: amount > 1\nstages: { a: {} }\n"),
             Catch::StartsWith("literal-only this is an expression"));
}

TEST_CASE("words are words, whatever the facts are called") {
  for (const char* text :
       {"owner", "amount", "Won", "The amount is 5 / 10", "'50%'", "'Is it so?'", "Price / terms",
        "yes", "'1 + 1'", "owner - to be found", "'{ }'", "$5", "'A (new) lead'"}) {
    CAPTURE(text);
    CHECK(says(text).empty());
    CHECK(title(text).empty());
  }
}

TEST_CASE("a channel that 'contact' does not list is a mistake") {
  const std::string contact =
      "facts: { ok: bool }\ncontact: { channels: { sms: ok, mail: true } }\n";
  const std::string stages = "stages: { a: { cadence: c } }\n";
  const auto with_via = [&](const std::string& via, const std::string& head) {
    return first(head + "cadences: { c: { steps: [{ after: 1 day, via: " + via +
                 ", script: s }], then: { every: 1 day, via: sms, script: s } } }\n" + stages);
  };
  CHECK(with_via("[sms, mail]", contact).empty());
  CHECK_THAT(with_via("[sms, mial]", contact), Catch::Contains("'contact' has no channel 'mial'") &&
                                                   Catch::Contains("Did you mean 'mail'?"));
  CHECK_THAT(with_via("fax", contact), Catch::StartsWith("unknown-name"));
  CHECK(with_via("[sms, mial]", "").empty());
  CHECK(with_via("fax", "contact: { quiet_hours: 21:00-09:00 }\n").empty());
  CHECK_THAT(first(contact + "cadences: { c: { then: { every: 1 day, via: smss, script: s } } }\n" +
                   stages),
             Catch::Contains("Did you mean 'sms'?"));
}

TEST_CASE("a criterion cannot be required and rejected at once") {
  const std::string criteria =
      "facts: { ok: bool }\ncriteria: { good: ok, bad: '!ok' }\n"
      "events: { go: {} }\nstages:\n  a: { events: { go: { to: b, ";
  CHECK_THAT(first(criteria + "require: [good, bad], reject_if: [bad] } } }\n  b: {}\n"),
             Catch::StartsWith("conflicting-keys 'bad' stands under 'require' too"));
  CHECK(first(criteria + "require: good, reject_if: bad } } }\n  b: {}\n").empty());
}

TEST_CASE("an approval names at most 64 roles") {
  const auto with_roles = [](int count) {
    std::string roles;
    for (int i = 0; i < count; ++i) roles += (i == 0 ? "r" : ", r") + std::to_string(i);
    return first("roles: [" + roles + "]\nevents: { go: {} }\nstages:\n" +
                 "  a: { events: { go: { to: b, approval: { by: [" + roles +
                 "], need: all } } } }\n  b: {}\n");
  };
  CHECK(with_roles(64).empty());
  CHECK_THAT(with_roles(65), Catch::StartsWith("too-large an approval names at most 64 roles"));
}
