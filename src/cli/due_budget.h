// SPDX-License-Identifier: Apache-2.0
// How much may come due for one record between two of its events. Nothing else bounds it: rules may
// lead to ever nearer instants, and the other records have to go on.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "stagegraph/stagegraph.hpp"

namespace stagegraph::cli {

class DueBudget {
 public:
  static constexpr uint64_t kMostSteps = 100'000'000;  // of evaluation

  explicit DueBudget(uint64_t decisions) : most_(decisions) {}

  // Records are known by their numbers.
  void spend(size_t place, const stg::DecisionView& decision) {
    Spent& spent = at(place);
    ++spent.decisions;
    spent.steps += decision.steps();
  }
  // An event has been decided.
  void renew(size_t place) { at(place) = {}; }

  bool is_spent(size_t place) {
    return at(place).decisions >= most_ || at(place).steps >= kMostSteps;
  }
  uint64_t decisions(size_t place) { return at(place).decisions; }
  uint64_t steps(size_t place) { return at(place).steps; }

  // Says so once, until it is renewed.
  bool give_up(size_t place) { return !std::exchange(at(place).is_given_up, true); }

 private:
  struct Spent {
    uint64_t decisions = 0;
    uint64_t steps = 0;
    bool is_given_up = false;
  };

  Spent& at(size_t place) {
    if (place >= spent_.size()) spent_.resize(place + 1);
    return spent_[place];
  }

  uint64_t most_;
  std::vector<Spent> spent_;
};

}  // namespace stagegraph::cli
