// What can come of something that happens to a record. A closed set.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace stagegraph::engine {

enum class Outcome : uint8_t {
  kMoved,              // a transition changed the stage
  kStayed,             // a transition without target ran
  kRefused,            // criteria failed; the record stays, or goes where `otherwise` says
  kDenied,             // the actor lacks the role
  kPending,            // waits for an approval
  kIgnored,            // declared, but not handled in this stage
  kDuplicate,          // this event id was taken before
  kLate,               // older than the last event, and its `order` drops such
  kConflict,           // the caller expected another sequence number
  kNeeds,              // a condition depends on facts that are not known
  kMigrationRequired,  // the record was last decided by another version of the ruleset
  kError,              // a condition or value failed to evaluate
};
inline constexpr size_t kOutcomes = 12;

std::string_view to_string(Outcome outcome);
std::optional<Outcome> outcome_named(std::string_view name);

}  // namespace stagegraph::engine
