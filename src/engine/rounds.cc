// SPDX-License-Identifier: Apache-2.0
// Looks back over the decisions of the last second. A reminder that a later one stands for is no
// longer among them, which does not matter: reminders change no fact.
#include "engine/rounds.h"

#include <algorithm>
#include <vector>

#include "engine/record/typing.h"

namespace stagegraph::engine {

using namespace time;
using namespace ruleset;

namespace {

constexpr Duration kSecond = std::chrono::seconds(1);
constexpr size_t kMostNames = 5;

bool is_where_it_was(const Record& a, const Record& b) {
  if (a.stage != b.stage) return false;
  for (FactIndex f : a.ruleset().facts.indices()) {
    if (!is_same(a.fact(f), b.fact(f))) return false;
  }
  return true;
}

std::string names_of(const Ruleset& ruleset, std::span<const std::unique_ptr<Decision>> round) {
  std::vector<std::string_view> names;
  for (const auto& decision : round) {
    if (decision->cause.kind != CauseKind::kDeadline) continue;
    const std::string_view name = ruleset.deadlines[decision->cause.deadline].name;
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }
  std::string text;
  for (size_t i = 0; i < std::min(names.size(), kMostNames); ++i) {
    text += std::string(i == 0 ? "'" : ", '") + std::string(names[i]) + "'";
  }
  return names.size() > kMostNames ? text + ", ..." : text;
}

std::string describe(const Ruleset& ruleset, Instant at,
                     std::span<const std::unique_ptr<Decision>> round) {
  const std::string names = names_of(ruleset, round);
  const bool is_one = names.find(',') == std::string::npos;
  return names + (is_one ? " leads back to itself at " : " lead back to each other at ") +
         format_instant(at, ruleset.zone.get()) +
         (is_one ? ". It waits until a fact changes" : ". They wait until a fact changes");
}

}  // namespace

std::string endless_round(const Due& due, const Record& record, const Record& first,
                          std::span<const std::unique_ptr<Decision>> decisions) {
  const Ruleset& ruleset = record.ruleset();
  const Instant at = std::max(due.at, record.clock);
  size_t firings = 0;
  for (size_t i = decisions.size(); i-- > 0 && at - decisions[i]->at < kSecond;) {
    const Cause& cause = decisions[i]->cause;
    if (cause.kind != CauseKind::kDeadline || cause.deadline != due.deadline) continue;
    const Record& then = i == 0 ? first : decisions[i - 1]->record;
    const bool is_back = decisions[i]->at == at && is_where_it_was(then, record);
    if (is_back || ++firings == kMaxFirings) {
      return describe(ruleset, at, decisions.subspan(i));
    }
  }
  return {};
}

}  // namespace stagegraph::engine
