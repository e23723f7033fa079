// SPDX-License-Identifier: Apache-2.0
// The walk, with every key of the language changed once.
#include "diff/walk.h"

#include <string>
#include <string_view>

#include "../ruleset/every_key.h"
#include "diff/diff.h"
#include "ruleset/reading/behaviour.h"
#include "ruleset/reading/tree_fingerprint.h"
#include "yaml/parse.h"

using namespace stagegraph;
using namespace stagegraph::diff;
using namespace stagegraph::test;

namespace {

// Without loading: not every changed ruleset is a right one.
struct Side {
  std::shared_ptr<const yaml::Document> document;
  ruleset::Ruleset rules;

  explicit Side(const std::string& text) {
    auto parsed = yaml::parse(text, "test.yaml", {});
    REQUIRE(parsed.has_value());
    document = std::move(*parsed);
    rules.fingerprint = ruleset::fingerprint_of(document->root);
    rules.behaviour = ruleset::behaviour_of(document->root);
  }
};

Comparison compare_texts(const std::string& before, const std::string& after) {
  const Side old(before);
  const Side now(after);
  return compare(*old.document, old.rules, *now.document, now.rules, "en");
}

std::string listed(const Comparison& comparison) {
  std::string out;
  for (const Change& change : comparison.changes) {
    out += fmt::format("{} {} {}: {} | {}\n", name_of(change.effect), name_of(change.kind),
                       change.heading, change.says, change.path);
  }
  return out;
}

}  // namespace

TEST_CASE("a change of any key that decides is told once, as one that records notice") {
  for (const KeyChange& change : kBehaviour) {
    const Comparison found = compare_texts(std::string(kWhole), changed(change));
    INFO(change.from << " -> " << change.to << "\n" << listed(found));
    CHECK(found.changes.size() == 1);
    CHECK(found.changes.front().effect != Effect::kCosmetic);
    CHECK(!found.same_behaviour);
  }
}

TEST_CASE("a change of any label is told once, as one that no record notices") {
  for (const KeyChange& change : kLabels) {
    const Comparison found = compare_texts(std::string(kWhole), changed(change));
    INFO(change.from << " -> " << change.to << "\n" << listed(found));
    CHECK(found.changes.size() == 1);
    CHECK(found.changes.front().effect == Effect::kCosmetic);
    CHECK(found.same_behaviour);
  }
}

TEST_CASE("what is told is the same backwards, but for what is new and what is gone") {
  for (const KeyChange& change : kBehaviour) {
    const Comparison found = compare_texts(changed(change), std::string(kWhole));
    INFO(change.to << " -> " << change.from << "\n" << listed(found));
    CHECK(found.changes.size() == 1);
    CHECK(found.changes.front().effect != Effect::kCosmetic);
  }
}

TEST_CASE("nothing is told of a ruleset and itself, nor of its comments") {
  CHECK(compare_texts(std::string(kWhole), std::string(kWhole)).changes.empty());
  const Comparison commented = compare_texts(std::string(kWhole), "# x\n" + std::string(kWhole));
  CHECK(commented.changes.empty());
  CHECK(commented.same_content);
  CHECK(!commented.same_text);
}
