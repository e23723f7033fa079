#include "ruleset/unsupported.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace stagegraph {

namespace {

struct UnsupportedKey {
  MapKind kind;
  std::string_view key;
  std::string_view consequence;
};

constexpr std::array kKeys = {
    UnsupportedKey{MapKind::kRuleset, "quotas", "nothing is counted or limited"},
    UnsupportedKey{MapKind::kRuleset, "promises", "nothing is proved"},
    UnsupportedKey{MapKind::kStage, "cadence", "no touches are planned"},
    UnsupportedKey{MapKind::kTransition, "approval",
                   "where this transition is chosen, the answer is an error"},
    UnsupportedKey{MapKind::kDeadline, "from", "the deadline is never armed"},
    UnsupportedKey{MapKind::kDeadline, "idle", "the deadline is never armed"},
    UnsupportedKey{MapKind::kDeadline, "before", "the deadline is never armed"},
    UnsupportedKey{MapKind::kDeadline, "extend", "requests for more time are ignored"},
    UnsupportedKey{MapKind::kDeadline, "refresh", "activity gives no more time"},
    UnsupportedKey{MapKind::kDeadline, "pause_while", "the clock does not stop"},
    UnsupportedKey{MapKind::kDeadline, "exempt_if", "nobody is exempt"},
    UnsupportedKey{MapKind::kDeadline, "roll", "due instants stay on days off"},
};

struct UnsupportedFeature {
  Feature feature;
  std::string_view what;
  std::string_view consequence;
};

constexpr std::array kFeatures = {
    UnsupportedFeature{Feature::kBusinessTime, "business time", "nothing becomes due by it"},
    UnsupportedFeature{Feature::kLate, "'late' other than fire", "what is late fires at once"},
    UnsupportedFeature{Feature::kOnTransfer, "'on_transfer: restart'",
                       "the clock goes on when the owner changes"},
    UnsupportedFeature{Feature::kEventOrder, "'order' other than arrival",
                       "events are taken in the order in which they arrive"},
};

std::string message(std::string_view what, std::string_view consequence) {
  return fmt::format("{} is checked but not run in this version: {}", what, consequence);
}

}  // namespace

void warn_if_unsupported(Findings& findings, const Spot& spot, MapKind kind) {
  for (const UnsupportedKey& entry : kKeys) {
    if (entry.kind != kind || entry.key != spot.key->text) continue;
    findings.warning_at_head("unsupported", spot,
                             message(fmt::format("'{}'", entry.key), entry.consequence));
  }
}

std::string unsupported_message(Feature feature) {
  auto at = std::find_if(kFeatures.begin(), kFeatures.end(),
                         [&](const UnsupportedFeature& f) { return f.feature == feature; });
  return at == kFeatures.end() ? std::string() : message(at->what, at->consequence);
}

void warn_unsupported(Findings& findings, const Spot& spot, Feature feature) {
  std::string text = unsupported_message(feature);
  if (!text.empty()) findings.warning_at_head("unsupported", spot, std::move(text));
}

}  // namespace stagegraph
