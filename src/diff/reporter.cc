// SPDX-License-Identifier: Apache-2.0
#include "diff/reporter.h"

#include <fmt/format.h>

#include "diff/find.h"
#include "diff/show.h"
#include "ruleset/reading/behaviour.h"

namespace stagegraph::diff {

using namespace ruleset;
using yaml::Node;

namespace {

Position place_of(const Node* node) { return node == nullptr ? Position{} : node->range.begin; }

}  // namespace

Change& Reporter::add(const Where& where, Kind kind, const Old& old, const Node* now,
                      const ValueForm& form, std::string says, const Judgement& judged) {
  Change change;
  change.effect = where.is_label || kind == Kind::kWritten ? Effect::kCosmetic : judged.effect;
  change.kind = kind;
  change.section = where.section;
  change.name = where.name;
  change.heading = where.heading;
  change.path = where.path;
  change.old_text = shown(old.raw, form);
  change.new_text = shown(now, form);
  change.old_at = where.old_at == Position{} ? place_of(old.raw) : where.old_at;
  change.new_at = where.new_at == Position{} ? place_of(now) : where.new_at;
  change.says = std::move(says);
  change.note = judged.note;
  return changes_.emplace_back(std::move(change));
}

void Reporter::report_text(const Where& where, Kind kind, const Old& old, const Node* now,
                           const std::string& before, const std::string& after, std::string says) {
  Change& change =
      add(where, kind, old, now, {.shape = Shape::kProse}, std::move(says), where.judgement);
  change.old_text = before;
  change.new_text = after;
}

void Reporter::report_order(const Where& where, std::string_view noun) {
  report(where, Kind::kMoved, {}, nullptr, {},
         fmt::format("{}{} in another order", where.about.empty() ? "" : where.about + ": ", noun));
}

std::string Reporter::shown(const Node* node, const ValueForm& form) const {
  return node == nullptr ? std::string() : show(*node, form, language_);
}

bool Reporter::is_same(const Old& old, const Node& now, const ValueForm& form) const {
  const std::string there = behaviour_of(now, form, after_.find("actions"));
  const Node* actions = before_.find("actions");
  return behaviour_of(*old.raw, form, actions) == there ||
         behaviour_of(*old.named, form, actions) == there;
}

std::string Reporter::criterion_text(std::string_view name) const {
  for (const Node* root : {&after_, &before_}) {
    const Node* says = find(find(find(root, "criteria"), name), "says");
    if (says != nullptr) return fmt::format(" ({})", text_of(says, language_));
  }
  return {};
}

}  // namespace stagegraph::diff
