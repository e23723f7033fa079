// The names of outcomes, in one table. C, the bindings and the docs have the same names in the same
// order.
#include "engine/record/outcome.h"

#include <array>
#include <cstddef>

namespace stagegraph::engine {

namespace {

struct Named {
  Outcome outcome;
  std::string_view name;
};

constexpr std::array<Named, kOutcomes> kTable{{
    {Outcome::kMoved, "moved"},
    {Outcome::kStayed, "stayed"},
    {Outcome::kRefused, "refused"},
    {Outcome::kDenied, "denied"},
    {Outcome::kPending, "pending"},
    {Outcome::kIgnored, "ignored"},
    {Outcome::kDuplicate, "duplicate"},
    {Outcome::kLate, "late"},
    {Outcome::kConflict, "conflict"},
    {Outcome::kNeeds, "needs"},
    {Outcome::kMigrationRequired, "migration_required"},
    {Outcome::kError, "error"},
}};

constexpr bool is_in_order() {
  for (size_t i = 0; i < kTable.size(); ++i) {
    if (static_cast<size_t>(kTable[i].outcome) != i || kTable[i].name.empty()) return false;
  }
  return true;
}
static_assert(is_in_order(), "each outcome has its row, in the order of the enum");

}  // namespace

std::string_view to_string(Outcome outcome) { return kTable[static_cast<size_t>(outcome)].name; }

std::optional<Outcome> outcome_named(std::string_view name) {
  for (const Named& row : kTable) {
    if (row.name == name) return row.outcome;
  }
  return std::nullopt;
}

}  // namespace stagegraph::engine
