// SPDX-License-Identifier: Apache-2.0
#include "diff/items.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "diff/find.h"
#include "diff/show.h"
#include "ruleset/reading/behaviour.h"
#include "ruleset/reading/tree_fingerprint.h"

namespace stagegraph::diff {

using namespace ruleset;
using yaml::Entry;
using yaml::Node;

namespace {

// The key whose value tells an item from others of its list, where it has changed.
std::string_view identity_key(MapKind kind) {
  switch (kind) {
    case MapKind::kTransition:
    case MapKind::kTableRow:
      return "when";
    case MapKind::kAuto:
      return "to";
    case MapKind::kCadenceStep:
      return "script";
    case MapKind::kMigration:
      return "from";
    default:
      return {};
  }
}

std::string identity_of(const Node& item, const MapForm& form) {
  if (!item.is_map() || item.entries.empty()) return {};
  if (form.kind == MapKind::kActionItem) return item.entries.front().key.text;
  const Node* value = find(&item, identity_key(form.kind));
  return value == nullptr ? std::string() : fingerprint_of(*value);
}

}  // namespace

// A list as its items, and anything else as a list of one.
size_t size_of(const Node* node) {
  if (node == nullptr) return 0;
  return node->is_sequence() ? node->items.size() : 1;
}
const Node& item_of(const Node& node, size_t i) {
  return node.is_sequence() ? node.items[i] : node;
}

std::vector<ItemKey> keys_of(const Node* list, const MapForm& form, const Node* actions) {
  const ValueForm item = {.shape = Shape::kMap, .of = form.kind};
  std::vector<ItemKey> keys;
  for (size_t i = 0; i < size_of(list); ++i) {
    const Node& node = item_of(*list, i);
    keys.push_back({behaviour_of(node, item, actions), identity_of(node, form)});
  }
  return keys;
}

// "row 2", "reminder at 80%", "notify".
std::string label_of(const Node& item, std::string_view noun, size_t place, bool is_alone,
                     const MapForm& form) {
  if (form.kind == MapKind::kActionItem) return identity_of(item, form);
  if (form.kind == MapKind::kReminder) {
    const Node* at = find(&item, "at");
    const Node* before = find(&item, "before");
    if (at != nullptr) return fmt::format("{} at {}", noun, at->text);
    if (before != nullptr) return fmt::format("{} {} before", noun, before->text);
  }
  const bool is_transition = form.kind == MapKind::kTransition || form.kind == MapKind::kAuto;
  if (is_transition && is_alone) return {};
  return fmt::format("{} {}", is_transition ? "choice" : noun, place + 1);
}

bool has_deep(const Node& node, std::string_view key) {
  if (find(&node, key) != nullptr) return true;
  return std::any_of(node.items.begin(), node.items.end(),
                     [&](const Node& item) { return has_deep(item, key); });
}

// "a, b" of a list of names; the fields that an event carries one by one.
std::vector<std::string> texts_of(const Node* node) {
  std::vector<std::string> texts;
  const auto add = [&](const Node& item) {
    if (!item.is_map()) return texts.push_back(show(item, {}, {}));
    for (const Entry& field : item.entries) {
      texts.push_back(field.key.text + ": " + show(field.value, {}, {}));
    }
  };
  for (size_t i = 0; i < size_of(node); ++i) add(item_of(*node, i));
  return texts;
}

std::vector<std::string> without(const std::vector<std::string>& texts,
                                 const std::vector<std::string>& others) {
  std::map<std::string_view, size_t> left;
  for (const std::string& other : others) ++left[other];
  std::vector<std::string> kept;
  for (const std::string& text : texts) {
    auto found = left.find(text);
    if (found == left.end() || found->second == 0) {
      kept.push_back(text);
    } else {
      --found->second;
    }
  }
  return kept;
}

}  // namespace stagegraph::diff
