// SPDX-License-Identifier: Apache-2.0
// Items that are told apart by a key are anchors: the longest run of them that stands in the same
// order in both lists stays (the longest increasing subsequence, by patience sorting). Between two
// anchors the same is done by the next weaker key, and at last by place where as many items are
// left on both sides. What is left is new, gone, or, where the same item is on both lists, moved.
#include "diff/align.h"

#include <algorithm>
#include <unordered_map>

namespace stagegraph::diff {

namespace {

using Match = std::pair<size_t, size_t>;  // before, after

// The longest run of matches, given in the order of `before`, whose `after` rises too.
std::vector<Match> longest_rising(const std::vector<Match>& matches) {
  std::vector<size_t> tails;  // by length, the match that ends the best run of that length
  std::vector<std::optional<size_t>> previous(matches.size());
  for (size_t m = 0; m < matches.size(); ++m) {
    const auto place =
        std::lower_bound(tails.begin(), tails.end(), matches[m].second,
                         [&](size_t tail, size_t after) { return matches[tail].second < after; });
    if (place != tails.begin()) previous[m] = *(place - 1);
    if (place == tails.end()) {
      tails.push_back(m);
    } else {
      *place = m;
    }
  }
  std::vector<Match> run;
  std::optional<size_t> at = tails.empty() ? std::nullopt : std::optional(tails.back());
  for (; at; at = previous[*at]) run.push_back(matches[*at]);
  std::reverse(run.begin(), run.end());
  return run;
}

struct Gap {
  size_t before_begin, before_end, after_begin, after_end;

  size_t before_size() const { return before_end - before_begin; }
  size_t after_size() const { return after_end - after_begin; }
};

class Aligner {
 public:
  Aligner(const std::vector<ItemKey>& before, const std::vector<ItemKey>& after)
      : before_(before), after_(after) {}

  std::vector<ItemPair> run() {
    fill({0, before_.size(), 0, after_.size()}, 0);
    join_moved();
    return std::move(pairs_);
  }

 private:
  static constexpr int kByWhole = 0;
  static constexpr int kByIdentity = 1;

  // The n-th item of a key is the n-th of it in the other list.
  static std::string numbered(const ItemKey& item, int by,
                              std::unordered_map<std::string, size_t>& seen) {
    const std::string& key = by == kByWhole ? item.whole : item.identity;
    return key + '#' + std::to_string(seen[key]++);
  }

  std::vector<Match> matches_in(const Gap& gap, int by) const {
    std::unordered_map<std::string, size_t> seen;
    std::unordered_map<std::string, size_t> places;
    for (size_t i = gap.after_begin; i < gap.after_end; ++i) {
      places.emplace(numbered(after_[i], by, seen), i);
    }
    seen.clear();
    std::vector<Match> matches;
    for (size_t i = gap.before_begin; i < gap.before_end; ++i) {
      const auto found = places.find(numbered(before_[i], by, seen));
      if (found != places.end()) matches.emplace_back(i, found->second);
    }
    return longest_rising(matches);
  }

  void fill(const Gap& gap, int by) {
    if (gap.before_size() == 0 || gap.after_size() == 0 || by > kByIdentity) return leave(gap);
    Gap rest = gap;
    for (const auto& [before, after] : matches_in(gap, by)) {
      fill({rest.before_begin, before, rest.after_begin, after}, by + 1);
      pairs_.push_back({before, after});
      rest.before_begin = before + 1;
      rest.after_begin = after + 1;
    }
    fill(rest, by + 1);
  }

  void leave(const Gap& gap) {
    const bool by_place = gap.before_size() == gap.after_size();
    for (size_t i = 0; i < gap.before_size(); ++i) {
      const std::optional<size_t> after =
          by_place ? std::optional(gap.after_begin + i) : std::nullopt;
      pairs_.push_back({gap.before_begin + i, after});
    }
    if (by_place) return;
    for (size_t i = gap.after_begin; i < gap.after_end; ++i) pairs_.push_back({std::nullopt, i});
  }

  // What is gone in one place and new in another is the same item, moved.
  void join_moved() {
    std::unordered_map<std::string, size_t> gone;
    for (size_t p = 0; p < pairs_.size(); ++p) {
      if (!pairs_[p].after) gone.emplace(before_[*pairs_[p].before].whole, p);
    }
    std::vector<bool> joined(pairs_.size());
    for (ItemPair& pair : pairs_) {
      if (pair.before) continue;
      const auto found = gone.find(after_[*pair.after].whole);
      if (found == gone.end()) continue;
      pair.before = pairs_[found->second].before;
      pair.is_moved = true;
      joined[found->second] = true;
      gone.erase(found);
    }
    std::vector<ItemPair> kept;
    for (size_t p = 0; p < pairs_.size(); ++p) {
      if (!joined[p]) kept.push_back(pairs_[p]);
    }
    pairs_ = std::move(kept);
  }

  const std::vector<ItemKey>& before_;
  const std::vector<ItemKey>& after_;
  std::vector<ItemPair> pairs_;
};

}  // namespace

std::vector<ItemPair> align(const std::vector<ItemKey>& before, const std::vector<ItemKey>& after) {
  return Aligner(before, after).run();
}

}  // namespace stagegraph::diff
