// SPDX-License-Identifier: Apache-2.0
// What YAML refuses does not hide what else is wrong with a ruleset.
#include "fixture.h"

using namespace stagegraph;
using namespace stagegraph::ruleset;
using namespace stagegraph::test;

namespace {

using Brief = std::vector<std::string>;

Brief found(const std::string& yaml) { return brief(findings(yaml)); }

}  // namespace

TEST_CASE("findings of YAML and of the loader come together, in the order of their places") {
  CHECK(found("stagegraph: 1\nname: x\nname: y\nstages:\n  a: { events: { go: { to: b } } }\n"
              "  b: {}\n  c: { auto: [ { to: nowhere } ] }\n") ==
        Brief{"yaml-duplicate-key 3:1", "unknown-name 5:18", "unknown-name 7:22"});
  CHECK(found(with_head("tilte: x\non: 1\ninitial: !t c\n")) ==
        Brief{"unknown-key 4:1", "yaml-ambiguous-key 5:1", "unknown-key 5:1", "yaml-tag 6:10",
              "unknown-name 6:13"});
}

TEST_CASE("a ruleset with nothing wrong but its YAML is refused") {
  CHECK(found(with_head("roles: &r [sales]\n")) == Brief{"yaml-anchor 4:8"});
  CHECK(found(with_head("'on': 1\n")) == Brief{"unknown-key 4:1"});
  auto loaded = load_ruleset(with_head("title: !t x\n"), "test.yaml");
  REQUIRE_FALSE(loaded);
  CHECK(loaded.error().status == Status::kInvalidRuleset);
  CHECK(loaded.error().message == "test.yaml has 1 error");
}

TEST_CASE("a section written twice is read as one") {
  CHECK(found(without_stages("events: { go: {} }\nfacts: { f: int }\nevents: { back: {} }\n"
                             "stages:\n  a: { events: { go: { to: b } } }\n"
                             "  b: { events: { back: { to: a } } }\n"
                             "  b: { events: { go: { to: q } } }\n")) ==
        Brief{"yaml-duplicate-key 5:1", "yaml-duplicate-key 9:3", "unknown-name 9:28"});
}

TEST_CASE("what an alias stands for is read, and its mistakes are told once") {
  CHECK(found(without_stages("events: { go: {} }\nstages:\n  a: { events: &e { go: { to: q } } }\n"
                             "  b: { events: *e }\n  c: { events: { <<: *e } }\n")) ==
        Brief{"yaml-anchor 5:16", "unknown-name 5:31", "yaml-alias 6:16", "yaml-ambiguous-key 7:18",
              "yaml-alias 7:22"});
  CHECK(found(without_stages("events: { go: {} }\nstages:\n  a: &base\n    events:\n"
                             "      go: { to: b }\n  b: *base\n  c: { <<: *base, team: [x] }\n"))
            .back() == "wrong-shape 9:25");
}

TEST_CASE("an alias without an anchor is one mistake, not two") {
  CHECK(found(with_head("initial: *start\nroles: *people\ntitle: &\ncalendar: nowhere\n")) ==
        Brief{"yaml-alias 4:10", "yaml-alias 5:8", "yaml-anchor 6:8", "unknown-name 7:11"});
}

TEST_CASE("where YAML ends, nothing more is looked for") {
  CHECK(found("stagegraph: 1\nnaem: x\nstages: [\n") == Brief{"yaml-syntax 4:1"});
}
