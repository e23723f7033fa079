// SPDX-License-Identifier: Apache-2.0
// Which fingerprint moves when a ruleset changes: that of behaviour, or that of the content alone.
#include "ruleset/reading/behaviour.h"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "every_key.h"
#include "fixture.h"
#include "ruleset/reading/keys.h"
#include "ruleset/reading/tree_fingerprint.h"
#include "yaml/parse.h"

using namespace stagegraph;
using namespace stagegraph::ruleset;
using namespace stagegraph::test;

namespace {

struct Prints {
  std::string content;
  std::string behaviour;
};

Prints prints_of(const std::string& text) {
  auto document = yaml::parse(text, "test.yaml", {});
  REQUIRE(document.has_value());
  return {fingerprint_of((*document)->root), behaviour_of((*document)->root)};
}

}  // namespace

TEST_CASE("what a ruleset does has a fingerprint of its own") {
  const Prints whole = prints_of(std::string(kWhole));
  CHECK(whole.behaviour.size() == 32);
  CHECK(whole.behaviour != whole.content);
  for (const KeyChange& change : kBehaviour) {
    const Prints other = prints_of(changed(change));
    INFO(change.from << " -> " << change.to);
    CHECK(other.behaviour != whole.behaviour);
    CHECK(other.content != whole.content);
  }
}

TEST_CASE("texts and labels change the fingerprint of the content alone") {
  const Prints whole = prints_of(std::string(kWhole));
  for (const KeyChange& change : kLabels) {
    const Prints other = prints_of(changed(change));
    INFO(change.from << " -> " << change.to);
    CHECK(other.behaviour == whole.behaviour);
    CHECK(other.content != whole.content);
  }
}

TEST_CASE("comments and layout change no fingerprint") {
  const Prints whole = prints_of(std::string(kWhole));
  const Prints other =
      prints_of("# Doors.\n" + changed({"", "      b: {}", "      b:   {}   # the second"}));
  CHECK(other.behaviour == whole.behaviour);
  CHECK(other.content == whole.content);
}

TEST_CASE("the lists of changes name every key of the language") {
  std::set<std::string_view> keys;
  for (const MapForm& form : map_forms()) {
    for (const Key& key : form.keys) keys.insert(key.name);
  }
  for (const KeyChange& change : kBehaviour) keys.erase(change.key);
  for (const KeyChange& change : kLabels) keys.erase(change.key);
  INFO((keys.empty() ? "" : *keys.begin()));
  CHECK(keys.empty());
}
