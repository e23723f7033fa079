// SPDX-License-Identifier: Apache-2.0
// The words that stand for the members of an enum, each beside its value: what keys.cc offers and
// what readers take are one table.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include "ruleset/model.h"

namespace stagegraph::ruleset {

template <typename E>
struct Choice {
  std::string_view word;
  E value;
};

inline constexpr std::array kEventOrders = {
    Choice<EventOrder>{"arrival", EventOrder::kArrival},
    Choice<EventOrder>{"newest_wins", EventOrder::kNewestWins},
    Choice<EventOrder>{"forward_only", EventOrder::kForwardOnly},
    Choice<EventOrder>{"hold", EventOrder::kHold},
};
inline constexpr std::array kHitPolicies = {
    Choice<HitPolicy>{"unique", HitPolicy::kUnique},
    Choice<HitPolicy>{"first", HitPolicy::kFirst},
    Choice<HitPolicy>{"any", HitPolicy::kAny},
    Choice<HitPolicy>{"priority", HitPolicy::kPriority},
    Choice<HitPolicy>{"collect", HitPolicy::kCollect},
};
// Besides a number of persons.
inline constexpr std::array kNeeds = {
    Choice<Approval::Need>{"any", Approval::Need::kAny},
    Choice<Approval::Need>{"all", Approval::Need::kAll},
};
// The keys by which a deadline is due.
inline constexpr std::array kAnchors = {
    Choice<Anchor>{"within", Anchor::kWithin},
    Choice<Anchor>{"from", Anchor::kFrom},
    Choice<Anchor>{"idle", Anchor::kIdle},
    Choice<Anchor>{"before", Anchor::kBefore},
};
inline constexpr std::array kRolls = {
    Choice<Roll>{"forward", Roll::kForward},
    Choice<Roll>{"backward", Roll::kBackward},
};
// Besides the map with `skip_after`.
inline constexpr std::array kLatePolicies = {
    Choice<LatePolicy>{"fire", LatePolicy::kFire},
    Choice<LatePolicy>{"once", LatePolicy::kOnce},
};
inline constexpr std::array kTransfers = {
    Choice<OnTransfer>{"keep", OnTransfer::kKeep},
    Choice<OnTransfer>{"restart", OnTransfer::kRestart},
};
inline constexpr std::array kDuePolicies = {
    Choice<DuePolicy>{"recompute", DuePolicy::kRecompute},
    Choice<DuePolicy>{"keep", DuePolicy::kKeep},
    Choice<DuePolicy>{"restart", DuePolicy::kRestart},
    Choice<DuePolicy>{"drop", DuePolicy::kDrop},
};
// What becomes of something that the new version does not have.
enum class Keeping : uint8_t { kKeep, kDrop };
inline constexpr std::array kKeepings = {
    Choice<Keeping>{"keep", Keeping::kKeep},
    Choice<Keeping>{"drop", Keeping::kDrop},
};

// The words alone.
template <typename E, size_t N>
constexpr std::array<std::string_view, N> words_of(const std::array<Choice<E>, N>& choices) {
  std::array<std::string_view, N> words;
  for (size_t i = 0; i < N; ++i) words[i] = choices[i].word;
  return words;
}

}  // namespace stagegraph::ruleset
