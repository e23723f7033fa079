// Contact: the hours, the cap and the channels that hold for all cadences.
#include "ruleset/load/loader.h"

namespace stagegraph::ruleset {

namespace {

void read_quiet_hours(Loader& loader, const Spot& spot, Contact& contact) {
  std::optional<std::string> text = read_text(loader.findings, spot);
  if (!text) return;
  Expected<WorkInterval> hours = parse_quiet_hours(*text);
  if (!hours) {
    loader.findings.error("invalid-value", spot, hours.error().message);
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
  contact.window = read_span(loader.findings, fields["window"]).value_or(Span{});
}

}  // namespace

void load_contact(Loader& loader, const Spot& spot) {
  if (!spot) return;
  Fields fields(loader.findings, spot, MapKind::kContact);
  if (!fields.is_map()) return;
  Contact& contact = loader.ruleset.contact;
  read_quiet_hours(loader, fields["quiet_hours"], contact);
  read_cap(loader, fields, contact);
  for (const Spot& channel : read_entries(loader.findings, fields["channels"])) {
    contact.channels.push_back({channel.key->text, read_condition(loader, channel, {})});
  }
}

}  // namespace stagegraph::ruleset
