// SPDX-License-Identifier: Apache-2.0
// Copies what an anchor marks to each of its aliases, with the places of the original, and counts
// the nodes first, so that no document grows beyond its budget.
#include "yaml/aliases.h"

#include <algorithm>
#include <iterator>
#include <vector>

#include "yaml/keys.h"

namespace stagegraph::yaml {

namespace {

struct Extent {
  size_t nodes = 1;
  size_t depth = 0;  // of collections in each other
};

// Recursion, here and below, is bounded by Limits::depth: no tree is made deeper.
Extent measure(const Node& node) {
  Extent extent;
  size_t below = 0;
  auto add = [&](const Node& child) {
    Extent part = measure(child);
    extent.nodes += part.nodes;
    below = std::max(below, part.depth);
  };
  for (const Node& item : node.items) add(item);
  for (const Entry& entry : node.entries) add(entry.value);
  if (!node.is_scalar()) extent.depth = 1 + below;
  return extent;
}

bool is_merge(const Entry& entry) { return entry.key.is_plain() && entry.key.text == "<<"; }

// What stands in the map itself comes before what is merged into it.
void merge(Node& map) {
  if (std::none_of(map.entries.begin(), map.entries.end(), is_merge)) return;
  auto merges = std::stable_partition(map.entries.begin(), map.entries.end(),
                                      [](const Entry& entry) { return !is_merge(entry); });
  std::vector<Entry> behind(std::make_move_iterator(merges),
                            std::make_move_iterator(map.entries.end()));
  map.entries.erase(merges, map.entries.end());
  auto add = [&map](Node& source) {
    std::move(source.entries.begin(), source.entries.end(), std::back_inserter(map.entries));
  };
  for (Entry& entry : behind) {
    add(entry.value);
    for (Node& item : entry.value.items) add(item);
  }
  keep_first(map);
}

class Expander {
 public:
  Expander(const References& references, const Limits& limits)
      : references_(references), limits_(limits) {}

  // `depth` is that of the node, 1 at the root.
  bool expand(Node& node, size_t depth) {
    auto alias = references_.aliases.find(node.offset);
    if (node.is_scalar() && alias != references_.aliases.end()) {
      return replace(node, alias->second, depth);
    }
    auto expand_child = [&](Node& child) { return expand(child, depth + 1); };
    for (Node& item : node.items) {
      if (!expand_child(item)) return false;
    }
    for (Entry& entry : node.entries) {
      if (!remember(entry.key) || !expand_child(entry.value)) return false;
    }
    merge(node);
    return remember(node);
  }

 private:
  bool replace(Node& alias, size_t anchor, size_t depth) {
    auto known = anchored_.find(anchor);
    if (known == anchored_.end()) return true;
    if (!has_room(known->second, depth)) return false;
    alias = known->second;
    return true;
  }

  bool remember(const Node& node) {
    auto anchor = references_.anchors.find({node.offset, node.kind});
    if (anchor == references_.anchors.end()) return true;
    if (!has_room(node, 1)) return false;
    anchored_.emplace(anchor->second, node);
    return true;
  }

  // Copies count, lest a few lines become millions.
  bool has_room(const Node& node, size_t depth) {
    Extent extent = measure(node);
    copied_ += extent.nodes;
    return copied_ <= limits_.nodes && depth + extent.depth <= limits_.depth + 1;
  }

  const References& references_;
  const Limits& limits_;
  std::map<size_t, Node> anchored_;  // by yaml-cpp's number
  size_t copied_ = 0;
};

}  // namespace

bool expand_aliases(Node& root, const References& references, const Limits& limits) {
  return Expander(references, limits).expand(root, 1);
}

}  // namespace stagegraph::yaml
