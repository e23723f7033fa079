// SPDX-License-Identifier: Apache-2.0
// A quota counts records by a condition, or events in a window.
#include "ruleset/load/load_quotas.h"

#include "ruleset/load/conditions.h"
#include "ruleset/load/spans.h"
#include "ruleset/reading/prose.h"

namespace stagegraph::ruleset {

namespace {

Quota read_quota(Loader& loader, const DocPlace& place) {
  Findings& findings = loader.findings;
  Fields fields(findings, place, MapKind::kQuota);
  Quota quota;
  quota.name = place.key->text;
  quota.location = location_of(place);
  quota.per = resolve_all(findings, loader.names.facts, fields["per"]);
  quota.at_most = read_whole(findings, fields["at_most"], 0, INT64_MAX).value_or(0);
  quota.counts = read_condition(loader, fields["counts"], {});
  quota.events = resolve_all(findings, loader.names.events, fields["events"]);
  quota.window = read_counted_span(loader, fields["window"]);
  quota.rolling = read_bool(findings, fields["rolling"]).value_or(false);
  read_prose(findings, fields["doc"], loader.language);
  if (!fields.is_map()) return quota;
  if (!fields["counts"] == !fields["events"]) {
    findings.error_at_head(fields["counts"] ? "conflicting-keys" : "missing-key", place,
                           "a quota counts either records ('counts') or events ('events')");
  }
  if (!fields["events"] != !fields["window"]) {
    findings.error_at_head("missing-key", place,
                           "events are counted in a window of time: 'events' and 'window' go "
                           "together");
  }
  return quota;
}

}  // namespace

void load_quotas(Loader& loader) {
  for (QuotaIndex i : loader.names.quotas.indices()) {
    loader.ruleset.quotas.push_back(read_quota(loader, loader.names.quotas.place(i)));
  }
}

}  // namespace stagegraph::ruleset
