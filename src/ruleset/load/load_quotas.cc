// Quotas: how many are allowed.
#include "ruleset/load/loader.h"
#include "ruleset/reading/prose.h"

namespace stagegraph::ruleset {

namespace {

Quota read_quota(Loader& loader, const Spot& spot) {
  Findings& findings = loader.findings;
  Fields fields(findings, spot, MapKind::kQuota);
  Quota quota;
  quota.name = spot.key->text;
  quota.location = location_of(spot);
  quota.per = resolve_all(findings, loader.names.facts, fields["per"]);
  quota.at_most = read_whole(findings, fields["at_most"], 0, INT64_MAX).value_or(0);
  quota.counts = read_condition(loader, fields["counts"], {});
  quota.events = resolve_all(findings, loader.names.events, fields["events"]);
  quota.window = read_span(findings, fields["window"]);
  quota.rolling = read_bool(findings, fields["rolling"]).value_or(false);
  read_prose(findings, fields["doc"], loader.language);
  if (!fields.is_map()) return quota;
  if (!fields["counts"] == !fields["events"]) {
    findings.error_at_head(fields["counts"] ? "conflicting-keys" : "missing-key", spot,
                           "a quota counts either records ('counts') or events ('events')");
  }
  if (!fields["events"] != !fields["window"]) {
    findings.error_at_head("missing-key", spot,
                           "events are counted in a window of time: 'events' and 'window' go "
                           "together");
  }
  return quota;
}

}  // namespace

void load_quotas(Loader& loader) {
  for (QuotaIndex i : loader.names.quotas.indices()) {
    loader.ruleset.quotas.push_back(read_quota(loader, loader.names.quotas.spot(i)));
  }
}

}  // namespace stagegraph::ruleset
