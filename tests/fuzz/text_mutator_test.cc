// SPDX-License-Identifier: Apache-2.0
// The mutators keep the shape of what they change, and change it.
#include "text_mutator.h"

#include <catch2/catch.hpp>

#include "cel/cel.h"
#include "yaml/parse.h"

using namespace stagegraph;
using namespace stagegraph::fuzz;

namespace {

constexpr int kRounds = 1000;

const std::string kRules = R"(stagegraph: 1
name: leads
facts:
  calls: int
  owner: { type: string, max: 40 }
events:
  call: {}
stages:
  new:
    events:
      call: { to: open, when: calls > 3 }
    deadlines:
      week: { within: 7 days, to: open }
  open: {}
)";

const std::string kCondition = "calls > 3 && ['a', 'b(c'].exists(x, x == owner.lower())";

bool is_yaml(const std::string& text) {
  const auto parsed = yaml::parse(text, "r", yaml::Limits{});
  return parsed.has_value() && !has_errors((*parsed)->refused);
}

bool is_cel(const std::string& text) {
  cel::CompileOptions options;
  options.check = false;
  return cel::compile(text, cel::Environment{}, options).program != nullptr;
}

struct Share {
  int changed = 0;
  int well_formed = 0;
};

template <typename Mutate, typename Judge>
Share share_of(const std::string& text, Mutate mutate, Judge is_well_formed) {
  Share share;
  for (int i = 0; i < kRounds; ++i) {
    Dice dice(static_cast<unsigned>(i) + 1);
    const std::string changed = mutate(text, dice);
    Dice same(static_cast<unsigned>(i) + 1);
    REQUIRE(mutate(text, same) == changed);
    share.changed += changed != text ? 1 : 0;
    share.well_formed += is_well_formed(changed) ? 1 : 0;
  }
  return share;
}

}  // namespace

TEST_CASE("rules stay YAML most of the time") {
  const Share share = share_of(kRules, mutate_yaml, is_yaml);
  CHECK(share.changed > kRounds * 3 / 4);
  CHECK(share.well_formed > kRounds / 2);
  CHECK(share.well_formed < kRounds);
}

TEST_CASE("conditions stay CEL most of the time") {
  REQUIRE(is_cel(kCondition));
  const Share share = share_of(kCondition, mutate_cel, is_cel);
  CHECK(share.changed > kRounds * 3 / 4);
  CHECK(share.well_formed > kRounds / 2);
  CHECK(share.well_formed < kRounds);
}

TEST_CASE("any text can be changed") {
  for (const std::string& text :
       {std::string(), std::string("\n"), std::string("(((("), std::string("'\\"),
        std::string("a:\n\n  b: 'c"), std::string(1, '\0'), std::string("\xff\n \xfe: [")}) {
    for (unsigned seed = 1; seed <= 200; ++seed) {
      Dice dice(seed);
      CHECK(mutate_yaml(text, dice).size() < 1000);
      CHECK(mutate_cel(text, dice).size() < 1000);
    }
  }
}
