// SPDX-License-Identifier: Apache-2.0
// What a migration asks of a record, by names and types alone: of which records it is asked, only
// they can tell. migrate/rewrite.cc asks.
#include "diff/judge.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "base/decimal.h"
#include "diff/find.h"
#include "ruleset/lookup.h"

namespace stagegraph::diff {

using namespace ruleset;
using yaml::Node;

namespace {

Judgement ask(std::string note) { return {Effect::kNeedsAnswer, std::move(note)}; }

// A stage of the top of the document has no path that `was` could give to one inside a group.
std::string was_stage(std::string_view old, std::string_view now) {
  const auto group = [](std::string_view path) {
    return path.substr(0, std::min(path.size(), path.rfind('.')));
  };
  const bool has_dot = old.find('.') != std::string_view::npos;
  const bool stays = has_dot ? group(old) == group(now) : now.find('.') == std::string_view::npos;
  if (!stays && !has_dot) {
    return fmt::format(
        "Nothing says that it is the same stage. Write in `migrate`: stages: {{ {}: "
        "{} }}.",
        old, now);
  }
  return fmt::format("Nothing says that it is the same stage. Write `was: {}` in {}.",
                     stays ? old.substr(has_dot ? old.rfind('.') + 1 : 0) : old, now);
}

// Whether every value that `before` lets through passes `after` too.
bool is_wider(bool is_max, const Node* before, const Node* after) {
  if (after == nullptr) return true;
  if (before == nullptr) return false;
  const std::optional<Decimal> old = Decimal::parse(before->text);
  const std::optional<Decimal> now = Decimal::parse(after->text);
  if (!old || !now) return false;
  return is_max ? compare(*now, *old) >= 0 : compare(*now, *old) <= 0;
}

}  // namespace

Judgement Judge::new_stage() const {
  return {Effect::kNextEntry, "No record is there before something leads to it."};
}

Judgement Judge::new_deadline() const {
  return {Effect::kNextStep,
          "Records that are in the stage get it too, counted from their entry. None is due before "
          "the migration."};
}

Judgement Judge::new_fact(const Node& fact) const {
  const bool has_default = find(&fact, "default") != nullptr;
  return {Effect::kNextStep, has_default ? "Records that are there begin with the default."
                                         : "It is unknown in the records that are there."};
}

Judgement Judge::stage(std::string_view old, const NewName& name, bool is_group) const {
  switch (name.how) {
    case How::kSame:
    case How::kRenamed:
      return {Effect::kNextStep, "Records follow. They keep their deadlines and their history."};
    case How::kMerged:
      return {Effect::kNextStep, fmt::format("Its records go on in {}.", name.now)};
    case How::kGuessed:
      return is_group ? Judgement{} : ask(was_stage(old, name.now));
    case How::kGone:
      break;
  }
  return is_group ? Judgement{}
                  : ask(fmt::format("Write where its records go in `migrate`: stages: {{ {}: STAGE "
                                    "}}.",
                                    old));
}

Judgement Judge::deadline(std::string_view old, const NewName& name) const {
  if (answers_.deadline(old).due == DuePolicy::kDrop) {
    return {Effect::kNextStep, "Where it runs, it ends."};
  }
  switch (name.how) {
    case How::kSame:
    case How::kRenamed:
    case How::kMerged:
      return {Effect::kNextStep, "Where it runs, it goes on."};
    case How::kGuessed:
      return ask(fmt::format("Nothing says that it is the same deadline. Write `was: {}` in it.",
                             old.substr(old.rfind('.') + 1)));
    case How::kGone:
      break;
  }
  return ask(
      fmt::format("Where it runs, write what becomes of it in `migrate`: deadlines: {{ {0}: "
                  "{{ to: DEADLINE }} }}, or {0}: drop.",
                  old));
}

Judgement Judge::fact(std::string_view old, const NewName& name) const {
  if (answers_.is_fact_dropped(old)) return {Effect::kNextStep, "Its values are dropped."};
  switch (name.how) {
    case How::kSame:
    case How::kRenamed:
      return {Effect::kNextStep, "Records keep its value."};
    case How::kGuessed:
      return ask(fmt::format("Nothing says that it is the same fact. Write `was: {}` in it.", old));
    default:
      break;
  }
  return ask(
      fmt::format("Where it is known, write in `migrate`: facts: {{ {0}: drop }}, or give "
                  "its value to another fact: FACT: '${{old.{0}}}'.",
                  old));
}

Judgement Judge::gone_event(std::string_view old) const {
  const Node* event = find(find(&before_, "events"), old);
  const Node* order = find(event, "order");
  const migrate::EventAnswer answer = answers_.event(old);
  const bool waits = order != nullptr && order->text == "hold";
  if (!waits || answer.is_dropped || answer.to != kNone) {
    return {Effect::kNextStep, "Whoever sends it gets an error."};
  }
  return ask(
      fmt::format("Where it waits for a stage, write in `migrate`: events: {{ {0}: EVENT "
                  "}}, or {0}: drop.",
                  old));
}

Judgement Judge::value_needed(std::string_view fact, std::string_view why) const {
  const FactIndex index = find_fact(rules_, fact);
  if (index != kNone && answers_.has_value_for(index)) {
    return {Effect::kNextStep, "`migrate` gives the value of the records that are there."};
  }
  return ask(
      fmt::format("{} write the new value in `migrate`: facts: {{ {}: VALUE }}.", why, fact));
}

Judgement Judge::fact_type(std::string_view fact) const {
  return value_needed(fact, "Where a record's value does not fit the new type,");
}

Judgement Judge::enum_values(std::string_view fact, const std::vector<std::string>& removed) const {
  if (removed.empty()) return {};
  return value_needed(fact, "Where a record has a value that is gone,");
}

Judgement Judge::fact_bound(std::string_view fact, bool is_max, const Node* before,
                            const Node* after) const {
  if (is_wider(is_max, before, after)) return {};
  return value_needed(fact, "Where a record's value is outside,");
}

Judgement Judge::gone_request(std::string_view what) const {
  if (!answers_.keeps_requests()) {
    return {Effect::kNextStep, "Requests that wait are dropped."};
  }
  return ask(
      fmt::format("Where a request for {} waits, decide it before, or write in `migrate`: "
                  "requests: drop.",
                  what));
}

}  // namespace stagegraph::diff
