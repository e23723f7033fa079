// SPDX-License-Identifier: Apache-2.0
// Which record is due next, of many.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <queue>
#include <utility>
#include <vector>

#include "stagegraph/stagegraph.hpp"

namespace stagegraph::cli {

class DueQueue {
 public:
  // A record, by its number, is due then from now on; kNever: not at all.
  void put(size_t place, stg::Instant due) {
    if (place >= due_.size()) due_.resize(place + 1, stg::kNever);
    if (due_[place] == due) return;
    due_[place] = due;
    if (due != stg::kNever) queue_.emplace(due, place);
  }

  // Takes out the record that is due first, up to and including `limit`; the one with the lower
  // number first. It is not in the queue then, until it is put there again.
  std::optional<std::pair<size_t, stg::Instant>> take(stg::Instant limit) {
    while (!queue_.empty() && queue_.top().first <= limit) {
      const auto [due, place] = queue_.top();
      queue_.pop();
      if (due_[place] != due) continue;  // put again since, with another instant
      due_[place] = stg::kNever;
      return std::pair(place, due);
    }
    return std::nullopt;
  }

 private:
  using Entry = std::pair<stg::Instant, size_t>;

  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue_;
  std::vector<stg::Instant> due_;  // by record
};

}  // namespace stagegraph::cli
