// SPDX-License-Identifier: Apache-2.0
// Rulesets that are too large in some way: at the limit and one above.
#include "fixture.h"

using namespace stagegraph;
using namespace stagegraph::test;

namespace {

using Brief = std::vector<std::string>;

// "name0, name1, ...", each through the format.
std::string many(size_t count, const char* format) {
  std::string out;
  for (size_t i = 0; i < count; ++i) {
    out += (i == 0 ? "" : ", ") + fmt::format(fmt::runtime(format), i);
  }
  return out;
}

Brief codes(const std::string& yaml) {
  Brief out;
  for (const Diagnostic& d : findings(yaml)) out.push_back(d.code);
  return out;
}

}  // namespace

TEST_CASE("limits: the length of a key") {
  CHECK(codes(with_head("facts: { " + std::string(128, 'k') + ": int }\n")).empty());
  CHECK(brief(findings(with_head("facts: { " + std::string(129, 'k') + ": int }\n"))) ==
        Brief{"invalid-name 4:10"});
}

TEST_CASE("limits: an enum's values, an event's fields, a text's expressions") {
  const std::string values = "facts: { size: { type: enum, values: [" + many(1000, "v{}");
  CHECK(codes(with_head(values + "] } }\n")).empty());
  CHECK(codes(with_head(values + ", more, and] } }\n")) == Brief{"too-large"});

  const std::string fields = "events: { go: { carries: { " + many(1000, "f{}: int");
  CHECK(codes(with_head(fields + " } } }\n")).empty());
  CHECK(codes(with_head(fields + ", more: int } } }\n")) == Brief{"too-large"});

  auto text_of = [](size_t count) {
    std::string text;
    for (size_t i = 0; i < count; ++i) text += "${1}";
    return without_stages(
        "facts: { s: string }\nevents: { go: {} }\n"
        "stages: { a: { events: { go: { set: { s: '" +
        text + "' } } } } }\n");
  };
  CHECK(codes(text_of(100)).empty());
  CHECK(codes(text_of(101)) == Brief{"too-large"});
}

TEST_CASE("expressions over very many facts know those they name") {
  const std::string facts = "facts: { " + many(600, "f{}: int") + " }\n";
  auto rules = load(with_head(facts + "define: { d: f1 + f599, e: d > f300 }\n"));
  CHECK(rules->defines.size() == 2);
  CHECK(codes(with_head(facts + "define: { d: f1 + f600 }\n")) == Brief{"unknown-name"});
  CHECK(codes(with_head(facts + "define: { d: f1 + 'x' }\n")) == Brief{"type-mismatch"});
}

namespace {

// The deadlines of a stage whose clocks change twice a year: so many that are as long as the
// calendar, each of 403 steps, and `more`.
std::string long_deadlines(size_t count, const std::string& more) {
  return without_stages(
      "time_zone: Europe/Berlin\ncalendar: c\n"
      "calendars: { c: { week: { mon-fri: ['09:00-17:00'] } } }\n"
      "stages: { b: {}, a: { deadlines: {\n" +
      many(count, "d{}: {{ within: 1900000 business days, to: b }}\n") + more + "} } }\n");
}

}  // namespace

TEST_CASE("limits: deadlines that run at once") {
  const auto in_group = [](size_t of_group, size_t of_stage) {
    return without_stages("stages: { b: {}, g: { initial: a, deadlines: {\n" +
                          many(of_group, "d{}: {{ within: 1 day, to: b }}\n") +
                          "}, stages: { a: { deadlines: {\n" +
                          many(of_stage, "e{}: {{ within: 1 day, to: b }}\n") + "} } } } }\n");
  };
  CHECK(codes(in_group(400, 599)).empty());
  CHECK(codes(in_group(400, 600)).empty());
  CHECK(codes(in_group(400, 601)) == Brief{"too-large"});
}

TEST_CASE("limits: the business time of all deadlines") {
  const std::string rest =
      ", e: { within: 12735 business days, to: b }, f: { within: 1035 business days, to: b }";
  CHECK(codes(long_deadlines(496, "")).empty());
  CHECK(codes(long_deadlines(496, rest)).empty());  // 200,000
  CHECK(codes(long_deadlines(496, rest + ", g: { within: 1 business day, to: b }")) ==
        Brief{"too-large"});
  CHECK(codes(long_deadlines(497, "")) == Brief{"too-large"});
}

TEST_CASE("limits: ordinary business time of very many deadlines is fine") {
  CHECK(codes(without_stages(
                  "time_zone: Europe/Berlin\ncalendar: c\ncalendars:\n"
                  "  c:\n    week: { mon-fri: ['09:00-17:00'] }\n    days_off: [" +
                  many(90, "20{:02}-01-01") + "]\nstages: { b: {}, a: { deadlines: {\n" +
                  many(1000, "d{}: {{ within: 3 business days, roll: forward, to: b }}\n") +
                  "} } }\n"))
            .empty());
}
