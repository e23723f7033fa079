// What this version reads and checks but does not run yet. A ruleset that uses one of these is
// told so. A later version deletes lines from unsupported.cc, and nothing else need change.
#pragma once

#include "ruleset/findings.h"
#include "ruleset/keys.h"

namespace stagegraph {

// Features that no key alone tells.
enum class Feature : uint8_t {
  kBusinessTime,
  kLate,
  kOnTransfer,
  kEventOrder,
};

// Warns where `spot` stands under a key of a map of this kind that is not run.
void warn_if_unsupported(Findings& findings, const Spot& spot, MapKind kind);
void warn_unsupported(Findings& findings, const Spot& spot, Feature feature);
// The warning's text.
std::string unsupported_message(Feature feature);

}  // namespace stagegraph
