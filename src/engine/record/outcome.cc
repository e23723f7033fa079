#include "engine/record/outcome.h"

#include <array>
#include <cstddef>

namespace stagegraph::engine {

namespace {
constexpr std::array<std::string_view, 12> kNames = {"moved",
                                                     "stayed",
                                                     "refused",
                                                     "denied",
                                                     "pending",
                                                     "ignored",
                                                     "duplicate",
                                                     "late",
                                                     "conflict",
                                                     "needs",
                                                     "migration_required",
                                                     "error"};
}

std::string_view to_string(Outcome outcome) { return kNames[static_cast<size_t>(outcome)]; }

std::optional<Outcome> outcome_named(std::string_view name) {
  for (size_t i = 0; i < kNames.size(); ++i) {
    if (kNames[i] == name) return static_cast<Outcome>(i);
  }
  return std::nullopt;
}

}  // namespace stagegraph::engine
