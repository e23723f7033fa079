// SPDX-License-Identifier: Apache-2.0
// Loads both, so that what is compared is known to be right, and compares the documents.
#include "diff/diff.h"

#include <algorithm>

#include "diff/judge.h"
#include "diff/names.h"
#include "diff/report.h"
#include "diff/reporter.h"
#include "diff/stages.h"
#include "diff/walk.h"
#include "migrate/answers.h"
#include "yaml/parse.h"

namespace stagegraph::diff {

using namespace ruleset;
using yaml::Node;

namespace {

struct Loaded {
  std::shared_ptr<const Ruleset> rules;
  std::shared_ptr<const yaml::Document> document;
};

Expected<Loaded> load(const Version& version, const LoadOptions& options) {
  auto rules = load_ruleset(version.text, version.file, options);
  if (!rules) return std::move(rules.error());
  auto document = yaml::parse(version.text, version.file, options.yaml);
  if (!document) return std::move(document.error());
  return Loaded{std::move(*rules), std::move(*document)};
}

// Of two files that are both wrong, all that is wrong.
Error join(Error first, Error second) {
  first.message += ", and " + second.message;
  for (Diagnostic& found : second.diagnostics) first.diagnostics.push_back(std::move(found));
  return first;
}

void walk_section(Walk& walk, const Node& before, const Node& after, const Names& names,
                  const Key& key) {
  Where where;
  where.section = key.name;
  where.heading = heading_of(key.name);
  walk.key(where, Old{&before, &names.renamed()}.find(key.name), after.find(key.name),
           form_of(MapKind::kRuleset), key);
}

// What the walk has no words for: an order of keys, an empty list in the place of none.
Change unnamed(Effect effect, std::string says) {
  Change change;
  change.effect = effect;
  change.kind = effect == Effect::kCosmetic ? Kind::kWritten : Kind::kChanged;
  change.heading = heading_of("");
  change.says = std::move(says);
  return change;
}

void note_names(std::string_view section, const Pairs& pairs, Comparison& comparison) {
  for (const auto& [before, name] : pairs) {
    if (name.how == How::kSame || name.how == How::kGone) continue;
    comparison.names.push_back({std::string(section), before, name.now});
  }
}

}  // namespace

Comparison compare(const yaml::Document& before, const Ruleset& before_rules,
                   const yaml::Document& after, const Ruleset& rules, std::string_view language) {
  const migrate::Answers answers(rules, before_rules.version, before_rules.behaviour);
  const Names names(before.root, after.root, answers, rules);
  const Judge judge(before.root, answers, rules);
  Reporter out(before.root, after.root, language);
  Walk walk(before.root, after.root, names, judge, out);
  for (const Key& key : form_of(MapKind::kRuleset).keys) {
    if (key.name == "stages") {
      walk_stages(walk, before.root, after.root, names, judge, out);
    } else {
      walk_section(walk, before.root, after.root, names, key);
    }
  }
  Comparison comparison;
  comparison.same_text = before.text == after.text;
  comparison.same_content = before_rules.fingerprint == rules.fingerprint;
  comparison.same_behaviour = before_rules.behaviour == rules.behaviour;
  note_names("stages", names.stages(), comparison);
  note_names("deadlines", names.deadlines(), comparison);
  note_names("facts", names.section("facts"), comparison);
  comparison.changes = out.take();
  std::vector<Change>& changes = comparison.changes;
  const bool is_noticed = std::any_of(changes.begin(), changes.end(), [](const Change& change) {
    return change.effect != Effect::kCosmetic;
  });
  if (!comparison.same_behaviour && !is_noticed) {
    changes.push_back(unnamed(Effect::kNextStep, "is written in a way that counts as another"));
  } else if (!comparison.same_content && changes.empty()) {
    changes.push_back(unnamed(Effect::kCosmetic, "the order or the form of keys"));
  }
  std::stable_sort(changes.begin(), changes.end(),
                   [](const Change& a, const Change& b) { return a.effect < b.effect; });
  return comparison;
}

Expected<std::string> diff(const Version& before, const Version& after,
                           const LoadOptions& options) {
  Expected<Loaded> old = load(before, options);
  Expected<Loaded> now = load(after, options);
  if (!old && !now) return join(std::move(old.error()), std::move(now.error()));
  if (!old) return std::move(old.error());
  if (!now) return std::move(now.error());
  return to_json(
      compare(*old->document, *old->rules, *now->document, *now->rules, options.language),
      *old->rules, *now->rules);
}

}  // namespace stagegraph::diff
