// SPDX-License-Identifier: Apache-2.0
// An entry of `migrate` names things of two versions: those on the right are resolved, those on the
// left cannot be, as the earlier version is not at hand. `stagegraph check --against` compares them.
#include "ruleset/load/load_migrations.h"

#include <fmt/format.h>

#include <algorithm>

#include "ruleset/load/load_stages.h"
#include "ruleset/load/load_templates.h"

namespace stagegraph::ruleset {

namespace {

constexpr std::string_view kDropped = "drop";

class MigrationReader {
 public:
  MigrationReader(Loader& loader, const Fields& fields)
      : loader_(loader), findings_(loader.findings), fields_(fields) {}

  Migration read() {
    migration_.location = location_of(fields_.place());
    read_bodies();
    if (fields_["from"]) migration_.from = read_texts(findings_, fields_["from"]);
    for (const DocPlace& place : entries("stages")) read_stage_answer(place);
    for (const DocPlace& place : entries("deadlines")) read_deadline_answer(place);
    for (const DocPlace& place : entries("facts")) read_fact_answer(place);
    for (const DocPlace& place : entries("events")) read_event_answer(place);
    if (DocPlace requests = fields_["requests"]) {
      migration_.keeps_requests =
          read_choice(findings_, requests, kKeepings).value_or(Keeping::kKeep) == Keeping::kKeep;
    }
    return std::move(migration_);
  }

 private:
  void read_bodies() {
    const auto body = [&](std::string_view key) {
      const DocPlace place = fields_[key];
      return place ? body_of(*place.node) : Body{};
    };
    migration_.body = body_of(*fields_.place().node);
    migration_.stages_body = body("stages");
    migration_.deadlines_body = body("deadlines");
    migration_.facts_body = body("facts");
    migration_.events_body = body("events");
    migration_.requests_body = body("requests");
  }

  std::vector<DocPlace> entries(std::string_view key) {
    const DocPlace place = fields_[key];
    return place ? read_entries(findings_, place) : std::vector<DocPlace>();
  }

  void read_stage_answer(const DocPlace& place) {
    const StageIndex stage = read_stage(loader_, place, kNone);
    if (stage != kNone) migration_.stages.emplace_back(place.key->text, stage);
  }

  void read_deadline_answer(const DocPlace& place) {
    Migration::DeadlineAnswer answer;
    answer.old = place.key->text;
    if (place.node->is_scalar()) {
      if (!read_choice(findings_, place, std::array{Choice<Keeping>{kDropped, Keeping::kDrop}})) {
        return;
      }
      answer.due = DuePolicy::kDrop;
    } else {
      Fields fields(findings_, place, MapKind::kDeadlineAnswer);
      if (!fields.is_map()) return;
      answer.to = read_deadline(fields["to"]);
      if (DocPlace due = fields["due"]) {
        answer.due = read_choice(findings_, due, kDuePolicies);
      }
    }
    migration_.deadlines.push_back(std::move(answer));
  }

  DeadlineIndex read_deadline(const DocPlace& place) {
    std::optional<std::string> name = read_text(findings_, place);
    if (!name) return kNone;
    const Lookup<Deadline> found = loader_.names.find_deadline(loader_.ruleset, *name, kNone);
    if (found.index == kNone) findings_.error("unknown-name", place, found.problem);
    return found.index;
  }

  // A value for a fact of this version, or what becomes of one that is gone.
  void read_fact_answer(const DocPlace& place) {
    const FactIndex fact = loader_.names.facts.find(place.key->text);
    if (fact == kNone && place.node->is_scalar() && place.node->text == kDropped) {
      migration_.dropped_facts.push_back(place.key->text);
      return;
    }
    if (resolve_key(findings_, loader_.names.facts, place) == kNone) return;
    std::optional<Template> value =
        read_template(loader_, place, loader_.ruleset.facts[fact].type, {.old = true});
    if (value) migration_.facts.push_back({fact, std::move(*value)});
  }

  void read_event_answer(const DocPlace& place) {
    Migration::EventAnswer answer{.old = place.key->text};
    if (!place.node->is_scalar() || place.node->text != kDropped) {
      answer.to = resolve(findings_, loader_.names.events, place);
      if (answer.to == kNone) return;
    }
    migration_.events.push_back(std::move(answer));
  }

  Loader& loader_;
  Findings& findings_;
  const Fields& fields_;
  Migration migration_;
};

// A list without brackets begins with the dash of its first item.
Body body_of_list(const Loader& loader, const yaml::Node& node) {
  Body body = body_of(node);
  const bool is_flow = loader.document.text[node.offset] == '[';
  if (!is_flow && body.first.line != 0) body.first = body.range.begin;
  return body;
}

}  // namespace

void check_was(Loader& loader, const NameTable& table, const std::vector<std::string>& names,
               const DocPlace& place) {
  for (const std::string& name : names) {
    if (!place || table.number_of(name) == NameTable::kNoNumber) continue;
    loader.findings.error(
        "duplicate-name", place,
        fmt::format("'{}' is a {} of this version too. Say what becomes of the earlier one in "
                    "'migrate', with 'from' beside it",
                    name, table.noun()));
  }
}

std::vector<std::string> earlier_paths(std::string_view holder,
                                       const std::vector<std::string>& earlier_holders,
                                       std::string_view name,
                                       const std::vector<std::string>& earlier_names) {
  std::vector<std::string> paths;
  const auto add = [&](std::string_view in, std::string_view last) {
    if (last.find('.') != std::string_view::npos || in.empty()) {
      paths.emplace_back(last);
    } else {
      paths.push_back(fmt::format("{}.{}", in, last));
    }
  };
  for (const std::string& earlier : earlier_names) add(holder, earlier);
  for (const std::string& in : earlier_holders) {
    add(in, name);
    for (const std::string& earlier : earlier_names) add(in, earlier);
  }
  std::sort(paths.begin(), paths.end());
  paths.erase(std::unique(paths.begin(), paths.end()), paths.end());
  return paths;
}

void load_migrations(Loader& loader, const DocPlace& section) {
  if (section) loader.ruleset.migrate_body = body_of_list(loader, *section.node);
  for (const DocPlace& place : read_items(loader.findings, section)) {
    Fields fields(loader.findings, place, MapKind::kMigration);
    if (!fields.is_map()) continue;
    loader.ruleset.migrations.push_back(MigrationReader(loader, fields).read());
  }
}

}  // namespace stagegraph::ruleset
