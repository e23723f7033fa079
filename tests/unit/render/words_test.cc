// SPDX-License-Identifier: Apache-2.0
#include "render/words.h"

#include "golden.h"
#include "render/arrows.h"

namespace stagegraph {

using namespace ruleset;
using namespace render;

TEST_CASE("Lists are joined as one says them") {
  CHECK(join({}).empty());
  CHECK(join({"a"}) == "a");
  CHECK(join({"a", "b"}) == "a and b");
  CHECK(join({"a", "b", "c"}) == "a, b and c");
}

TEST_CASE("Long text is cut between code points") {
  CHECK(shorten("abc", 3) == "abc");
  CHECK(shorten("第一二三", 2) == "第一…");
  CHECK(shorten("a\nb\tc", 9) == "a b c");
}

TEST_CASE("Values read as they were written") {
  auto ruleset = load_body(R"(
facts: { num: { type: int, default: 0 }, s: string }
events: { go: { } }
stages:
  a:
    events: { go: { set: { num: 3, s: 'at ${num} of ${num + 1}.' } } }
)");
  const std::vector<Action>& actions = ruleset->transitions.at(0).actions;
  CHECK(actions_in_words(*ruleset, actions) == "set num to 3; set s to at <num> of <num + 1>.");
}

}  // namespace stagegraph
