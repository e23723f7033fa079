// SPDX-License-Identifier: Apache-2.0
// Zones are loaded before anything that may name one is compiled. The walk over the document is as
// deep as the document, which the reader of YAML has bounded.
#include "ruleset/load/load_zones.h"

#include <memory>
#include <string>

#include "time/zone_names.h"
#include "time/zone_source.h"

namespace stagegraph::ruleset {

using namespace time;

namespace {

// Null after a finding.
std::shared_ptr<const Zone> load_zone(Loader& loader, const DocPlace& place,
                                      const std::string& name) {
  if (loader.findings.is_full()) return nullptr;
  Expected<std::shared_ptr<const Zone>> zone = loader.ruleset.zones->add(name);
  if (!zone) {
    loader.findings.error("unknown-name", place, zone.error().message);
    return nullptr;
  }
  if (auto surprise = surprise_of_zone(name)) {
    loader.findings.add(Severity::kWarning, "surprising-zone", place.range(), place.path,
                        *surprise);
  }
  return *zone;
}

void load_named(const yaml::Node& node, Zones& zones) {
  if (node.is_scalar()) {
    if (looks_like_zone(node.text) && is_zone_name(node.text)) (void)zones.add(node.text);
    return;
  }
  for (const yaml::Node& item : node.items) load_named(item, zones);
  for (const yaml::Entry& entry : node.entries) load_named(entry.value, zones);
}

}  // namespace

void load_zones(Loader& loader, const DocPlace& own, const DocPlace& listed) {
  Ruleset& ruleset = loader.ruleset;
  if (std::optional<std::string> name = read_text(loader.findings, own)) {
    ruleset.zone = load_zone(loader, own, *name);
  }
  if (ruleset.zone == nullptr) ruleset.zone = Zone::load("UTC").value();
  for (const DocPlace& item : read_one_or_more(loader.findings, listed)) {
    std::optional<std::string> name = read_text(loader.findings, item);
    if (name) load_zone(loader, item, *name);
  }
  load_named(loader.document.root, *ruleset.zones);
}

}  // namespace stagegraph::ruleset
