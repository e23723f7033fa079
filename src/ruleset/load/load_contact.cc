// SPDX-License-Identifier: Apache-2.0
// Each key is read by itself. A cap needs its window.
#include "ruleset/load/load_contact.h"

#include "ruleset/load/conditions.h"
#include "ruleset/load/spans.h"

namespace stagegraph::ruleset {

using namespace time;

namespace {

void read_quiet_hours(Loader& loader, const DocPlace& place, Contact& contact) {
  std::optional<std::string> text = read_text(loader.findings, place);
  if (!text) return;
  Expected<WorkInterval> hours = parse_quiet_hours(*text);
  if (!hours) {
    loader.findings.error("invalid-value", place, hours.error().message);
    return;
  }
  contact.has_quiet_hours = true;
  contact.quiet_begin = hours->begin;
  contact.quiet_end = hours->end;
}

void read_cap(Loader& loader, const Fields& fields, Contact& contact) {
  for (auto [has, lacks] : {std::pair("at_most", "window"), std::pair("window", "at_most")}) {
    if (!fields[has] || fields[lacks]) continue;
    loader.findings.error_at_head("missing-key", fields[has],
                                  std::string("'") + has + "' needs '" + lacks + "' beside it");
  }
  contact.at_most = static_cast<uint32_t>(
      read_whole(loader.findings, fields["at_most"], 1, kMaxContactCap).value_or(0));
  contact.window = read_counted_span(loader, fields["window"]).value_or(Span{});
}

}  // namespace

void load_contact(Loader& loader, const DocPlace& place) {
  if (!place) return;
  Fields fields(loader.findings, place, MapKind::kContact);
  if (!fields.is_map()) return;
  Contact& contact = loader.ruleset.contact;
  read_quiet_hours(loader, fields["quiet_hours"], contact);
  read_cap(loader, fields, contact);
  for (const DocPlace& channel : read_entries(loader.findings, fields["channels"])) {
    contact.channels.push_back({channel.key->text, read_condition(loader, channel, {})});
  }
}

}  // namespace stagegraph::ruleset
